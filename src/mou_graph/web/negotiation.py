"""What a client would rather read: `Accept` headers against the formats there are (RFC 9110, 12.5.1)."""

import re
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["GRAPHS", "RESULTS", "Format", "chosen", "preferred"]


class Format(NamedTuple):
    """A way to write an answer: its short name, its media type, and other types that it may be asked for by."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type as a header has it."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


RESULTS = (
    Format("json", "application/sparql-results+json", ("application/json",)),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Format("csv", "text/csv"),
    Format("tsv", "text/tab-separated-values"),
)
"""For SELECT and ASK; without a wish, the first."""

GRAPHS = (
    Format("ttl", "text/turtle", ("application/x-turtle",)),
    Format("nt", "application/n-triples", ("text/plain",)),
    Format("rdf", "application/rdf+xml", ("application/xml", "text/xml")),
    Format("jsonld", "application/ld+json", ("application/json",)),
)
"""For CONSTRUCT, DESCRIBE and whole graphs; without a wish, the first."""

RANGE = re.compile(r"\s*([!#$%&'*+.^_`|~\w-]+)/([!#$%&'*+.^_`|~\w-]+)\s*((?:;[^,]*)?)$")
WEIGHT = re.compile(r";\s*q\s*=\s*(0(?:\.\d*)?|1(?:\.0*)?)\s*(?:;|$)", re.IGNORECASE)


def preferred(accept: str | None, offers: Sequence[str]) -> str | None:
    """The media type that the client likes best, the earlier of equals; None if it can read none of them.

    The most specific range decides about a type; ranges that are none are passed over; nothing said is all the same.

    >>> preferred("text/*;q=0.5, text/csv;q=0.1, */*;q=0.2", ["text/csv", "text/html", "image/png"])
    'text/html'
    >>> preferred(None, ["text/csv", "text/html"]), preferred("image/*", ["text/csv"])
    ('text/csv', None)
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = parsed(accept)
    best, most = None, 0.0
    for offer in offers:
        weight = weight_of(offer, ranges)
        if weight > most:
            best, most = offer, weight
    return best


def parsed(accept: str) -> dict[str, float]:
    """Range → weight.

    >>> parsed("text/turtle, */*;q=0.1, nonsense, text/csv;q=high")
    {'text/turtle': 1.0, '*/*': 0.1}
    """
    found: dict[str, float] = {}
    for part in accept.split(","):
        match = RANGE.match(part)
        if match is None:
            continue
        kind, subtype, parameters = match.groups()
        weight = WEIGHT.search(parameters)
        if weight is None and re.search(r";\s*q\s*=", parameters, re.IGNORECASE):
            continue
        name = f"{kind}/{subtype}".lower()
        found[name] = max(found.get(name, 0.0), float(weight[1]) if weight else 1.0)
    return found


def weight_of(offer: str, ranges: dict[str, float]) -> float:
    for name in (offer, offer.partition("/")[0] + "/*", "*/*"):
        if name in ranges:
            return ranges[name]
    return 0.0


def chosen(accept: str | None, formats: Sequence[Format], name: str | None = None) -> Format | None:
    """The format of this short name; if there is none, the one that the client likes best.  Aliases come last.

    SPARQLWrapper sends `format=turtle` beside an `Accept` that says the same: names that are none are passed over.

    >>> chosen("application/json", RESULTS).name, chosen("application/json", GRAPHS).name, chosen("x/y", GRAPHS)
    ('json', 'jsonld', None)
    >>> chosen("text/turtle", RESULTS, "csv").media_type
    'text/csv'
    """
    for format in formats:
        if format.name == name:
            return format
    by_type = {format.media_type: format for format in formats}
    for format in formats:
        for alias in format.aliases:
            by_type.setdefault(alias, format)
    best = preferred(accept, list(by_type))
    return None if best is None else by_type[best]
