"""A graph as a report: one page with the tables and charts that a partnership office prints, offline, without a script.

report(graph, output)   into an HTML file
report(graph)           a `Picture`, which a notebook shows
"""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, overload

from mou_graph.drawing import Picture, write_page
from mou_graph.errors import DrawingError
from mou_graph.network import find, network, part, partners
from mou_graph.reporting.dates import last_day, lasting, later
from mou_graph.reporting.facts import active_people, agreements, doubts, sources, units, years

__all__ = ["report"]

MONTHS = ("January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December")  # fmt: skip


@overload
def report(graph: Any, output: str | Path, *, organization: str | None = None, today: date | None = None,
           within: str = "12 months") -> Path: ...  # fmt: skip


@overload
def report(graph: Any, output: None = None, *, organization: str | None = None, today: date | None = None,
           within: str = "12 months") -> Picture: ...  # fmt: skip


def report(
    graph: Any,
    output: str | Path | None = None,
    *,
    organization: str | None = None,
    today: date | None = None,
    within: str = "12 months",
) -> Path | Picture:
    """Write the report of a graph, or without `output` return it: the same graph and day give the same bytes.

    `organization` (an IRI or any name) makes it the report of one organisation and its units; what ends is told as
    of `today`, as far ahead as `within` ("90 days", "12 months").
    Raises `DrawingError` where there is no agreement or no such organisation.

    >>> from io import BytesIO
    >>> from mou_graph.graph import Graph
    >>> text = '''@prefix mou: <https://w3id.org/mou-graph/ontology#> .
    ...   <x:a> a mou:Agreement ; mou:party <x:1>, <x:2> . <x:1> a mou:Organization . <x:2> a mou:Organization .'''
    >>> report(Graph.load(BytesIO(text.encode())), today=date(2026, 1, 1))
    <Picture: Agreements, 1 January 2026>
    """
    from mou_graph.reporting.page import page

    if output is not None and Path(output).suffix.lower() != ".html":
        raise DrawingError(f"{output}: a report is a page; end it in .html")
    values = told(graph, organization=organization, today=today or date.today(), within=within)
    picture = Picture(values["title"], page(values))
    if output is None:
        return picture
    write_page(Path(output), picture.page.encode("utf-8"))
    return Path(output)


def told(graph: Any, *, organization: str | None, today: date, within: str) -> dict[str, Any]:
    """The values of the template."""
    from mou_graph.reporting.measures import measured

    net = network(graph)
    iri = find(net, organization) if organization is not None else None
    if iri is not None and net.nodes[iri]["kind"] != "organization":
        raise DrawingError(f"{organization!r} is a {net.nodes[iri]['kind']}, not an organisation")
    own = units(net, iri) if iri is not None else None
    found = agreements(net, sources(graph), own)
    if not found:
        raise DrawingError("nothing to report: the graph holds no agreement" + (f" of {organization}" if own else ""))
    day = today.isoformat()
    horizon = later(day, lasting(within))
    if not horizon:
        raise DrawingError(f"{within!r} from {day} is beyond the calendar")
    near = {p for one in found for p in one.parties} - (own or set())
    joined = partners(net)
    ties = {each for each, of in net.nodes(data=True) if of["kind"] == "agreement"}
    joined_of = Counter(p for one in found for p in set(one.parties) - (own or set()))
    areas = Counter(area for one in found for area in one.areas)
    people = active_people(net, found)
    spell = spelled(today)
    name = net.nodes[iri]["label"] if iri is not None else ""
    return {
        "title": f"Agreements of {name}, {spell}" if name else f"Agreements, {spell}",
        "net": net.nodes,
        "name": name,
        "units": sorted(net.nodes[unit]["label"] for unit in (own or set()) - {iri}),
        "spell": spell,
        "within": within.strip().lower(),
        "horizon": spelled(date.fromisoformat(horizon)),
        "found": found,
        "near": near,
        "years": years(found, own),
        "types": counted(one.type or "not told" for one in found),
        "statuses": counted(one.status or "not told" for one in found),
        "areas": sorted(areas.items(), key=lambda item: (-item[1], net.nodes[item[0]]["label"], item[0])),
        "ending": sorted(
            (one for one in found if one.ends_by(day, horizon)), key=lambda one: (last_day(one.ends), one.label)
        ),
        "ended": sum(one.ended(day) for one in found),
        "in_force": sum(bool(one.ends) and not one.ended(day) for one in found),
        "people": people,
        "partners": [
            (each, joined_of[each], joined.degree(each) if each in joined else 0)
            for each in sorted(joined_of, key=lambda each: (-joined_of[each], net.nodes[each]["label"], each))
        ],
        "measures": measured(joined if own is None else partners(part(net, near | own | ties))),
        "doubts": doubts(graph, found),
    }


def counted(values: Any) -> list[tuple[str, int]]:
    """The most frequent first."""
    return sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))


def spelled(day: date) -> str:
    """In English, whatever the machine speaks.

    >>> spelled(date(2026, 1, 31))
    '31 January 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
