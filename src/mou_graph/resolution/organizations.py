"""Mentions of organisations to organisations: one node for one body, whatever it is called.

Spellings of one name are one (`registry.name_key`).  A registry's names come first.  An acronym or another
name that one announcement defines is understood in the others where it is unambiguous: exactly one
organisation of all announcements and of the registry has it.  A unit is never its parent, nor a party its
co-party, whatever their names.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from mou_graph import vocabulary
from mou_graph.corrections import Account, Corrections
from mou_graph.model import Problem
from mou_graph.registry import Entry, Registry, name_key
from mou_graph.resolution.clusters import Cluster, Clusters, fitting, is_acronym, registered_iri
from mou_graph.resolution.corrected import Corrector, corrected
from mou_graph.resolution.facts import gather, weight
from mou_graph.resolution.meanings import Meanings
from mou_graph.resolution.texts import Reading
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
    clusters = Clusters(readings, corrections)
    clusters.join_registered(registry)
    clusters.join_aliases(registry)
    clusters.correct(corrections, registry, account)
    roots = {key: clusters.root(key) for key in clusters.by_key}
    whole = {key: clusters.by_key[key] for key in set(roots.values())}
    entries = {entry: roots[key] for entry, key in clusters.registered.items()}
    resolved = _organizations(readings, registry, whole, roots, entries)
    resolved.problems.extend(clusters.problems)
    _correct(resolved, corrections, account)
    for alias, keys in clusters.aliases.items():
        meant = {resolved.by_label[key] for key in fitting(alias, keys)}
        if alias not in roots and len(meant) == 1 and not registry.named(alias):
            resolved.by_label[alias] = meant.pop()
    return resolved


def _correct(resolved: Organizations, corrections: Corrections, account: Account) -> None:
    """Parents as a person has them; none that would make an organisation part of itself."""
    if not corrections:
        return
    labels = {iri: organization.label for iri, organization in resolved.found.items()}
    by = Corrector(corrections, account, Meanings(resolved.by_label, {}, {}, {}, {}, labels))
    for iri, organization in sorted(resolved.found.items()):
        made = corrected(organization, by)
        more = {f.value for f in made.parents if f.accepted} - {f.value for f in organization.parents if f.accepted}
        if any(iri in _above(parent, resolved.found) for parent in more):
            changes = corrections.about(iri, [organization.label, *organization.other_labels])
            account.used.difference_update(changes)
            account.failed.update(dict.fromkeys(changes, "it would be part of itself"))
        else:
            resolved.found[iri] = made


def publisher(name: str, organizations: Organizations, registry: Registry) -> Concept | None:
    """Who publishes under a name: an organisation of the announcements, of the registry, or just the name."""
    key = name_key(name)
    if not key:
        return None
    if iri := organizations.by_label.get(key):
        return Concept(iri, organizations.found[iri].label)
    if entry := registry.find(name):
        return Concept(registered_iri(entry, registry), entry.name)
    return Concept(vocabulary.organization(name), vocabulary.without_article(name))


def _organizations(
    readings: Sequence[Reading],
    registry: Registry,
    clusters: dict[str, Cluster],
    roots: dict[str, str],
    entries: dict[Entry, str],
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
    by_entry = {entry: iris[root] for entry, root in entries.items()}
    by_label = {key: iris[root] for key, root in roots.items()}
    for organization in list(found.values()):
        _add_registered_parents(organization, registry, by_entry, by_label, found)
    parents = gather(
        ((names[m.name], names[m.parent.value]), reading.announcement, m.parent.evidence)
        for reading, names in zip(readings, named, strict=True)
        for m in reading.draft.organizations
        if m.parent and m.name in names and m.parent.value in names
    )
    _add_parents(parents, found)
    for organization in found.values():
        names = (organization.label, *([organization.entry.name] if organization.entry else ()))
        for name in names:
            by_label.setdefault(name_key(name), organization.iri)
    return Organizations(named, found, by_label, [])


def _organization(cluster: Cluster, registry: Registry) -> Organization:
    entry, label = cluster.entry, cluster.label
    others = {*cluster.names, *cluster.aliases, *(entry.aliases if entry else ())} - {label, ""}
    if entry and label != entry.name:
        others.add(entry.name)
    iri = registered_iri(entry, registry) if entry and label == entry.name else vocabulary.organization(label)
    return Organization(iri, label, tuple(sorted(others)), entry=entry)


def _add_registered_parents(
    organization: Organization,
    registry: Registry,
    by_entry: dict[Entry, str],
    by_label: dict[str, str],
    found: dict[str, Organization],
) -> None:
    """The registry's chain of parents, also those that no announcement names."""
    while organization.entry and organization.entry.parent:
        name = organization.entry.parent
        entry = registry.find(name)
        if entry:
            iri = by_entry.get(entry) or registered_iri(entry, registry)
        else:
            iri = by_label.get(name_key(name)) or vocabulary.organization(name)
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
