"""From a name that people use to the one thing in a graph that has it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from pyoxigraph import Literal, NamedNode

from mou_graph.errors import QueryError
from mou_graph.graph.names import expand, shorten
from mou_graph.graph.terms import Term
from mou_graph.vocabulary import BASE, PREFIXES

__all__ = ["Select", "UnknownNameError", "meant", "named", "unknown_name"]

Select = Callable[[str], Iterable[Sequence[Term | None]]]
"""From the text of a SELECT to its rows: an engine here, or one elsewhere."""

LABELS = tuple(f"<{PREFIXES['skos']}{name}>" for name in ("prefLabel", "altLabel"))
OF_ALL = (
    "{ " + " UNION ".join(f"{{ ?thing {label} ?name BIND ( {n} AS ?rank ) }}" for n, label in enumerate(LABELS)) + " "
)
FIELDS = BASE + "field/"
"""Fields of work lend their names to what announcements call so: an area of that name is meant first."""
HINTS = 20_000  # names that are looked at for one that is like a mistaken one


class UnknownNameError(QueryError):
    """No thing in the graph goes by that name."""


def meant(given: Any, select: Select, unknown: list[str]) -> tuple[NamedNode | Literal, ...]:
    """The terms that a person may mean: an IRI, a prefixed name, a name of a thing, a number, a date, a text.

    A text that names nothing may still be a value of the query ("in force"), so it is put among the `unknown`, for
    when there is no answer.

    >>> doubts: list[str] = []
    >>> [t.value for given in ("mou:party", "'HKUST'", 2025, "in force") for t in meant(given, lambda _: (), doubts)]
    ['https://w3id.org/mou-graph/ontology#party', 'HKUST', '2025', 'in force']
    >>> doubts
    ['in force']
    """
    if isinstance(given, NamedNode | Literal):
        return (given,)
    if not isinstance(given, str):
        return (Literal(given.isoformat() if isinstance(given, date) else str(given)),)
    if len(given) > 1 and given[0] == given[-1] and given[0] in "\"'":
        return (Literal(given[1:-1]),)
    iri = expand(given)
    try:
        terms = named(given, select) if iri is None else (NamedNode(iri),)
    except ValueError as error:
        raise error if isinstance(error, QueryError) else QueryError(f"{given!r} is no IRI: {error}") from None
    if not terms:
        unknown.append(given)
    return terms or (Literal(given),)


def named(name: str, select: Select) -> tuple[NamedNode | Literal, ...]:
    """The thing with this name, whatever its capitals, and all its names: queries show things by IRI or by name.

    An official name goes before a further one.  A text that begins with a digit and names nothing means itself: a
    year, a date, a number.  The IRI relative to the base ("organization/hkust") names a thing too.  Nothing: no
    thing has that name.

    >>> from pyoxigraph import RdfFormat, Store
    >>> store = Store()
    >>> store.load(b'<x:hkust> <http://www.w3.org/2004/02/skos/core#altLabel> "HKUST" .', RdfFormat.TURTLE)
    >>> [term.value for term in named("hkust", store.query)], [term.value for term in named("2025", store.query)]
    (['x:hkust', 'HKUST'], ['2025'])
    >>> named("HKUTS", store.query)
    ()
    >>> print(unknown_name("HKUTS", store.query))
    nothing in the graph is called 'HKUTS'; did you mean HKUST?
    """
    text = Literal(name.strip())
    things: defaultdict[str, set[str]] = defaultdict(set)
    for thing, rank in select(f"SELECT ?thing ?rank {OF_ALL} FILTER ( LCASE(STR(?name)) = LCASE({text}) ) }}"):
        if isinstance(thing, NamedNode) and isinstance(rank, Literal):
            things[rank.value].add(thing.value)
    for _, bearers in sorted(things.items()):
        found = {thing for thing in bearers if not thing.startswith(FIELDS)} or bearers
        if len(found) > 1:
            raise QueryError(f"{name!r} names {len(found)} things: {', '.join(sorted(map(shorten, found)))}")
        thing = NamedNode(found.pop())
        names = select(f"SELECT DISTINCT ?name ?rank {OF_ALL.replace('?thing', str(thing))} }} ORDER BY ?rank ?name")
        return thing, *(each for each, _ in names if isinstance(each, Literal))
    if "/" in name and not any(c.isspace() or c in '<>"{}|^`\\' for c in name):
        relative = NamedNode(BASE + name)
        if any(True for _ in select(f"SELECT ?property {{ {relative} ?property ?value }} LIMIT 1")):
            return (relative,)
    return (Literal(name),) if name[:1].isdigit() else ()


def unknown_name(name: str, select: Select) -> UnknownNameError:
    """What to tell about a name that nothing has: with one that is like it, if there is one."""
    texts = (text for (text,) in select(f"SELECT DISTINCT ?name {OF_ALL} }} LIMIT {HINTS}"))
    seen = {text.value.casefold(): text.value for text in texts if isinstance(text, Literal)}
    close = get_close_matches(name.casefold(), seen, n=1)
    hint = f"; did you mean {seen[close[0]]}?" if close else ""
    return UnknownNameError(f"nothing in the graph is called {name!r}{hint}")
