"""Who signed an agreement, and who witnessed it."""

import re
from collections.abc import Iterator

from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import WITNESS
from mou_graph.extraction.names import Mention
from mou_graph.extraction.pacts import Pact, Part, all_planned
from mou_graph.extraction.people import Page
from mou_graph.extraction.signers import SIGNERS, WATCHED, Signing
from mou_graph.model import Capacity

__all__ = ["signatories", "take_part"]

_HEADING = re.compile(r"\W*(?:\d+\W+)?(?:signator(?:y|ies)|signers|signed by|by whom it was signed)\W*", re.I)
_WITNESSED_BY = re.compile(
    r"(?:witnessed by|in the presence of|presence of|observed by|witnesses? (?:were|was|are|included))", re.I
)


def take_part(page: Page, sentence: Sentence, owners: list[Pact]) -> None:
    """Give the agreements the people whom the sentence makes signers or witnesses of them."""
    signs, witness = SIGNERS.search(sentence.text), WITNESS.search(sentence.text)
    if _is_headed(page, sentence) and not all_planned(owners):
        _sign(page, owners, [m for m in page.rows[sentence.index] if m.kind == "person" and m.entity >= 0], sentence)
        return
    if (signs is None and witness is None) or all_planned(owners):
        return
    near = any(0 <= sentence.index - e.sentence.index <= 1 for p in owners for e in p.events)
    for m, capacity in _capacities(page, sentence, near=near):
        _give(page, owners, m, capacity, sentence, 0.9 if signs else 0.85)


def _sign(page: Page, owners: list[Pact], folk: list[Mention], sentence: Sentence) -> None:
    for m in folk:
        _give(page, owners, m, "Signatory", sentence, 0.85)


def _is_headed(page: Page, sentence: Sentence) -> bool:
    """Whether the line before says that signers follow: "(2) Signatories"."""
    return sentence.index > 0 and _HEADING.fullmatch(page.sentences[sentence.index - 1].text) is not None


def _give(page: Page, owners: list[Pact], m: Mention, capacity: Capacity, sentence: Sentence, sure: float) -> None:
    """The person's part in the agreements of whom they act for, or in all."""
    behalf = next((p.organization for p in page.register.found[m.entity].positions if p.organization >= 0), -1)
    for pact in [p for p in owners if behalf in p.parties] or owners:
        if not any(p.person == m.entity for p in pact.parts):
            rule, party = f"participation.{capacity.lower()}", _party(page, pact, behalf)
            pact.parts.append(Part(m.entity, capacity, party, sentence.start, sentence.end, sure, rule))


def signatories(page: Page, sentence: Sentence) -> list[Mention]:
    """The people the sentence says have signed."""
    return [m for m, capacity in _capacities(page, sentence, near=False) if capacity == "Signatory"]


def _party(page: Page, pact: Pact, behalf: int) -> int:
    """The party acted for: the signer's organisation, its parent or its unit, or -1."""
    if behalf in pact.parties or behalf < 0:
        return behalf
    found = page.known.found
    return next((e for e in pact.parties if found[behalf].parent == e or found[e].parent == behalf), -1)


def _capacities(page: Page, sentence: Sentence, *, near: bool) -> Iterator[tuple[Mention, Capacity]]:
    """The people of a sentence with what it makes of them."""
    folk = sorted((m for m in page.rows[sentence.index] if m.kind == "person" and m.entity >= 0), key=lambda m: m.i)
    if not folk:
        return
    witnesses = set(_witnesses(sentence, folk))
    signing = Signing(sentence, page.rows[sentence.index], folk, near=near)
    signers = set(signing.people()) if SIGNERS.search(sentence.text) else set()
    for n, m in enumerate(folk):
        if n in signers and (n not in witnesses or n in signing.subjects):
            yield m, "Signatory"
        elif n in witnesses:
            yield m, "Witness"


def _witnesses(sentence: Sentence, folk: list[Mention]) -> Iterator[int]:
    """Who is 'witnessed by' names, to the end of the clause, or who 'stood as witnesses'."""
    text = sentence.text
    word = WITNESS.search(text)
    if word is None:
        return
    ends = re.compile(r"\b(?:while|whereas|whilst)\b").search(text, word.end())
    last = ends.start() if ends else len(text)
    signed = next((v for v in SIGNERS.finditer(text, 0, word.start()) if WATCHED.match(text, v.end())), None)
    if signed is not None and (by := re.compile(r"\bby\b").search(text, word.end())):
        last = min(last, by.start())  # "signed in the presence of V by A and B"
    for n, m in enumerate(folk):
        at = m.start - sentence.start
        if _WITNESSED_BY.match(text, word.start()):
            if word.start() < at < last:
                yield n
        elif at < word.start():
            clause = re.split(r"\b(?:with|while|and by|whilst)\b", text[: word.start()])
            begins = word.start() - len(clause[-1]) if len(clause) > 1 and SIGNERS.search(text) else 0
            if at >= begins:
                yield n
