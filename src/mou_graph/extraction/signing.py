"""Who signed an agreement, and who witnessed it."""

import re

from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import WITNESS
from mou_graph.extraction.names import Mention
from mou_graph.extraction.pacts import Pact, Part, all_planned
from mou_graph.extraction.people import Page
from mou_graph.model import Capacity

__all__ = ["SIGNERS", "signatories", "take_part"]

SIGNERS = re.compile(
    r"(?<!the )(?<!a )(?<!their )\bsigned\b|\bsign(?:s|ing)?\b|\bsignator(?:y|ies)\b|\binked\b|\bpenned\b"
    r"|\bexecuted\b|\bconcluded by\b"
    r"|\b(?:put|putting|affix\w*|append\w*|set)\b.{0,25}\b(?:pens?|signatures?|names?|hands?)\b"
    r"|\bsignatures? (?:of|were|was)\b|\brepresented by\b|\bon behalf of\b|\bsealed by\b|\bentered into by\b",
    re.I,
)
"""Words by which somebody signs."""
_WITNESSED_BY = re.compile(
    r"(?:witnessed by|in the presence of|presence of|observed by|witnesses? (?:were|was|are|included))", re.I
)
_ACTIVE = re.compile(r"\b(?:signed|inked|executed|sealed|penned|sign|signs)\b", re.I)
_DONE = re.compile(r"\b(?:signed|inked|executed|concluded|sealed|penned|represented|entered into)\b", re.I)
_PASSIVE = re.compile(r"\b(?:was|were|been|be|is|are|to be|being)\s+(?:\w+\s+)?$")
_NOT_SIGNING = re.compile(
    r"\b(?:attended by|also present|in attendance|said|says|added|told|according to|hosted|joined by|accompanied by"
    r"|chaired by|led by|headed by|gave|welcomed|thanked|speech|in behalf of|on behalf of)\b",
    re.I,
)
_FOR_ANOTHER = re.compile(
    r"\b(?:in|on|for and (?:in|on)) behalf of (?:the )?(?:(?!\band\b|\bwhile\b)[^,]){0,40}$", re.I
)
_SIGNS_NEXT = re.compile(r"\s+(?:also |then )?(?:signed|inked|signs|inks)\b(?! by\b)", re.I)
_SIGNED_BY = re.compile(r"\b(?:by|were|was|are|included|of|between|signatories|with|together with|for)\b", re.I)
_NEW_CLAUSE = re.compile(
    r"\b(?:while|where|when|after which|during which|followed|following|attended|thanked|said|in which|at which)\b"
    r"|;(?!.*\bfor\b)",
    re.I,
)


def take_part(page: Page, sentence: Sentence, owners: list[Pact]) -> None:
    """Give the agreements the people whom the sentence makes signers or witnesses of them."""
    signs, witness = SIGNERS.search(sentence.text), WITNESS.search(sentence.text)
    if (signs is None and witness is None) or all_planned(owners):
        return
    for m in page.rows[sentence.index]:
        if m.kind != "person" or m.entity < 0:
            continue
        capacity = _capacity(sentence, m, signs, witness.start() if witness else None)
        if capacity is None:
            continue
        behalf = next((p.organization for p in page.register.found[m.entity].positions if p.organization >= 0), -1)
        for pact in [p for p in owners if behalf in p.parties] or owners:
            if not any(p.person == m.entity for p in pact.parts):
                confidence = 0.9 if signs else 0.85
                rule = f"participation.{capacity.lower()}"
                party = _party(page, pact, behalf)
                pact.parts.append(Part(m.entity, capacity, party, sentence.start, sentence.end, confidence, rule))


def signatories(page: Page, sentence: Sentence) -> list[Mention]:
    """The people the sentence says have signed, where witnesses are not looked for."""
    signs = SIGNERS.search(sentence.text)
    if signs is None:
        return []
    folk = (m for m in page.rows[sentence.index] if m.kind == "person" and m.entity >= 0)
    return [m for m in folk if _capacity(sentence, m, signs, None) == "Signatory"]


def _party(page: Page, pact: Pact, behalf: int) -> int:
    """The party acted for: the signer's organisation, its parent or its unit, or -1."""
    if behalf in pact.parties or behalf < 0:
        return behalf
    found = page.known.found
    return next((e for e in pact.parties if found[behalf].parent == e or found[e].parent == behalf), -1)


def _capacity(sentence: Sentence, m: Mention, signs: re.Match[str] | None, witness: int | None) -> Capacity | None:
    """What the sentence makes of a person; `signs` and `witness` are where its words for either stand."""
    text, at = sentence.text, m.start - sentence.start
    if witness is not None and _is_witness(text, at, witness, signs is not None):
        return "Witness"
    if signs is None or (witness is not None and at > witness) or text[:at].count('"') % 2:
        return None
    return "Signatory" if _has_signed(text, at, m.end - sentence.start, signs.start()) else None


def _is_witness(text: str, at: int, witness: int, signs: bool) -> bool:
    """'witnessed by A', or 'A and B stood as witnesses': there, those after the last signer's clause."""
    if _WITNESSED_BY.match(text, witness):
        return at > witness
    if at >= witness:
        return False
    clause = re.split(r"\b(?:with|while|and by|whilst)\b", text[:witness])
    begins = witness - len(clause[-1]) if len(clause) > 1 and signs else 0
    return not signs or at >= begins


def _has_signed(text: str, at: int, end: int, verb: int) -> bool:
    """'signed by A', 'A … signed the MoU'; who attends, speaks or is acted for has not."""
    if _SIGNS_NEXT.match(text, end) and not re.search(r"\bwhose\b", text[max(0, at - 20) : at]):
        return True
    between = text[min(verb, at) : max(verb, at)]
    if _NOT_SIGNING.search(between) and not re.search(r"on behalf of[^.]{0,80}$|signed on behalf", between, re.I):
        return False
    if re.search(r"\b(?:whose|counterpart of)\b.{0,34}$", text[:at]):
        return False
    if at > verb:
        listed = not _NEW_CLAUSE.search(between)
        return not _FOR_ANOTHER.search(text[:at]) and _SIGNED_BY.search(between) is not None and listed
    done = _DONE.search(text)
    if done is None or at >= done.start() or not _ACTIVE.match(text, verb):
        return False
    return not _PASSIVE.search(text[:verb]) and not re.search(r"[.;]", text[end:verb])
