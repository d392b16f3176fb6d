"""What one announcement tells, names resolved: the agreements, and the announcement itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mou_graph.model import Draft, OrganizationMention, PersonMention, Problem
from mou_graph.resolution.agreements import Told
from mou_graph.resolution.described import Names
from mou_graph.resolution.facts import ACCEPTED, gather
from mou_graph.resolution.texts import Reading, Text, where
from mou_graph.resolution.values import Announcement, Concept, Fact, Quoted

__all__ = ["announcement", "mentions", "named_once", "told_in"]


def told_in(
    read: Sequence[Reading], names: Names, days: Mapping[str, str | None], problems: list[Problem]
) -> Iterator[Told]:
    """The agreements that drafts tell, those that cannot be left out as problems."""
    times: Counter[tuple[str, str]] = Counter()
    for i, (announcement, draft) in enumerate(read):
        organizations = names.organizations[i]
        for agreement in dict.fromkeys(draft.agreements):
            stated = [p for p in agreement.parties if p.evidence.confidence >= ACCEPTED]
            parties = frozenset(organizations[p.value] for p in stated if p.value in organizations)
            fault = None
            if unknown := [p.value for p in agreement.parties if p.value not in organizations]:
                fault = f"a party is not among the organisations of the draft: {unknown[0]!r}"
            elif len(parties) < 2:
                fault = f"an agreement of fewer than two parties ({', '.join(p.value for p in agreement.parties)})"
            if fault:
                problems.append(Problem("resolve", where(draft), fault))
                continue
            areas = frozenset(names.areas[a.value] for a in agreement.focus_areas if a.value in names.areas)
            words = "; ".join(sorted({p.value for p in agreement.parties}))
            times[announcement, words] += 1
            if (number := times[announcement, words]) > 1:
                words += f" ({number})"
            yield Told(i, announcement, agreement, parties, areas, days[announcement], words)


def mentions(
    iri: str, drafts: Sequence[Draft], organizations: Sequence[Mapping[str, str]], people: Sequence[Mapping[str, str]]
) -> tuple[Fact[str], ...]:
    """Every organisation and person that the drafts of an announcement name."""
    mentioned: list[tuple[Mapping[str, str], Sequence[OrganizationMention | PersonMention]]] = [
        part
        for draft, organizations_, people_ in zip(drafts, organizations, people, strict=True)
        for part in ((organizations_, draft.organizations), (people_, draft.people))
    ]
    return gather(
        (names[mention.name], iri, mention.evidence)
        for names, own in mentioned
        for mention in own
        if mention.name in names
    )


def announcement(
    text: Text,
    drafts: Sequence[Draft],
    people: Sequence[Mapping[str, str]],
    mentioned: tuple[Fact[str], ...],
    publishers: Iterable[Concept],
    announces: Iterable[str],
) -> Announcement:
    """One text as the graph has it; `people` are what the names of each draft mean."""
    return Announcement(
        iri=text.iri,
        text=text.sources[0].text,
        sha256=text.sha256,
        headline=text.headline,
        language=min(source.language for source in text.sources),
        identifiers=tuple(sorted({source.identifier for source in text.sources})),
        urls=tuple(sorted({source.url for source in text.sources if source.url})),
        publishers=tuple(sorted({publisher.iri for publisher in publishers})),
        headlines=text.headlines,
        published=text.published,
        mentions=mentioned,
        quotations=gather(
            (Quoted(q.span, names[q.speaker.value]), text.iri, q.speaker.evidence)
            for draft, names in zip(drafts, people, strict=True)
            for q in draft.quotations
            if q.speaker.value in names
        ),
        announces=tuple(sorted(announces)),
    )


def named_once(publishers: Iterable[Concept]) -> Iterator[Concept]:
    """One concept an IRI, the spellings of its name beside it.

    >>> list(named_once([Concept("x:acme", "ACME"), Concept("x:acme", "Acme")]))
    [Concept(iri='x:acme', label='ACME', other_labels=('Acme',))]
    """
    labels: dict[str, set[str]] = defaultdict(set)
    for publisher_ in publishers:
        labels[publisher_.iri].add(publisher_.label)
    for iri, names in labels.items():
        first, *rest = sorted(names)
        yield Concept(iri, first, tuple(rest))
