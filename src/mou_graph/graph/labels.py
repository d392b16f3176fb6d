"""From a name that people use to the one thing in a graph that has it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from mou_graph.errors import QueryError
from mou_graph.graph.names import expand, shorten
from mou_graph.vocabulary import BASE, PREFIXES

__all__ = ["UnknownNameError", "meant", "named"]

LABELS = [NamedNode(PREFIXES["skos"] + "prefLabel"), NamedNode(PREFIXES["skos"] + "altLabel")]


class UnknownNameError(QueryError):
    """No thing in the graph goes by that name."""


def meant(given: Any, store: Store, unknown: list[QueryError]) -> tuple[NamedNode | Literal, ...]:
    """The terms that a person may mean: an IRI, a prefixed name, a name of a thing, a number, a date, a text.

    A text that names nothing may still be a value of the query ("in force"), so the doubt is put among the
    `unknown`, for when there is no answer.

    >>> doubts: list[QueryError] = []
    >>> [term.value for given in ("mou:party", "'HKUST'", 2025) for term in meant(given, Store(), doubts)]
    ['https://w3id.org/mou-graph/ontology#party', 'HKUST', '2025']
    """
    if isinstance(given, NamedNode | Literal):
        return (given,)
    if not isinstance(given, str):
        return (Literal(given.isoformat() if isinstance(given, date) else str(given)),)
    if len(given) > 1 and given[0] == given[-1] and given[0] in "\"'":
        return (Literal(given[1:-1]),)
    iri = expand(given)
    try:
        return named(given, store) if iri is None else (NamedNode(iri),)
    except UnknownNameError as error:
        unknown.append(error)
        return (Literal(given),)
    except ValueError as error:
        raise QueryError(f"{given!r} is no IRI: {error}") from None


def named(name: str, store: Store) -> tuple[NamedNode | Literal, ...]:
    """The thing with this name, whatever its capitals, and all its names: queries show things by IRI or by name.

    An official name goes before a further one.  A text that begins with a digit and names nothing means itself: a
    year, a date, a number.  The IRI relative to the base ("organization/hkust") names a thing too.

    >>> from pyoxigraph import RdfFormat
    >>> store = Store()
    >>> store.load(b'<x:hkust> <http://www.w3.org/2004/02/skos/core#altLabel> "HKUST" .', RdfFormat.TURTLE)
    >>> [term.value for term in named("hkust", store)], [term.value for term in named("2025", store)]
    (['x:hkust', 'HKUST'], ['2025'])
    >>> named("HKUTS", store)
    Traceback (most recent call last):
    ...
    mou_graph.graph.labels.UnknownNameError: nothing in the graph is called 'HKUTS'; did you mean HKUST?
    """
    seen: dict[str, str] = {}
    for label in LABELS:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for thing, text in labels(store, None, label):
            found[text.value.casefold()].add(thing.value)
            seen.setdefault(text.value.casefold(), text.value)
        things = found[name.strip().casefold()]
        if len(things) == 1:
            thing = NamedNode(things.pop())
            return thing, *(text for each in LABELS for _, text in labels(store, thing, each))
        if things:
            raise QueryError(f"{name!r} names {len(things)} things: {', '.join(sorted(map(shorten, things)))}")
    if "/" in name and not any(c.isspace() or c in '<>"{}|^`\\' for c in name):
        relative = NamedNode(BASE + name)
        if next(store.quads_for_pattern(relative, None, None), None) is not None:
            return (relative,)
    if name[:1].isdigit():
        return (Literal(name),)
    close = get_close_matches(name.casefold(), seen, n=1)
    hint = f"; did you mean {seen[close[0]]}?" if close else ""
    raise UnknownNameError(f"nothing in the graph is called {name!r}{hint}")


def labels(store: Store, thing: NamedNode | None, label: NamedNode) -> Iterator[tuple[NamedNode, Literal]]:
    for quad in store.quads_for_pattern(thing, label, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject, quad.object
