"""Options of the tests, and what several of them need: a server in a process of its own, as a person starts it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

TOP = Path(__file__).parent.parent


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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-cases", action="store_true", help="write tests/cases/*/graph.ttl anew, to be read before a commit"
    )
