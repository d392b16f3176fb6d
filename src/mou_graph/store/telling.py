"""Who the people are, what labels mean, which tellings are of one agreement: as `resolution` has it, part by part."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Final, NamedTuple

from mou_graph.corrections import Account
from mou_graph.model import Problem
from mou_graph.resolution.agreements import same_agreements
from mou_graph.resolution.announcing import told_in
from mou_graph.resolution.concepts import Kind, counted_concepts
from mou_graph.resolution.described import Changes, Names, agreements, collaborations, identified
from mou_graph.resolution.keeping import Kept, identifiers_of, keys_of
from mou_graph.resolution.people import resolve_people
from mou_graph.resolution.splitting import called
from mou_graph.resolution.texts import Reading, Text, readings, where
from mou_graph.store.known import KINDS, Asked, Given
from mou_graph.store.ledger import View
from mou_graph.store.naming import ancestors, keyed, order_of, tell_account
from mou_graph.vocabulary import BASE, joined

__all__ = ["agreement", "block", "collaboration", "concept", "earlier", "people", "told", "wider"]

SMALL: Final = 6
"""So many parties have 57 groups of two and more of them; beyond, a telling is compared by one of its parties."""


class Part(NamedTuple):
    """Some of the texts, in order, with what their names mean."""

    texts: list[Text]
    readings: list[Reading]
    numbers: list[tuple[str, int]]  # of each reading: the text's digest, and which of its drafts
    names: Names


def part(view: View, shas: Iterable[str]) -> Part:
    """The part of the resolution that is about these texts."""
    found: list[Text] = sorted((view.first("text", sha) for sha in shas), key=order_of)
    read = list(readings(found))
    numbers = [(text.sha256, number) for text in found for number in range(len(text.drafts))]
    organizations = [dict(own) for text in found for own in view.first("names", text.sha256)]
    people: list[dict[str, str]] = [{} for _ in numbers]
    at = {number: i for i, number in enumerate(numbers)}
    for text in found:
        for number, name, iri in view.items("person of", text.sha256):
            people[at[text.sha256, number]][name] = iri
    areas, places = (keyed(view, f"{kind.name} iri") for kind in KINDS[:2])
    return Part(found, read, numbers, Names(organizations, people, areas, places, keyed(view, "label")))


def people(view: View, block_: str, given: Given) -> None:
    """People of some names."""
    account = Account()
    mentions = sorted((one for one in view.items("namesake", block_) if one), key=lambda one: one[:3])
    read = [Reading(iri, draft) for _, _, iri, draft in mentions]
    organizations = [dict(view.first("names", order[1])[number]) for order, number, _, _ in mentions]
    roles = keyed(view, "role iri")
    found = resolve_people(read, organizations, ancestors(view), roles, given.people_in(block_), account)
    for (order, number, _, _), named in zip(mentions, found.named, strict=True):
        for name, iri in named.items():
            view.tell("person of", order[1], (number, name, iri))
    for iri, person in found.found.items():
        view.tell("person", iri, person)
        view.tell("person called", iri.partition("--")[0], iri)
    tell_account(view, account)


def concept(view: View, block_: str, kind: Kind, given: Given) -> None:
    """Labels with one meaning."""
    account = Account()
    changes = given.concepts[kind.name].in_block(block_)
    iris, found = counted_concepts(dict(view.counted(kind.name, block_)), kind, changes, account)
    for label, iri in iris.items():
        view.tell(f"{kind.name} iri", label, iri)
    for key, iri in {(kind.key(label), iri) for label, iri in iris.items()}:
        view.tell(f"keyed {kind.name}", key, iri)
    for one in found:
        view.tell("concept", one.iri, one)
    tell_account(view, account)


def _key(parties: Iterable[str]) -> str:
    return "\n".join(sorted(parties))


def told(view: View, sha: str, given: Given) -> None:
    """The agreements that a text tells, by their parties, and the ids that they were given before."""
    own = part(view, [sha])
    problems: list[Problem] = []
    days = {text.iri: text.day for text in own.texts}
    tellings = list(told_in(own.readings, own.names, days, problems))
    for parties in {_key(one.parties) for one in tellings}:
        view.tell("told", parties, sha)
    before, identifiers = ids(view), identifiers_of(own.texts)
    for one in tellings:
        for key in keys_of(one, identifiers):
            if iri := before.get(key[0], {}).get(key[1]):
                view.tell("claim", iri, key)
                _concern(view, _key(one.parties), given, iri.removeprefix(BASE + "agreement/").partition("/")[0])
    tell_account(view, Account(), problems)


def ids(view: View) -> Asked[dict[str, str]]:
    """The ids that a store remembers, by identifier of the announcement and words for the parties."""
    return Asked(lambda identifier: {words: iri for _, words, iri in view.items("id", identifier)})


def _concern(view: View, parties: str, given: Given, named: str) -> None:
    """Corrections that name parties so are looked at together with these."""
    for number in given.agreements.by_key.get(named, ()):
        view.tell("wider", parties, f"\tchange {number}")
        view.tell("wider", f"\tchange {number}", parties)


def wider(view: View, parties: str, given: Given) -> None:
    """The groups of parties that have all of these, or some of them, and corrections about either."""

    def edge(one: str, other: str) -> None:
        view.tell("wider", one, other)
        view.tell("wider", other, one)

    own = parties.split("\n")
    if len(own) > SMALL:
        for party in own:
            view.tell("many", party, parties)
    for size in range(2, len(own)) if len(own) <= SMALL else ():
        for some in combinations(own, size):
            edge(_key(some), parties)
    for more in min((view.items("many", party) for party in own), key=len):
        if more != parties and set(own) < set(more.split("\n")):
            edge(parties, more)
    _concern(view, parties, given, joined(own))


def block(view: View, parties: str) -> None:
    """All groups of parties that are looked at together with these."""
    seen, left = {parties}, [parties]
    while left:
        node = left.pop()
        if node.startswith("\t") or view.has("told", node):  # not by way of parties that nobody tells of
            more = set(view.items("wider", node)) - seen
            seen |= more
            left += more
    seen = {node for node in seen if node.startswith("\t") or view.has("told", node)}
    view.tell("block", min(seen), parties)
    for node in seen:
        if node.startswith("\t"):
            view.tell("block change", min(seen), int(node.split()[1]))


def agreement(view: View, root: str, given: Given) -> None:
    """Tellings of some parties to agreements."""
    account = Account()
    blocks = set(view.items("block", root))
    own = part(view, {sha for parties in blocks for sha in view.items("told", parties)})
    days = {text.iri: text.day for text in own.texts}
    tellings = [one for one in told_in(own.readings, own.names, days, []) if _key(one.parties) in blocks]
    corrections = given.agreements.picked(view.items("block change", root))
    changes = Changes(corrections, account, called(own.texts, corrections), given.corrections)
    owners = Asked(lambda iri: min(view.items("claim", iri), default=None))
    kept = Kept(identifiers_of(own.texts), ids(view), owners)
    groups = identified(same_agreements(tellings), own.names, kept)
    for row in kept.rows(groups):
        view.tell("kept", row.announcement, tuple(row))
    for made, group in agreements(groups, own.names, changes):
        view.tell("agreement", made.iri, made)
        for one in group:
            sha, number = own.numbers[one.reading]
            view.tell("tells", sha, (number, tuple(sorted(one.parties)), made.iri))
    tell_account(view, account)


def earlier(view: View, sha: str) -> None:
    """The collaborations that a text tells of, and the agreements that build on them."""
    own = part(view, [sha])
    found: dict[int, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for (number, parties, iri), times in view.counted("tells", sha):
        found[number] += [(frozenset(parties), iri)] * times
    made, builds_on, faults = collaborations(own.readings, own.names, found)
    for one in made:
        view.tell("told collaboration", one.iri, sha)
    for iri, facts in builds_on.items():
        view.tell("builds on", iri, (order_of(own.texts[0]), facts))
    problems = [Problem("resolve", where(reading.draft), fault) for reading, fault in faults]
    tell_account(view, Account(), problems)


def collaboration(view: View, iri: str) -> None:
    """One collaboration, as all texts tell it."""
    own = part(view, view.items("told collaboration", iri))
    for one in collaborations(own.readings, own.names, {})[0]:
        if one.iri == iri:
            view.tell("collaboration", iri, one)
