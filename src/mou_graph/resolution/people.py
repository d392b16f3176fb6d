"""Mentions of people to people: same name and compatible organisation, one person.

Namesakes at unrelated organisations stay apart; their IRIs say where each one is.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from mou_graph import vocabulary
from mou_graph.corrections import Account, Corrections, Designated
from mou_graph.model import PersonMention, Problem
from mou_graph.resolution.facts import gather, most_told
from mou_graph.resolution.forms import given_first
from mou_graph.resolution.texts import Reading, where
from mou_graph.resolution.values import Fact, Membership, Organization, Person

__all__ = ["People", "by_name", "meant", "resolve_people", "same_words", "slug_of"]


class People(NamedTuple):
    """The people, and what each reading's names for them mean (IRIs)."""

    named: list[dict[str, str]]
    found: dict[str, Person]
    problems: list[Problem]


@dataclass(slots=True)
class _Mention:
    """A mention, the organisations it is tied to, and those it stands beside."""

    reading: int
    mention: PersonMention
    slug: str  # given name first
    at: frozenset[str]  # organisations of the posts, and what these belong to
    beside: frozenset[str]  # parties of the announcement
    group: list["_Mention"] = field(default_factory=list)


def resolve_people(
    readings: Sequence[Reading],
    organizations: Sequence[Mapping[str, str]],
    found: Mapping[str, Organization],
    roles: Mapping[str, str],
    corrections: Corrections,
    account: Account,
) -> People:
    """One person a body; `organizations` are the readings' names, `found` by IRI, `roles` IRIs by label."""
    problems: list[Problem] = []
    same_names: dict[str, list[_Mention]] = defaultdict(list)
    for i, (reading, names) in enumerate(zip(readings, organizations, strict=True)):
        beside = frozenset(names[p.value] for a in reading.draft.agreements for p in a.parties if p.value in names)
        acting: dict[str, list[str]] = defaultdict(list)
        for agreement in reading.draft.agreements:
            for part in agreement.participations:
                if part.on_behalf_of and part.on_behalf_of in names:
                    acting[part.participant].append(names[part.on_behalf_of])
        for mention in reading.draft.people:
            slug = slug_of(mention)
            if not slug:
                problems.append(Problem("resolve", where(reading.draft), f"no name: {mention.name!r}"))
                continue
            own = {
                names[post.organization] for post in mention.posts if post.organization and post.organization in names
            }
            at = frozenset(_with_parents({*own, *acting[mention.name]}, found))
            same_names[same_words(slug)].append(_Mention(i, mention, slug, at, beside))
    named: list[dict[str, str]] = [{} for _ in readings]
    people: dict[str, Person] = {}
    groups = {iri: group for same_name in same_names.values() for iri, group in _iris(_groups(same_name), readings)}
    called = _corrected(groups, corrections, account)
    for iri, mentions in groups.items():
        for m in mentions:
            named[m.reading][m.mention.name] = iri
        people[iri] = _person(iri, mentions, readings, organizations, roles)
        if name := called.get(iri):
            people[iri] = _called(people[iri], name)
    known = by_name(people)
    for name in corrections.added("person"):
        iri = vocabulary.person(name)
        if vocabulary.local(iri) and iri not in known:
            people[iri] = Person(iri, name)
    return People(named, people, problems)


def _corrected(groups: dict[str, list[_Mention]], corrections: Corrections, account: Account) -> dict[str, str]:
    """Merge and rename as a person says; the names of those that were, by IRI."""
    called: dict[str, str] = {}
    for change in corrections.identities("person"):
        index = by_name(groups)
        one, other = meant(Designated.by(change.thing), index), meant(Designated.by(change.value), index)
        if len(one) > 1 or (len(other) > 1 and change.action == "merge"):
            several = one if len(one) > 1 else other
            account.failed[change] = (
                f"names {len(several)} people: {', '.join(iri.removeprefix(vocabulary.BASE) for iri in several)}"
            )
        if len(one) != 1 or (len(other) != 1 and change.action == "merge"):
            continue
        account.used.add(change)
        iri = other[0] if change.action == "merge" else vocabulary.person(change.value)
        name = change.value if change.action == "rename" else called.get(iri) or _label(groups[iri])
        mentions = groups.pop(one[0])
        groups[iri] = [*groups.get(iri, []), *mentions]
        called[iri] = name
    return called


def by_name(iris: Iterable[str]) -> dict[str, list[str]]:
    """People (IRIs) by the IRI that their name alone would give them."""
    found: dict[str, list[str]] = defaultdict(list)
    for iri in iris:
        found[iri.partition("--")[0]].append(iri)
    return found


def meant(designated: Designated, index: Mapping[str, list[str]]) -> list[str]:
    """Of the people in an index `by_name`, the one with the IRI or those with the name."""
    if not designated.may_be("person"):
        return []
    iri = designated.iri or vocabulary.person(designated.name)
    found = index.get(iri.partition("--")[0], [])
    return sorted(one for one in found if designated.iri in (None, one))


def _called(person: Person, name: str) -> Person:
    others = {person.label, *person.other_labels} - {name}
    return replace(person, label=name, other_labels=tuple(sorted(others)))


def slug_of(mention: PersonMention) -> str:
    """The name as it stands in IRIs, given name first; empty where it has no letters."""
    return vocabulary.local(vocabulary.person(mention.name, family=mention.family_name))


def same_words(slug: str) -> str:
    """What names have in common that may be one person's: their words, in any order, but for initials beside two.

    >>> same_words("nancy-ip") == same_words("ip-nancy"), same_words("ada-b-example") == same_words("ada-example")
    (True, True)
    >>> same_words("b-example")
    'b example'
    """
    words = slug.split("-")
    full = [word for word in words if len(word) > 1 or not word.isascii()]
    return " ".join(sorted(full if len(full) > 1 else words))


def _initials(slug: str) -> tuple[str, ...]:
    """The initials that `same_words` leaves out.

    >>> _initials("ada-b-example"), _initials("b-example")
    (('b',), ())
    """
    words = slug.split("-")
    short = tuple(word for word in words if len(word) == 1 and word.isascii())
    return short if len(words) - len(short) > 1 else ()


def _marks(m: _Mention) -> tuple[str, ...]:
    """What tells namesakes apart beside the words of a name: initials, or the second given name as such."""
    second = vocabulary.second_given_name(m.mention.name)
    return (second.casefold(),) if second else _initials(m.slug)


def _apart(told: set[tuple[str, ...]]) -> bool:
    """Whether these are several people's: two that begin with other letters, or two whole names."""
    marked = sorted(told - {()})
    whole = [marks for marks in marked if len(marks[0]) > 1]
    return len(whole) > 1 or any(a[0][0] != b[0][0] for a in marked for b in marked) or (not whole and len(marked) > 1)


def _with_parents(iris: Iterable[str], found: Mapping[str, Organization]) -> set[str]:
    """The organisations and what they belong to."""
    seen: set[str] = set()
    left = list(iris)
    while left:
        if (iri := left.pop()) not in seen:
            seen.add(iri)
            left += [fact.value for fact in found[iri].parents if fact.accepted]
            left += [parent] if (parent := found[iri].registered_parent) else []
    return seen


def _groups(mentions: list[_Mention]) -> list[list[_Mention]]:
    """People among mentions of one name (its words in any order).

    Those tied to an organisation are one where they share it, or where one is called as the other begins (a hospital
    and its medical centre).  One that is tied to none joins the only person of that name, or the only one who stands in
    the announcement's company, or another one with the same post; a single word is too little to join by.
    """
    if len(mentions) == 1:
        return [mentions]
    told = {_marks(m) for m in mentions}
    if _apart(told):  # John A. Example and John B. Example; who has no initial may be either
        return [g for marks in sorted(told) for g in _groups([m for m in mentions if _marks(m) == marks])]
    first_at: dict[tuple[str, str], _Mention] = {}
    for m in mentions:
        m.group = [m]
    for m in mentions:
        for organization in sorted(m.at):
            _merge(first_at.setdefault(("", organization), m), m)
    for m in mentions:
        for organization in sorted(m.at):
            for whole in _beginnings(organization):
                if ("", whole) in first_at:
                    _merge(first_at["", whole], m)
    loose = [m for m in mentions if not m.at]
    tied = _distinct(m for m in mentions if m.at)
    for m in loose:
        same = [g for g in tied if any(other.slug == m.slug for other in g)]
        beside = [g for g in same if any(other.at & m.beside or other.reading == m.reading for other in g)]
        if len(beside) == 1:
            _merge(m, beside[0][0])
        elif len(same) == 1 and "-" in m.slug:
            _merge(m, same[0][0])
        else:
            key = m.slug if "-" in m.slug else f"{m.slug} {m.reading}"
            _merge(first_at.setdefault((key, ""), m), m)
            for post in m.mention.posts if "-" in m.slug else ():
                if post.role and " " in post.role:
                    _merge(first_at.setdefault((f"as {vocabulary.slug(post.role)}", ""), m), m)
    return _distinct(mentions)


def _beginnings(organization: str) -> Iterator[str]:
    """IRIs of organisations that would be called as this one begins.

    >>> list(_beginnings("x/organization/beta-bank-asia"))
    ['x/organization/beta-bank', 'x/organization/beta']
    """
    iri = organization
    while "-" in iri.rpartition("/")[2]:
        iri = iri.rpartition("-")[0]
        yield iri


def _merge(one: _Mention, two: _Mention) -> None:
    if one.group is not two.group:
        big, small = (one.group, two.group) if len(one.group) >= len(two.group) else (two.group, one.group)
        big += small
        for m in small:
            m.group = big


def _distinct(mentions: Iterable[_Mention]) -> list[list[_Mention]]:
    return list({id(m.group): m.group for m in mentions}.values())


def _iris(groups: list[list[_Mention]], readings: Sequence[Reading]) -> list[tuple[str, list[_Mention]]]:
    """An IRI for each; namesakes get the organisation they are most often at, or a digest of what names them."""
    slugs = [most_told(Counter(_sure(group) or [m.slug for m in group])) for group in groups]
    taken = Counter(slugs)
    wanted = []
    for slug, group in zip(slugs, groups, strict=True):
        at = Counter(vocabulary.local(o) for m in group for o in m.at)
        wanted.append(f"{slug}--{most_told(at)}" if taken[slug] > 1 and at else slug)
    again = Counter(wanted)
    made = []
    for want, group in zip(wanted, groups, strict=True):
        if again[want] > 1:
            want += "-" + vocabulary.digest(min(readings[m.reading].announcement for m in group))[:4]
        made.append((f"{vocabulary.BASE}person/{want}", group))
    return made


def _sure(group: list[_Mention]) -> list[str]:
    """Their slugs where the print shows which is the family name."""
    return [m.slug for m in group if m.mention.family_name or vocabulary.family_name(m.mention.name)]


def _person(
    iri: str,
    mentions: list[_Mention],
    readings: Sequence[Reading],
    organizations: Sequence[Mapping[str, str]],
    roles: Mapping[str, str],
) -> Person:
    mentions = sorted(mentions, key=lambda m: (m.reading, m.mention.name))
    given, family, label = _parts(mentions)
    forms = {form for m in mentions for form in (m.mention.name, *m.mention.aliases)}
    honorifics = Counter(m.mention.honorific for m in mentions if m.mention.honorific)
    return Person(
        iri,
        label,
        tuple(sorted(forms - {label, ""})),
        given_name=given,
        family_name=family,
        honorific=most_told(honorifics) if honorifics else None,
        posts=_posts(iri, mentions, readings, organizations, roles),
    )


def _parts(mentions: list[_Mention]) -> tuple[str | None, str | None, str]:
    """Given name, family name and both, as most mentions have it that show which is which."""
    names = Counter(given_first(m.mention) for m in mentions)
    sure = Counter(n for n in names.elements() if n[0]) or names
    return max(sure, key=lambda n: (sure[n], len(n[2]), [-ord(c) for c in n[2]]))


def _label(mentions: list[_Mention]) -> str:
    return _parts(mentions)[2]


def _posts(
    iri: str,
    mentions: list[_Mention],
    readings: Sequence[Reading],
    organizations: Sequence[Mapping[str, str]],
    roles: Mapping[str, str],
) -> tuple[Fact[Membership], ...]:
    """Posts; one told in part (a role alone, an organisation alone) is not accepted beside one that has it whole."""
    statements = []
    for m in mentions:
        for post in m.mention.posts:
            role = roles.get(post.role) if post.role else None
            organization = organizations[m.reading].get(post.organization) if post.organization else None
            if role or organization:
                membership = Membership(vocabulary.membership(iri, role, organization), role, organization)
                statements.append((membership, readings[m.reading].announcement, post.evidence))
    facts = gather(statements)
    whole = [fact.value for fact in facts if fact.accepted and fact.value.role and fact.value.organization]
    in_whole = {Membership("", m.role, None) for m in whole} | {Membership("", None, m.organization) for m in whole}
    return tuple(
        Fact(fact.value, fact.told, fact.accepted and fact.value._replace(iri="") not in in_whole) for fact in facts
    )
