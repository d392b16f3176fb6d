"""What a review asks, as values, and what each answer writes into the corrections file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from mou_graph.corrections import KEEP, Correction
from mou_graph.vocabulary import digest

__all__ = ["ALIKE", "CONFLICT", "MIXED", "NO_AGREEMENT", "QUESTIONS", "UNSURE", "Option", "Question", "Words"]

ALIKE: Final = "alike"
UNSURE: Final = "unsure"
CONFLICT: Final = "conflict"
NO_AGREEMENT: Final = "no-agreement"
MIXED: Final = "mixed"
QUESTIONS: Final = (ALIKE, MIXED, CONFLICT, UNSURE, NO_AGREEMENT)
"""Are these one thing, is this one thing, which value is right, is this so, is there really no agreement?"""


EVEN: Final = 0.5


@dataclass(frozen=True, slots=True)
class Words:
    """A passage, the announcement it is from (headline or identifier, day), how sure its reading is."""

    quote: str
    announcement: str
    published: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """One of the values, or of the things, that a question is about."""

    label: str
    cell: str  # how a correction names it
    iri: str = ""  # of a thing
    accepted: bool = True  # whether the graph has it as a fact
    confidence: float | None = None  # of all who tell it together; of the second of two things, that they are one
    claims: tuple[str, ...] = ()  # IRIs
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that deserves a look.

    `thing` is what it is about, as a correction names it; of `options` an unsure fact has one, a conflict one a value,
    things that are alike two, the one that would stay first.
    """

    kind: str
    about: str  # organization, person, agreement, focus-area, announcement, problem
    thing: str
    label: str
    why: str
    options: tuple[Option, ...] = ()
    predicate: str = ""  # a local name, as the column property of a correction has it
    score: float = 0.0
    iris: tuple[str, ...] = field(default=(), compare=False)

    @property
    def id(self) -> str:
        """Eight digits that stay while the question does."""
        return digest("\n".join((self.kind, self.thing, self.predicate, *(o.cell for o in self.options))))[:8]

    @property
    def answers(self) -> Mapping[str, tuple[Correction, ...]]:
        """What can be said without more words, each with the lines it writes; the likeliest first.

        >>> acme, akme = Option("Acme", "Acme"), Option("Akme", "Akme", confidence=0.6)
        >>> same = Question("alike", "organization", "Acme", "Acme", "", (acme, akme))
        >>> [(answer, line.action, line.thing, line.value) for answer, (line,) in same.answers.items()]
        [('merge', 'merge', 'Akme', 'Acme'), ('keep', 'keep', 'Akme', 'Acme')]
        """
        if self.kind == ALIKE:
            stays, goes = self.options
            likely = ("merge", KEEP) if (goes.confidence or 0) >= EVEN else (KEEP, "merge")
            return {action: (Correction(action, goes.cell, value=stays.cell),) for action in likely}
        if self.kind == CONFLICT:
            first, *others = sorted(self.options, key=lambda option: not option.accepted)
            found = {f"accept {self.options.index(o) + 1}": (self._line("accept", o),) for o in (first, *others)}
            return found | {KEEP: (Correction(KEEP, self.thing, self.predicate),)}
        if self.kind == UNSURE:
            (option,) = self.options
            answers = ("accept", "reject") if option.accepted else ("reject", "accept")
            return {answer: (self._line(answer, option),) for answer in answers}
        if self.kind == MIXED:
            return {KEEP: (Correction(KEEP, self.thing),)}
        return {KEEP: (Correction(KEEP, self.thing, value=self.options[0].cell if self.options else ""),)}

    def parted(self, option: Option, name: str) -> tuple[Correction, ...]:
        """The line that makes it another body, of this name, in the announcement of an option."""
        return (Correction("split", self.thing, value=name, source=option.cell),)

    def renamed(self, name: str) -> tuple[Correction, ...]:
        """The lines that make two things one of another name, or give one thing another name."""
        stays, *goes = self.options
        merged = tuple(Correction("merge", option.cell, value=stays.cell) for option in goes)
        return (*merged, Correction("rename", stays.cell, value=name))

    def corrected(self, value: str, source: str) -> tuple[Correction, ...]:
        """The lines for a value that no announcement tells, with the document that does."""
        wrong = [self._line("reject", option) for option in self.options if option.accepted]
        return (Correction("add", self.thing, self.predicate, value, source), *wrong)

    def _line(self, action: str, option: Option) -> Correction:
        return Correction(action, self.thing, self.predicate, option.cell)

    def with_words(self, words: dict[str, tuple[Words, ...]]) -> "Question":
        """The same with its passages, by the cells of its options."""
        return replace(self, options=tuple(replace(o, words=words.get(o.cell, ())) for o in self.options))
