"""What is published is complete: from the sdist a wheel, from the wheel an installation that runs the main job.

The installation is a real one, into an empty environment, with its dependencies from the package index (a minute).
"""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist of the repository and the wheel made from it, which shows that the sdist is complete."""
    place = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", place, REPOSITORY]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return place


def test_the_wheel_has_everything(dist: Path) -> None:
    with zipfile.ZipFile(next(dist.glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if name.startswith("mou_graph/")}
        licence = [name for name in wheel.namelist() if name.endswith("LICENSE")]
    shipped = [REPOSITORY / "ontology" / name for name in ("mou.ttl", "shapes.ttl", "context.jsonld")]
    shipped += [*(REPOSITORY / "ontology").rglob("*.rq"), *(REPOSITORY / "data" / "announcements").iterdir()]
    expected = {f"mou_graph/{file.relative_to(REPOSITORY).as_posix()}" for file in shipped}
    source = REPOSITORY / "src"
    expected |= {
        file.relative_to(source).as_posix()
        for file in (source / "mou_graph").rglob("*")
        if file.is_file() and file.suffix != ".pyc"
    }
    expected |= {"mou_graph/data/registry.csv", "mou_graph/data/corrections.csv"}
    assert expected | {"mou_graph/py.typed"} <= names
    assert licence
    assert not [name for name in names if "broken" in name or "data/gold" in name or "training" in name]


def test_the_sdist_has_everything(dist: Path) -> None:
    with tarfile.open(next(dist.glob("*.tar.gz"))) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    tracked = subprocess.run(["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert {"test.sh", "tests/test_packaging.py", "ontology/mou.ttl", "CHANGELOG.md"} <= names
    assert {name for name in tracked.stdout.splitlines() if (REPOSITORY / name).is_file()} <= names


def test_an_installed_wheel_does_the_main_job(dist: Path, tmp_path: Path) -> None:
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    elsewhere.mkdir()
    venv.create(home, with_pip=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    def run(*command: object) -> "subprocess.CompletedProcess[str]":
        program, *arguments = map(str, command)
        done = subprocess.run(
            [str(home / SCRIPTS / program), *arguments],
            cwd=elsewhere,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    run("python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", next(dist.glob("*.whl")))
    assert " 0 problems" in run("mou-graph", "demo", "made").stderr
    assert (elsewhere / "made" / "graph.html").stat().st_size > 100_000
    partners = run("mou-graph", "query", "made/graph.ttl", "partners-over-time", "--bind", "organization=HKUST").stdout
    assert "2025,Microsoft Research Asia,memorandum of understanding" in partners
    run("mou-graph", "check", "made/graph.ttl")
