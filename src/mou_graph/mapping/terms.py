"""Values to RDF terms."""

import re
from decimal import Decimal
from functools import lru_cache
from importlib.metadata import version
from typing import Final

from pyoxigraph import Literal, NamedNode

from mou_graph import vocabulary
from mou_graph.vocabulary import XSD

__all__ = ["Term", "confidence", "date", "decimal", "duration", "label", "node", "number", "software", "titled", "url"]

Term = NamedNode | Literal

_DATES: Final = {10: XSD.date, 7: XSD.gYearMonth, 4: XSD.gYear}
_LETTER: Final = re.compile(r"[A-Za-z]")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_NOT_IN_IRI: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")


@lru_cache(maxsize=1 << 14)
def node(iri: str) -> NamedNode:
    """A thing."""
    return NamedNode(iri)


@lru_cache(maxsize=1 << 14)
def label(text: str) -> Literal:
    """A name; those in Latin letters are tagged as English, the language of the announcements."""
    return Literal(text, language="en") if _LETTER.search(text) else Literal(text)


def titled(text: str, language: str) -> Literal:
    """A text in a language, as far as its name is one."""
    tag = language.replace("_", "-")
    return Literal(text, language=tag) if _LANGUAGE.fullmatch(tag) else Literal(text)


def date(value: str) -> Literal:
    """A date, a month or a year."""
    return Literal(value, datatype=_DATES[len(value)])


def duration(value: str) -> Literal:
    """A term as xsd:duration."""
    return Literal(value, datatype=XSD.duration)


def _decimal_form(value: Decimal) -> str:
    """The canonical form of xsd:decimal: 24.0, 0.95, 12500000.0."""
    form = f"{value.normalize():f}"
    return form if "." in form else form + ".0"


def decimal(value: Decimal) -> Literal:
    """A number in its canonical form."""
    return Literal(_decimal_form(value), datatype=XSD.decimal)


@lru_cache(maxsize=1 << 10)
def confidence(value: float) -> Literal:
    """How sure, to four digits."""
    return decimal(Decimal(repr(round(float(value), 4))))


@lru_cache(maxsize=1 << 14)
def number(value: int) -> Literal:
    """An offset."""
    return Literal(str(value), datatype=XSD.nonNegativeInteger)


def url(url: str) -> Term:
    """An IRI, as far as it can be one."""
    if url.startswith(("http://", "https://")):
        quoted = _NOT_IN_IRI.sub(lambda found: f"%{ord(found[0]):02X}", url)
        try:
            return NamedNode(quoted)
        except ValueError:
            pass
    return Literal(url)


@lru_cache(maxsize=1)
def software() -> NamedNode:
    """This program, in this version."""
    return NamedNode(vocabulary.software(version("mou-graph")))
