"""Who stands where a party stands in a sentence that tells of an agreement.

A party is named between, among, with, by or before the verb; at a venue, in a speaker's post, as funder or
publisher an organisation is no party.  The place where it stands is its slot.
"""

import re
from dataclasses import dataclass, field

from mou_graph.extraction.clauses import LOOKS_ON, signs_at, to_the_verb
from mou_graph.extraction.directory import Directory, promote
from mou_graph.extraction.layout import Sentence, Token
from mou_graph.extraction.lexicon import (
    AGREEMENT_NOUN,
    DAYS,
    DETERMINERS,
    FIELDS,
    KINDS,
    LEADERS,
    MEETING_WITH,
    MONTHS,
    NOT_BY,
    NOT_WITH,
    OPENERS,
    PREPOSITIONS,
    SIGNING,
    STAND_ALONE,
    STOPPERS,
)
from mou_graph.extraction.lists import lists
from mou_graph.extraction.names import Mention
from mou_graph.extraction.openings import ACQUIRES, BESIDE, HAS_ONE, NAMES_THEM, WHO

__all__ = ["JOINS", "Found", "Group", "Parties", "parties"]

Found = tuple[float, int, int, str]
"""How sure, where (start, end), and by which rule."""

JOINS = re.compile(r"\b(?:joins|links|unites|brings together|involves|is between)\b", re.I)
"""'The second links X and Y'."""
_OTHER_CLAUSE = frozenset(("said", "says", "which", "who", "whose", ".", ":"))
_PASSIVE = re.compile(
    r"\b(?:signed|inked|concluded|entered into|executed|struck|sealed|penned|awarded|announced|renewed"
    r"|reached|launched|put)\b",
    re.I,
)
_AWARDS = re.compile(r"\baward\w*|\bgrant(?:ed|s)?\b|\bhand(?:s|ed)\b", re.I)
_SIGNED = re.compile(r"\bsigned\b|\bsignator", re.I)
_Slot = tuple[str | None, float]
Group = tuple[str, list[int], int]
"""The slot of a list of names, the entities in order, and where the list begins."""
_NEXT_CLAUSE = frozenset(("while", "whereas", ";", ",", "and", "but"))
_PAIR = 2
_NONE: _Slot = (None, 0.0)


@dataclass(slots=True)
class Parties:
    """What a sentence tells of who agrees: entities, and the slots with their entities in order."""

    found: dict[int, Found] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)


def parties(
    sentence: Sentence, row: list[Mention], known: Directory, *, anchor: int, partner: bool, another: bool
) -> Parties:
    """The parties of a telling whose first verb or noun stands at offset `anchor`.

    `partner` tells that the verb is one of partnering, `another` that the sentence tells of one more agreement.
    """
    return _PartyReader(sentence, row, known, anchor, partner, another).read()


class _PartyReader:
    def __init__(
        self, sentence: Sentence, row: list[Mention], known: Directory, anchor: int, partner: bool, another: bool
    ) -> None:
        self.sentence = sentence
        self.t = sentence.tokens
        self.row = row
        self.known = known
        self.anchor = anchor
        self.partner = partner
        self.another = another
        self.headline = sentence.zone == "headline"
        self.passive = _PASSIVE.search(sentence.text)

    def read(self) -> Parties:
        """Every list of names gets a slot; a list goes on behind an insertion in the slot it began in."""
        out = Parties()
        carried: str | None = None
        end = 0
        for number, members in enumerate(lists(self.sentence, self.row, self.anchor)):
            slot, confidence = self._slot(members)
            inserted = end < len(self.t) and self.t[end].text in ",(–-;"
            pair = len(members) == _PAIR
            goes_on = inserted or (pair and carried in ("between", "relation"))
            if slot is None and number and goes_on and self._carries(carried, members[0].i, pair=pair):
                slot, confidence = carried, 0.8
            if slot == "relation" and carried == "between":
                slot, confidence = carried, 0.9  # "between A and B, between C and D"
            carried, end = slot, members[-1].j
            if slot is None:
                continue
            entities = []
            for m in members:
                entity = self._entity(m, slot, confidence, members)
                if entity >= 0:
                    entities.append(entity)
                    if confidence > out.found.get(entity, (0.0,))[0]:
                        out.found[entity] = (confidence, m.start, m.end, f"party.{slot}")
            if entities:
                out.groups.append((slot, entities, members[0].start))
        _drop_topic(out)
        _drop_stage(out)
        return out

    def _carries(self, slot: str | None, k: int, *, pair: bool) -> bool:
        """ "between the Ministry, headed by …, and Acme": the list goes on behind an insertion."""
        before = [x.low for x in self.t[max(0, k - 2) : k]]
        if slot in ("between", "relation", "with") and before[-1:] in (["and"], ["&"]):
            return True
        if slot in ("between", "relation") and before[-1:] in ([","], [";"]) and pair:
            return True
        return slot in ("between", "relation") and before in (["and", "the"], [",", "the"])

    # ── slots ───────────────────────────────────────────────────────────────────
    def _slot(self, members: list[Mention]) -> _Slot:
        """Where a list of names stands, by the preposition before it or by the verb behind it."""
        k = self._preposition(members[0].i - 1)
        before = [x.low for x in self.t[max(0, k - 3) : k + 1]]
        left = self.t[k].low if k >= 0 else ""
        if left == "," and (over := self._over_apposition(k)) >= 0:
            k, left = over, self.t[over].low
            before = [x.low for x in self.t[max(0, k - 3) : k + 1]]
        if left in ("between", "among", "amongst"):
            return ("between", 0.95) if self._of_paper(k) else ("relation", 0.75)
        if left == "behalf" or before[-3:] in (["on", "behalf", "of"], ["in", "behalf", "of"]):
            return "on-behalf-of", 0.9
        at = members[0].start
        if left == "with" and not (before[-2:-1] and before[-2] in NOT_WITH):
            behind = self.t[members[-1].j].low if members[-1].j < len(self.t) else ""
            aside = behind.endswith("ing") and not self._of_noun(k)
            return _NONE if aside else self._with(k, at, before)  # "…, with Acme giving its support"
        if left in ("partnered", "see", "sees") or (left == "of" and before[-2:-1] == ["partner"]):
            return ("with", 0.8) if at >= self.anchor else _NONE  # "has partnered Acme", "will see Acme work with"
        if left == "by" and self.passive is not None and at > self.sentence.start + self.passive.start() - 200:
            return ("by", 0.85) if k == 0 or not self._does_else(self.t[k - 1]) else _NONE
        if left == "to" and at > self.anchor and _AWARDS.search(self.sentence.text):
            return "to", 0.75
        if at > self.anchor and ACQUIRES.search(self.sentence.text[: at - self.sentence.start]):
            return "with", 0.75
        if left == "for" and self._for(before):
            return "for", 0.75
        if left in ("which", "whereby") and (left == "whereby" or before[-2:-1] in (["under"], ["by"], ["through"])):
            return "relation", 0.75  # "an MoU under which A and B will cooperate"
        if left == "of" and self._of_noun(k) and "with" in [x.low for x in self.t[members[0].j : members[0].j + 16]]:
            return "owner", 0.8
        if left in NAMES_THEM and len(members) > 1 and WHO.search(self.sentence.text[: at - self.sentence.start]):
            return "listed", 0.8  # "The companies that signed it are A, B and C"
        if self._owns(members[-1], at):
            return "owner", 0.8
        if self.another and len(members) >= 2 and JOINS.search(self.sentence.text[: at - self.sentence.start][-24:]):
            return "between", 0.85
        if at > self.anchor and left in _NEXT_CLAUSE and signs_at(self.t, self.row, members[-1].j):
            return "subject", 0.85  # "…, while Acme signed with Beta"
        if at < self.anchor and left not in PREPOSITIONS and left not in STOPPERS:
            slot = self._subject(members[-1], before)
            if slot[0] is not None:
                return slot
        if self.headline and at < self.anchor and left not in PREPOSITIONS:
            return "subject", 0.8
        return _NONE

    def _over_apposition(self, comma: int) -> int:
        """'with its sister organisation in Mexico, the National Association': the preposition, or -1."""
        for k in range(comma - 1, max(-1, comma - 9), -1):
            low = self.t[k].low
            if low in ("with", "between", "by") and k < comma - 1:
                return k
            if low == "respectively" or (low == "," and "respectively" in (self.t[k - 1].low, self.t[k + 1].low)):
                continue
            taken = any(r.i <= k < r.j and r.kind in ("org", "person", "role") for r in self.row)
            if (
                taken
                or low in STOPPERS
                or not (low.isalpha() or "-" in low or low == "'s")
                or SIGNING.fullmatch(self.t[k].text)
            ):
                return -1
        return -1

    def _preposition(self, k: int) -> int:
        """The token that tells the slot: to the left of token k over determiners and kinds, seven words at most."""
        t, steps = self.t, 0
        while k >= 0 and steps < 7:
            low = t[k].low
            if low in DAYS or low in MONTHS or low.isdigit():
                break  # "On Wednesday the University signed"
            if low in PREPOSITIONS or low in (",", ";", ".", "(", ":", '"', "and", "&") or low in STOPPERS:
                break
            if low not in DETERMINERS and low not in KINDS and not t[k].text[0].isalpha() and low != "'s":
                break
            if SIGNING.fullmatch(t[k].text) or any(r.i <= k < r.j and r.kind in ("role", "person") for r in self.row):
                break
            k -= 1
            steps += 1
        if k >= 2 and t[k].text == "," and t[k - 1].low == "respectively":
            k -= 3 if t[k - 2].text == "," else 2
        while k >= 1 and t[k].low == "of" and t[k - 1].low in LEADERS:
            k -= 2
            while k >= 0 and (t[k].low in DETERMINERS or t[k].low in FIELDS):
                k -= 1
        return k

    def _with(self, k: int, at: int, before: list[str]) -> _Slot:
        if before[-3:-2] == ["in"] and before[-2] in BESIDE:
            return _NONE  # "a webinar in cooperation with Acme"
        if (before[-2:-1] and before[-2] in MEETING_WITH) or HAS_ONE.search(
            self.sentence.text[: at - self.sentence.start]
        ):
            return _NONE
        if at > self.anchor or self.partner or self.headline or k == 0 or before[-2:-1] == ["agreed"]:
            return "with", 0.9 if at > self.anchor else 0.7
        return _NONE

    def _does_else(self, word: Token) -> bool:
        """'reported by', 'hosted by': the participle before "by" is none of agreeing."""
        return word.low in NOT_BY or (word.low.endswith("ed") and _PASSIVE.fullmatch(word.text) is None)

    def _for(self, before: list[str]) -> bool:
        """'signed for Acme', 'and Ida Holm for Acme'."""
        if self.passive is None or not _SIGNED.search(self.sentence.text):
            return False
        left = before[-2] if len(before) > 1 else ""
        signs = left in (",", "signed", "and", "were", "was", "is") or SIGNING.fullmatch(left) is not None
        return signs and any(r.kind in ("person", "role") for r in self.row)

    def _of_paper(self, k: int) -> bool:
        """'the MoU (signed) between': no other relation, no "trade between", stands in the middle."""
        before = self.sentence.text[: self.t[k].start - self.sentence.start]
        noun = next(reversed(list(AGREEMENT_NOUN.finditer(before[-90:]))), None)
        if noun is None:
            return AGREEMENT_NOUN.search(before) is None
        return len(before[-90:][noun.end() :].split()) <= 4

    def _of_noun(self, k: int) -> bool:
        """'Memorandum of the Chamber with the Confederation', 'an agreement with': right behind the word for it."""
        before = self.sentence.text[: self.t[k].start - self.sentence.start].rstrip()
        nouns = list(AGREEMENT_NOUN.finditer(before[-60:]))
        return bool(nouns) and nouns[-1].end() == len(before[-60:])

    def _owns(self, last: Mention, at: int) -> bool:
        """'Acme's agreement with …'; not 'Acme's President'."""
        t = self.t
        if at >= self.anchor or "'s" not in [x.low for x in t[last.j : last.j + 1]]:
            return False
        if any(r.kind in ("role", "person") and last.j <= r.i <= last.j + 3 for r in self.row):
            return False
        end = last.end - self.sentence.start
        return AGREEMENT_NOUN.search(self.sentence.text[end : end + 60]) is not None

    def _subject(self, last: Mention, before: list[str]) -> _Slot:
        """The subject: before the verb, nothing between them that starts another clause."""
        clause = to_the_verb([x.low for x in self.t[last.j : last.j + 60] if x.start < self.anchor])
        if any(w in _OTHER_CLAUSE for w in clause) or before[-1:] in (["at"], ["in"], ["from"]) or len(clause) > 14:
            return _NONE
        if any(w in LOOKS_ON for w in clause):
            return _NONE  # "the President witnessed the signing"
        post = any(r.kind == "role" and r.i == last.j for r in self.row)
        if post and any(r.kind == "person" and r.i > last.j for r in self.row):
            return "subject", 0.75
        return "subject", 0.88 if len(clause) <= 6 else 0.72

    # ── entities ────────────────────────────────────────────────────────────────
    def _entity(self, m: Mention, slot: str, confidence: float, members: list[Mention]) -> int:
        """The organisation a party's name stands for, or -1: countries only where states act, bare names promoted."""
        if m.kind == "org":  # who approves an agreement for a state is no party to it
            return -1 if m.text.casefold().split()[-1] in STAND_ALONE else m.entity
        if m.kind == "place":
            acts = slot in ("between", "relation", "with", "for", "on-behalf-of", "by", "owner") or len(members) > 1
            acts = acts or (slot == "subject" and signs_at(self.t, self.row, m.j) and self.t[m.j].text != ",")
            if not acts or (slot == "subject" and not all(x.kind in ("place", "org") for x in members)):
                return -1
            self._with_government(m)
            return self.known.entity(m, confidence=0.8, rule="organization.country-as-party")
        if m.kind in ("name", "acronym", "other") and m.text.casefold() not in OPENERS:
            self._with_government(m)
            return promote(m, self.known, confidence=min(0.8, confidence), rule=f"organization.{slot}")
        return -1

    def _with_government(self, m: Mention) -> None:
        """'the Rajasthan government': the name goes on."""
        if m.j < len(self.t) and self.t[m.j].low in ("government", "administration"):
            m.j, m.end = m.j + 1, self.t[m.j].end
            m.text = self.sentence.text[m.start - self.sentence.start : m.end - self.sentence.start]


def _drop_topic(told: Parties) -> None:
    """'An MoU on an exchange between Fiji and Samoa was signed by A and B': Fiji and Samoa sign nothing."""
    others = {e for slot, group, _ in told.groups if slot != "relation" for e in group}
    between = {e for slot, group, _ in told.groups if slot == "relation" for e in group} - others
    if len(others) >= 2:
        told.groups = [g for g in told.groups if g[0] != "relation"]
        for entity in between:
            told.found.pop(entity, None)
    else:
        told.groups = [("between" if slot == "relation" else slot, group, start) for slot, group, start in told.groups]


def _drop_stage(told: Parties) -> None:
    """'The forum opened at Hotel Upton with an MoU between A and B': A and B make the agreement, nobody else."""
    between = {e for slot, group, _ in told.groups if slot == "between" for e in group}
    others = {e for slot, group, _ in told.groups if slot != "between" for e in group}
    if len(between) < _PAIR:
        return
    for slot, group, _ in told.groups:
        if slot == "subject" and len(group) == 1 and group[0] not in between and others == set(group):
            told.found.pop(group[0], None)
    told.groups = [g for g in told.groups if any(e in told.found for e in g[1])]
