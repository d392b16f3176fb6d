"""Who is who among organisations: the steps of `resolution.organizations`, for the names that are of concern."""

from collections.abc import Iterator
from dataclasses import replace

from mou_graph.corrections import Account, Corrections
from mou_graph.model import AgreementDraft, Announcement, Draft, Problem
from mou_graph.registry import Entry, name_key
from mou_graph.resolution.clusters import MANY, Clusters, apart, fitting, namings
from mou_graph.resolution.corrected import Corrector
from mou_graph.resolution.facts import gather
from mou_graph.resolution.meanings import Meanings
from mou_graph.resolution.organizations import (
    called,
    clustered,
    correct_parents,
    named_in,
    nameless,
    registered_parents,
    stated_parents,
    with_parents,
)
from mou_graph.resolution.people import same_words, slug_of
from mou_graph.resolution.splitting import in_full, split_texts
from mou_graph.resolution.texts import Reading, Text, readings, texts, where
from mou_graph.resolution.values import Fact, Organization
from mou_graph.store.known import KINDS, Asked, Given
from mou_graph.store.ledger import View

__all__ = [
    "Order",
    "ancestors",
    "chain",
    "cluster",
    "component",
    "keyed",
    "link",
    "meaning",
    "meanings",
    "names",
    "order_of",
    "organization",
    "reached",
    "tell_account",
    "text",
]

Order = tuple[str, str]
"""Where a text stands among all: by the day of publication, then by what is written."""


def order_of(found: Text) -> Order:
    """The same as `texts` has it."""
    return found.day or "9", found.sha256


def text(view: View, sha: str, given: Given) -> None:
    """One text, and all that it says of names; splits of mentions are done here."""
    account = Account()
    found, problems = texts(view.items("draft", sha))
    (one,) = split_texts(in_full(found, given.registry), given.corrections, account)
    view.tell("text", sha, one)
    view.tell("sha", one.iri, sha)
    for number, reading in enumerate(readings([one])):
        _tell_names(view, reading, given)
        problems += _tell_people(view, one, number, reading.draft, given)
        problems += nameless([reading])
    for kind in KINDS:
        for label in {label for draft in one.drafts for label in kind.labels(draft)}:
            if key := kind.key(label):
                view.tell(kind.name, given.concepts[kind.name].block(key), label)
    tell_account(view, account, problems)


def tell_account(view: View, account: Account, problems: list[Problem] | None = None) -> None:
    """Which corrections were of use, and what else is to be told to people."""
    for change in account.used:
        view.tell("used", "", change)
    for change, why in account.failed.items():
        view.tell("failed", "", (change, why))
    for problem in problems or ():
        view.tell("problem", "", problem)


def _tell_names(view: View, reading: Reading, given: Given) -> None:
    for naming in namings(reading.draft):
        view.tell("naming", naming.key, naming)
        for alias in naming.tells:
            if (alias, naming.key) not in given.silent:
                view.tell("alias", alias, naming.key)
    for one, other in apart(reading.draft):
        view.tell("apart", f"{one}\t{other}")


def _tell_people(view: View, found: Text, number: int, draft: Draft, given: Given) -> Iterator[Problem]:
    """Each name with what its people stand in: parties, and for whom they act."""
    blocks: dict[str, list[int]] = {}
    for i, mention in enumerate(draft.people):
        if slug := slug_of(mention):
            blocks.setdefault(given.people.block(same_words(slug)), []).append(i)
        else:
            yield Problem("resolve", where(draft), f"no name: {mention.name!r}")
    agreements = tuple(
        AgreementDraft(a.type, a.status, a.parties, participations=a.participations) for a in draft.agreements
    )
    for block, own in blocks.items():
        part = Draft(Announcement("", ""), people=tuple(draft.people[i] for i in own), agreements=agreements)
        view.tell("namesake", block, (order_of(found), number, found.iri, part))


def link(view: View, key: str, given: Given) -> None:
    """The names that must be looked at together with this one."""

    def edge(one: str, other: str) -> None:
        view.tell("edge", one, other)
        view.tell("edge", other, one)

    definers = fitting(key, set(view.items("alias", key)))
    numbers = list(given.organizations.by_key.get(key, ()))
    if len(definers) <= MANY or numbers:
        for other in definers:
            edge(key, other)
    for naming in view.items("naming", key):
        numbers += (n for alias in naming.tells for n in given.organizations.by_key.get(alias, ()))
    entries = given.registry.named(key)
    if len(entries) == 1:
        node = f"\tentry {given.entry_numbers[entries[0]]}"
        edge(key, node)
        for number in given.by_entry.get(entries[0], ()):
            edge(node, f"\tchange {number}")
    for number in numbers:
        edge(key, f"\tchange {number}")


def component(view: View, key: str) -> None:
    """All that a name is linked with, by any number of links."""
    seen = reached(view, "edge", key)
    view.tell("member", min(seen), key)
    for node in seen:
        if node.startswith("\tchange "):
            view.tell("change", min(seen), int(node.split()[1]))


def reached(view: View, relation: str, key: str) -> set[str]:
    """The key, and all that edges lead to from it."""
    seen, left = {key}, [key]
    while left:
        more = set(view.items(relation, left.pop())) - seen
        seen |= more
        left += more
    return seen


def cluster(view: View, root: str, given: Given) -> None:
    """Linked names to organisations."""
    account = Account()
    changes = given.organizations.picked(view.items("change", root))
    told = [one for key in sorted(view.items("member", root)) for one in view.counted("naming", key)]
    splits = tuple(given.corrections.splits)
    clusters = Clusters(told, lambda one, other: view.has("apart", f"{one}\t{other}"), Corrections(splits))
    for key in clusters.by_key:
        clusters.aliases[key] = set(view.items("alias", key))  # also those that are too many to be linked
    found, iris = clustered(clusters, given.registry, changes, account)
    for key, iri in iris.items():
        view.tell("organization of", key, iri)
    for one in found.values():
        view.tell("body", one.iri, (0, one))
        for name in called(one):
            view.tell("called", name, one.iri)
    for entry, key in clusters.registered.items():
        view.tell("organization of entry", given.entry_numbers[entry], iris[key])
    tell_account(view, account)


def body(view: View, iri: str) -> Organization | None:
    """An organisation without its parents."""
    found = view.items("body", iri)
    return min(found, key=lambda one: (one[0], one[1].label))[1] if found else None


def chain(view: View, iri: str, given: Given) -> None:
    """The registry's parents of one that announcements name, also those that no announcement names."""

    def by_entry(entry: Entry) -> str | None:
        found: str | None = view.first("organization of entry", given.entry_numbers[entry])
        return found

    def by_label(key: str) -> str | None:
        found: str | None = view.first("organization of", key)
        return found

    # Only from those that are named: parents who kept each other alive in a circle would never be forgotten.
    named = [one for rank, one in view.items("body", iri) if rank == 0]
    for one in named:
        for child, parent in registered_parents(one, given.registry, by_entry, by_label):
            view.tell("registered", child.iri, parent.iri)
            view.tell("body", parent.iri, (1, parent))
            for name in called(parent):
                view.tell("called", name, parent.iri)


def names(view: View, sha: str) -> None:
    """What the names for organisations in a text mean, and which belong to which."""
    found: Text = view.first("text", sha)
    meant = []
    for number, reading in enumerate(readings([found])):
        own = named_in(reading.draft, lambda key: view.first("organization of", key))
        meant.append(tuple(sorted(own.items())))
        for n, ((child, parent), announcement, evidence) in enumerate(stated_parents(reading, own)):
            view.tell("stated parent", child, (order_of(found), number, n, parent, announcement, evidence))
    view.tell("names", sha, tuple(meant))


def organization(view: View, iri: str, given: Given) -> None:
    """An organisation with its parents; circles are looked for among all that it may belong to."""
    account = Account()
    known = meanings(view, given, resolved=False)
    found: dict[str, Organization] = {}
    registered: dict[str, str] = {}
    stated = []
    left = [iri]
    while left:
        if (child := left.pop()) in found or (one := body(view, child)) is None:
            continue
        found[child] = one
        own = sorted(view.items("stated parent", child), key=lambda told: told[:3])
        stated += [((child, parent), announcement, evidence) for *_, parent, announcement, evidence in own]
        left += [told[3] for told in own]
        if parent := view.first("registered", child):
            registered[child] = parent
            left.append(parent)
        for change in given.corrections.about(child, [one.label, *one.other_labels]):
            if change.property == "subOrganizationOf" and (added := known.organizations.get(name_key(change.value))):
                left.append(added)
    with_parents(found, registered, gather(stated))
    correct_parents(found, Corrector(given.corrections, account, known))
    made = found[iri]
    view.tell("organization", iri, made)
    view.tell("label", iri, made.label)
    above = tuple(fact.value for fact in made.parents if fact.accepted)
    view.tell("above", iri, (above, made.registered_parent))
    tell_account(view, account)


def meaning(view: View, given: Given, key: str) -> str | None:
    """The organisation that a name means, in a correction or as a publisher."""
    iri: str | None = view.first("organization of", key) or min(view.items("called", key), default=None)
    if iri is None and (definers := set(view.items("alias", key))) and not given.registry.named(key):
        meant = {view.first("organization of", one) for one in fitting(key, definers)}
        iri = meant.pop() if len(meant) == 1 else None
    return iri


def meanings(view: View, given: Given, *, resolved: bool = True) -> Meanings:
    """What the words of corrections mean; while organisations are not `resolved`, they are known by their bodies."""

    def label(iri: str) -> str | None:
        found: str | None = view.first("label", iri) if resolved else "" if view.has("body", iri) else None
        return found

    areas, places, roles = (keyed(view, f"keyed {kind.name}") for kind in KINDS)
    return Meanings(
        Asked(lambda key: meaning(view, given, key)),
        Asked(lambda iri: view.items("person called", iri) or None),
        areas,
        places,
        roles,
        Asked(label),
    )


def keyed(view: View, relation: str) -> Asked[str]:
    """The one thing that is told of each key."""
    return Asked(lambda key: view.first(relation, key))


def ancestors(view: View) -> Asked[Organization]:
    """Organisations by IRI, with nothing but what they belong to."""

    def ask(iri: str) -> Organization | None:
        found = view.first("above", iri)
        if found is None:
            return None
        return replace(Organization(iri, ""), parents=tuple(map(Fact, found[0])), registered_parent=found[1])

    return Asked(ask)
