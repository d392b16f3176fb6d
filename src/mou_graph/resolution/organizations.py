"""Mentions of organisations to organisations: one node for one body, whatever it is called.

Spellings of one name are one (`registry.name_key`).  A registry's names come first.  An acronym or another
name that one announcement defines is understood in the others where it is unambiguous: exactly one
organisation of all announcements and of the registry has it.  A unit is never its parent, nor a party its
co-party, whatever their names.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from mou_graph import vocabulary
from mou_graph.corrections import Account, Corrections
from mou_graph.model import Draft, Evidence, Problem
from mou_graph.registry import Entry, Registry, name_key
from mou_graph.resolution.clusters import Cluster, Clusters, apart, fitting, is_acronym, namings, registered_iri
from mou_graph.resolution.corrected import Corrector, corrected
from mou_graph.resolution.facts import gather, weight
from mou_graph.resolution.meanings import Meanings
from mou_graph.resolution.texts import Reading, where
from mou_graph.resolution.values import Concept, Fact, Organization

__all__ = ["Organizations", "is_acronym", "publisher", "resolve_organizations"]


class Organizations(NamedTuple):
    """The organisations, and what each reading's names for them mean (IRIs)."""

    named: list[dict[str, str]]  # by reading, in their order
    found: dict[str, Organization]  # by IRI
    by_label: dict[str, str]  # name_key of a name, or of an unambiguous alias, to IRI
    problems: list[Problem]


def resolve_organizations(
    readings: Sequence[Reading], registry: Registry, corrections: Corrections, account: Account
) -> Organizations:
    """One organisation a body; near-linear in the number of mentions."""
    told = Counter(naming for reading in readings for naming in namings(reading.draft))
    pairs = {pair for reading in readings for pair in apart(reading.draft)}
    clusters = Clusters(told.items(), lambda one, other: (one, other) in pairs, corrections)
    found, iris = clustered(clusters, registry, corrections, account)
    named = [named_in(reading.draft, iris.get) for reading in readings]
    by_entry = {entry: iris[key] for entry, key in clusters.registered.items()}
    registered = {}
    iris_found, unnamed = set(found), dict[str, Organization]()  # those that only the registry names
    for organization in list(found.values()):
        for child, parent in registered_parents(organization, registry, by_entry.get, iris.get):
            registered[child.iri] = parent.iri
            for one in (child, parent):
                known = unnamed.get(one.iri, one)
                if one.iri not in iris_found:
                    unnamed[one.iri] = min(known, one, key=lambda o: o.label)
    found.update(unnamed)
    told_parents = gather(
        statement
        for reading, names in zip(readings, named, strict=True)
        for statement in stated_parents(reading, names)
    )
    labels = dict(iris)
    for iri, organization in sorted(found.items()):
        for name in called(organization):
            labels.setdefault(name, iri)
    for alias, keys in clusters.aliases.items():
        meant = {iris[key] for key in fitting(alias, keys)}
        if alias not in labels and len(meant) == 1 and not registry.named(alias):
            labels[alias] = meant.pop()
    with_parents(found, registered, told_parents)
    correct_parents(found, Corrector(corrections, account, Meanings(labels, {}, {}, {}, {}, dict.fromkeys(found, ""))))
    return Organizations(named, found, labels, list(nameless(readings)))


def clustered(
    clusters: Clusters, registry: Registry, corrections: Corrections, account: Account
) -> tuple[dict[str, Organization], dict[str, str]]:
    """The clusters joined, as organisations by IRI without parents, and the IRIs by key."""
    clusters.join_registered(registry)
    clusters.join_aliases(registry)
    clusters.correct(corrections, registry, account)
    iris: dict[str, str] = {}
    found: dict[str, Organization] = {}
    for key in sorted({clusters.root(key) for key in clusters.by_key}):
        organization = _organization(clusters.by_key[key], registry)
        found[organization.iri] = organization
        iris.update(dict.fromkeys(clusters.by_key[key].keys, organization.iri))
    return found, iris


def named_in(draft: Draft, iri_of: Callable[[str], str | None]) -> dict[str, str]:
    """What the draft's names for organisations mean."""
    keyed = ((mention.name, name_key(mention.name)) for mention in draft.organizations)
    return {name: iri for name, key in keyed if key and (iri := iri_of(key))}


def nameless(readings: Iterable[Reading]) -> Iterator[Problem]:
    """Mentions that have no letter in them."""
    for reading in readings:
        for mention in reading.draft.organizations:
            if not name_key(mention.name):
                yield Problem("resolve", where(reading.draft), f"no name: {mention.name!r}")


def stated_parents(reading: Reading, names: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], str, Evidence]]:
    """Child and parent (IRIs), as the announcement tells."""
    for m in reading.draft.organizations:
        if m.parent and m.name in names and m.parent.value in names:
            yield (names[m.name], names[m.parent.value]), reading.announcement, m.parent.evidence


def called(organization: Organization) -> list[str]:
    """The keys of its own names: the official one, and the registry's."""
    names = [organization.label, *([organization.entry.name] if organization.entry else [])]
    return [key for name in names if (key := name_key(name))]


def correct_parents(found: dict[str, Organization], by: Corrector) -> None:
    """Parents as a person has them; none that would make an organisation part of itself."""
    if not by.corrections:
        return
    for iri, organization in sorted(found.items()):
        made = corrected(organization, by)
        more = {f.value for f in made.parents if f.accepted} - {f.value for f in organization.parents if f.accepted}
        if any(iri in _above(parent, found) for parent in more):
            changes = by.corrections.about(iri, [organization.label, *organization.other_labels])
            by.account.used.difference_update(changes)
            by.account.failed.update(dict.fromkeys(changes, "it would be part of itself"))
        else:
            found[iri] = made


def publisher(name: str, by_label: Mapping[str, str], labels: Mapping[str, str], registry: Registry) -> Concept | None:
    """Who publishes under a name: an organisation of the announcements, of the registry, or just the name."""
    key = name_key(name)
    if not key:
        return None
    if iri := by_label.get(key):
        return Concept(iri, labels[iri])
    if entry := registry.find(name):
        return Concept(registered_iri(entry, registry), entry.name)
    return Concept(vocabulary.organization(name), vocabulary.without_article(name))


def _organization(cluster: Cluster, registry: Registry) -> Organization:
    entry, label = cluster.entry, cluster.label
    others = {*cluster.names, *cluster.aliases, *(entry.aliases if entry else ())} - {label, ""}
    if entry and label != entry.name:
        others.add(entry.name)
    iri = registered_iri(entry, registry) if entry and label == entry.name else vocabulary.organization(label)
    return Organization(iri, label, tuple(sorted(others)), entry=entry)


def registered_parents(
    organization: Organization,
    registry: Registry,
    by_entry: Callable[[Entry], str | None],
    by_label: Callable[[str], str | None],
) -> Iterator[tuple[Organization, Organization]]:
    """The registry's chain of parents, child and parent, also those that no announcement names."""
    seen = {organization.iri}
    while organization.entry and organization.entry.parent:
        name = organization.entry.parent
        entry = registry.find(name)
        iri = by_entry(entry) or registered_iri(entry, registry) if entry else by_label(name_key(name))
        aliases = tuple(sorted({*entry.aliases} - {entry.name})) if entry else ()
        parent = Organization(iri or vocabulary.organization(name), entry.name if entry else name, aliases, entry=entry)
        if parent.iri != organization.iri:
            yield organization, parent
        if parent.iri in seen:
            return
        seen.add(parent.iri)
        organization = parent


def with_parents(
    found: dict[str, Organization], registered: Mapping[str, str], told: Iterable[Fact[tuple[str, str]]]
) -> None:
    """Give organisations their parents, the registry's first, then what is told, the weightiest first.

    What would close a circle is not accepted.
    """
    for child, parent in sorted(registered.items()):
        if child not in _above(parent, found):
            found[child] = replace(found[child], registered_parent=parent)
    for fact in sorted(told, key=lambda f: (-round(weight(f), 6), f.value)):
        child, parent = fact.value
        if child == parent:
            continue
        circle = child in _above(parent, found)
        telling = Fact(parent, fact.told, fact.accepted and not circle)
        found[child] = replace(found[child], parents=(*found[child].parents, telling))


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
