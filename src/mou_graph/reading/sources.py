"""Where announcements lie: files, folders, globs, standard input → the files to read, in one order."""

import glob
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from mou_graph.errors import SourceError
from mou_graph.model import Problem
from mou_graph.reading.record import problem

__all__ = ["IN_FOLDERS", "STANDARD_INPUT", "files", "shown"]

STANDARD_INPUT = "-"

IN_FOLDERS = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson"})
"""Endings of the files taken from a folder; `.json` is not among them, there it is anything: annotations, settings."""

NOT_YET = {".pdf": "PDF", ".doc": "Word", ".docx": "Word", ".odt": "OpenDocument", ".rtf": "RTF", ".eml": "mail"}
"""Documents that may well be announcements, so that passing them over is worth a word."""


def files(sources: Iterable[str | os.PathLike[str]]) -> Iterator[Path | str | Problem]:
    """Each file of the sources once, in their order, folders by name; `-` stands for standard input.

    A named source which is not there is a `SourceError` at once, before anything is read; what happens to a
    file afterwards is a `Problem`.
    """
    named = [os.fspath(source) for source in sources]
    for source in named:
        _must_exist(source)
    return _each_once(named)


def shown(path: Path | str) -> str:
    """The path as text that can be printed, whatever bytes its name is made of.

    >>> shown("caf\\udce9.txt")
    'caf\ufffd.txt'
    """
    return os.fsencode(path).decode("utf-8", "replace")


def _must_exist(source: str) -> None:
    if source == STANDARD_INPUT:
        return
    if not source:
        raise SourceError("a source is empty; name a file, a folder, a glob or - for standard input")
    if source.startswith(("http://", "https://")):
        raise SourceError(f"{source}: nothing is fetched from the web; save the page and name the file")
    if os.path.isdir(source):
        if next(_under(source), None) is None:
            raise SourceError(f"{shown(source)}: the folder holds no announcements ({', '.join(sorted(IN_FOLDERS))})")
    elif not os.path.lexists(source):
        if not glob.has_magic(source):
            raise SourceError(f"{shown(source)}: there is no such file or folder")
        if next(_matching(source), None) is None:
            raise SourceError(f"{shown(source)}: no announcement matches the pattern")


def _each_once(sources: list[str]) -> Iterator[Path | str | Problem]:
    seen: set[str] = set()
    for source in sources:
        for found in _of(source):
            name = found if isinstance(found, Problem) or found == STANDARD_INPUT else os.path.abspath(found)
            if isinstance(name, Problem):
                yield name
            elif name not in seen:
                seen.add(name)
                yield found


def _of(source: str) -> Iterator[Path | str | Problem]:
    if source == STANDARD_INPUT:
        yield source
    elif os.path.isdir(source):
        yield from _under(source)
    elif glob.has_magic(source) and not os.path.lexists(source):
        yield from _matching(source)
    else:
        yield Path(source)


def _matching(pattern: str) -> Iterator[Path | Problem]:
    """What a glob finds: as in a folder, and files of any ending that the pattern itself names (`*.json`)."""
    for name in sorted(glob.iglob(pattern, recursive=True)):
        path = Path(name)
        if path.is_dir():
            if not pattern.endswith("**"):  # which has its files in the list already
                yield from _under(name)
        elif path.suffix and path.suffix == Path(pattern).suffix:
            yield path
        else:
            yield from _taken(path)


def _under(folder: str) -> Iterator[Path | Problem]:
    """The announcements of a folder and the folders in it, by name; hidden ones are passed over."""
    unreadable: list[Problem] = []
    visited: set[str] = set()

    def note(error: OSError) -> None:
        unreadable.append(problem(shown(error.filename), error.strerror or "cannot be listed"))

    for place, folders, names in os.walk(folder, onerror=note, followlinks=True):
        real = os.path.realpath(place)
        if real in visited:  # a link back to a folder above
            folders.clear()
            continue
        visited.add(real)
        pages = {os.path.splitext(name)[0] for name in names}
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _belongs_to(name, pages))
        for name in sorted(names):
            if not name.startswith("."):
                yield from _taken(Path(place, name))
        yield from unreadable
        unreadable.clear()
    yield from unreadable


def _belongs_to(folder: str, pages: set[str]) -> bool:
    """Whether a browser made the folder for the images and frames of a saved page beside it."""
    return folder.endswith("_files") and folder.removesuffix("_files") in pages


def _taken(path: Path) -> Iterator[Path | Problem]:
    ending = path.suffix.lower()
    if ending in IN_FOLDERS:
        if path.exists() and not path.is_file():
            yield problem(shown(path), "not a regular file")
        else:
            yield path
    elif ending in NOT_YET:
        yield problem(shown(path), f"{NOT_YET[ending]} files are not read; save it as text or HTML")
