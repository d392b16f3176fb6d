"""Mentions that are of another thing than their name says alone: they get its name, where they stand.

Units called by a kind and a field are named after their whole, and what a person splits gets the name that they say.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from mou_graph.corrections import Account, Correction, Corrections, Designated
from mou_graph.extraction.bodies import is_common
from mou_graph.extraction.directory import is_unit
from mou_graph.model import Draft, Evidence, OrganizationMention, Stated
from mou_graph.registry import Registry, name_key
from mou_graph.resolution.concepts import AREAS, PLACES
from mou_graph.resolution.texts import Text
from mou_graph.vocabulary import BASE, person

__all__ = ["called", "in_full", "names_of", "split_texts", "splits_by_text"]


def in_full(texts: list[Text], registry: Registry) -> list[Text]:
    """The texts, with units named after their wholes that have nothing but a kind and a field in their names.

    Every university has a School of Medicine: that of Testville University is Testville University School of Medicine
    here, and keeps its short name as a further one.  The registry's names stay.
    """
    return [replace(text, drafts=tuple(_in_full(draft, registry) for draft in text.drafts)) for text in texts]


def _in_full(draft: Draft, registry: Registry) -> Draft:
    for m in draft.organizations:
        if m.parent and is_unit(m.name) and is_common(m.name) and not registry.find(m.name):
            whole = m.parent.value
            if name_key(whole) not in name_key(m.name):
                draft = _rename_organization(draft, m.name, f"{whole} {m.name}")
    return draft


def split_texts(texts: list[Text], corrections: Corrections, account: Account) -> list[Text]:
    """The texts, with the mentions renamed that `split` corrections name."""
    splits = splits_by_text(corrections)
    if not splits:
        return texts
    made = []
    for text in texts:
        for change in (c for name in sorted(names_of(text)) for c in splits.get(name, ())):
            drafts = tuple(_split(draft, change) for draft in text.drafts)
            if drafts != text.drafts:
                account.used.add(change)
                text = replace(text, drafts=drafts)
        made.append(text)
    return made


def splits_by_text(corrections: Corrections) -> dict[str, list[Correction]]:
    """The splits of mentions, by what they call their announcement."""
    found: dict[str, list[Correction]] = defaultdict(list)
    for change in corrections.splits:
        if Designated.by(change.thing).kind != "agreement":
            found[change.source].append(change)
    return found


def called(texts: Iterable[Text], corrections: Corrections) -> dict[str, str]:
    """Announcements (IRIs) by the identifier, address or IRI that splits name them by."""
    wanted = {change.source for change in corrections.splits}
    if not wanted:
        return {}
    return {name: text.iri for text in texts for name in wanted & names_of(text)}


def names_of(text: Text) -> set[str]:
    """All that a correction may call an announcement."""
    iris = {text.iri, text.iri.removeprefix(BASE)}
    return iris | {s.identifier for s in text.sources} | {s.url for s in text.sources if s.url}


def _split(draft: Draft, change: Correction) -> Draft:
    thing = Designated.by(change.thing)
    for kind, split in (
        ("organization", _split_organization),
        ("person", _split_person),
        ("focus-area", _split_area),
        ("place", _split_place),
    ):
        if thing.may_be(kind):
            draft = split(draft, thing, change.value)
    return draft


def _split_organization(draft: Draft, thing: Designated, value: str) -> Draft:
    key = name_key(thing.words)
    own = [m.name for m in draft.organizations if name_key(m.name) == key]
    own = own or [m.name for m in draft.organizations if key in map(name_key, m.aliases)]
    return draft if len(own) != 1 or own[0] == value else _rename_organization(draft, own[0], value)


def _rename_organization(draft: Draft, old: str, value: str) -> Draft:
    renamed = _renaming(old, value)
    mentions: dict[str, OrganizationMention] = {}
    for m in draft.organizations:
        if m.name == old:
            m = replace(m, name=value, aliases=(*m.aliases, old))
        m = replace(m, parent=_stated(m.parent, renamed))
        mentions[m.name] = _one(mentions[m.name], m) if m.name in mentions else m
    posts_at = [
        replace(p, posts=tuple(replace(x, organization=x.organization and renamed(x.organization)) for x in p.posts))
        for p in draft.people
    ]
    return replace(
        _with_participants(draft, renamed, renamed),
        organizations=tuple(mentions.values()),
        people=tuple(posts_at),
        collaborations=tuple(replace(c, collaborators=_all(c.collaborators, renamed)) for c in draft.collaborations),
    )


def _split_person(draft: Draft, thing: Designated, value: str) -> Draft:
    wanted = thing.iri or person(thing.name)
    own = [m.name for m in draft.people if person(m.name, family=m.family_name) == wanted.partition("--")[0]]
    if len(own) != 1 or value in [m.name for m in draft.people]:
        return draft
    renamed = _renaming(own[0], value)
    return replace(
        _with_participants(draft, renamed, lambda name: name),
        people=tuple(
            replace(m, name=value, aliases=(*m.aliases, m.name), family_name=None) if m.name == own[0] else m
            for m in draft.people
        ),
        quotations=tuple(
            replace(q, speaker=Stated(renamed(q.speaker.value), q.speaker.evidence)) for q in draft.quotations
        ),
    )


def _split_area(draft: Draft, thing: Designated, value: str) -> Draft:
    def renamed(area: str) -> str:
        return value if AREAS.key(area) == AREAS.key(thing.words) else area

    return replace(
        draft,
        agreements=tuple(replace(a, focus_areas=_all(a.focus_areas, renamed)) for a in draft.agreements),
        collaborations=tuple(replace(c, focus_areas=_all(c.focus_areas, renamed)) for c in draft.collaborations),
    )


def _split_place(draft: Draft, thing: Designated, value: str) -> Draft:
    def renamed(place: str) -> str:
        return value if PLACES.key(place) == PLACES.key(thing.words) else place

    return replace(
        draft, agreements=tuple(replace(a, signed_at=_stated(a.signed_at, renamed)) for a in draft.agreements)
    )


def _with_participants(draft: Draft, participant: Callable[[str], str], behalf: Callable[[str], str]) -> Draft:
    agreements = []
    for a in draft.agreements:
        parts = tuple(
            replace(
                p,
                participant=participant(p.participant),
                on_behalf_of=behalf(p.on_behalf_of) if p.on_behalf_of else None,
            )
            for p in a.participations
        )
        agreements.append(replace(a, parties=_all(a.parties, behalf), participations=parts))
    return replace(draft, agreements=tuple(agreements))


def _renaming(old: str, new: str) -> Callable[[str], str]:
    return lambda name: new if name == old else name


def _stated(stated: Stated[str] | None, renamed: Callable[[str], str]) -> Stated[str] | None:
    return Stated(renamed(stated.value), stated.evidence) if stated else None


def _all(stated: Iterable[Stated[str]], renamed: Callable[[str], str]) -> tuple[Stated[str], ...]:
    return tuple(Stated(renamed(s.value), s.evidence) for s in stated)


def _one(one: OrganizationMention, two: OrganizationMention) -> OrganizationMention:
    """Two mentions of one name as one."""
    spans = tuple(sorted({*one.evidence.spans, *two.evidence.spans}))
    best = max(one.evidence, two.evidence, key=lambda e: (e.confidence, e.rule))
    return OrganizationMention(
        one.name,
        tuple(dict.fromkeys([*one.aliases, *two.aliases])),
        Evidence(spans, best.confidence, best.rule),
        one.parent or two.parent,
    )
