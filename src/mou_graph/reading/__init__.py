"""Sources → `Announcement`s, one at a time.

    text (.txt) · Markdown (.md, front matter) · pages (.html) · JSON Lines (.jsonl, .ndjson) · JSON (.json) · `-`

What cannot be used is told by a `Problem` in its place; nothing else stops the stream.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import cast

from mou_graph.model import Announcement, Problem
from mou_graph.reading.formats import FORMATS, as_told_by_its_start, text_file
from mou_graph.reading.record import problem
from mou_graph.reading.sources import NOT_YET, STANDARD_INPUT, files, shown

__all__ = ["LIMIT", "Source", "count", "read"]

Source = str | os.PathLike[str]

LIMIT = 1_000_000
"""Bytes of one announcement; the longest press releases have some 100,000, and to extract a million takes 24 s."""


def read(sources: Source | Iterable[Source], *, limit: int = LIMIT) -> Iterator[Announcement | Problem]:
    """The announcements of files, folders, globs and `-` (standard input), in that order, folders by name.

    A named source that is not there raises `SourceError` at once; anything wrong later is a `Problem`.
    The identifier is the one the source gives, else the file's stem.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "b.txt").write_text("")
    >>> _ = (folder / "a.md").write_text("---\\ntitle: A and B sign\\n---\\nThe two *signed*.")
    >>> for one in read(folder):
    ...     print(repr(one.text) if isinstance(one, Announcement) else one.message)
    'A and B sign\\n\\nThe two signed.\\n'
    the file is empty
    """
    several = [sources] if isinstance(sources, str | os.PathLike) else sources
    return _told_apart(one for file in files(several) for one in _read_one(file, limit))


def count(sources: Source | Iterable[Source]) -> int | None:
    """How many announcements `read` will give at most; None where only reading can tell (standard input)."""
    several = [sources] if isinstance(sources, str | os.PathLike) else sources
    total = 0
    for file in files(several):
        if file == STANDARD_INPUT:
            return None
        total += _count_one(file) if isinstance(file, Path) else 0
    return total


def _count_one(file: Path) -> int:
    if file.suffix.lower() not in {".jsonl", ".ndjson"} or not file.is_file():
        return 1
    try:
        with file.open("rb") as stream:
            return sum(1 for _ in stream)
    except OSError:
        return 0


def _read_one(file: Path | str | Problem, limit: int) -> Iterator[Announcement | Problem]:
    if isinstance(file, Problem):
        yield file
        return
    where = "standard input" if file == STANDARD_INPUT else shown(file)
    try:
        if isinstance(file, str):
            yield from as_told_by_its_start(cast(BufferedReader, sys.stdin.buffer), where, "stdin", limit)
        else:
            with file.open("rb") as stream:
                yield from _by_ending(file, stream, where, limit)
    except FileNotFoundError:
        yield problem(where, "vanished before it was read")
    except OSError as error:
        yield problem(where, error.strerror or "cannot be read")


def _by_ending(file: Path, stream: BufferedReader, where: str, limit: int) -> Iterator[Announcement | Problem]:
    ending = file.suffix.lower()
    stem = shown(file.stem)
    if ending in NOT_YET:
        yield problem(where, f"{NOT_YET[ending]} files are not read; save it as text or HTML")
    elif file.is_file():
        yield from FORMATS.get(ending, text_file)(stream, where, stem, limit)
    else:  # a pipe, as the shell's <(…) makes
        yield from as_told_by_its_start(stream, where, stem, limit)


def _told_apart(stream: Iterable[Announcement | Problem]) -> Iterator[Announcement | Problem]:
    """The same, with a problem before an announcement whose identifier another text has; both stay."""
    known: dict[str, tuple[int, str]] = {}
    for one in stream:
        if isinstance(one, Announcement):
            mark = hash(one.text)
            text, source = known.setdefault(one.identifier, (mark, one.source))
            if text != mark:
                yield problem(one.source, f"the identifier {one.identifier!r} is also that of {source}, another text")
        yield one
