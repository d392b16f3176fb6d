"""What a report says, as values: agreements with their parties, ends and sources; who is active; what is doubtful."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mou_graph.network import Source
from mou_graph.reporting.dates import dated, last_day, later

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Active", "Known", "Year", "active_people", "agreements", "doubts", "sources", "units", "years"]

SURE = 0.8  # as in the shipped query review-queue

SOURCES = """SELECT DISTINCT ?agreement ?headline ?published ?url {
  ?announcement mou:announces ?agreement .
  OPTIONAL { ?announcement schema:headline ?headline } OPTIONAL { ?announcement schema:datePublished ?published }
  OPTIONAL { ?announcement schema:url ?url } } ORDER BY ?agreement ?published ?url ?headline"""

UNSURE = """SELECT ?subject (COUNT(DISTINCT ?claim) AS ?n) {
  ?claim a mou:Claim ; rdf:subject ?subject ; mou:confidence ?sure FILTER(?sure < 0.8) } GROUP BY ?subject"""


@dataclass(frozen=True, slots=True)
class Known:
    """One agreement."""

    iri: str
    label: str
    date: str
    year: int | None
    type: str
    status: str
    parties: tuple[str, ...]
    areas: tuple[str, ...]
    ends: str
    renewed: bool
    sources: tuple[Source, ...]

    def ended(self, today: str) -> bool:
        """Whether its last day is over."""
        return bool(self.ends) and last_day(self.ends) < today

    def ends_by(self, today: str, day: str) -> bool:
        """Whether it may end from today to that day ("2029" may on any of its days), and nothing renews it."""
        return bool(self.ends) and not self.renewed and today <= last_day(self.ends) and self.ends <= day


@dataclass(frozen=True, slots=True)
class Active:
    """A person and their part in agreements."""

    iri: str
    agreements: int
    signed: int
    witnessed: int
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year's agreements and their parties; `new` are the parties that no earlier agreement here has."""

    name: str
    agreements: int
    partners: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def bar(self) -> tuple[str, int]:
        """Its column in the chart."""
        return self.name, self.agreements


def units(net: "nx.MultiDiGraph[str]", iri: str) -> set[str]:
    """An organisation and all that is part of it, which count for it as they do in the shipped queries."""
    found = todo = {iri}
    while todo:
        todo = {part for whole in todo for part, _, key in net.in_edges(whole, keys=True) if key == "part of"} - found
        found = found | todo
    return found


def sources(graph: Any) -> dict[str, tuple[Source, ...]]:
    """The announcements of each agreement, the oldest first."""
    found: dict[str, tuple[Source, ...]] = {}
    for agreement, headline, published, url in graph.select(SOURCES):
        told = Source(*(str(value or "") for value in (headline, published, url)))
        found[str(agreement)] = (*found.get(str(agreement), ()), told)
    return found


def agreements(
    net: "nx.MultiDiGraph[str]", told: dict[str, tuple[Source, ...]], own: set[str] | None = None
) -> list[Known]:
    """All agreements, or those one of whose parties is among `own`; the newest first, the undated last."""
    found = [known(net, iri, told.get(iri, ())) for iri, of in net.nodes(data=True) if of["kind"] == "agreement"]
    found.sort(key=lambda one: (one.label, one.iri))
    found.sort(key=lambda one: one.date, reverse=True)
    return [one for one in found if own is None or own & set(one.parties)]


def known(net: "nx.MultiDiGraph[str]", iri: str, told: tuple[Source, ...]) -> Known:
    of = net.nodes[iri]
    text = {fact.label: fact.term.text for fact in reversed(of["facts"]) if fact.accepted and fact.term}
    start = text.get("valid from") or text.get("signed on") or text.get("announced on") or ""
    ends = dated(text.get("valid through", "")) or later(start, text.get("valid for", ""))
    renewed = any(key == "renews" for _, _, key in net.in_edges(iri, keys=True))
    return Known(
        iri, of["label"], of["date"], of["year"], of["type"], of["status"],
        _ends(net, iri, "party"), _ends(net, iri, "focus area"), ends, renewed, told,
    )  # fmt: skip


def _ends(net: "nx.MultiDiGraph[str]", iri: str, label: str) -> tuple[str, ...]:
    ends = {end for _, end, key in net.out_edges(iri, keys=True) if key == label}
    return tuple(sorted(ends, key=lambda end: (net.nodes[end]["label"], end)))


def years(found: Iterable[Known], own: set[str] | None = None) -> list[Year]:
    """Every year from the first to the last, those without an agreement too; then the undated ones, if there are."""
    by_year: dict[int | None, list[Known]] = {}
    for one in found:
        by_year.setdefault(one.year, []).append(one)
    dated = [year for year in by_year if year is not None]
    rows: list[Year] = []
    before: set[str] = set()
    span = list(range(min(dated), max(dated) + 1)) if dated else []
    if len(span) > 150:  # a typing error of a text is no reason for a thousand bars
        span = sorted(dated)
    for year in [*span, *([None] if None in by_year else [])]:
        of = by_year.get(year, [])
        parties = tuple(sorted({p for one in of for p in one.parties} - (own or set())))
        new = tuple(p for p in parties if p not in before)
        before |= set(parties)
        rows.append(Year(str(year) if year else "no date", len(of), parties, new))
    return rows


def active_people(net: "nx.MultiDiGraph[str]", found: Iterable[Known]) -> list[Active]:
    """Those who signed or witnessed the agreements, the most active first."""
    signed: Counter[str] = Counter()
    witnessed: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for one in found:
        edges = {(end, key) for _, end, key in net.out_edges(one.iri, keys=True)}
        signed.update(end for end, key in edges if key == "signatory")
        witnessed.update(end for end, key in edges if key == "witness")
        both.update({end for end, key in edges if key in ("signatory", "witness")})
    order = sorted(both, key=lambda iri: (-both[iri], -signed[iri], net.nodes[iri]["label"], iri))
    return [Active(iri, both[iri], signed[iri], witnessed[iri], posts(net, iri)) for iri in order]


def posts(net: "nx.MultiDiGraph[str]", iri: str) -> tuple[str, ...]:
    """The positions of a person, with the organisations."""
    held = ((key, end) for _, end, key, p in net.out_edges(iri, keys=True, data="property") if p.endswith("#memberOf"))
    return tuple(f"{title}, {net.nodes[end]['label']}" for title, end in sorted(held))


def doubts(graph: Any, found: list[Known]) -> list[tuple[int, str]]:
    """What of these agreements a person should look at: how many, and what it is."""
    chosen = {one.iri for one in found}
    conflicts = {str(row[0]) for row in graph.select("conflicting-dates")} & chosen
    unsure = {str(subject): int(n) for subject, n in graph.select(UNSURE)}
    single = [one for one in found if len(one.parties) < 2]
    return [
        (len(conflicts), "agreements of which two announcements disagree on a date, the term, the type or the place"),
        (sum(unsure.get(iri, 0) for iri in chosen), f"claims about agreements read with a confidence below {SURE}"),
        (len(single), "agreements of which only one party is known"),
        (sum(not one.date for one in found), "agreements without a date"),
        (sum(not one.ends for one in found), "agreements of which no end is known"),
        (sum(not any(s.url for s in one.sources) for one in found), "agreements without the address of a source"),
    ]
