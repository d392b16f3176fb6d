"""The values on the spine: what was read, what it says, what went wrong.

    Announcement ─extract▶ Draft ─resolve▶ Resolution

All are frozen and picklable, none knows RDF.  Inside one `Draft` things refer to each other by name:
the name of an `OrganizationMention` or `PersonMention` is unique in its draft.  Offsets are Unicode
code points of `Announcement.text`, end exclusive.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, Literal, NamedTuple, TypeVar

__all__ = [
    "AgreementDraft",
    "Announcement",
    "Capacity",
    "Collaboration",
    "Draft",
    "Evidence",
    "Money",
    "OrganizationMention",
    "Participation",
    "PersonMention",
    "Post",
    "Problem",
    "Quotation",
    "Span",
    "Stated",
    "Status",
]

T = TypeVar("T")

Status = Literal["Signed", "Renewed", "Planned", "Ended"]
"""Local names of the concepts of `mou:Statuses`."""

Capacity = Literal["Signatory", "Witness", "Speaker", "Coordinator", "Funder"]
"""Local names of the concepts of `mou:Capacities`."""


class Span(NamedTuple):
    """A stretch of an announcement's text: `text[start:end]`."""

    start: int
    end: int


class Problem(NamedTuple):
    """One record that could not be used, and why: `stage` (a step of the spine), `where` (file, line), `message`.

    >>> str(Problem("read", "a.txt", "the file is empty"))
    'a.txt: the file is empty'
    """

    stage: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Announcement:
    r"""One published text, with what its source says about it.

    The text is what offsets and hashes are about: line ends become LF, nothing else is touched.  A title
    that the source gives apart from the text stands in the text too, as its first line.

    >>> Announcement("a", "One\r\nTwo").text
    'One\nTwo'
    """

    identifier: str  # the caller's id or the file's stem
    text: str
    headline: str | None = None
    published: str | None = None  # ISO date, where the source (not the text) gives it
    url: str | None = None
    publisher: str | None = None
    language: str = "en"
    source: str = ""  # where it was read: a path, or path:line

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why something is believed: the stretches of text it was read from, how sure, and by which rule."""

    spans: tuple[Span, ...]  # one at least
    confidence: float  # 0 to 1: how likely a careful reader of the spans accepts the fact
    rule: str  # "party.subject-of-signing": module or kind, dot, the rule


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value and its evidence."""

    value: T
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency of ISO 4217."""

    value: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """An organisation as one announcement names it; `parent` is the name of another one of the draft."""

    name: str  # the fullest form in the text, without a leading article
    aliases: tuple[str, ...]  # every other surface form
    evidence: Evidence
    parent: Stated[str] | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """A position: a role, at an organisation; at least one of the two is stated."""

    role: str | None
    organization: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person as one announcement names them, without honorifics, name parts in printed order."""

    name: str
    aliases: tuple[str, ...]
    honorific: str | None
    family_name: str | None  # only where the text shows it (capitals, comma)
    posts: tuple[Post, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Participation:
    """The part a person (or organisation) takes in an agreement, and for whom."""

    participant: str
    capacity: Capacity
    on_behalf_of: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """One agreement as one announcement tells it."""

    type: Stated[str]  # local name of a concept of mou:AgreementTypes
    status: Stated[Status]
    parties: tuple[Stated[str], ...]  # names of organisations of the draft
    focus_areas: tuple[Stated[str], ...] = ()
    signed_on: Stated[str] | None = None  # 2025-01-15, 2025-01 or 2025
    signed_at: Stated[str] | None = None
    term: Stated[str] | None = None  # ISO 8601 duration
    valid_from: Stated[str] | None = None
    valid_through: Stated[str] | None = None
    amount: Stated[Money] | None = None
    participations: tuple[Participation, ...] = ()


@dataclass(frozen=True, slots=True)
class Collaboration:
    """A working relationship that was there before, which the announcement's agreements build on."""

    collaborators: tuple[Stated[str], ...]
    evidence: Evidence
    minimum_years: Stated[Decimal] | None = None
    focus_areas: tuple[Stated[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words somebody said: the stretch between the quotation marks, and who."""

    span: Span
    speaker: Stated[str]  # name of a person of the draft


@dataclass(frozen=True, slots=True)
class Draft:
    """What one announcement says, as one extractor reads it; nothing here knows of other announcements."""

    announcement: Announcement
    organizations: tuple[OrganizationMention, ...] = ()
    people: tuple[PersonMention, ...] = ()
    agreements: tuple[AgreementDraft, ...] = ()
    collaborations: tuple[Collaboration, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    headline: Stated[str] | None = None
    published: Stated[str] | None = None  # read from the text, where the source does not give it
    problems: tuple[Problem, ...] = field(default=())
