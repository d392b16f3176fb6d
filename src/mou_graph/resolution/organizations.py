"""Mentions of organisations to organisations: one node for one body, whatever it is called.

Spellings of one name are one (`registry.name_key`).  A registry's names come first.  An acronym or another
name that one announcement defines is understood in the others where it is unambiguous: exactly one
organisation of all announcements and of the registry has it.  A unit is never its parent, nor a party its
co-party, whatever their names.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from mou_graph import vocabulary
from mou_graph.model import Problem
from mou_graph.registry import Entry, Registry, name_key
from mou_graph.resolution.facts import gather, most_told, weight
from mou_graph.resolution.texts import Reading, where
from mou_graph.resolution.values import Concept, Fact, Organization

__all__ = ["Organizations", "is_acronym", "publisher", "resolve_organizations"]

# Short forms that every announcement uses for another body: they never tell who is meant elsewhere.
_GENERIC: Final = frozenset(
    {"academy", "agency", "alliance", "association", "authority", "bank", "board", "center", "city", "club", "college"}
    | {"commission", "committee", "company", "consortium", "corporation", "council", "department", "embassy", "faculty"}
    | {"firm", "foundation", "fund", "government", "group", "hospital", "institute", "institution", "laboratory"}
    | {"ministry", "municipality", "network", "office", "organization", "party", "republic", "school", "society"}
    | {"state", "union", "university"}
)


class Organizations(NamedTuple):
    """The organisations, and what each reading's names for them mean (IRIs)."""

    named: list[dict[str, str]]  # by reading, in their order
    found: dict[str, Organization]  # by IRI
    by_label: dict[str, str]  # name_key of a name, or of an unambiguous alias, to IRI
    problems: list[Problem]


@dataclass(slots=True)
class _Cluster:
    """What is known of one body while names are brought together."""

    keys: set[str]
    names: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    together: set[int] = field(default_factory=set)  # agreements it is a party to, as numbered while reading
    above: set[str] = field(default_factory=set)  # keys of its parents
    entry: Entry | None = None


def is_acronym(label: str) -> bool:
    """One word, short, two capitals at least.

    >>> is_acronym("HKUST"), is_acronym("UTokyo"), is_acronym("Microsoft"), is_acronym("Tokyo Tech")
    (True, True, False, False)
    """
    return " " not in label.strip() and len(label) <= 12 and sum(c.isupper() for c in label) >= 2


def resolve_organizations(readings: Sequence[Reading], registry: Registry) -> Organizations:
    """One organisation a body; near-linear in the number of mentions."""
    clusters, aliases, problems = _clusters(readings)
    parent_of = {key: key for key in clusters}

    def root(key: str) -> str:
        while parent_of[key] != key:
            parent_of[key] = parent_of[parent_of[key]]
            key = parent_of[key]
        return key

    def join(key: str, other: str) -> None:
        big, small = sorted((root(key), root(other)), key=lambda k: (-len(clusters[k].keys), k))
        if big != small:
            parent_of[small] = big
            one, two = clusters[big], clusters[small]
            one.keys |= two.keys
            one.names.update(two.names)
            one.aliases |= two.aliases
            one.together |= two.together
            one.above |= two.above
            one.entry = one.entry or two.entry

    registered: dict[Entry, str] = {}
    for key in sorted(clusters):
        candidates = registry.named(key)
        if len(candidates) != 1:
            continue
        if not registry.is_name(key) and _short(clusters[key]) and _others(key, aliases[key], candidates[0]):
            continue
        entry = candidates[0]
        clusters[root(key)].entry = entry
        join(key, registered.setdefault(entry, key))
    for key in sorted(clusters):
        if clusters[root(key)].entry or key in _GENERIC:
            continue
        definers = {root(other) for other in _fitting(key, aliases[key])} - {root(key)}
        if len(definers) == 1 and not registry.named(key):
            definer = definers.pop()
            if _may_join(clusters[root(key)], clusters[definer]):
                join(key, definer)
    roots = {key: root(key) for key in clusters}
    resolved = _organizations(readings, registry, {key: clusters[key] for key in set(roots.values())}, roots, problems)
    for alias, keys in aliases.items():
        meant = {resolved.by_label[key] for key in _fitting(alias, keys)}
        if alias not in roots and len(meant) == 1 and not registry.named(alias):
            resolved.by_label[alias] = meant.pop()
    return resolved


def publisher(name: str, organizations: Organizations, registry: Registry) -> Concept | None:
    """Who publishes under a name: an organisation of the announcements, of the registry, or just the name."""
    key = name_key(name)
    if not key:
        return None
    if iri := organizations.by_label.get(key):
        return Concept(iri, organizations.found[iri].label)
    if entry := registry.find(name):
        return Concept(_registered_iri(entry, registry), entry.name)
    return Concept(vocabulary.organization(name), vocabulary.without_article(name))


def _clusters(
    readings: Sequence[Reading],
) -> tuple[dict[str, _Cluster], dict[str, set[str]], list[Problem]]:
    """A cluster a name key, and the keys of those that have a key as an alias elsewhere."""
    clusters: dict[str, _Cluster] = {}
    aliases: dict[str, set[str]] = defaultdict(set)
    problems = []
    told = 0
    for reading in readings:
        keys = {mention.name: name_key(mention.name) for mention in reading.draft.organizations}
        for mention in reading.draft.organizations:
            key = keys[mention.name]
            if not key:
                problems.append(Problem("resolve", where(reading.draft), f"no name: {mention.name!r}"))
                continue
            cluster = clusters.setdefault(key, _Cluster({key}))
            cluster.names[vocabulary.without_article(mention.name)] += 1
            for alias in mention.aliases:
                cluster.aliases.add(vocabulary.without_article(alias))
                alias_key = name_key(alias)
                if alias_key != key and _tells(alias, alias_key, key):
                    aliases[alias_key].add(key)
            if mention.parent:
                cluster.above.add(keys.get(mention.parent.value, ""))
        for agreement in reading.draft.agreements:
            told += 1
            for party in agreement.parties:
                if cluster_ := clusters.get(keys.get(party.value, "")):
                    cluster_.together.add(told)
    return clusters, aliases, problems


def _tells(alias: str, alias_key: str, key: str) -> bool:
    """Whether an alias can stand for the name in another text: an acronym, or another full name of two words.

    Names that contain each other are as likely a body and its unit.
    """
    if not alias_key or alias_key in _GENERIC or f" {alias_key} " in f" {key} " or f" {key} " in f" {alias_key} ":
        return False
    return is_acronym(alias) or " " in alias_key


def _fitting(alias: str, keys: Iterable[str]) -> set[str]:
    """Of the names that are said to have an acronym, those it can be made from; all, if from none."""
    keys = set(keys)
    return {key for key in keys if _abbreviates(alias, key)} or keys


def _abbreviates(acronym: str, name: str) -> bool:
    """
    >>> _abbreviates("msra", "microsoft research asia"), _abbreviates("hkust", "school of engineering")
    (True, False)
    """
    letters = iter(name)
    return acronym[0] == name[0] and all(letter in letters for letter in acronym if letter != " ")


def _short(cluster: _Cluster) -> bool:
    return all(is_acronym(name) for name in cluster.names)


def _others(key: str, definers: Iterable[str], entry: Entry) -> bool:
    """Whether somebody else than the entry is called so in the announcements."""
    own = {name_key(entry.name), *(name_key(alias) for alias in entry.aliases), key}
    return any(definer not in own for definer in definers)


def _may_join(one: _Cluster, two: _Cluster) -> bool:
    return not (one.together & two.together or one.above & two.keys or two.above & one.keys)


def _organizations(
    readings: Sequence[Reading],
    registry: Registry,
    clusters: dict[str, _Cluster],
    roots: dict[str, str],
    problems: list[Problem],
) -> Organizations:
    iris: dict[str, str] = {}
    found: dict[str, Organization] = {}
    for key in sorted(clusters):
        organization = _organization(clusters[key], registry)
        iris[key] = organization.iri
        found[organization.iri] = organization
    named = [
        {m.name: iris[roots[key]] for m in reading.draft.organizations if (key := name_key(m.name))}
        for reading in readings
    ]
    for organization in list(found.values()):
        _add_registered_parents(organization, registry, iris, roots, found)
    parents = gather(
        ((names[m.name], names[m.parent.value]), reading.announcement, m.parent.evidence)
        for reading, names in zip(readings, named, strict=True)
        for m in reading.draft.organizations
        if m.parent and m.name in names and m.parent.value in names
    )
    _add_parents(parents, found)
    by_label = {key: iris[root] for key, root in roots.items()}
    for entry, iri in ((o.entry, o.iri) for o in found.values() if o.entry):
        by_label.setdefault(name_key(entry.name), iri)
    return Organizations(named, found, by_label, problems)


def _organization(cluster: _Cluster, registry: Registry) -> Organization:
    full = Counter({name: n for name, n in cluster.names.items() if not is_acronym(name)}) or cluster.names
    entry = cluster.entry
    label = entry.name if entry else most_told(full)
    others = {*cluster.names, *cluster.aliases, *(entry.aliases if entry else ())} - {label, ""}
    iri = _registered_iri(entry, registry) if entry else vocabulary.organization(label)
    return Organization(iri, label, tuple(sorted(others)), entry=entry)


def _registered_iri(entry: Entry, registry: Registry) -> str:
    """By its name, and by its country or id where the registry has several of that name."""
    iri = vocabulary.organization(entry.name)
    if len(registry.named(entry.name)) == 1:
        return iri
    return f"{iri}--{vocabulary.slug(entry.country or entry.ror or entry.wikidata or entry.parent or '')}"


def _add_registered_parents(
    organization: Organization,
    registry: Registry,
    iris: dict[str, str],
    roots: dict[str, str],
    found: dict[str, Organization],
) -> None:
    """The registry's chain of parents, also those that no announcement names."""
    while organization.entry and organization.entry.parent:
        name = organization.entry.parent
        entry = registry.find(name)
        key = name_key(name)
        if entry:
            iri = _registered_iri(entry, registry)
        else:
            iri = iris[roots[key]] if key in roots else vocabulary.organization(name)
        if iri == organization.iri or organization.iri in _above(iri, found):
            return
        found[organization.iri] = replace(organization, registered_parent=iri)
        if iri in found:
            return
        organization = found[iri] = Organization(
            iri,
            entry.name if entry else name,
            tuple(sorted({*entry.aliases} - {entry.name})) if entry else (),
            entry=entry,
        )


def _add_parents(parents: Iterable[Fact[tuple[str, str]]], found: dict[str, Organization]) -> None:
    """What announcements say of parents; what would close a circle is not accepted, the weightiest first."""
    for fact in sorted(parents, key=lambda f: (-round(weight(f), 6), f.value)):
        child, parent = fact.value
        if child == parent:
            continue
        circle = child in _above(parent, found)
        told = Fact(parent, fact.told, fact.accepted and not circle)
        found[child] = replace(found[child], parents=(*found[child].parents, told))


def _above(iri: str, found: dict[str, Organization]) -> set[str]:
    """The organisation and all it belongs to."""
    seen: set[str] = set()
    left = [iri]
    while left:
        if (next_ := left.pop()) in seen or next_ not in found:
            continue
        seen.add(next_)
        organization = found[next_]
        left += [fact.value for fact in organization.parents if fact.accepted]
        left += [organization.registered_parent] if organization.registered_parent else []
    return seen
