"""Sentences that tell of an agreement coming about: which kind, how far it got, and who stands where a party stands.

A party is named between, among, with, by or before the verb; at a venue, in a speaker's post, as funder or
publisher an organisation is no party.  What a sentence recalls from earlier years is background, not news.
"""

import re
from dataclasses import dataclass, field

from mou_graph.extraction.details import dates
from mou_graph.extraction.layout import Sentence, Token
from mou_graph.extraction.lexicon import (
    AGREEMENT_NOUN,
    APPROVE,
    BACKGROUND,
    COUNTRIES,
    DENIED,
    ENDED,
    KINDS,
    OPENERS,
    PARTNER,
    PLAN,
    REACHING,
    RENEW,
    SIGNING,
    TYPE_OF,
    WITNESS,
)
from mou_graph.extraction.names import Mention
from mou_graph.extraction.organizations import Directory, promote

WEAK_TYPES = frozenset(("Partnership", "OtherAgreement", "JointVenture"))
_DETERMINERS = frozenset("the a an its their both two three new said that this each".split())
_PREPOSITIONS = frozenset(
    "with between among amongst by of for from at in to via through alongside behalf on under into including within near during "
    "against like than per as".split()
)
_JOINERS = frozenset(", and & the or ( ) as well together along with both ; plus also".split())
_STOPPERS = frozenset("said says that which who whose because after before while where when although if has have had was were is are".split())
_PLURAL = re.compile(r"\b(?:memoranda|mous|mo?as|lois|letters|agreements|accords|contracts|pacts|deals|pfas|partnerships|protocols|documents|treaties)\b", re.I)
_TOGETHER = re.compile(r"\b(?:tripartite|trilateral|three-way|three-party|quadripartite|four-way|multi-?party|multilateral|among|amongst|consortium|jointly)\b", re.I)
_ANOTHER = re.compile(r"\b(?:another|second|third|fourth|separate|separately|also (?:signed|inked|concluded|entered)|in addition|further (?:mou|agreement)|the other|"
                      r"(?:a|an) (?:additional|similar)|likewise|the first|the last|respectively)\b", re.I)  # fmt: skip
_INTRODUCES = re.compile(r"\b(?:an?|another|second|third|fourth|one more|further|separate|two|three)\b[^.;]{0,50}$", re.I)
_JOINS = re.compile(r"\b(?:joins|links|unites|brings together|involves|is between)\b", re.I)
_ORDINAL = re.compile(r"^\W*(?:the\s+)?(?:first|second|third|fourth|fifth|other|last|latter)\b", re.I)
_FUTURE = re.compile(r"\b(?:will|would|shall|is to|are to|to be|plans? to|intends? to|expects? to|expected to|due to|set to|propos\w+|pencil\w+|agreed to|"
                     r"subject to|yet to|negotiat\w+|in talks|aims? to)\s+(?:\w+\s+){0,3}?(?:sign\w*|enter\w*|conclude\w*|execut\w+|ink\w*|form\w*|establish\w*|renew\w*|extend\w*|set up)\b|"
                     r"\b(?:about|ready|scheduled|going|wants?|hopes?|approval|proposal) to (?:sign|ink|enter into|form|renew)\b|\bsigning (?:is|will|would)\b|\b(?:intended|proposes?|proposed) to\b", re.I)  # fmt: skip
_ACTUAL = re.compile(r"(?<!be )(?<!being )\b(?:signed|inked|entered into|concluded|executed|struck|sealed|penned|put pen|exchanged)\b", re.I)


# A year that is the signing's own: "In 2019 the two signed", "an MoU concluded in 2019"; not "a programme begun in 2020".
_YEAR_OF_SIGNING = re.compile(
    r"(?:^\W*(?:back\s+|early\s+|late\s+)?in\s+(?:\w+\s+)?|\b(?:sign\w*|conclud\w*|entered|inked|agreed|mous?|memorand\w+|agreements?|pact|deal|contract)\b[^.;]{0,45}?\b(?:in|since|of)\s+(?:\w+\s+)?)((?:19|20)\d\d)\b",
    re.I,
)


@dataclass(slots=True)
class Event:
    """One telling of an agreement: `parties` maps entities to (confidence, start, end, rule)."""

    sentence: Sentence
    type: str
    type_span: tuple[int, int]
    status: str
    status_span: tuple[int, int]
    parties: dict[int, tuple[float, int, int, str]] = field(default_factory=dict)
    groups: list[tuple[str, list[int]]] = field(default_factory=list)  # slot, entities in order
    strong: bool = True
    introduces: bool = False  # "a", "another": the sentence brings it up
    plural: bool = False
    together: bool = False
    another: bool = False
    headline: bool = False
    other_types: list[tuple[str, tuple[int, int]]] = field(default_factory=list)


def nouns(text: str) -> list[tuple[str, int, int]]:
    """The words for agreements in a text, with their concept: the most exact word for each place."""
    return [(TYPE_OF[" ".join(m.group().casefold().split())], m.start(), m.end()) for m in AGREEMENT_NOUN.finditer(text)]


def is_background(sentence: Sentence, published: str | None, *, lead: bool) -> bool:
    """Whether the sentence recalls an earlier agreement rather than telling the news."""
    text = sentence.text
    year = int(published[:4]) if published else None
    years = {d.year for d in dates(text) if d.year} | {int(y) for y in _YEAR_OF_SIGNING.findall(text)}
    told = [y for y in years if y is not None]
    if told and year is not None and max(told) < year - (0 if not lead else 1) and not RENEW.search(text):
        return True
    if lead:
        return False
    if told and year is None and re.search(r"\b(?:in|since) (?:19|20)\d\d\b", text, re.I) and not RENEW.search(text):
        return True
    if BACKGROUND.search(text) and not RENEW.search(text):
        return True
    return bool(re.search(r"\bhad (?:been |already |previously )?(?:signed|entered|concluded|inked)\b", text))


class EventReader:
    """Reads one text's sentences for events."""

    def __init__(self, sentences: list[Sentence], mentions: list[list[Mention]], known: Directory, published: str | None) -> None:
        self.sentences = sentences
        self.rows = mentions
        self.known = known
        self.published = published
        self.lead = next((s.index for s in sentences if s.zone in ("body", "item") and len(s.text) > 90), 0)

    def read(self) -> list[Event]:
        found = []
        for sentence, row in zip(self.sentences, self.rows, strict=True):
            if sentence.zone in ("about", "contact", "related", "legal", "byline"):
                continue
            event = self.event(sentence, row)
            if event is not None:
                found.append(event)
        return found

    def event(self, sentence: Sentence, row: list[Mention]) -> Event | None:
        text = sentence.text
        found = nouns(text)
        partner = PARTNER.search(text)
        joins = _JOINS.search(text) if found and _ORDINAL.match(text) else None
        signing = list(SIGNING.finditer(text))
        if not found and not partner and not signing:
            return None
        headline = sentence.zone == "headline"
        lead = headline or sentence.index <= self.lead + 1
        if (DENIED.search(text) or (ENDED.search(text) and not _ACTUAL.search(text))) and not re.search(r"\bnot only\b", text):
            return None
        if '"' in text and not signing and not headline:
            return None
        if is_background(sentence, self.published, lead=lead):
            return None
        renew, approve, reaching = RENEW.search(text), APPROVE.search(text), REACHING.search(text)
        plan = _FUTURE.search(text) or (PLAN.search(text) if not _ACTUAL.search(text) else None)
        if not found and not partner and not re.search(r"\bsign(?:ed|s|ing)?\b", text, re.I):
            return None
        exact = [n for n in found if n[0] not in WEAK_TYPES]
        weak_only = bool(found) and not exact
        introduces = exact and re.search(r"\b(?:an?|another|first|second|third|last)\b[^,.;]{0,60}$", text[: exact[0][1]], re.I)
        if headline and plan is None and re.search(r"\bto (?:sign|ink|enter|form|renew|partner|collaborate)\b", text, re.I):
            plan = re.search(r"\bto \w+", text)
        if found and not (signing or renew or approve or plan or partner or reaching or introduces or joins or re.search(r"\bbetween\b", text)):
            return None
        if weak_only and not (signing or partner or headline or joins):
            if not ((lead or sentence.index <= self.lead + 3) and (reaching or renew or approve or plan)):
                return None
        chosen = (exact or found or [("OtherAgreement" if signing else "Partnership", *((signing and signing[0].span()) or (partner and partner.span()) or (0, 1)))])[0]
        if chosen[0] == "OtherAgreement" and any(n[0] == "CooperationAgreement" for n in found):
            chosen = next(n for n in found if n[0] == "CooperationAgreement")
        status, span = "Signed", (signing[0].span() if signing else (partner.span() if partner else chosen[1:]))
        if renew and not (signing and re.search(r"renewable|automatically|extend(?:s|ed)? (?:to|its|his|her|thanks|an invitation|support)", text)) and self._renews(text, renew.start(), found):
            status, span = "Renewed", renew.span()
        elif (plan and not (_ACTUAL.search(text) and not headline)) or (approve and self._approves(text)):
            status, span = "Planned", (plan or approve).span()  # type: ignore[union-attr]
        base = sentence.start
        event = Event(
            sentence, chosen[0], (base + chosen[1], base + chosen[2]), status, (base + span[0], base + span[1]),
            strong=bool(signing or exact) , plural=bool(_PLURAL.search(text)), together=bool(_TOGETHER.search(text)),
            another=bool(_ANOTHER.search(text)), headline=headline,
        )  # fmt: skip
        event.other_types = [(n[0], (base + n[1], base + n[2])) for n in exact if n[0] != chosen[0]]
        at = chosen[1] if found else 0
        event.introduces = bool(_INTRODUCES.search(text[:at])) and not headline
        if joins:
            partner, event.strong, event.another = joins, True, True
        anchor = min([m.start() for m in signing] + [partner.start() if partner else 10**6] + [n[1] for n in found])
        self._parties(event, sentence, row, base + anchor, partner=partner is not None)
        return event

    def _renews(self, text: str, at: int, found: list[tuple[str, int, int]]) -> bool:
        """The renewing is of an agreement, close by in the sentence."""
        return any(-80 <= n[1] - at <= 80 for n in found) or bool(re.search(r"partnership|cooperation|collaboration|relationship", text, re.I))

    def _approves(self, text: str) -> bool:
        """An authority has approved that something be signed; nothing has been signed yet."""
        return bool(re.search(r"\b(?:cabinet|council|board|ministers|parliament|senate|government|approval|nod)\b", text, re.I)) and not re.search(
            r"\bsubject to\b|\bsigned (?:on|in|by|at)\b", text, re.I
        )

    # ── parties ─────────────────────────────────────────────────────────────────
    def _candidate(self, m: Mention, t: list[Token]) -> bool:
        if m.kind == "org":
            return m.entity >= 0
        if m.kind == "place":
            if m.j < len(t) and t[m.j].low == "'s":
                return False  # Singapore's National Heritage Board
            return m.text.casefold().removeprefix("the ") in COUNTRIES or m.text.split()[0].casefold() in ("city", "province", "state", "county", "republic", "kingdom", "government")
        return m.kind in ("name", "acronym")

    def _parties(self, event: Event, sentence: Sentence, row: list[Mention], anchor: int, *, partner: bool) -> None:
        t = sentence.tokens
        witness = WITNESS.search(sentence.text)
        limit = sentence.start + witness.start() if witness and witness.start() > anchor - sentence.start else sentence.end
        group: list[Mention] = []
        groups: list[list[Mention]] = []
        for m in row:
            if not self._candidate(m, t) or m.start >= limit:
                continue
            if group and m.kind == "place" and group[-1].kind == "org" and t[group[-1].j : m.i] and t[m.i - 1].text == ",":
                continue  # "… University, Colombia": where it is
            if group and self._joined(t, group[-1], m):
                group.append(m)
            else:
                group = [m]
                groups.append(group)
        for members in groups:
            # ", Nizwa" after a list's last "and" is where the organisation is.
            if len(members) >= 2 and members[-1].kind == "name" and [x.low for x in t[members[-2].j : members[-1].i]][-1:] == [","] and not (
                members[-1].j < len(t) and t[members[-1].j].text == ","
            ):
                members.pop()
        carried: str | None = None
        for number, members in enumerate(groups):
            slot, confidence = self._slot(event, sentence, row, members, anchor, partner=partner)
            if slot is None and carried in ("between", "with") and number and [x.low for x in t[members[0].i - 1 : members[0].i]] in (["and"], ["&"]):
                # "between the Ministry, headed by …, and Acme": the list goes on behind an insertion.
                slot, confidence = carried, 0.8
            if slot is None and number and carried == "between" and [x.low for x in t[max(0, members[0].i - 2) : members[0].i]] in (["and", "the"], [",", "the"]):
                slot, confidence = carried, 0.8
            carried = slot
            if slot is None:
                continue
            entities = []
            for m in members:
                entity = self._entity(m, slot, confidence, alone=len(members) == 1, members=members)
                if entity >= 0:
                    entities.append(entity)
                    if confidence > event.parties.get(entity, (0.0,))[0]:
                        event.parties[entity] = (confidence, m.start, m.end, f"party.{slot}")
            if entities:
                event.groups.append((slot, entities))

    def _joined(self, t: list[Token], a: Mention, b: Mention) -> bool:
        between = [x.low for x in t[a.j : b.i]]
        out, depth = [], 0
        for w in between:
            depth += w == "("
            if depth == 0:
                out.append(w)
            depth -= w == ")" and depth > 0
        if not out:
            return "(" in between
        return all(w in _JOINERS or w in KINDS for w in out) and "with" not in out[1:] and out != ["the"]

    def _slot(self, event: Event, sentence: Sentence, row: list[Mention], members: list[Mention], anchor: int, *, partner: bool) -> tuple[str | None, float]:
        t, first, last = sentence.tokens, members[0], members[-1]
        k = first.i - 1
        steps = 0
        skipped: list[str] = []
        while k >= 0 and steps < 7:
            low = t[k].low
            if low in _PREPOSITIONS or low in (",", ";", ".", "(", ":", '"') or (low not in _DETERMINERS and low not in KINDS and not t[k].text[0].isalpha() and low != "'s"):
                break
            if low in ("and", "&") or SIGNING.fullmatch(t[k].text) or low in _STOPPERS:
                break
            if any(r.i <= k < r.j and r.kind in ("role", "person") for r in row):
                break
            skipped.append(low)
            k -= 1
            steps += 1
        if k >= 2 and t[k].text == "," and t[k - 1].low == "respectively":
            k -= 3 if t[k - 2].text == "," else 2
        if k >= 1 and t[k].low == "of" and t[k - 1].low in ("governments", "government", "cities", "republics", "ministries"):
            k -= 2
            while k >= 0 and t[k].low in _DETERMINERS:
                k -= 1
        left = t[k].low if k >= 0 else ""
        before = [x.low for x in t[max(0, k - 3) : k + 1]]
        at = first.start
        after = [x.low for x in t[last.j : last.j + 3]]
        if left in ("between", "among", "amongst") or (left == "between" and before[-3:] == ["by", "and", "between"]):
            return "between", 0.95
        if left == "behalf" or before[-3:] in (["on", "behalf", "of"], ["in", "behalf", "of"]):
            return "on-behalf-of", 0.9
        passive = re.search(r"\b(?:signed|inked|concluded|entered into|executed|struck|sealed|penned|awarded|announced|approved|renewed|reached|established|launched|formed|put)\b", sentence.text, re.I)
        if left == "with" and before[-2:] not in (["accordance", "with"], ["line", "with"], ["charged", "with"], ["dealing", "with"], ["familiar", "with"], ["associated", "with"]):
            if before[-2:-1] and before[-2] in ("maintains", "relations", "relationship", "ties", "links", "contact", "talks", "meeting", "met", "meets", "discussions", "worked", "works", "along"):
                return None, 0.0
            if at > anchor or partner or event.headline or k == 0:
                return "with", 0.9 if at > anchor else 0.7
            return None, 0.0
        if left == "by" and passive is not None and at > sentence.start + passive.start() - 200:
            previous = [x.low for x in t[max(0, k - 6) : k]]
            if previous and previous[-1] in ("led", "organised", "organized", "hosted", "funded", "supported", "headed", "represented", "chaired", "owned", "operated", "developed", "made", "held", "offered", "run", "issued", "published", "attended", "covered", "photo", "witnessed"):
                return None, 0.0
            return "by", 0.85
        if left == "to" and re.search(r"\baward\w*|\bgrant(?:ed|s)?\b|\bhand(?:s|ed)\b", sentence.text, re.I) and at > anchor:
            return "to", 0.75
        if left == "for" and passive is not None and (before[-2:-1] in ([","], ["signed"], ["and"], ["were"], ["was"], ["is"]) or SIGNING.fullmatch(before[-2] if len(before) > 1 else "")) and re.search(r"\bsigned\b|\bsignator", sentence.text, re.I) and any(r.kind in ("person", "role") for r in row):
            return "for", 0.75
        if "'s" in after[:1] and at < anchor and not any(r.kind in ("role", "person") and r.i >= last.j and r.i <= last.j + 3 for r in row):
            tail = sentence.text[last.end - sentence.start : last.end - sentence.start + 60]
            if AGREEMENT_NOUN.search(tail):
                return "owner", 0.8
        if event.another and _JOINS.search(sentence.text[: at - sentence.start][-24:]) and len(members) >= 2:
            return "between", 0.85
        # The subject: before the verb, nothing between them that starts another clause.
        if at < anchor and left in ("", ",", "and", ":", '"', "–", ")", "that", "when", "as", ".", "both", "after"):
            between = [x.low for x in t[last.j : last.j + 60] if x.start < anchor]
            clause = [w for w in self._without_insertions(between)]
            if not any(w in ("said", "says", "which", "who", "whose", ".", ":") for w in clause) and not any(w in ("at", "in", "from") for w in before[-1:]) and len(clause) <= 14:
                if any(r.kind == "role" and r.i == last.j for r in row) and any(r.kind == "person" for r in row if r.i > last.j):
                    return "subject", 0.75
                return "subject", 0.88 if len(clause) <= 6 else 0.72
        if event.headline and at < anchor and left not in _PREPOSITIONS:
            return "subject", 0.8
        return None, 0.0

    def _without_insertions(self, words: list[str]) -> list[str]:
        """The words without brackets and without what stands between a pair of commas."""
        out: list[str] = []
        depth = 0
        for w in words:
            if w == "(":
                depth += 1
            elif w == ")":
                depth = max(0, depth - 1)
            elif depth == 0:
                out.append(w)
        if out.count(",") >= 2:
            first, last = out.index(","), len(out) - 1 - out[::-1].index(",")
            out = out[:first] + out[last + 1 :]
        return out

    def _entity(self, m: Mention, slot: str, confidence: float, *, alone: bool, members: list[Mention]) -> int:
        if m.kind == "org":
            return m.entity
        if m.kind == "place":
            governmental = slot in ("between", "with", "for", "on-behalf-of", "by", "owner") or not alone
            if not governmental or (slot == "subject" and not all(x.kind == "place" or x.kind == "org" for x in members)):
                return -1
            return self.known.entity(m, confidence=0.8, rule="organization.country-as-party")
        if m.kind in ("name", "acronym"):
            low = m.text.casefold()
            if low in OPENERS:
                return -1
            return promote(m, self.known, confidence=min(0.8, confidence), rule=f"organization.{slot}")
        return -1
