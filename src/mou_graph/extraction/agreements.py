"""From tellings to agreements: which events are one agreement, what date, term and sum are its, who signed it."""

import re
from dataclasses import dataclass, field

from mou_graph.extraction.details import amounts, dates, relative, resolved, terms
from mou_graph.extraction.events import WEAK_TYPES, Event, is_background, nouns
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import AGREEMENT_NOUN, PLACES, REACHING, SIGNING, WITNESS
from mou_graph.extraction.names import Mention
from mou_graph.extraction.organizations import Directory, is_unit
from mou_graph.extraction.people import Register
from mou_graph.model import Capacity, Money, Span

_SIGNERS = re.compile(
    r"(?<!the )(?<!a )(?<!their )\bsigned\b|\bsign(?:s|ing)?\b|\bsignator(?:y|ies)\b|\binked\b|\bpenned\b|\bexecuted\b|\bconcluded by\b|\b(?:put|putting|affix\w*|append\w*|set)\b.{0,25}\b(?:pens?|signatures?|names?|hands?)\b"
    r"|\bsignatures? (?:of|were|was)\b|\brepresented by\b|\bon behalf of\b|\bsealed by\b|\bentered into by\b",
    re.I,
)
_NOT_SIGNING = re.compile(r"\b(?:said|says|added|explained|noted|told|thanked|welcomed|expressed|attended|spoke|speaking|remarks?)\b", re.I)


@dataclass(slots=True)
class Read:
    """A value read at a place, with how sure and by which rule."""

    value: object
    start: int
    end: int
    confidence: float
    rule: str


@dataclass(slots=True)
class Part:
    """A person's part: entity of the register, capacity, organisation acted for (or -1)."""

    person: int
    capacity: Capacity
    organization: int
    start: int
    end: int
    confidence: float
    rule: str


@dataclass(slots=True)
class Pact:
    """One agreement of a text as it is put together."""

    events: list[Event]
    parties: dict[int, tuple[float, int, int, str]] = field(default_factory=dict)
    type: str = "OtherAgreement"
    type_span: tuple[int, int] = (0, 0)
    signed_on: Read | None = None
    signed_at: Read | None = None
    term: Read | None = None
    amount: Read | None = None
    parts: list[Part] = field(default_factory=list)
    focus: list[Read] = field(default_factory=list)

    def take(self, event: Event) -> None:
        self.events.append(event)
        for entity, found in event.parties.items():
            if found[0] > self.parties.get(entity, (0.0,))[0]:
                self.parties[entity] = found
        if not self.type_span[1] or (event.type not in WEAK_TYPES and self.type in WEAK_TYPES):
            self.type, self.type_span = event.type, event.type_span


# Kinds that a text names on purpose: beside one another they are two papers.
_NAMED = frozenset(("MemorandumOfUnderstanding", "MemorandumOfAgreement", "LetterOfIntent", "FrameworkAgreement", "CooperationAgreement", "ExchangeAgreement", "LicenceAgreement",
                    "ResearchAgreement", "FundingAgreement"))  # fmt: skip


class PactReader:
    """Sees all of one text's events; makes its agreements."""

    def __init__(self, sentences: list[Sentence], rows: list[list[Mention]], known: Directory, register: Register, published: str | None) -> None:
        self.sentences = sentences
        self.rows = rows
        self.known = known
        self.register = register
        self.published = published

    # ── which events are one agreement ──────────────────────────────────────────
    def read(self, events: list[Event]) -> list[Pact]:
        if any(e.headline and e.plural for e in events):
            for event in events:
                event.plural = event.plural or not event.together
        if any(e.strong for e in events):
            strong = [e for e in events if e.strong or e.headline or len(e.parties) >= 2]
        else:
            strong = events
        strong.sort(key=lambda e: (e.headline, e.sentence.index))  # the body tells more exactly than the title
        pacts: list[Pact] = []
        for event in strong:
            for piece in self._pieces(event):
                home = self._home(pacts, piece)
                if home is not None:
                    home.take(piece)
                else:
                    pact = Pact([])
                    pact.take(piece)
                    pacts.append(pact)
        pacts = self._settle(pacts)
        for pact in pacts:
            pact.events.sort(key=lambda e: e.sentence.index)
        pacts.sort(key=lambda p: p.events[0].sentence.index)
        return pacts

    def _pieces(self, event: Event) -> list[Event]:
        """A series of bilateral agreements told in one sentence, or two kinds signed together, in pieces."""
        partners = [e for slot, group in event.groups if slot == "with" for e in group]
        own = [e for slot, group in event.groups if slot != "with" for e in group]
        several_with = sum(slot == "with" for slot, _ in event.groups)
        own = [e for e in dict.fromkeys(own) if not any(self.known.found[o].parent == e for o in own)]
        if several_with >= 2 and len(set(own)) <= 1 and re.search(r"\b(?:another|one|the other|the second)\b[^.;]{0,40}\bwith\b", event.sentence.text, re.I):
            pieces = [self._copy(event, [*own, p]) for p in dict.fromkeys(partners)]
            for piece in pieces:
                piece.another = piece.introduces = True
            return pieces
        if event.plural and not event.together and len(set(partners)) >= 2 and len(set(own)) <= 1:
            return [self._copy(event, [*own, p]) for p in dict.fromkeys(partners)]
        betweens = [group for slot, group in event.groups if slot == "between"]
        if len(betweens) >= 2 and all(len(set(g)) >= 2 for g in betweens) and event.plural:
            return [self._copy(event, g) for g in betweens]
        if several_with >= 2 and len(set(own)) == 1 and event.plural:
            return [self._copy(event, [*own, p]) for p in dict.fromkeys(partners)]
        if event.other_types and not event.headline:
            text = event.sentence.text
            a, b = sorted([event.type_span, event.other_types[0][1]])
            between = text[a[1] - event.sentence.start : b[0] - event.sentence.start]
            if re.fullmatch(r"\W*(?:\([^)]*\)\W*)?(?:and|as well as|together with|along with|plus)\W+(?:[\w']+\W+){0,6}", between):
                second = self._copy(event, list(event.parties))
                second.type, second.type_span = event.other_types[0]
                second.another = True
                return [event, second]
        return [event]

    def _copy(self, event: Event, entities: list[int]) -> Event:
        return Event(
            event.sentence, event.type, event.type_span, event.status, event.status_span,
            {e: event.parties[e] for e in dict.fromkeys(entities) if e in event.parties}, list(event.groups), event.strong, event.introduces, False, event.together, event.another, event.headline,
        )  # fmt: skip

    def _home(self, pacts: list[Pact], event: Event) -> Pact | None:
        mine = set(event.parties)
        if not pacts:
            return None
        both_exact = lambda p: event.type not in WEAK_TYPES and p.type not in WEAK_TYPES and event.type != p.type  # noqa: E731
        if not mine:
            same = [p for p in pacts if p.type == event.type]
            news = event.type in _NAMED and not same and not event.headline and all(p.type in _NAMED for p in pacts) and (event.introduces or event.another)
            return None if news else (same or pacts)[-1]
        best: Pact | None = None
        for pact in reversed(pacts):
            theirs = set(pact.parties)
            shared = mine & theirs
            if not theirs:
                return pact
            if mine == theirs or (mine <= theirs) or (theirs <= mine and not event.headline):
                if both_exact(pact) and event.another and len(mine) >= 2:
                    continue
                if len(mine) == 1 and event.another and event.type != pact.type:
                    continue
                best = best or pact
            elif shared and (len(mine) == 1 or len(theirs) == 1):
                best = best or pact
            elif len(shared) >= 2 and not event.another:
                best = best or pact
        if best is None and event.headline:
            # The title names them otherwise, or several agreements at once.
            return pacts[0] if len(pacts) > 1 or len(mine & set(pacts[0].parties)) else pacts[0]
        if best is None and len(mine) == 1 and not event.another and not (event.introduces and any(slot == "with" for slot, _ in event.groups) and event.type not in ("Partnership",)):
            return pacts[-1]
        if best is None and not event.strong:
            return pacts[-1]
        return best

    def _settle(self, pacts: list[Pact]) -> list[Pact]:
        """Parents and units counted once; an agreement with one party completed from the text, or let go."""
        settled: list[Pact] = []
        for pact in pacts:
            self._drop_parents(pact)
            if not pact.parties and settled and not pact.events[0].headline:
                pact.parties = dict(settled[-1].parties)  # the second paper of the same signing
            if len(pact.parties) < 2:
                self._signers(pact)
            if len(pact.parties) < 2:
                self._complete(pact, first=not settled, others=pacts)
            if len(pact.parties) >= 2:
                twin = next((p for p in settled if set(p.parties) == set(pact.parties) and (p.type == pact.type or pact.type in WEAK_TYPES or p.type in WEAK_TYPES) and not any(e.another for e in pact.events)), None)
                if twin is not None:
                    for event in pact.events:
                        twin.take(event)
                else:
                    settled.append(pact)
        return settled

    def _drop_parents(self, pact: Pact) -> None:
        """A party and its own unit: the one named with more confidence stays."""
        for entity in list(pact.parties):
            parent = self.known.found[entity].parent
            if parent in pact.parties and entity in pact.parties and len(pact.parties) > 2:
                del pact.parties[parent]

    def _signers(self, pact: Pact) -> None:
        """Whom the signers named in the telling's own sentence act for."""
        for event in pact.events:
            sentence = event.sentence
            signs = _SIGNERS.search(sentence.text)
            folk = [m for m in self.rows[sentence.index] if m.kind == "person" and m.entity >= 0]
            if signs is None or not folk:
                continue
            for m in folk:
                if self._capacity(sentence, m, folk, signs, sentence.start, None) != "Signatory":
                    continue
                at = next((p.organization for p in self.register.found[m.entity].positions if p.organization >= 0), -1)
                if at >= 0 and at not in pact.parties and not any(self.known.found[e].parent == at or self.known.found[at].parent == e for e in pact.parties):
                    pact.parties[at] = (0.72, m.start, m.end, "party.of-signer")

    def _complete(self, pact: Pact, *, first: bool, others: list[Pact]) -> None:
        """The missing party: whom the signers act for, who stands in the title and the lead, whom the text is most about."""
        scores: dict[int, float] = {}
        where: dict[int, Mention] = {}
        lead = {e.sentence.index for e in pact.events}
        for sentence, row in zip(self.sentences, self.rows, strict=True):
            if sentence.zone in ("related", "legal", "byline"):
                continue
            weight = 3.0 if sentence.index in lead else 2.0 if sentence.zone == "headline" else 1.0 if sentence.index < 4 else 0.4
            if sentence.zone == "about":
                weight = 0.6
            for m in row:
                if m.kind == "org" and m.entity >= 0 and m.entity not in pact.parties and not is_unit(m.text):
                    before = sentence.tokens[m.i - 1].low if m.i else ""
                    if before in ("at", "in", "by", "from") and sentence.index not in lead:
                        continue
                    scores[m.entity] = scores.get(m.entity, 0.0) + weight * (0.4 if before in ("at", "in") else 1.0)
                    where.setdefault(m.entity, m)
        for human in self.register.found:
            for position in human.positions:
                if position.organization >= 0 and position.organization not in pact.parties:
                    scores[position.organization] = scores.get(position.organization, 0.0) + 1.0
        for other in others:  # one organisation's series: who is party to the others
            for entity in other.parties if other is not pact else ():
                if entity in scores:
                    scores[entity] += 1.5
        known = {entity for entity in pact.parties}
        candidates = [e for e in scores if e in where and self.known.found[e].parent not in known and not any(self.known.found[k].parent == e for k in known)]
        for entity in sorted(candidates, key=lambda e: (-scores[e], e))[: 2 - len(pact.parties)]:
            often = sum(1 for row in self.rows for m in row if m.entity == entity and m.kind == "org") > 1
            if scores[entity] >= ((0.8 if often and any(e.strong for e in pact.events) else 2.0) if first else 2.5):
                m = where[entity]
                pact.parties[entity] = (0.6, m.start, m.end, "party.whom-the-text-is-about")

    # ── details ─────────────────────────────────────────────────────────────────
    def details(self, pacts: list[Pact]) -> None:
        spans = [(s, self._owner(pacts, s)) for s in self.sentences]
        for sentence, owners in spans:
            if not owners or sentence.zone in ("about", "contact", "related", "legal", "byline"):
                continue
            told = any(e.sentence is sentence for p in owners for e in p.events)
            if not told and nouns(sentence.text) and is_background(sentence, self.published, lead=False):
                continue
            self._date(sentence, owners)
            self._term(sentence, owners)
            self._amount(sentence, owners)
            self._place(sentence, owners)
            self._people(sentence, owners)

    def _owner(self, pacts: list[Pact], sentence: Sentence) -> list[Pact]:
        """The agreements a sentence is about: the event's own, else by the parties it names, else the one told last (or all)."""
        if not pacts:
            return []
        own = [p for p in pacts if any(e.sentence is sentence for e in p.events)]
        if re.search(r"\b(?:both (?:documents|agreements|papers|memoranda|mous)|all (?:three|four|five|the)|the (?:two|three) (?:documents|agreements|papers|mous)|the papers)\b", sentence.text, re.I):
            return pacts
        if len(pacts) == 1:
            return pacts
        if own and len(own) < len(pacts):
            return own
        named = {m.entity for m in self.rows[sentence.index] if m.kind == "org"}
        counts = [sum(e in p.parties for e in named) for p in pacts]
        common = set.intersection(*(set(p.parties) for p in pacts))
        special = [p for p in pacts if (named & set(p.parties)) - common]
        kinds = {n[0] for n in nouns(sentence.text)} - WEAK_TYPES
        by_kind = [p for p in pacts if p.type in kinds] if len({p.type for p in pacts}) == len(pacts) else []
        if len(by_kind) == 1:
            return by_kind
        if special:
            return special
        if own:
            return own
        earlier = [p for p in pacts if min(e.sentence.index for e in p.events) <= sentence.index]
        if max(counts) == 0 and re.search(r"\b(?:both|all|three|four|the (?:mous|agreements|signing|signings|ceremony|documents))\b", sentence.text, re.I):
            return pacts
        return earlier[-1:] or pacts

    def _signs(self, sentence: Sentence, owners: list[Pact]) -> bool:
        return any(e.sentence is sentence for p in owners for e in p.events) or bool(_SIGNERS.search(sentence.text))

    def _date(self, sentence: Sentence, owners: list[Pact]) -> None:
        text = sentence.text
        verb = SIGNING.search(text) or re.search(r"\bsign\w*|\bceremony\b|\bexchanged\b|\bentered\b|\bagreed\b|\bheld\b", text, re.I)
        if verb is None or not self._signs(sentence, owners):
            return
        planned = all(e.status == "Planned" for p in owners for e in p.events)
        if planned:
            return
        found: list[tuple[int, int, str, float]] = []
        dateline = re.match(r".{0,90}?(?:–|--|/ ?-|\) ?[–-])\s", text)
        head = dateline.end() if dateline and sentence.paragraph <= 4 else 0
        for day in dates(text):
            before = text[max(0, day.start - 24) : day.start].casefold()
            if day.start < head or re.search(r"\b(?:until|till|by|since|expire\w*|from|effective|through|deadline|ends?|ending|starting|beginning|between)\s+(?:on\s+|the\s+)?$", before):
                continue
            if '"' in text[: day.start] and text[: day.start].count('"') % 2:
                continue
            iso = resolved(day, self.published)
            if iso is not None and (self.published is None or iso[:10] <= self.published or len(iso) < 10):
                near = 1.0 if abs(day.start - verb.start()) < 120 else 0.85
                found.append((day.start, day.end, iso, 0.93 * near))
        for start, end, iso in relative(text, 0, self.published):
            if start >= head and not (text[:start].count('"') % 2):
                found.append((start, end, iso, 0.85 if abs(start - verb.start()) < 110 else 0.6))
        if self.published:
            year = int(self.published[:4])
            found = [f for f in found if int(f[2][:4]) >= year - 1 or not any(e.sentence.index > 3 for p in owners for e in p.events)]
        if not found:
            return
        start, end, iso, confidence = min(found, key=lambda f: (-round(f[3], 1), abs(f[0] - verb.start())))
        for pact in owners:
            if pact.signed_on is None or (len(str(pact.signed_on.value)) < len(iso)) or pact.signed_on.confidence < confidence - 0.05:
                pact.signed_on = Read(iso, sentence.start + start, sentence.start + end, confidence, "date.of-signing")

    def _term(self, sentence: Sentence, owners: list[Pact]) -> None:
        text = sentence.text
        event = any(e.sentence is sentence for p in owners for e in p.events)
        about = AGREEMENT_NOUN.search(text)
        valid = re.search(r"\b(?:valid|validity|term|duration|period|runs?|running|last|lasts|effective|in force|remain|over the next|for the next|initial|extend\w*|renew\w*|added|programme|collaborat\w+)\b", text, re.I)
        for start, end, term in terms(text):
            tail = text[end : end + 34]
            joined = re.match(r"(?:,? [\w-]+){0,4} ", tail) is not None and AGREEMENT_NOUN.search(tail) is not None and text[start:end].find("-") > 0
            near = re.search(r"\b(?:for|of|over|is|lasts?|runs? for|by|another|next|valid|covers?|duration|added)\b[\w\s,]{0,28}$", text[max(0, start - 44) : start], re.I)
            if re.match(r"\s*(?:programme|course|degree|plan|strategy|bachelor|master|scholarship|old\b)", tail, re.I) and not joined:
                continue
            ahead = self._soon_after(sentence, owners) and re.search(r"\b(?:over|for) (?:a period of |the next |the coming )$", text[max(0, start - 24) : start], re.I)
            confidence = 0.93 if joined else 0.88 if near and valid and (about or event) else 0.8 if near and event else 0.7 if ahead else 0.0
            if confidence:
                for pact in owners:
                    if pact.term is None or pact.term.confidence < confidence:
                        pact.term = Read(term, sentence.start + start, sentence.start + end, confidence, "term.stated")
                break

    def _amount(self, sentence: Sentence, owners: list[Pact]) -> None:
        text = sentence.text
        event = any(e.sentence is sentence for p in owners for e in p.events)
        about = AGREEMENT_NOUN.search(text)
        soon = self._soon_after(sentence, owners) and re.search(r"\b(?:will|would|is to|are to|to be)\b", text)
        if not event and not about and not soon:
            return
        for start, end, money in amounts(text):
            before, after = text[max(0, start - 70) : start], text[end : end + 45]
            if re.search(r"\b(?:revenue|turnover|budget|assets|sales|market|annual\w*|gdp|profit|share|exports?|trade|cost|costs|costing|grant from|raised|loan|funding from|wage|fine|stake|supported by)\b[^.;]{0,40}$", before, re.I) and not re.search(r"financing|loan agreement|grant agreement", text, re.I):
                continue
            if re.match(r"[^.;,]{0,25}\b(?:grant from|revenue|turnover|budget|per |a year each|annual|in (?:exports|trade|sales|revenue)|market|share)", after, re.I):
                continue
            worth = re.search(r"\b(?:worth|valued? (?:at|of)?|value|amount\w*(?: of)?|to the tune of|totall?ing|investment of|invest\w*|fund\w*|contribut\w*|provide\w*|up to|for|put at|release|commit\w*|support of|sum of|consideration)\b[\w\s,()]{0,40}$", before, re.I)
            compound = AGREEMENT_NOUN.search(after) is not None and start > 0 and bool(re.match(r"[\s-]*(?:[\w-]+\s){0,4}", after))
            confidence = 0.9 if compound and event else 0.86 if worth and event else 0.75 if worth and about else 0.65 if soon and not re.search(r"option|stake|shares?|per cent|%", text) else 0.0
            if confidence:
                for pact in owners:
                    if pact.amount is None or pact.amount.confidence < confidence:
                        pact.amount = Read(money, sentence.start + start, sentence.start + end, confidence, "amount.of-agreement")
                break

    def _soon_after(self, sentence: Sentence, owners: list[Pact]) -> bool:
        """Right after the only agreement was told, a sentence that names a party."""
        if len(owners) != 1:
            return False
        first = owners[0].events[0].sentence.index
        return 0 < sentence.index - first <= 3 and any(m.kind == "org" and m.entity in owners[0].parties for m in self.rows[sentence.index])

    def _place(self, sentence: Sentence, owners: list[Pact]) -> None:
        text = sentence.text
        verb = re.search(r"\b(?:signed|signing|inked|concluded|ceremony|held|executed|entered)\b", text, re.I)
        if verb is None or not self._signs(sentence, owners):
            return
        for m in self.rows[sentence.index]:
            before = [x.low for x in sentence.tokens[max(0, m.i - 2) : m.i]]
            if m.kind not in ("place", "other", "org", "name") or not before:
                continue
            in_town = before[-1] == "in" and m.kind == "place" and m.text.casefold() in PLACES
            at_venue = before[-1] in ("at", "in") or before[-2:] in (["at", "the"], ["in", "the"])
            venue = at_venue and (m.kind == "other" or (m.kind == "org" and before[-1] in ("at", "the"))) and re.search(r"\b(?:campus|hall|hotel|palace|house|centre|center|office|building|headquarters|embassy|ministry|university|room|auditorium)\b", m.text, re.I)
            distance = abs(m.start - sentence.start - verb.start())
            if (in_town or venue) and distance < 140:
                for pact in owners:
                    confidence = 0.8 if in_town else 0.75
                    if pact.signed_at is None and m.entity not in pact.parties:
                        pact.signed_at = Read(m.text, m.start, m.end, confidence, "place.of-signing")

    # ── who signed, who witnessed ───────────────────────────────────────────────
    def _people(self, sentence: Sentence, owners: list[Pact]) -> None:
        text, row = sentence.text, self.rows[sentence.index]
        signs, witness = _SIGNERS.search(text), WITNESS.search(text)
        folk = [m for m in row if m.kind == "person" and m.entity >= 0]
        if not folk or (signs is None and witness is None) or sentence.zone in ("contact",):
            return
        if all(e.status == "Planned" for p in owners for e in p.events):
            return
        base = sentence.start
        witness_at = base + witness.start() if witness else None
        for m in folk:
            capacity = self._capacity(sentence, m, folk, signs, base, witness_at)
            if capacity is None:
                continue
            human = self.register.found[m.entity]
            behalf = next((p.organization for p in human.positions if p.organization >= 0), -1)
            for pact in self._their(owners, behalf):
                if not any(p.person == m.entity for p in pact.parts):
                    party = behalf if behalf in pact.parties else next((e for e in pact.parties if behalf >= 0 and (self.known.found[behalf].parent == e or self.known.found[e].parent == behalf)), -1)
                    pact.parts.append(Part(m.entity, capacity, party, base, sentence.end, 0.9 if signs else 0.85, f"participation.{capacity.lower()}"))

    def _their(self, owners: list[Pact], organization: int) -> list[Pact]:
        """Of several agreements, those the signer's organisation is a party to."""
        own = [p for p in owners if organization in p.parties]
        return own or owners

    def _capacity(self, sentence: Sentence, m: Mention, folk: list[Mention], signs: re.Match[str] | None, base: int, witness_at: int | None) -> Capacity | None:
        text = sentence.text
        at = m.start - base
        if witness_at is not None:
            trigger = text[witness_at - base :]
            by = re.match(r"(?:witnessed by|in the presence of|presence of|observed by|witnesses? (?:were|was|are|included))", trigger, re.I)
            if by:
                if m.start > witness_at:
                    return "Witness"
            elif m.start < witness_at:
                # "A and B stood as witnesses": those after the last signer's clause.
                clause = re.split(r"\b(?:with|while|and by|whilst)\b", text[: witness_at - base])
                begins = witness_at - len(clause[-1]) if len(clause) > 1 and signs is not None else base
                if signs is None or m.start >= begins:
                    return "Witness"
        if signs is None:
            return None
        limit = witness_at if witness_at is not None else sentence.end
        if m.start > limit:
            return None
        verb = signs.start()
        passive = re.search(r"\b(?:signed|inked|executed|concluded|sealed|penned|represented|entered into)\b", text, re.I)
        between = text[min(verb, at) : max(verb, at)]
        if text[:at].count('"') % 2:
            return None
        if re.search(r"\b(?:attended by|also present|in attendance|said|says|added|told|according to|hosted|joined by|accompanied by|chaired by|led by|headed by|gave|welcomed|thanked|speech|in behalf of|on behalf of)\b", between, re.I) and not re.search(r"on behalf of[^.]{0,80}$|signed on behalf", between, re.I):
            return None
        if re.search(r"\b(?:whose|counterpart of)\b.{0,34}$", text[:at]):
            return None
        if re.search(r"\b(?:in|on|for and (?:in|on)) behalf of (?:the )?[^,]{0,40}$", text[:at], re.I) and at > verb:
            return None
        if at > verb:
            by = re.search(r"\b(?:by|were|was|are|included|of|between|signatories|with|together with|for)\b", text[verb:at], re.I)
            return "Signatory" if by and self._in_list(sentence, m, folk, verb) else None
        if passive is not None and at < passive.start() and re.match(r"\b(?:signed|inked|executed|sealed|penned|sign|signs)\b", text[signs.start():], re.I):
            following = text[m.end - base : verb]
            if not re.search(r"\b(?:was|were|been|be|is|are|to be|being)\s+(?:\w+\s+)?$", text[:verb]) and not re.search(r"[.;]", following):
                return "Signatory"
        return None

    def _in_list(self, sentence: Sentence, m: Mention, folk: list[Mention], verb: int) -> bool:
        """No new clause begins between the signing and the person, but for those that belong to a list of signers."""
        stretch = sentence.text[verb : m.start - sentence.start]
        return not re.search(r"\b(?:while|where|when|after which|during which|followed|following|attended|thanked|said|in which|at which)\b|;(?!.*\bfor\b)", stretch, re.I)


def money(read: Read) -> Money:
    assert isinstance(read.value, Money)
    return read.value


def span(read: Read | Part) -> Span:
    return Span(read.start, read.end)


def weak(pact: Pact) -> bool:
    """Whether the text has no named instrument and no signing, only a partnership told of."""
    return pact.type in WEAK_TYPES and not any(REACHING.search(e.sentence.text) or SIGNING.search(e.sentence.text) for e in pact.events)
