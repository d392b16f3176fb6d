"""What one announcement says: a pure function from `Announcement` to `Draft`.

    text ─layout▶ sentences ─names▶ mentions ─organizations, people▶ who
         ─events▶ tellings ─agreements▶ pacts ─details, focus, quotations▶ Draft

The words and patterns are data (words.toml); the modules hold the grammar.  Nothing here sees a second
announcement, so it can run in any process, in any order.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from mou_graph.extraction import quotations
from mou_graph.extraction.agreements import Pact, PactReader, Part, Read
from mou_graph.extraction.details import dates
from mou_graph.extraction.events import EventReader
from mou_graph.extraction.focus import FocusReader
from mou_graph.extraction.layout import Sentence, plain, sentences
from mou_graph.extraction.names import is_title_case, mentions
from mou_graph.extraction.organizations import Directory, directory, locate, parents_by_name, promote_by_company
from mou_graph.extraction.people import Register, imply, people
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

__all__ = ["extract"]


def extract(announcement: Announcement) -> Iterator[Draft]:
    """Read one announcement: yields exactly one draft, with its people and organisations even where nothing is agreed.

    >>> from mou_graph.model import Announcement
    >>> text = "Acme University (AU) and Beta Hospital signed a Memorandum of Understanding on nursing on 3 May 2024."
    >>> (draft,) = extract(Announcement("a", text))
    >>> [party.value for party in draft.agreements[0].parties], draft.agreements[0].signed_on.value
    (['Acme University', 'Beta Hospital'], '2024-05-03')
    """
    yield _Reading(announcement).draft()


class _Reading:
    """One announcement on its way to a draft."""

    def __init__(self, announcement: Announcement) -> None:
        self.announcement = announcement
        self.text = plain(announcement.text)
        self.sentences = sentences(self.text)
        self.starts = [s.start for s in self.sentences]
        self.headline = self._headline()
        self.published = self._published()
        day = announcement.published or (self.published.value if self.published else None)
        rows = mentions(self.sentences)
        known: Directory = directory(self.sentences, rows)
        register: Register = people(self.sentences, rows, known)
        promote_by_company(self.sentences, rows, known)
        for sentence, row in zip(self.sentences, rows, strict=True):
            if is_title_case(sentence):
                locate(sentence, row, known)
        events = EventReader(self.sentences, rows, known, day).read()
        reader = PactReader(self.sentences, rows, known, register, day)
        pacts = reader.read(events)
        parents_by_name(known)
        imply(self.sentences, rows, known, register, [e for p in pacts for e in p.parties])
        reader.details(pacts)
        FocusReader(reader, pacts).read()
        self.day, self.rows, self.known, self.register = day, rows, known, register
        self.events, self.pacts = events, pacts

    # ── what the announcement is ────────────────────────────────────────────────
    def _headline(self) -> Stated[str] | None:
        title = next((s for s in self.sentences if s.zone == "headline"), None) or (self.sentences[0] if self.sentences else None)
        if title is None:
            return None
        words = " ".join(self.announcement.text[title.start : title.end].split())
        return Stated(words[:300], Evidence((Span(title.start, title.end),), 0.95, "headline.first-line"))

    def _published(self) -> Stated[str] | None:
        """A full date in a line of its own near the top, or in the dateline the text begins with."""
        if self.announcement.published:
            return None
        for sentence in self.sentences[:9]:
            found = [d for d in dates(sentence.text) if d.year is not None and d.day is not None]
            if not found:
                continue
            day = found[0]
            rest = sentence.text[: day.start] + sentence.text[day.end :]
            short = len(rest) < 90 and sentence.zone != "headline" and len(re.findall(r"[a-z]{3,}", rest)) <= 7
            dateline = re.match(r"[^.]{0,70}$", sentence.text[: day.start]) and re.match(r"[^a-z]{0,3}(?:/[^/]{2,40}/|\([^)]{2,40}\))?\s*(?:–|--?|\|)", sentence.text[day.end :])
            before = sentence.text[: day.start].strip()
            opens = bool(dateline) and (before.isupper() or len(before.split()) <= 7)
            if short or opens:
                iso = day.iso()
                assert iso is not None
                return Stated(iso, Evidence((Span(sentence.start + day.start, sentence.start + day.end),), 0.92 if short else 0.95, "published.dateline"))
        return None

    # ── to values ───────────────────────────────────────────────────────────────
    def _evidence(self, start: int, end: int, confidence: float, rule: str) -> Evidence:
        """The sentence around a stretch of text: what a reader needs to judge the fact."""
        at = bisect_right(self.starts, start) - 1
        around = self.sentences[at] if at >= 0 and start < self.sentences[at].end else None
        span = Span(around.start, max(around.end, end)) if around is not None else Span(start, end)
        return Evidence((span,), round(min(confidence, 0.99), 2), rule)

    def draft(self) -> Draft:
        organizations = self._organizations()
        humans = self._people()
        problems = []
        agreements = []
        for pact in self.pacts:
            agreements.append(self._agreement(pact))
        if not self.pacts and any(e.strong and len(e.parties) == 1 for e in self.events):
            event = next(e for e in self.events if e.strong and len(e.parties) == 1)
            name = self.known.found[next(iter(event.parties))].name
            problems.append(Problem("extract", self.announcement.source or self.announcement.identifier, f"an agreement with one party only ({name}) is left out"))
        collaborations = self._collaborations()
        return Draft(
            self.announcement, organizations, humans, tuple(agreements), collaborations, self._quotations(), self.headline, self.published, tuple(problems)
        )  # fmt: skip

    def _organizations(self) -> tuple[OrganizationMention, ...]:
        found = []
        for organization in self.known.found:
            where = min(organization.mentions, key=lambda m: m.start, default=None)
            if where is None:
                continue
            parent = None
            if organization.parent >= 0 and self.known.found[organization.parent].mentions:
                parent = Stated(self.known.found[organization.parent].name, self._evidence(where.start, where.end, 0.8, organization.parent_rule))
            found.append(OrganizationMention(
                organization.name, tuple(f for f in organization.forms if f != organization.name),
                self._evidence(where.start, where.end, organization.confidence, organization.rule), parent,
            ))  # fmt: skip
        return tuple(found)

    def _people(self) -> tuple[PersonMention, ...]:
        found = []
        for human in self.register.found:
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
            found.append(PersonMention(human.name, tuple(f for f in human.forms if f != human.name), honorific, family, posts, self._evidence(where.start, where.end, human.confidence, human.rule)))
        return tuple(found)

    def _name(self, entity: int) -> str | None:
        return self.known.found[entity].name if entity >= 0 else None

    def _stated(self, read: Read | None) -> Stated[str] | None:
        return None if read is None else Stated(str(read.value), self._evidence(read.start, read.end, read.confidence, read.rule))

    def _agreement(self, pact: Pact) -> AgreementDraft:
        lead = pact.events[0]
        best = next((e for e in pact.events if e.status == "Renewed"), None) or next((e for e in pact.events if e.status == "Signed" and e.strong), None) or lead
        if any(e.status == "Planned" for e in pact.events) and not any(e.status == "Signed" and e.strong and not e.headline for e in pact.events):
            best = next(e for e in pact.events if e.status == "Planned")
        amount = None
        if pact.amount is not None and isinstance(pact.amount.value, Money):
            amount = Stated(pact.amount.value, self._evidence(pact.amount.start, pact.amount.end, pact.amount.confidence, pact.amount.rule))
        return AgreementDraft(
            type=Stated(pact.type, self._evidence(*pact.type_span, 0.95 if pact.type != "OtherAgreement" else 0.8, "type.named")),
            status=Stated(best.status, self._evidence(*best.status_span, 0.93 if best.strong else 0.75, "status.verb")),  # type: ignore[arg-type]
            parties=tuple(
                Stated(self.known.found[e].name, self._evidence(start, end, confidence, rule))
                for e, (confidence, start, end, rule) in sorted(pact.parties.items(), key=lambda p: p[1][1])
            ),
            focus_areas=tuple(Stated(str(f.value), self._evidence(f.start, f.end, f.confidence, f.rule)) for f in pact.focus),
            signed_on=self._stated(pact.signed_on), signed_at=self._stated(pact.signed_at), term=self._stated(pact.term), amount=amount,
            participations=tuple(self._participation(p) for p in pact.parts),
        )  # fmt: skip

    def _participation(self, part: Part) -> Participation:
        human = self.register.found[part.person]
        return Participation(human.name, part.capacity, self._name(part.organization), self._evidence(part.start, part.end, part.confidence, part.rule))

    def _quotations(self) -> tuple[Quotation, ...]:
        found = quotations.quotes(self.text, self.sentences, self.rows, self.register)
        self.quotes = found
        return tuple(
            Quotation(Span(q.start, q.end), Stated(self.register.found[q.person].name, Evidence((Span(*q.said),), q.confidence, "quotation.said")))
            for q in found
        )

    def _collaborations(self) -> tuple[Collaboration, ...]:
        """Earlier collaborations: who is named with it, and, where somebody says 'we', whom the speaker stands for."""
        out = []
        spoken = quotations.quotes(self.text, self.sentences, self.rows, self.register)
        for found in quotations.earlier(self.sentences, self.day):
            sentence: Sentence = found.sentence
            quote = next((q for q in spoken if q.start <= sentence.end and sentence.start <= q.end), None)
            speaker = quote.person if quote else None
            low, high = (max(sentence.start, quote.start), min(sentence.end, quote.end)) if quote else (sentence.start, sentence.end)
            named = [m.entity for m in self.rows[sentence.index] if m.kind == "org" and m.entity >= 0 and low <= m.start < high]
            who: dict[int, Evidence] = {}
            whole = Evidence((Span(sentence.start, sentence.end),), found.confidence, "collaboration.named")
            for entity in named:
                who.setdefault(entity, whole)
            if speaker is not None and re.search(r"\b(?:we|our|us)\b", sentence.text, re.I):
                for position in self.register.found[speaker].positions:
                    is_party = any(position.organization in p.parties for p in self.pacts)
                    if position.organization >= 0 and is_party:
                        who.setdefault(position.organization, Evidence((Span(sentence.start, sentence.end),), 0.75, "collaboration.speaker"))
            elif len(who) < 2 and len(self.pacts) == 1 and re.search(r"\b(?:two|both|parties|sides|institutions|universities|pair|their)\b", sentence.text, re.I):
                for entity in self.pacts[0].parties:
                    who.setdefault(entity, Evidence((Span(sentence.start, sentence.end),), 0.7, "collaboration.parties"))
            parties = {e for p in self.pacts for e in p.parties}
            related = {e for e in who if e in parties or any(self.known.found[p].parent == e or self.known.found[e].parent == p for p in parties)}
            if len(who) < 2 or not related:
                continue
            years = None if found.years is None else Stated(found.years, whole)
            fields = tuple(Stated(label, self._evidence(a, b, 0.8, "collaboration.field")) for label, a, b in found.fields)
            out.append(Collaboration(tuple(Stated(self.known.found[e].name, evidence) for e, evidence in who.items()), whole, years, fields))
        return tuple(out)
