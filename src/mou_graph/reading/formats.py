"""One reader a format: an open file → its announcements.

A reader takes the stream of bytes, the name of the file for people and the identifier that its stem gives;
it yields values only, and lets no more than a text's `limit` into memory at once (of a page, or a JSON file,
`MARKUP` times that).
"""

import codecs
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from io import BufferedReader

from mou_graph.model import Announcement, Problem
from mou_graph.reading.decoding import NotTextError, decode
from mou_graph.reading.markdown import markdown_fields
from mou_graph.reading.page import page_fields
from mou_graph.reading.record import announcement, problem

__all__ = ["FORMATS", "Reader", "as_told_by_its_start", "text_file"]

Reader = Callable[[BufferedReader, str, str, int], Iterator[Announcement | Problem]]
"""(stream, where, identifier, limit) → announcements and problems."""

MARKUP = 20
"""A saved page may be so many times the limit of its text: images stand in it as data; and many objects in a JSON."""


def text_file(stream: BufferedReader, where: str, identifier: str, limit: int) -> Iterator[Announcement | Problem]:
    """Plain text: one announcement, nothing known apart from it."""
    text = _whole(stream, where, limit)
    if isinstance(text, Problem):
        yield text
    else:
        yield from announcement({"text": text}, identifier=identifier, where=where, limit=limit)


def markdown_file(stream: BufferedReader, where: str, identifier: str, limit: int) -> Iterator[Announcement | Problem]:
    """Markdown: one announcement, its source's data in the front matter."""
    text = _whole(stream, where, limit)
    if isinstance(text, Problem):
        yield text
        return
    fields, fault = markdown_fields(text)
    if fault:
        yield problem(where, fault)
    yield from announcement(fields, identifier=identifier, where=where, limit=limit)


def html_file(stream: BufferedReader, where: str, identifier: str, limit: int) -> Iterator[Announcement | Problem]:
    """A saved page: one announcement, its main text without menus and footers."""
    text = _whole(stream, where, MARKUP * limit)
    if isinstance(text, Problem):
        yield text
        return
    fields = page_fields(text)
    if fields["text"]:
        yield from announcement(fields, identifier=identifier, where=where, limit=limit)
    else:
        yield problem(where, "no main text was found in the page")


def json_lines(stream: BufferedReader, where: str, identifier: str, limit: int) -> Iterator[Announcement | Problem]:
    """JSON Lines: one announcement a line; a line without an `id` is named by its text."""
    blank = True
    for number, line in enumerate(_lines(stream, limit), 1):
        here = f"{where}:{number}"
        if isinstance(line, str):
            blank = False
            yield problem(here, line)
        elif line.strip():
            blank = False
            yield from _parsed(line, here, identifier, limit)
    if blank:
        yield problem(where, "the file is empty")


def json_file(stream: BufferedReader, where: str, identifier: str, limit: int) -> Iterator[Announcement | Problem]:
    """One JSON object, or a list of them."""
    text = _whole(stream, where, MARKUP * limit)
    if isinstance(text, Problem):
        yield text
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield problem(where, f"not JSON: {error}")
        return
    if not isinstance(value, list):
        yield from _object(value, where, identifier, limit)
        return
    for number, item in enumerate(value, 1):
        yield from _object(item, f"{where}:{number}", _one_of_many(item, identifier), limit)


def as_told_by_its_start(
    stream: BufferedReader, where: str, identifier: str, limit: int
) -> Iterator[Announcement | Problem]:
    """Standard input, or a file whose ending says nothing: JSON Lines, JSON, a page, front matter, or plain text."""
    start = stream.peek().removeprefix(codecs.BOM_UTF8).lstrip()
    reader = next((reader for sign, reader in SIGNS if sign.match(start)), text_file)
    return reader(stream, where, identifier, limit)


def _whole(stream: BufferedReader, where: str, limit: int) -> str | Problem:
    """All of the text, unless it is empty, no text, or over `limit` bytes (of which no more is read)."""
    data = stream.read(limit + 1)
    if not data:
        return problem(where, "the file is empty")
    if len(data) > limit:
        return problem(where, f"over {limit:,} bytes; is it one announcement? (many in one file: JSON Lines)")
    try:
        return decode(data)
    except NotTextError as error:
        return problem(where, str(error))


def _lines(stream: BufferedReader, limit: int) -> Iterator[bytes | str]:
    """The lines, in UTF-8; in place of one over `limit` bytes, what is wrong with it."""
    marked = stream.peek().startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    utf8 = codecs.EncodedFile(stream, "utf-8", "utf-16") if marked else stream
    while line := utf8.readline(limit + 2):  # 2: CR LF
        if len(line.rstrip(b"\r\n")) <= limit:
            yield line
            continue
        yield f"a line of over {limit:,} bytes"
        while line and not line.endswith(b"\n"):
            line = utf8.readline(limit + 2)


def _parsed(line: bytes, where: str, identifier: str, limit: int) -> Iterator[Announcement | Problem]:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        yield problem(where, f"not UTF-8 ({error.reason} at byte {error.start} of the line)")
    except (ValueError, RecursionError) as error:
        yield problem(where, f"not JSON: {error}")
    else:
        yield from _object(value, where, _one_of_many(value, identifier), limit)


def _object(value: object, where: str, identifier: str, limit: int) -> Iterator[Announcement | Problem]:
    if not isinstance(value, dict):
        yield problem(where, "not a JSON object with a text")
    elif "text" not in value:
        yield problem(where, "the object has no text")
    else:
        yield from announcement(value, identifier=identifier, where=where, limit=limit)


def _one_of_many(value: object, stem: str) -> str:
    """The identifier of an object that has no `id`: file and text, so that the order in the file does not matter."""
    text = value.get("text") if isinstance(value, dict) else None
    return f"{stem}-{hashlib.sha256(repr(text).encode()).hexdigest()[:8]}"


SIGNS: tuple[tuple[re.Pattern[bytes], Reader], ...] = (
    (re.compile(rb"\[\s*\{|\{\s*[\r\n]|\{$"), json_file),
    (re.compile(rb"\{"), json_lines),
    (re.compile(rb"<(!doctype\s+html|html|!--|\?xml)", re.I), html_file),
    (re.compile(rb"---[ \t]*\r?\n"), markdown_file),
)
"""How the formats begin that can be told by it."""

FORMATS: dict[str, Reader] = {
    ".txt": text_file,
    ".text": text_file,
    ".md": markdown_file,
    ".markdown": markdown_file,
    ".html": html_file,
    ".htm": html_file,
    ".xhtml": html_file,
    ".jsonl": json_lines,
    ".ndjson": json_lines,
    ".json": json_file,
}
