"""What the documents say is so: every verb and option is in them, and what they show runs."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from mou_graph.cli import commands

TOP = Path(__file__).parent.parent
DOCUMENTS = [TOP / "README.md", *sorted(TOP.glob("docs/*.md"))]
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)

BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```", re.M | re.S)
SHELLS = {"sh", "bash", "shell", "console"}
MOU_GRAPH = [sys.executable, "-c", "from mou_graph.cli import main; main()"]

OPTIONS = [
    (verb.name, option)
    for verb in commands.commands.values()
    for parameter in verb.params
    if isinstance(parameter, click.Option)
    for option in parameter.opts
    if option.startswith("--")
]


def shown_commands(text: str) -> Iterator[str]:
    """The `mou-graph …` lines of the shell blocks, continued lines joined."""
    for language, block in BLOCK.findall(text):
        if language in SHELLS:
            for line in block.replace("\\\n", " ").splitlines():
                line = line.strip().removeprefix("$ ")
                if re.search(r"(^|\| *)mou-graph ", line):
                    yield line


@pytest.mark.parametrize("verb", sorted(commands.commands))
def test_every_verb_is_documented_and_its_help_has_examples(verb: str) -> None:
    assert f"mou-graph {verb}" in TEXT
    command = commands.commands[verb]
    assert "Examples:" in (command.help or "")
    assert all(
        f"mou-graph {verb}" in line for line in (command.help or "").split("Examples:\n")[1].strip().splitlines()
    )


@pytest.mark.parametrize(("verb", "option"), OPTIONS)
def test_every_option_is_documented_and_has_a_word_of_help(verb: str, option: str) -> None:
    assert re.search(rf"{option}\b", TEXT), f"mou-graph {verb} {option}"
    parameter = next(one for one in commands.commands[verb].params if option in one.opts)
    assert isinstance(parameter, click.Option)
    assert parameter.help


def test_the_documents_name_no_option_that_is_not_there() -> None:
    for line in shown_commands(TEXT):
        for command in re.split(r"\s\|\s", line):
            words = shlex.split(command, comments=True)
            if words[0] == "mou-graph" and not words[1].startswith("-"):
                known = {name for parameter in commands.commands[words[1]].params for name in parameter.opts}
                used = {word.partition("=")[0] for word in words if re.match(r"--?[A-Za-z]", word)}
                assert used <= known | {"--help"}, line


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_shown_runs(document: Path, tmp_path: Path) -> None:
    """In a folder with the repository's data, one after the other: commands first, then Python."""
    shutil.copytree(TOP / "data", tmp_path / "data")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "mou-graph"
    command.write_text(f'#!/bin/sh\nexec {shlex.join(MOU_GRAPH)} "$@"\n')
    command.chmod(0o755)
    text = document.read_text(encoding="utf-8")
    for line in shown_commands(text):
        script = f'PATH="{command.parent}:$PATH"\n{line}'
        done = subprocess.run(["bash", "-ec", script], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, "Traceback" in done.stderr) == (0, False), f"{line}\n{done.stderr}"
    program = "\n".join(block for language, block in BLOCK.findall(text) if language == "python")
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_links_between_the_documents_lead_somewhere() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:", target):
                assert (document.parent / target).exists(), f"{document.name}: {target}"
