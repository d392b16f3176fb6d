"""From what was read to the values of the model: entities by their names, places as evidence."""

import re
from bisect import bisect_right

from mou_graph.extraction.collaborations import earlier
from mou_graph.extraction.directory import Organization, clean
from mou_graph.extraction.events import Event
from mou_graph.extraction.heading import headline
from mou_graph.extraction.layout import Sentence, plain
from mou_graph.extraction.lexicon import CEILING
from mou_graph.extraction.pacts import Pact, Part, Read
from mou_graph.extraction.people import Human, Page
from mou_graph.extraction.quotations import quotes
from mou_graph.model import (
    AgreementDraft,
    Announcement,
    Collaboration,
    Draft,
    Evidence,
    Money,
    OrganizationMention,
    Participation,
    PersonMention,
    Post,
    Problem,
    Quotation,
    Span,
    Stated,
)

__all__ = ["Drafter"]


def _ceiling(rule: str) -> float:
    """What a rule may say at most: what was measured on announcements it was not made on."""
    return min(CEILING.get(rule, 0.99), CEILING.get(rule.partition(".")[0], 0.99))


def _as_printed(text: str, named: Organization | Human) -> None:
    """Give names the apostrophes of the print, which the reading took for one: Hawai‘i, Nyong’o."""
    printed = {}
    for m in named.mentions:
        words = " ".join(text[m.start : m.end].split())
        if not words.isascii() and "'" in m.text and plain(words) == m.text:
            printed[clean(m.text)] = clean(words)
    if printed:
        named.name = printed.get(named.name, named.name)
        named.forms[:] = [printed.get(form, form) for form in named.forms]


class Drafter:
    """One announcement, read, on its way to a draft."""

    def __init__(
        self,
        announcement: Announcement,
        text: str,
        page: Page,
        told: list[Event],
        pacts: list[Pact],
        published: Stated[str] | None,
    ) -> None:
        self.announcement = announcement
        self.text = text
        self.page = page
        self.told = told
        self.pacts = pacts
        self.published = published
        self.starts = [s.start for s in page.sentences]
        for organization in page.known.found:
            _as_printed(announcement.text, organization)
        for human in page.register.found:
            _as_printed(announcement.text, human)

    def _evidence(self, start: int, end: int, confidence: float, rule: str) -> Evidence:
        """The sentence around a stretch of text: what a reader needs to judge the fact."""
        at = bisect_right(self.starts, start) - 1
        around = self.page.sentences[at] if at >= 0 and start < self.page.sentences[at].end else None
        span = Span(around.start, max(around.end, end)) if around is not None else Span(start, end)
        return Evidence((span,), round(min(confidence, _ceiling(rule)), 2), rule)

    def draft(self) -> Draft:
        """Everything that was read; an agreement of which one party only is known is a problem, not an agreement."""
        organizations = self._organizations()
        humans = self._people()
        problems = []
        agreed = [self._agreement(pact) for pact in self.pacts]
        if not self.pacts and any(e.strong and len(e.parties) == 1 for e in self.told):
            event = next(e for e in self.told if e.strong and len(e.parties) == 1)
            name = self.page.known.found[next(iter(event.parties))].name
            problems.append(
                Problem(
                    "extract",
                    self.announcement.source or self.announcement.identifier,
                    f"an agreement with one party only ({name}) is left out",
                )
            )
        collaborations = self._collaborations()
        return Draft(
            self.announcement, organizations, humans, tuple(agreed), collaborations, self._quotations(),
            headline(self.announcement, self.page.sentences), self.published, tuple(problems),
        )  # fmt: skip

    def _organizations(self) -> tuple[OrganizationMention, ...]:
        found = []
        for organization in self.page.known.found:
            where = min(organization.mentions, key=lambda m: m.start, default=None)
            if where is None:
                continue
            parent = None
            if organization.parent >= 0 and self.page.known.found[organization.parent].mentions:
                parent = Stated(
                    self.page.known.found[organization.parent].name,
                    self._evidence(where.start, where.end, 0.8, organization.parent_rule),
                )
            found.append(OrganizationMention(
                organization.name, tuple(f for f in organization.forms if f != organization.name),
                self._evidence(where.start, where.end, organization.confidence, organization.rule), parent,
            ))  # fmt: skip
        return tuple(found)

    def _people(self) -> tuple[PersonMention, ...]:
        found = []
        for human in self.page.register.found:
            where = human.mentions[0]
            posts = tuple(
                Post(p.role or None, self._name(p.organization), self._evidence(p.start, p.end, p.confidence, p.rule))
                for p in human.positions
                if p.role or p.organization >= 0
            )
            words = human.name.split()
            capitals = [w for w in words if len(w) > 1 and w.isupper() and "." not in w]
            family = capitals[0].capitalize() if capitals and len(capitals) < len(words) else None
            honorific = " ".join(human.honorific.split()) if human.honorific else None
            found.append(
                PersonMention(
                    human.name,
                    tuple(f for f in human.forms if f != human.name),
                    honorific,
                    family,
                    posts,
                    self._evidence(where.start, where.end, human.confidence, human.rule),
                )
            )
        return tuple(found)

    def _name(self, entity: int) -> str | None:
        return self.page.known.found[entity].name if entity >= 0 else None

    def _stated(self, read: Read | None) -> Stated[str] | None:
        return (
            None
            if read is None
            else Stated(str(read.value), self._evidence(read.start, read.end, read.confidence, read.rule))
        )

    def _agreement(self, pact: Pact) -> AgreementDraft:
        best = pact.status
        amount = None
        if pact.amount is not None and isinstance(pact.amount.value, Money):
            amount = Stated(
                pact.amount.value,
                self._evidence(pact.amount.start, pact.amount.end, pact.amount.confidence, pact.amount.rule),
            )
        sure = 0.95 if pact.type != "OtherAgreement" else 0.8
        return AgreementDraft(
            type=Stated(pact.type, self._evidence(*pact.type_span, sure, "type.named")),
            status=Stated(best.status, self._evidence(*best.status_span, 0.93 if best.strong else 0.75, "status.verb")),
            parties=tuple(
                Stated(self.page.known.found[e].name, self._evidence(start, end, confidence, rule))
                for e, (confidence, start, end, rule) in sorted(pact.parties.items(), key=lambda p: p[1][1])
            ),
            focus_areas=tuple(
                Stated(str(f.value), self._evidence(f.start, f.end, f.confidence, f.rule)) for f in pact.focus
            ),
            signed_on=self._stated(pact.signed_on), signed_at=self._stated(pact.signed_at),
            term=self._stated(pact.term), amount=amount,
            valid_from=self._stated(pact.valid_from), valid_through=self._stated(pact.valid_through),
            participations=tuple(self._participation(p) for p in pact.parts),
        )  # fmt: skip

    def _participation(self, part: Part) -> Participation:
        human = self.page.register.found[part.person]
        return Participation(
            human.name,
            part.capacity,
            self._name(part.organization),
            self._evidence(part.start, part.end, part.confidence, part.rule),
        )

    def _quotations(self) -> tuple[Quotation, ...]:
        found = quotes(self.text, self.page.rows, self.page.register)
        return tuple(
            Quotation(
                Span(q.start, q.end),
                Stated(
                    self.page.register.found[q.person].name, Evidence((Span(*q.said),), q.confidence, "quotation.said")
                ),
            )
            for q in found
        )

    def _collaborations(self) -> tuple[Collaboration, ...]:
        """Earlier collaborations: who is named with it, and, where somebody says 'we', whom the speaker stands for."""
        out = []
        spoken = quotes(self.text, self.page.rows, self.page.register)
        for found in earlier(self.page.sentences, self.page.published):
            sentence: Sentence = found.sentence
            quote = next((q for q in spoken if q.start <= sentence.end and sentence.start <= q.end), None)
            speaker = quote.person if quote else None
            low, high = (
                (max(sentence.start, quote.start), min(sentence.end, quote.end))
                if quote
                else (sentence.start, sentence.end)
            )
            named = [
                m.entity
                for m in self.page.rows[sentence.index]
                if m.kind == "org" and m.entity >= 0 and low <= m.start < high
            ]
            parts = {self.page.known.found[e].parent for e in named}
            named = [e for e in named if e not in parts]  # a whole and its unit are no collaboration
            the_two = re.search(r"\bthe (?:two|parties|institutions|universities|pair)\b|\bboth\b", sentence.text, re.I)
            if quote is None and the_two and len(self.pacts) == 1 and not set(self.pacts[0].parties) <= set(named):
                named = []  # who is named is the speaker's employer
            who: dict[int, Evidence] = {}
            whole = Evidence((Span(sentence.start, sentence.end),), found.confidence, "collaboration.named")
            for entity in named:
                who.setdefault(entity, whole)
            if speaker is not None and re.search(r"\b(?:we|our|us)\b", sentence.text, re.I):
                for position in self.page.register.found[speaker].positions:
                    is_party = any(position.organization in p.parties for p in self.pacts)
                    if position.organization >= 0 and is_party:
                        who.setdefault(
                            position.organization,
                            Evidence((Span(sentence.start, sentence.end),), 0.75, "collaboration.speaker"),
                        )
            elif (
                len(who) < 2
                and len(self.pacts) == 1
                and re.search(
                    r"\b(?:two|both|parties|sides|institutions|universities|pair|their)\b", sentence.text, re.I
                )
            ):
                for entity in self.pacts[0].parties:
                    who.setdefault(
                        entity, Evidence((Span(sentence.start, sentence.end),), 0.7, "collaboration.parties")
                    )
            parties = {e for p in self.pacts for e in p.parties}
            related = {
                e
                for e in who
                if e in parties
                or any(self.page.known.found[p].parent == e or self.page.known.found[e].parent == p for p in parties)
            }
            if len(who) < 2 or not related:
                continue
            years = None if found.years is None else Stated(found.years, whole)
            fields = tuple(
                Stated(label, self._evidence(a, b, 0.8, "collaboration.field")) for label, a, b in found.fields
            )
            out.append(
                Collaboration(
                    tuple(Stated(self.page.known.found[e].name, evidence) for e, evidence in who.items()),
                    whole,
                    years,
                    fields,
                )
            )
        return tuple(out)
