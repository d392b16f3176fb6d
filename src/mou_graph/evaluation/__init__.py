"""A built graph against gold: per field, per announcement, and whether confidence means what it says.

    gold/*.json ─read_gold▶ GoldAnnouncement ─┐
    Graph ─told▶ what each announcement says ─┴─evaluate▶ Evaluation (every judgement is kept)

Fields are compared agreement by agreement, in the best matching of parties; names match when one label is the same
or most of their words are (`alike`).  The names of the measures are those of Text2KGBench (Mihindukulasooriya et al.
2023): fact precision, recall and F1, ontology conformance, hallucination.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVar

from pyoxigraph import NamedNode

from mou_graph.evaluation.alike import match, same_area, same_name, same_person, same_role, words
from mou_graph.evaluation.gold import GoldAgreement, GoldAnnouncement, GoldPerson, read_gold
from mou_graph.evaluation.told import Told, ToldAgreement, ToldPerson, Value, told
from mou_graph.graph import Graph
from mou_graph.vocabulary import MOU, ORG, SCHEMA

__all__ = ["FIELDS", "Evaluation", "Judgement", "Score", "evaluate", "read_gold"]

T = TypeVar("T")
Verdict = Literal["right", "extra", "missed"]

FIELDS = (
    *("agreement", "party", "type", "status", "signed_on", "term", "amount", "signatory"),
    *("person", "role", "affiliation", "organization", "focus"),
)
"""What is compared, in the order it is printed."""

_WEIGHT = {"party": 3, "agreement": 2, "focus": 2} | dict.fromkeys(
    ("signatory", "person", "role", "affiliation", "organization", "type", "signed_on"), 1
)
"""What the overall score takes of each field."""

_SINGLE = ("type", "status", "signed_on", "term", "amount")
_PROPERTIES = {  # of claims; a concept or class is never the property of one
    term.value for terms in (MOU, ORG, SCHEMA) for term in vars(terms).values() if isinstance(term, NamedNode)
}
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Lower ends of the ranges of confidence."""


class Judgement(NamedTuple):
    """One value: right, extra (ours, not in the gold) or missed (in the gold, not ours); `of` is what it is said of."""

    announcement: str
    field: str
    verdict: Verdict
    value: str
    of: str = ""
    confidence: float | None = None
    again: bool = False  # says again what is right already: no error, and not counted


class Score(NamedTuple):
    """Counts of one field, and the three measures from them (0 where nothing is to be found)."""

    right: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of ours that is right."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that is found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return 2 * self.right / (2 * self.right + self.extra + self.missed) if self.right else 0.0


class Calibration(NamedTuple):
    """A range of confidence: how many claims, their mean confidence, and the share that is right."""

    low: float
    high: float
    claims: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Every judgement, and what is counted from them."""

    announcements: int
    judgements: tuple[Judgement, ...]
    negatives: tuple[int, int]  # announcements without an agreement that got one, of how many
    conformance: float  # ontology conformance: the share of claims whose property the ontology knows
    hallucination: float  # the share of named values (organisations, people, posts, areas) not in the text

    def scores(self) -> dict[str, Score]:
        """By field, over all announcements (micro-average)."""
        return {field: _score(j for j in self.judgements if j.field == field) for field in FIELDS}

    def facts(self) -> Score:
        """All fields together; of fields that count things (agreement) only their facts count."""
        return _score(j for j in self.judgements if j.field != "agreement")

    def fact_f1_by_announcement(self) -> float:
        """The mean of the announcements' own F1 (macro-average), as Text2KGBench takes it."""
        by: dict[str, list[Judgement]] = defaultdict(list)
        for j in self.judgements:
            if j.field != "agreement":
                by[j.announcement].append(j)
        return sum(_score(own).f1 for own in by.values()) / len(by) if by else 0.0

    @property
    def overall(self) -> float:
        """The weighted mean of the fields' F1."""
        scores = self.scores()
        return sum(scores[field].f1 * weight for field, weight in _WEIGHT.items()) / sum(_WEIGHT.values())

    def calibration(self) -> list[Calibration]:
        """By ranges of confidence: of claims that say 0.9, nine in ten should be right."""
        table = []
        for low, high in zip(BINS, (*BINS[1:], 1.01), strict=True):
            inside = [j for j in self.judgements if j.confidence is not None and low <= j.confidence < high]
            if inside:
                sure = sum(j.confidence or 0 for j in inside) / len(inside)
                good = sum(j.verdict == "right" for j in inside) / len(inside)
                table.append(Calibration(low, min(high, 1.0), len(inside), sure, good))
        return table


def evaluate(graph: Graph, gold: Iterable[GoldAnnouncement]) -> Evaluation:
    """Judge what a graph says of each announcement of the gold; announcements are tied by their identifier.

    >>> evaluate(Graph(), []).facts()
    Score(right=0, extra=0, missed=0)
    """
    says = told(graph)
    judgements: list[Judgement] = []
    false = negatives = announcements = 0
    conforming: list[bool] = []
    invented: list[bool] = []
    for one in gold:
        announcements += 1
        ours = says.get(one.identifier) or Told()
        if not one.agreements:
            negatives += 1
            false += bool(ours.agreements)
        judgements += _Judge(one.identifier).judge(ours, one)
        conforming += [predicate in _PROPERTIES for predicate in ours.predicates]
        text = " " + " ".join(words(one.text.read_text(encoding="utf-8-sig", errors="replace"))) + " "
        invented += [not any(f" {' '.join(words(n))} " in text for n in names) for names in _named(ours)]
    return Evaluation(
        announcements, tuple(judgements), (false, negatives), _share(conforming, 1.0), _share(invented, 0.0)
    )


def _share(flags: Sequence[bool], empty: float) -> float:
    return sum(flags) / len(flags) if flags else empty


def _score(judgements: Iterable[Judgement]) -> Score:
    counts = {"right": 0, "extra": 0, "missed": 0}
    for j in judgements:
        counts[j.verdict] += not j.again
    return Score(**counts)


def _named(ours: Told) -> Iterator[tuple[str, ...]]:
    """All names of each value that a text must hold in words."""
    yield from (names for names, _ in ours.organizations)
    for person in ours.people:
        yield person.names
        yield from ((role,) for role, _, _ in person.posts if role)
    for agreement in ours.agreements:
        yield from (names for names, _ in agreement.focus_areas)


class _Judge:
    """The judgements on one announcement, in the order of the fields."""

    def __init__(self, identifier: str) -> None:
        self.identifier = identifier
        self.made: list[Judgement] = []

    def say(
        self,
        field: str,
        verdict: Verdict,
        value: str,
        of: str = "",
        confidence: float | None = None,
        *,
        again: bool = False,
    ) -> None:
        self.made.append(Judgement(self.identifier, field, verdict, value, of, confidence, again))

    def judge(self, ours: Told, gold: GoldAnnouncement) -> list[Judgement]:
        self.agreements(ours.agreements, gold.agreements)
        self.organizations(ours.organizations, gold)
        self.people(ours.people, gold.people)
        return self.made

    # ── agreements ───────────────────────────────────────────────────────────
    def agreements(self, ours: Sequence[ToldAgreement], gold: Sequence[GoldAgreement]) -> None:
        """Agreement by agreement, those first whose parties are most alike."""
        pairs = []
        for i, mine in enumerate(ours):
            for k, theirs in enumerate(gold):
                same, extra, missed = match(mine.parties, theirs.parties, lambda a, b: same_name(a[0], b))
                pairs.append((len(same) / max(1, len(same) + len(extra) + len(missed)), i, k, same, extra, missed))
        left, open_ = dict(enumerate(ours)), dict(enumerate(gold))
        for alike, i, k, same, extra, missed in sorted(pairs, key=lambda pair: -pair[0]):
            if i in left and k in open_ and same:
                mine, theirs = left.pop(i), open_.pop(k)
                title = _title(mine.parties)
                if alike >= 0.5:
                    self.say("agreement", "right", title)
                else:
                    self.say("agreement", "extra", title)
                    self.say("agreement", "missed", _title([(names, 1.0) for names in theirs.parties]))
                self.several("party", title, [a for a, _ in same], extra, [names[0] for names in missed])
                self.details(title, mine, theirs)
        for mine in left.values():
            title = _title(mine.parties)
            self.say("agreement", "extra", title)
            for names, confidence in mine.parties:
                self.say("party", "extra", names[0], title, confidence)
        for theirs in open_.values():
            self.missed_agreement(theirs)

    def missed_agreement(self, gold: GoldAgreement) -> None:
        title = _title([(names, 1.0) for names in gold.parties])
        self.say("agreement", "missed", title)
        for field, values in (
            ("party", [names[0] for names in gold.parties]),
            ("signatory", [names[0] for names in gold.signatories]),
            ("focus", gold.focus_areas),
        ):
            for value in values:
                self.say(field, "missed", value, title)
        for field, value in gold.values.items():
            self.say(field, "missed", value, title)

    def details(self, title: str, ours: ToldAgreement, gold: GoldAgreement) -> None:
        for field in _SINGLE:
            mine, confidence = ours.values.get(field, (None, None))
            theirs = gold.values.get(field)
            if mine is not None:
                self.say(field, "right" if mine == theirs else "extra", mine, title, confidence)
            if theirs is not None and mine != theirs:
                self.say(field, "missed", theirs, title)
        same, extra, missed = match(ours.signatories, gold.signatories, lambda a, b: same_person(a[0], b))
        self.several("signatory", title, [a for a, _ in same], extra, [names[0] for names in missed])
        found, more, unseen = match(ours.focus_areas, gold.focus_areas, lambda a, b: same_area(a[0][0], b))
        again = [area for area in more if any(same_area(area[0][0], theirs) for theirs in gold.focus_areas)]
        for names, confidence in again:  # several of ours may cover one of the gold
            self.say("focus", "right", names[0], title, confidence, again=True)
        self.several("focus", title, [a for a, _ in found], [area for area in more if area not in again], unseen)

    def several(
        self, field: str, title: str, right: Sequence[Value], extra: Sequence[Value], missed: Sequence[str]
    ) -> None:
        for names, confidence in right:
            self.say(field, "right", names[0], title, confidence)
        for names, confidence in extra:
            self.say(field, "extra", names[0], title, confidence)
        for name in missed:
            self.say(field, "missed", name, title)

    # ── who ──────────────────────────────────────────────────────────────────
    def organizations(self, ours: Sequence[Value], gold: GoldAnnouncement) -> None:
        same, extra, missed = match(ours, gold.organizations, lambda a, b: same_name(a[0], b[0]))
        wanted = [names[0] for names, optional in missed if not optional]
        self.several("organization", "", [a for a, _ in same], extra, wanted)

    def people(self, ours: Sequence[ToldPerson], gold: Sequence[GoldPerson]) -> None:
        same, extra, missed = match(ours, gold, lambda a, b: same_person(a.names, [b.name]))
        for person in extra:
            self.say("person", "extra", person.names[0], "", person.confidence)
        for mine, theirs in same:
            self.say("person", "right", mine.names[0], "", mine.confidence)
            roles = [(role, confidence) for role, _, confidence in mine.posts if role]
            self.post("role", theirs.name, roles, theirs.role, same_role)
            posts = [(names, confidence) for _, names, confidence in mine.posts if names]
            self.post("affiliation", theirs.name, posts, theirs.organization or None, same_name)
        for lost in missed:
            if not lost.optional and (lost.role or lost.organization):  # a bare name is no loss
                self.say("person", "missed", lost.name)
                if lost.role:
                    self.say("role", "missed", lost.role, lost.name)
                if lost.organization:
                    self.say("affiliation", "missed", lost.organization[0], lost.name)

    def post(
        self,
        field: str,
        person: str,
        ours: Sequence[tuple[T, float]],
        gold: T | None,
        same: Callable[[T, T], bool],
    ) -> None:
        """One post is asked of each person; of several of ours the best counts."""
        hit = next((mine for mine in ours if gold is not None and same(mine[0], gold)), None)
        best = hit or next(iter(ours), None)
        if best is not None:
            self.say(field, "right" if hit else "extra", _first(best[0]), person, best[1])
        if gold is not None and hit is None:
            self.say(field, "missed", _first(gold), person)


def _first(value: object) -> str:
    return value if isinstance(value, str) else str(value[0])  # type: ignore[index]


def _title(parties: Sequence[Value]) -> str:
    return " – ".join(names[0] for names, _ in parties)
