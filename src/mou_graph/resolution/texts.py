"""One text, one announcement: drafts brought together by what they are drafts of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Final, NamedTuple

from mou_graph import model
from mou_graph.model import Draft, Problem
from mou_graph.resolution.facts import gather, interval, most_told, settle, settle_dates
from mou_graph.resolution.sound import sound
from mou_graph.resolution.values import Fact
from mou_graph.vocabulary import announcement as announcement_iri
from mou_graph.vocabulary import digest

__all__ = ["Reading", "Text", "readings", "texts", "where"]


class Reading(NamedTuple):
    """A draft and the announcement (IRI) it is of."""

    announcement: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Text:
    """One text, under all the names it was read, with all drafts of it."""

    iri: str
    sha256: str
    sources: tuple[model.Announcement, ...]
    drafts: tuple[Draft, ...]
    headline: str
    headlines: tuple[Fact[str], ...]
    published: tuple[Fact[str], ...]

    @property
    def day(self) -> str | None:
        """When it was published, as far as accepted."""
        return next((fact.value for fact in self.published if fact.accepted), None)


def where(draft: Draft) -> str:
    """What a problem of this draft names: the file it was read from, or else the identifier."""
    return draft.announcement.source or draft.announcement.identifier


def readings(found: Iterable[Text]) -> Iterator[Reading]:
    """Every draft of every text."""
    return (Reading(text.iri, draft) for text in found for draft in text.drafts)


def texts(drafts: Iterable[Draft]) -> tuple[list[Text], list[Problem]]:
    """The texts in order of publication (undated ones last), each with its drafts, and what was wrong with some.

    The order of the drafts does not matter, and a draft given twice counts once.
    """
    problems: list[Problem] = []
    by_text: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        problems += draft.problems
        draft, faults = sound(draft)
        problems += [Problem("resolve", where(draft), fault) for fault in faults]
        by_text[draft.announcement.text].append(draft)
    found = [_text(text, together, problems) for text, together in by_text.items()]
    found.sort(key=lambda text: (text.day or "9", text.sha256))
    return found, sorted(set(problems))


def _text(text: str, drafts: list[Draft], problems: list[Problem]) -> Text:
    sources = sorted({draft.announcement for draft in drafts}, key=repr)
    if len(drafts) > 1:
        drafts = sorted({_content(draft): draft for draft in sorted(drafts, key=repr)}.values(), key=_content)
    if len(drafts) > 1:  # an empty draft beside a full one says nothing more
        drafts = [draft for draft in drafts if _content(draft) != _NOTHING] or drafts[:1]
    sha256 = digest(text)
    given = Counter(day for source in sources if (day := _day(source.published, source, problems)))
    told = gather(
        (day, sha256, draft.published.evidence)
        for draft in drafts
        if draft.published and (day := _day(draft.published.value, draft.announcement, problems))
    )
    published = _given_first(min(given, key=lambda day: (-given[day], day)) if given else None, settle_dates(told))
    titles = Counter(source.headline for source in sources if source.headline)
    headlines = _given_first(
        most_told(titles) if titles else None,
        settle(gather((d.headline.value, sha256, d.headline.evidence) for d in drafts if d.headline)),
    )
    day = next((fact.value for fact in published if fact.accepted), None)
    iri = announcement_iri(day, text)
    first_line = next((line.strip() for line in text.split("\n") if line.strip()), sources[0].identifier)
    return Text(
        iri=iri,
        sha256=sha256,
        sources=tuple(sources),
        drafts=tuple(drafts),
        headline=next((fact.value for fact in headlines if fact.accepted), first_line[:300]),
        headlines=tuple(_told_in(iri, headlines)),
        published=tuple(_told_in(iri, published)),
    )


_NOTHING: Final = repr([() if f.default == () else None for f in fields(Draft) if f.name != "announcement"])


def _content(draft: Draft) -> str:
    return repr([getattr(draft, f.name) for f in fields(Draft) if f.name != "announcement"])


def _given_first(given: str | None, told: tuple[Fact[str], ...]) -> tuple[Fact[str], ...]:
    """What the source gives is accepted before what the text says."""
    if given is None:
        return told
    rest = tuple(replace(fact, accepted=fact.value == given) for fact in told)
    return rest if any(fact.accepted for fact in rest) else (Fact(given), *rest)


def _told_in(iri: str, facts: Iterable[Fact[str]]) -> Iterator[Fact[str]]:
    return (replace(f, told=tuple(telling._replace(announcement=iri) for telling in f.told)) for f in facts)


def _day(value: str | None, source: model.Announcement, problems: list[Problem]) -> str | None:
    """A full date, also the date of a time stamp; anything else is a problem."""
    if not value:
        return None
    day = value.strip()[:10]
    if len(day) == 10 and interval(day):
        return day
    problems.append(Problem("resolve", source.source or source.identifier, f"not a date of publication: {value!r}"))
    return None
