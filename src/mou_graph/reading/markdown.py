"""Markdown with front matter → the fields of an announcement."""

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["front_matter", "markdown_fields", "plain"]

FENCE = re.compile(r"-{3,}[ \t]*")
ENTRY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>", re.S)


def markdown_fields(text: str) -> tuple[dict[str, object], str | None]:
    """The fields of one Markdown file, and what is wrong with its front matter, if anything is."""
    fields, body, fault = front_matter(text)
    return {**fields, "text": plain(body)}, fault


def front_matter(text: str) -> tuple[dict[str, object], str, str | None]:
    r"""The entries between the first two `---` lines, the text below them, and what is wrong.

    Entries are `key: value` lines of YAML, quoted or not, or a block (`>`, `|`) of indented lines; a colon inside a
    value is taken as it stands, where YAML refuses.  Lists and nested entries are passed over.

    >>> front_matter("---\ntitle: 'One: two'\ntags:\n  - a\n---\nText")
    ({'title': 'One: two', 'tags': None}, 'Text', None)
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    if not FENCE.fullmatch(lines[0]):
        return {}, text, None
    end = next((n for n, line in enumerate(lines[1:], 1) if FENCE.fullmatch(line) or line.rstrip() == "..."), None)
    if end is None:
        return {}, text, "the front matter is not closed by a line ---; all of the file is read as text"
    fields: dict[str, object] = {}
    faults = []
    for number, entry in _entries(lines[1:end]):
        matched = ENTRY.fullmatch(entry[0].rstrip())
        if matched:
            fields[matched[1].lower()] = _value(matched[2] or "", entry[1:])
        else:
            faults.append(number + 2)
    body = "\n".join(lines[end + 1 :])
    fault = f"line {faults[0]} of the front matter is no `key: value` and is passed over" if faults else None
    return fields, body, fault


def _entries(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Each line of the left margin with the indented lines below it; comments and list items belong to no one."""
    entry: list[str] = []
    start = 0
    for number, line in enumerate(lines):
        if line[:1] in {" ", "\t"} or not line.strip():
            entry.append(line.strip())
        elif line[:1] != "#" and not line.startswith("- "):
            if entry and entry[0]:
                yield start, entry
            entry, start = [line], number
    if entry and entry[0]:
        yield start, entry


def _value(first: str, below: list[str]) -> str | None:
    value = first.strip()
    if value[:1] in {">", "|"} and len(value) <= 2:
        return " ".join(line for line in below if line)
    if value[:1] in {'"', "'"}:
        quoted = " ".join([value, *below]).strip()
        closed = re.fullmatch(r'"((?:[^"\\]|\\.)*)"\s*(?:#.*)?|\'((?:[^\']|\'\')*)\'\s*(?:#.*)?', quoted)
        if closed:
            double, single = closed[1], closed[2]
            return re.sub(r"\\(.)", r"\1", double) if double is not None else single.replace("''", "'")
    value = re.sub(r"\s+#\s.*$", "", value)
    if not value or value in {"~", "null"}:
        return None
    return " ".join([value, *(line for line in below if line)])


def plain(text: str) -> str:
    r"""Markdown as a reader sees it: no marks for headings, emphasis, links and quotations; bullets and numbers stay.

    >>> plain("# Title\n\n> **A** and [B](https://b.example) signed:\n\n* joint *research*\n* R&amp;D\n")
    'Title\n\nA and B signed:\n\n- joint research\n- R&D\n'
    """
    return _laid_out(_parser().parse(text)).strip("\n") + "\n"


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def _laid_out(tokens: "list[Token]") -> str:
    """Blocks apart by a blank line, items of a tight list and rows of a table by a line end."""
    written: list[str] = []
    bullets: list[str] = []
    indent = 0
    for token in tokens:
        match token.type:
            case "list_item_open":
                bullets.append("  " * (indent - 1) + (f"{token.info}{token.markup} " if token.info else "- "))
            case "bullet_list_open" | "ordered_list_open":
                indent += 1
            case "bullet_list_close" | "ordered_list_close":
                indent -= 1
                written.append("" if indent else "\n")
            case "inline":
                written.append("".join(bullets) + "".join(_seen(token.children or [])).strip())
                bullets = []
            case "paragraph_close" | "heading_close":
                written.append("\n" if token.hidden else "\n\n")
            case "td_close" | "th_close":
                written.append(" | ")
            case "tr_close":
                written.append("\n")
            case "table_close":
                written.append("\n")
            case "fence" | "code_block":
                written.append(token.content.rstrip("\n") + "\n\n")
            case "html_block":
                seen = html.unescape(TAG.sub("", token.content)).strip()
                written.append(seen + "\n\n" if seen else "")
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" \| \n", "\n", "".join(written)))


def _seen(tokens: "list[Token]") -> Iterator[str]:
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                yield token.content
            case "softbreak" | "hardbreak":
                yield "\n"
            case "image":
                yield "".join(_seen(token.children or []))
            case "html_inline" if token.content.lower().startswith("<br"):
                yield "\n"
