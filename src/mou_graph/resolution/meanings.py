"""What the words of a correction mean: names to IRIs, dates, amounts and posts to the values of facts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from mou_graph import vocabulary
from mou_graph.corrections import PROPERTIES, Correction, Designated, named_in
from mou_graph.model import Money
from mou_graph.registry import name_key
from mou_graph.resolution.concepts import AREAS, PLACES, ROLES
from mou_graph.resolution.facts import interval
from mou_graph.resolution.people import by_name, meant
from mou_graph.resolution.sound import duration
from mou_graph.resolution.values import Membership, Participation

__all__ = ["Meanings", "UnknownMeaning"]

_STATUSES: Final = {"signed": "Signed", "renewed": "Renewed", "planned": "Planned", "ended": "Ended"}
_TYPES: Final = {
    word: name
    for name, notation in vocabulary.AGREEMENT_TYPES.items()
    for word in (name.casefold(), notation, vocabulary.slug(re.sub(r"(?<!^)(?=[A-Z])", " ", name)))
}
_MONEY: Final = re.compile(r"([A-Z]{3})\s*([0-9][0-9,]*(?:\.[0-9]+)?)")


class UnknownMeaning(Exception):  # noqa: N818  (caught in this package; no fault of the program)
    """The words mean nothing here, and why."""


class Meanings(NamedTuple):
    """IRIs: of organisations by `name_key`, of people `by_name`, of areas, places and roles by their kinds' keys."""

    organizations: Mapping[str, str]
    people: Mapping[str, list[str]]
    areas: Mapping[str, str]
    places: Mapping[str, str]
    roles: Mapping[str, str]
    labels: Mapping[str, str]  # of organisations, by IRI

    @classmethod
    def of(
        cls,
        organizations: Mapping[str, str],
        people: Iterable[str],
        concepts: Sequence[Mapping[str, str]],
        labels: Mapping[str, str],
    ) -> "Meanings":
        """`concepts` has the IRIs by label of areas, places and roles."""
        areas, places, roles = (
            {kind.key(label): iri for label, iri in iris.items()}
            for kind, iris in zip((AREAS, PLACES, ROLES), concepts, strict=True)
        )
        return cls(organizations, by_name(people), areas, places, roles, labels)

    def value(self, change: Correction, subject: str) -> Any:
        """What the value of a correction of `subject` (IRI) is, as facts have it."""
        text = change.value
        match PROPERTIES[change.property]:
            case "organization":
                return self._organization(text)
            case "person":
                return self._participation(change, subject)
            case "organization or person":
                try:
                    return self._organization(text)
                except UnknownMeaning:
                    return self._person(text)
            case "agreement":
                iri = Designated.by(text).iri
                if change.action == "add":
                    raise UnknownMeaning("what renews what follows from parties, dates and status: put those right")
                return _found(iri, "no agreement (agreement/…)", text)
            case "focus-area":
                return _found(self.areas.get(AREAS.key(Designated.by(text).words)), "no focus area", text)
            case "place":
                return _found(self.places.get(PLACES.key(Designated.by(text).words)), "no place", text)
            case "post":
                return self._post(text, subject)
            case "type":
                return _found(_TYPES.get(vocabulary.slug(text)), "no type of agreement", text)
            case "status":
                return _found(_STATUSES.get(text.casefold()), "no status", text)
            case "duration":
                return _found(duration(text), "no duration (P3Y)", text)
            case "money":
                found = _MONEY.fullmatch(text)
                if not found:
                    raise UnknownMeaning(f"no amount (EUR 12,500) is {text!r}")
                return Money(Decimal(found[2].replace(",", "")), found[1])
            case _:
                whole = change.property != "datePublished" or len(text) == 10
                return _found(text if whole and interval(text) else None, "no date (2024-03-08)", text)

    def _organization(self, text: str) -> str:
        designated = Designated.by(text)
        if designated.iri and designated.iri in self.labels:
            return designated.iri
        found = self.organizations.get(name_key(designated.words)) if designated.may_be("organization") else None
        return _found(found, "no organisation", text)

    def _person(self, text: str) -> str:
        people = meant(Designated.by(text), self.people)
        if len(people) > 1:
            raise UnknownMeaning(f"{text!r} names {len(people)} people: give one of {', '.join(people)}")
        return _found(people[0] if people else None, "no person", text)

    def _participation(self, change: Correction, subject: str) -> Participation:
        names = dict(named_in(change.property, change.value))
        who = self._person(names["person"])
        behalf = self._organization(names["organization"]) if "organization" in names else None
        capacity: Any = change.property.capitalize()
        return Participation(vocabulary.participation(subject, who, capacity), who, capacity, behalf)

    def _post(self, text: str, subject: str) -> Membership:
        names = dict(named_in("hasMembership", text))
        role = _found(self.roles.get(ROLES.key(names["role"])), "no role", text) if "role" in names else None
        at = self._organization(names["organization"]) if "organization" in names else None
        return Membership(vocabulary.membership(subject, role, at), role, at)


def _found(value: str | None, what: str, text: str) -> str:
    if value is None:
        raise UnknownMeaning(f"{what} is {'called ' if what in _NAMED else ''}{text!r}")
    return value


_NAMED: Final = frozenset({"no organisation", "no person", "no focus area", "no place", "no role"})
