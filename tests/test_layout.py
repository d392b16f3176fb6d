"""The import order of DESIGN.md holds, inside functions too; the exported names are those that are there."""

import ast
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import mou_graph

# as in DESIGN.md but for `network`: it takes any iterable of triples, and `Graph.networkx` takes it
ORDER = [
    "errors",
    "growing",
    "model",
    "shipped",
    "vocabulary",
    "reading",
    "extraction",
    "registry",
    "corrections",
    "ids",
    "resolution",
    "mapping",
    "network",
    "graph",
    "remote",
    "comparison",
    "checking",
    "drawing",
    "reporting",
    "reviewing",
    "showing",
    "web",
    "evaluation",
    "pipeline",
    "store",
    "cli",
    "__main__",
]

PACKAGE = Path(mou_graph.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = sorted(module.name for module in pkgutil.walk_packages([str(PACKAGE)], "mou_graph."))


def module_of(file: Path) -> str:
    parts = file.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(file: Path) -> Iterator[str]:
    """Every mou_graph module that a file imports anywhere, as `mou_graph.x.y` (or `mou_graph.x.y.name`)."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.partition(".")[0] == "mou_graph")
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            if (node.module or "").partition(".")[0] == "mou_graph":
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part_of(module: str) -> str:
    return [*module.split("."), ""][1]


def test_every_part_has_its_place() -> None:
    assert {part_of(module_of(file)) for file in FILES} - {""} <= set(ORDER)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_nothing_imports_to_its_right(file: Path) -> None:
    part = part_of(module_of(file))
    if not part:
        return
    allowed = set(ORDER[: ORDER.index(part) + 1])
    wrong = {module for module in imported(file) if part_of(module) not in allowed}
    assert not wrong


def test_no_cycles_within_a_part() -> None:
    known = {module_of(file) for file in FILES}
    graph: dict[str, set[str]] = {}
    for file in FILES:
        targets = {name if name in known else name.rpartition(".")[0] for name in imported(file)}
        module = module_of(file)
        graph[module] = targets - {module, "mou_graph"} if module != "mou_graph" else set()
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " → ".join([*above, module])
        if module not in done:
            for target in graph.get(module, ()):
                visit(target, (*above, module))
            done.add(module)

    for module in graph:
        visit(module, ())


@pytest.mark.parametrize("name", ["mou_graph", *MODULES])
def test_what_is_exported_is_there_and_listed(name: str) -> None:
    module = importlib.import_module(name)
    assert isinstance(module.__doc__, str)
    exported = getattr(module, "__all__", None)
    if exported is None:
        assert name.count(".") > 1, f"{name} has no __all__"
        return
    assert sorted(set(exported)) == sorted(exported)
    for one in exported:
        assert hasattr(module, one)


def test_the_public_names_are_in_all_three_places() -> None:
    """`__all__`, the lazy table and what type checkers see."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    seen = {
        alias.name
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == set(mou_graph.__all__)
    assert {name for names in mou_graph._HOMES.values() for name in names} == set(mou_graph.__all__)
    assert set(mou_graph.__all__) <= set(dir(mou_graph))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = mou_graph.nothing


def test_every_public_name_has_words_and_an_example() -> None:
    for name in mou_graph.__all__:
        assert (getattr(mou_graph, name).__doc__ or "").strip(), name


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from click.testing import CliRunner; from mou_graph.cli import commands;"
        "assert CliRunner().invoke(commands, ['--help']).exit_code == 0;"
        "print(*sorted({m.partition('.')[0] for m in sys.modules}))"
    )
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    heavy = {
        "rdflib",
        "httpx",
        "pyoxigraph",
        "networkx",
        "numpy",
        "pyvis",
        "pyshacl",
        "trafilatura",
        "lxml",
        "rich",
        "jinja2",
    }
    assert not heavy & set(shown)
