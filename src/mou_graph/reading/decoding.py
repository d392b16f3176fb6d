"""Bytes → text: the encodings that announcements come in."""

import codecs
import re

__all__ = ["NotTextError", "decode"]

BYTE_ORDER_MARKS = (  # UTF-32 before UTF-16: its little-endian mark begins with the other's
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DECLARED = re.compile(rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
DECLARED_WITHIN = 4096  # bytes; HTML asks for the first 1,024, saved pages put comments before
USUAL = (
    "cp1252",
    "cp1251",
)  # the guesser ranks cp1250 and mac_cyrillic above these for plain Spanish, French and Russian
FEW = 0.05
"""Share of bytes over 127 up to which text is Western.  With this rule 224 of 226 pieces of English, French, German,
Spanish and Portuguese in cp1252 are read right, with the guesser alone 204; at 0.08 Polish becomes Western too."""
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")  # not tab, LF, VT, FF, CR


class NotTextError(ValueError):
    """The bytes are no text, or in an encoding that cannot be told."""


def decode(data: bytes) -> str:
    r"""The text of `data`: by its byte order mark, as UTF-8, as the page declares, or by the letters' frequencies.

    >>> decode("Zürich".encode("utf-16"))
    'Zürich'
    >>> decode(b'<meta charset="big5">' + "香港".encode("big5"))
    '<meta charset="big5">香港'
    >>> decode(b"\x89PNG\r\n\x1a\n\x00\x00")
    Traceback (most recent call last):
    mou_graph.reading.decoding.NotTextError: a binary file (it has NUL bytes)
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _text(data, encoding)
    if b"\x00" in data:
        raise NotTextError("a binary file (it has NUL bytes)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _as_declared(data) or _guessed(data)


def _text(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"the file is marked as {encoding} but is not ({error.reason} at byte {error.start})"
        ) from None
    if "\x00" in text:
        raise NotTextError("a binary file (it has NUL characters)")
    return text


def _as_declared(data: bytes) -> str | None:
    declared = DECLARED.search(data, 0, DECLARED_WITHIN)
    if declared is None:
        return None
    name = declared[1].decode("ascii", "replace").lower()
    try:
        # as browsers do: pages that declare Latin-1 are written in its superset
        return data.decode("cp1252" if name in {"iso-8859-1", "latin1", "us-ascii"} else name)
    except (UnicodeDecodeError, LookupError):
        return None


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes

    text = _western(data)
    if text is None:
        guesses = {guess.encoding: guess for guess in from_bytes(data)}
        encoding = next((name for name in USUAL if name in guesses), next(iter(guesses), None))
        text = str(guesses[encoding]) if encoding else ""
    if not text or CONTROLS.search(text):
        raise NotTextError("not UTF-8, and no other encoding fits")
    return text


def _western(data: bytes) -> str | None:
    """As cp1252, where the bytes over 127 are few and by ones or twos, as accents and typographic marks are."""
    runs = re.findall(rb"[\x80-\xff]+", data)
    if sum(map(len, runs)) > FEW * len(data) or sum(len(run) > 2 for run in runs) > len(runs) / 4:
        return None
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return None
