"""Ids that stay: an agreement keeps the one that a former build gave it.

An id belongs to the first telling, in the order of identifiers and words, that had it before and is still there; the
agreement which that telling is of now keeps it.  So no two agreements have one id, and to build again with the ids of a
build gives the same ids.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mou_graph.ids import Ids, Row
from mou_graph.resolution.agreements import Told
from mou_graph.resolution.texts import Text

__all__ = ["Kept", "Key", "identifiers_of", "kept_by", "keys_of"]

Key = tuple[str, str]
"""A telling: the announcement's identifier, and the parties in its words."""


@dataclass(frozen=True)
class Kept:
    """What agreements were called before, and who has a right to it."""

    identifiers: Mapping[str, Sequence[str]]  # of announcements, by IRI
    before: Mapping[str, Mapping[str, str]]  # IRIs of agreements, by identifier and words
    owners: Mapping[str, Key]
    reserved: Container[str] = ()  # for announcements that are not here now

    def iri(self, group: Iterable[Told]) -> str | None:
        """What these tellings of an agreement keep as its id; None where it has none yet."""
        keys = {key for told in group for key in keys_of(told, self.identifiers)}
        found = (self.before.get(identifier, {}).get(words) for identifier, words in keys)
        return min((iri for iri in found if iri and self.owners.get(iri) in keys), default=None)

    def is_taken(self, iri: str) -> bool:
        """Whether a new agreement may not be called so."""
        return iri in self.owners or iri in self.reserved

    def rows(self, groups: Mapping[str, Iterable[Told]]) -> Iterator[Row]:
        """What is to be remembered of agreements, by their ids."""
        for iri, group in groups.items():
            for told in group:
                yield from (Row(*key, iri) for key in keys_of(told, self.identifiers))


def identifiers_of(found: Iterable[Text]) -> dict[str, list[str]]:
    """The identifiers of announcements, by IRI; those that two texts have tell nothing."""
    own = {text.iri: {source.identifier for source in text.sources} for text in found}
    times = Counter(identifier for some in own.values() for identifier in some)
    return {iri: sorted(one for one in some if times[one] == 1) for iri, some in own.items()}


def keys_of(told: Told, identifiers: Mapping[str, Sequence[str]]) -> list[Key]:
    """What a telling is known by: as many keys as its announcement has identifiers."""
    return [(identifier, told.words) for identifier in identifiers[told.announcement]]


def kept_by(ids: Ids, found: Sequence[Text], tellings: Iterable[Told]) -> Kept:
    """The ids of a table for all tellings of all texts."""
    identifiers, before = identifiers_of(found), ids.by_announcement
    claims: dict[str, set[Key]] = defaultdict(set)
    for told in tellings:
        for key in keys_of(told, identifiers):
            if iri := before.get(key[0], {}).get(key[1]):
                claims[iri].add(key)
    present = {source.identifier for text in found for source in text.sources}
    reserved = {row.agreement for row in ids.rows if row.announcement not in present}
    return Kept(identifiers, before, {iri: min(keys) for iri, keys in claims.items()}, reserved)
