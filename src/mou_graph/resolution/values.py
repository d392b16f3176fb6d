"""What all announcements together say: the values that `resolve` makes and `triples` writes.

Things refer to each other by IRI.  What is said of a thing is a `Fact`: a value, who tells it, and whether the
graph accepts it.  A fact nobody tells (`told` is empty) comes from the source of the announcement itself.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from mou_graph.ids import Row
from mou_graph.model import Capacity, Evidence, Money, Problem, Span, Status
from mou_graph.registry import Entry

__all__ = [
    "Agreement",
    "Announcement",
    "Collaboration",
    "Concept",
    "Fact",
    "Membership",
    "Organization",
    "Participation",
    "Person",
    "Quoted",
    "Resolution",
    "Telling",
]

T = TypeVar("T")


class Telling(NamedTuple):
    """One announcement's word for a fact."""

    announcement: str  # IRI
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value, who tells it (one telling an announcement), and whether the graph accepts it.

    `sources` are the documents (an address, or words that name one) by which a person added it.
    """

    value: T
    told: tuple[Telling, ...] = ()
    accepted: bool = True
    sources: tuple[str, ...] = ()


class Membership(NamedTuple):
    """A post: somebody's role, at an organisation; one of the two may be unknown (IRIs)."""

    iri: str
    role: str | None
    organization: str | None


class Participation(NamedTuple):
    """A part taken in an agreement (IRIs)."""

    iri: str
    participant: str
    capacity: Capacity
    on_behalf_of: str | None


class Quoted(NamedTuple):
    """Who said the words of a span."""

    span: Span
    speaker: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that is no more than its names: a focus area, a role, a place, a publisher."""

    iri: str
    label: str
    other_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation, under whatever names."""

    iri: str
    label: str
    other_labels: tuple[str, ...] = ()
    parents: tuple[Fact[str], ...] = ()
    registered_parent: str | None = None  # IRI, by the registry
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person and the posts announcements give them."""

    iri: str
    label: str
    other_labels: tuple[str, ...] = ()
    given_name: str | None = None
    family_name: str | None = None
    honorific: str | None = None
    posts: tuple[Fact[Membership], ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement, by all the announcements that tell it.

    Of `types`, `statuses`, `signed_on`, `signed_at`, `terms`, `valid_from`, `valid_through` and `amounts` one at
    most is accepted; the others lost to it.  One that a person rejected (`accepted` is false) has no accepted fact:
    only its claims are written.
    """

    iri: str
    label: str
    announced_by: tuple[str, ...]
    announced_on: str | None
    parties: tuple[Fact[str], ...]
    types: tuple[Fact[str], ...]
    statuses: tuple[Fact[Status], ...]
    focus_areas: tuple[Fact[str], ...] = ()
    signed_on: tuple[Fact[str], ...] = ()
    signed_at: tuple[Fact[str], ...] = ()
    terms: tuple[Fact[str], ...] = ()
    valid_from: tuple[Fact[str], ...] = ()
    valid_through: tuple[Fact[str], ...] = ()
    amounts: tuple[Fact[Money], ...] = ()
    participations: tuple[Fact[Participation], ...] = ()
    builds_on: tuple[Fact[str], ...] = ()
    renews: tuple[Fact[str], ...] = ()
    accepted: bool = True


@dataclass(frozen=True, slots=True)
class Collaboration:
    """A working relationship that was there before."""

    iri: str
    label: str
    collaborators: tuple[Fact[str], ...]
    minimum_years: tuple[Fact[Decimal], ...] = ()
    focus_areas: tuple[Fact[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Announcement:
    """One text, however often and under however many names it was read."""

    iri: str
    text: str
    sha256: str
    headline: str
    language: str
    identifiers: tuple[str, ...]
    urls: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()  # IRIs
    headlines: tuple[Fact[str], ...] = ()
    published: tuple[Fact[str], ...] = ()
    mentions: tuple[Fact[str], ...] = ()
    quotations: tuple[Fact[Quoted], ...] = ()
    announces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Everything the drafts say together, one value a thing, in the order of the IRIs."""

    announcements: tuple[Announcement, ...] = ()
    organizations: tuple[Organization, ...] = ()
    people: tuple[Person, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    collaborations: tuple[Collaboration, ...] = ()
    focus_areas: tuple[Concept, ...] = ()
    roles: tuple[Concept, ...] = ()
    places: tuple[Concept, ...] = ()
    publishers: tuple[Concept, ...] = ()  # those that no announcement speaks of
    ids: tuple[Row, ...] = ()  # what agreements are called, for the next build to keep
    problems: tuple[Problem, ...] = ()
