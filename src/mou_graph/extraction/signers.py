"""Who signs, by the grammar of the sentence: each of its people is asked for the word that governs the name.

"Signed by", "with", "signatories were" make a signer of whom they govern and of who is listed behind; a verb in the
active makes signers of its subject: who stands before it with nothing but an aside between.
"""

import re
from collections.abc import Iterator

from mou_graph.extraction.governors import Phrases
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import NOT_BY, SIGNED_BY
from mou_graph.extraction.names import Mention

__all__ = ["SIGNERS", "WATCHED", "Signing"]

_PEN = (
    r"(?:puts?|putting|affix\w*|append\w*|set|lent|gave|wrote)\s+(?:(?!up\b)\w+\s+){0,2}?"
    r"(?:pens?|signatures?|names?|initials|hands?)\b"
)
_DONE = r"(?:co-?)?sign(?:ed|s)?|inke?[ds]?|penned|sealed|executed|initiall?ed|concluded"
_ACTIVE = re.compile(
    rf"\b(?:{_DONE}|{_PEN}|did so|did the same|signing(?= (?:the|a|an|on behalf|for)\b)"
    r"|entered into|(?:were|was|are|is|as) (?:\w+ ){0,3}(?:signator(?:y|ies)|signers|(?:those|ones?|people) who signed)"
    r")\b",
    re.I,
)
SIGNERS = re.compile(
    rf"(?<!\bthe )(?<!\ba )(?<!\btheir )\b(?:{_DONE}|sign(?:ing)?)\b|\b{_PEN}|\bsignator(?:y|ies)\b|\bsigners\b"
    r"|\bexchanged\b(?= (?:between|by|with)\b)"
    r"|\bsignatures? (?:of|by|were|was|came)\b|\brepresent(?:ed|ing)\b|\bon behalf of\b|\bentered into by\b",
    re.I,
)
"""Words by which somebody signs."""
_SIGNED = re.compile(rf"\b(?:{_DONE}|signing|signature|{_PEN}|entered into|exchanged|represented)\b", re.I)
_SIGNED_BY = re.compile(rf"\b(?:{_DONE}|signing|signature)\b[^.;,]{{0,40}}?\b(?:by|with)\b", re.I)
_LABEL = re.compile(r"\W*(?:signator(?:y|ies)|signers|signed(?: by)?)\W*", re.I)
_FOR_ASIDE = re.compile(r"(?:,? ?(?:for|on behalf of) [^,;]{1,60})?,?\s*", re.I)
_CEREMONY = re.compile(r"\bsign|\bink(?:ed|ing)\b|\bceremony\b|\bsignator", re.I)
_COPULA = re.compile(
    rf"(?:\bsignator(?:y|ies)\b|\bsigners\b|\bwho (?:{_DONE}|{_PEN})\b|\bsignatures?\b"
    rf"|(?:^|, |\bwhile |\band )(?:signing|representing|{_PEN})\b)[^.;:]{{0,140}}?"
    r"\b(?:were|was|are|is|included?|includes|being|fell to|came from)\b",
    re.I,
)
_REPRESENTS = re.compile(r"\brepresent(?:ed|ing|s)\b(?! by\b)", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|be|is|are|being|gets?|got)\s+(?:\w+\s+){0,2}$", re.I)
_BREAK = re.compile(
    r"\b(?:while|whereas|whilst|when|where|which|whose|that|after|before|during|(?<!the )following|followed|presence"
    r"|witness\w*|attend\w*|attendance|said|says|told|added|thanked|welcomed|noted|stressed|hosted|chaired|present"
    r"|gave|observed|looked on|looking on|guests?)\b",
    re.I,
)
"""Words by which a list of signers ends."""
_ATTENDING = re.compile(r"\b(?:presen(?:t|ce)|attend|attending|attendance|watch|look|looking|witness\w*)\b", re.I)
_ASIDE = re.compile(r"\([^()]{0,120}\)|,? who\b[^,;]{0,160},|\b[Tt]he [Hh]on\.")
_STILL_SUBJECT = re.compile(
    r"(?:\s|(?:has|have|had|will|would|did|also|both|each|then|together|themselves|today|who"
    r"|acting|yesterday|\w+ly|on \w+day)\b|,)*"
    r"(?:(?:for|from|of|at|in|on|this|last|on behalf of|representing)\b.{1,90})?",
    re.I,
)
_VERB_PHRASE = re.compile(r"\s*(?!the\b|its\b|both\b|two\b)[a-z]+\b.{0,160}\b(?:and|to)\s+(?:\w+\s+)?", re.S)
_MEETS_TO = re.compile(r"\s*(?:were|was|met|meets?|gathered|came|sat|flew|travell?ed|arrived|visited|have|has)\b")
_FOR_PARTY = re.compile(
    r"\s*(?:\([^()]{0,80}\))?(?:,[^,;]{1,90},)?\s*(?:(?:signed|did so|did the same|doing so)\s+)?"
    r"(?:for|on behalf of|in the name of)\b",
    re.I,
)
_AFTER_SIGNING = re.compile(
    r"(?:\w+ ){0,3}?(?:before|after|while|when|as|upon|on) (?:(?:he|she) (?:signed|inked)|(?:signing|inking))\b"
    r"[^,]{0,120}, ",
    re.I,
)
_PARTY_FIRST = re.compile(
    r"\b(?:and|while|,|;)\s*(?:for|from|representing|on behalf of|in the name of)\s[^,;]{1,80}$", re.I
)
WATCHED = re.compile(r"[^.;,]{0,40}\bin (?:the )?presence of\b")
"""Behind 'signed': witnesses come before the signers."""
_IN_NAME_OF = re.compile(r"\b(?:on behalf of|in the name of|for)\b[^,;]{1,90}$", re.I)
_FRONTED = re.compile(r"[^.;]{0,90}\b(?:in (?:the )?presence of|witnessed by)\b", re.I)
"""Witnesses named before the signers: the last two names before the verb are its subject."""
_TOGETHER = re.compile(r"\b(?:together|along|as well)\s*$")
_JOINS = frozenset((",", "and", "&", ";", "plus", "alongside", "–", "while", "whereas", "whilst"))


class Signing:
    """A sentence that tells a signing: each of its people is asked for the word that governs the name."""

    def __init__(self, sentence: Sentence, row: list[Mention], folk: list[Mention], *, near: bool) -> None:
        self.sentence, self.text, self.row, self.folk = sentence, sentence.text, row, folk
        self.ceremony = near or bool(_CEREMONY.search(self.text))
        phrases = Phrases(sentence, row)
        self.governors = [phrases.governor(m) for m in folk]
        self.fronted = bool(_FRONTED.match(self.text)) and self._word(0) in ("of", "by")
        self.subjects: set[int] = set()

    def people(self) -> Iterator[int]:
        """The indices of the people who sign."""
        agents = [self._agent(n) for n in range(len(self.folk))]
        for n in range(1, len(agents)):
            agents[n] = agents[n] or any(agents[j] and self._listed(j, n) for j in range(n - 1, max(-1, n - 8), -1))
        subjects = self.subjects = self._subjects() | self._after_signing()
        told = any(agents) or bool(subjects)
        acts = [told and self._acts_for(n) for n in range(len(self.folk))]
        for n in range(len(self.folk) - 2, -1, -1):
            acts[n] = acts[n] or (acts[n + 1] and self._word(n) in _JOINS and self._word(n + 1) == "and")
        for n in range(len(self.folk)):
            if (agents[n] or n in subjects or acts[n]) and not self._quoted(n):
                yield n

    # ── places in the sentence ──────────────────────────────────────────────────
    def _begin(self, n: int) -> int:
        return self.folk[n].start - self.sentence.start

    def _end(self, n: int) -> int:
        return self.folk[n].end - self.sentence.start

    def _word(self, n: int) -> str:
        k = self.governors[n]
        return self.sentence.tokens[k].low if k >= 0 else ""

    def _at(self, n: int) -> int:
        """Where the word stands that governs n."""
        k = self.governors[n]
        return self.sentence.tokens[k].start - self.sentence.start if k >= 0 else 0

    def _quoted(self, n: int) -> bool:
        return bool(self.text[: self._begin(n)].count('"') % 2)

    # ── behind the verb ─────────────────────────────────────────────────────────
    def _agent(self, n: int) -> bool:
        """'signed by A', 'with A', 'signatories were A', 'signed: A'."""
        word, at = self._word(n), self._at(n)
        before = self.text[:at]
        if word == "by":
            return self._by(n, before)
        if word == "of":
            return bool(re.search(r"\bsignatures?(?: and seals?)? $", before)) or (n > 0 and before.endswith(" and "))
        if word in ("with", "between", "alongside", ":", "–", "-"):
            verb = _last(_SIGNED, before)
            if verb is None or (word == "with" and _ATTENDING.search(self.text, self._end(n))):
                return False
            return not word.isalpha() or not _BREAK.search(before[verb.end() :])
        if _LABEL.fullmatch(before) or (word in (",", "and") and self._headed(n, before)):
            return True
        copula = _last(_COPULA, before + self.sentence.tokens[self.governors[n]].text if word else "")
        if copula is not None and _FOR_ASIDE.fullmatch(self.text[copula.end() : max(copula.end(), at)]):
            ceremony = self.ceremony or "represent" not in copula.group().casefold()
            return ceremony and not re.search(r"\b(?:present|attend\w*|among)\b", before[: copula.start()], re.I)
        inverted = _ACTIVE.fullmatch(word) is not None and _IN_NAME_OF.search(before) is not None
        return word.startswith("signator") or inverted

    def _headed(self, n: int, before: str) -> bool:
        """'signed with CEO-Chairman of Acme, A': the first whose name was read; what stands before it was not."""
        verb = _last(_SIGNED_BY, before)
        if verb is None or (n > 0 and self._end(n - 1) > verb.end()):
            return False
        return len(before) - verb.end() < 90 and not _BREAK.search(before[verb.end() :])

    def _by(self, n: int, before: str) -> bool:
        k = self.governors[n] - 1
        verb = self.sentence.tokens[k].low if k >= 0 else ""
        if verb == "represented":
            return self.ceremony
        if verb in SIGNED_BY:
            return True
        foreign = verb in NOT_BY or verb.endswith("ed")
        last = _last(_SIGNED, before)
        if last is not None and WATCHED.match(before, last.end()):
            return " by " not in before[last.end() : self._at(n)]  # "signed in the presence of V by A"
        return not (foreign or last is None or _BREAK.search(before[last.end() :]))

    def _listed(self, j: int, n: int) -> bool:
        """One more of the list that j stands in."""
        between = _ASIDE.sub(" ", self.text[self._end(j) : self._at(n)])
        again = self._word(n) == self._word(j) and bool(re.search(r"(?:[,;]|\band) $", self.text[: self._at(n)]))
        return (self._joined(n) or again) and not _BREAK.search(between)

    def _joined(self, n: int) -> bool:
        word = self._word(n)
        return word in _JOINS or (word in ("with", "as") and bool(_TOGETHER.search(self.text[: self._at(n)])))

    def _before(self, n: int) -> list[Mention]:
        return [m for m in self.row if m.i < self.folk[n].i]

    def _acts_for(self, n: int) -> bool:
        """'… and B on behalf of Y': the verb is understood."""
        word, before = self._word(n), self.text[: self._at(n) + 4]
        if word in ("of", "for") and any(m.kind == "org" and m.i > self.governors[n] for m in self._before(n)):
            return bool(
                re.search(
                    r"(?:\band|\bwhile|[,;]) (?:for|on behalf of|in the name of) $",
                    before[: self._at(n) + len(word) + 1],
                )
            )
        if word not in _JOINS and word not in (":", ""):
            return False
        return bool(_FOR_PARTY.match(self.text, self._end(n)) or _PARTY_FIRST.search(self.text[: self._at(n)]))

    # ── before the verb ─────────────────────────────────────────────────────────
    def _subjects(self) -> set[int]:
        """'A, rector of X, and B … signed': who stands before a verb in the active, and is its subject."""
        found: set[int] = set()
        for verb in self._verbs():
            n = max((n for n in range(len(self.folk)) if self._end(n) <= verb.start()), default=-1)
            while n >= 0 and not self._can_act(n):
                n -= 1
            if n < 0 or not self._leads_to(n, verb):
                continue
            found.add(n)
            for left in range(n - 1, -1, -1):
                if left in found or (self.fronted and len(found) > 1):
                    break
                between = _ASIDE.sub(", ", self.text[self._end(left) : self._at(left + 1) + 3])
                if _BREAK.search(between) or not re.search(r"\band\b|[,;&]|\b(?:with|alongside)\b", between):
                    break
                if self._can_act(left):
                    found.add(left)
        return found

    def _after_signing(self) -> set[int]:
        """'After signing the MoU, A said …': whose clause it is, signed."""
        opens = _AFTER_SIGNING.match(self.text)
        if opens is None:
            return set()
        found = (n for n in range(len(self.folk)) if self._end(n) > opens.end())
        first = next(found, -1)
        return {first} if first >= 0 and self.text[opens.end() - 2 : self._at(first) + 1].strip(" ,") == "" else set()

    def _verbs(self) -> Iterator[re.Match[str]]:
        for verb in _ACTIVE.finditer(self.text):
            quoted = self.text[: verb.start()].count('"') % 2
            passive = _PASSIVE.search(self.text[max(0, verb.start() - 40) : verb.start()])
            if not quoted and not passive and not self.text[verb.end() : verb.end() + 4].lstrip().startswith("by "):
                yield verb
        if self.ceremony:
            yield from _REPRESENTS.finditer(self.text)

    def _can_act(self, n: int) -> bool:
        word = self._word(n)
        if self.text[self._end(n) : self._end(n) + 2] == "'s":
            return False
        return (
            self._joined(n) or word in ("which", "when", "was", "were", "is") or not word.isalpha() or self._absolute(n)
        )

    def _absolute(self, n: int) -> bool:
        """'…, with A and B signing for …'."""
        return self._word(n) == "with" and self.text[: self._at(n)].endswith(", ")

    def _leads_to(self, n: int, verb: re.Match[str]) -> bool:
        """Nothing between the person and the verb is another subject."""
        gap = _ASIDE.sub(",", self.text[self._end(n) : verb.start()])
        if _BREAK.search(gap) or self.text[verb.start() - 4 : verb.start()].casefold() == "the ":
            return False
        chunk = re.split(r"[,–;]", gap)[-1]
        if _STILL_SUBJECT.fullmatch(chunk):
            return True
        role = next((m for m in self.row if m.kind == "role" and m.start - self.sentence.start >= self._end(n)), None)
        if role is not None and role.start - self.sentence.start < verb.start():
            begins = verb.start() - len(chunk)
            if re.fullmatch(r"\s*(?:and )?(?:the |its |their )?", self.text[begins : role.start - self.sentence.start]):
                return True
        if not _VERB_PHRASE.fullmatch(chunk):
            return False
        return not chunk.rstrip().endswith(" to") or bool(_MEETS_TO.match(chunk))


def _last(words: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = list(words.finditer(text))
    return found[-1] if found else None
