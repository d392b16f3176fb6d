"""Options of the tests, and what several of them need: a server in a process of its own, as a person starts it."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

TOP = Path(__file__).parent.parent

NAMES = ("chromium", "chromium-browser", "google-chrome", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True)
class Running:
    url: str
    process: "subprocess.Popen[str]"

    def children(self) -> list[int]:
        """Process numbers of the nursery and its workers (Linux)."""
        found, todo = [], [self.process.pid]
        while todo:
            pid = todo.pop()
            for task in Path(f"/proc/{pid}/task").iterdir():
                todo += map(int, (task / "children").read_text().split())
            found.append(pid)
        return found[1:]


@contextmanager
def serving(graph: Path, *options: str) -> Iterator[Running]:
    """The address of a server for the graph, which is stopped at the end as by Ctrl-C, without complaint."""
    command = [sys.executable, "-m", "mou_graph", "serve", str(graph), "--port", "0", *options]
    environment = os.environ | {"PYTHONPATH": str(TOP / "src")}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stderr
        said = ""
        while "Ctrl-C" not in said:
            line = process.stderr.readline()
            assert line, f"the server did not start: {said}"
            said += line
        yield Running(re.search(r"http://\S+?(?=/sparql)", said)[0], process)  # type: ignore[index]
    finally:
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=20)
    assert "Traceback" not in complaints, complaints
    assert process.returncode in (0, 130)


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[Running]]:
    """`with serve(graph, "--timeout", "5") as running:`"""
    return serving


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """A port that nobody listens at."""
    return unused_port


@pytest.fixture(scope="session")
def oxigraph() -> Callable[..., AbstractContextManager["subprocess.Popen[bytes]"]]:
    """`with oxigraph(port, folder):` a server that can be written to; it keeps what it has in the folder."""
    return lambda port, folder: running(
        "oxigraph", "serve", "--bind", f"127.0.0.1:{port}", "--location", folder, port=port
    )


@pytest.fixture(scope="session")
def rdflib_endpoint() -> Callable[..., AbstractContextManager["subprocess.Popen[bytes]"]]:
    """`with rdflib_endpoint(port, file):` a server in Python that can be written to."""
    return lambda port, *files: running(
        "rdflib-endpoint", "serve", "--host", "127.0.0.1", "--port", str(port), "--enable-update", *files, port=port
    )


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def running(*command: str | Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A server that somebody else wrote, from when it listens until it is stopped."""
    program = Path(sys.executable).parent / command[0]
    process = subprocess.Popen([program, *command[1:]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.05)
        assert process.poll() is None, f"{command[0]} did not start"
        yield process
    finally:
        process.kill()
        process.wait()


def executable(playwright: Any) -> str | None:
    named = os.environ.get("MOU_GRAPH_BROWSER")
    own = playwright.chromium.executable_path
    return named or (own if Path(own).exists() else next(filter(None, map(shutil.which, NAMES)), None))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """MOU_GRAPH_BROWSER, else playwright's own, else one on the PATH.  None: skipped, but never on CI."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with sync_api.sync_playwright() as playwright:
        path = executable(playwright)
        if path is None:
            message = "no browser: set MOU_GRAPH_BROWSER or install chromium"
            pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases", action="store_true", help="write tests/cases/*/graph.ttl anew, to be read before a commit"
    )
