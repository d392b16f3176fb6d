"""Whether a name stands as somebody's: who signs, says, is signed with, has a president."""

from mou_graph.extraction.layout import Token
from mou_graph.extraction.lexicon import JOINERS, PREPOSITIONS, ROLE_HEADS, SAID, SIGN, STOPPERS
from mou_graph.extraction.names import Mention

__all__ = ["acts", "may_name", "speaks"]

_BEFORE_ACRONYM = frozenset(("by", "with", "from", "of", "between", "among", "joined", "joins"))
_AGENT = frozenset(("will", "plans", "intends", "aims", "agreed", "entered", "joined", "teams", "has", "have"))
"""What somebody does, behind the name."""
_AFTER_NAME = PREPOSITIONS | JOINERS | STOPPERS | {"is", "are", "was", "were"}


def speaks(t: list[Token], m: Mention) -> bool:
    """'KUT said', 'KUT intends', 'KUT president', 'between KUT', 'by KUT': only somebody is named so."""
    after = t[m.j].low if m.j < len(t) else ""
    if after in SAID or after in _AGENT or after in ROLE_HEADS:
        return after not in ("has", "have", "will")
    before = t[m.i - 1].low if m.i else ""
    return before in ("between", "by", "among")


def may_name(t: list[Token], m: Mention) -> bool:
    """Whether an acronym is no measure ("8200 TEU"), no title in quotation marks and no plural ("UAVs")."""
    before = t[m.i - 1].text if m.i else ""
    quoted = before in "\"'" and m.j < len(t) and t[m.j].text in "\"'" if before else False
    return not (before[:1].isdigit() or quoted or (m.text[-1] == "s" and m.text[:-1].isupper()))


def acts(t: list[Token], m: Mention) -> bool:
    """'signed with KUT', 'KUT's', 'KUT said', 'the rector of the KUT': an acronym named as somebody is."""
    after = t[m.j] if m.j < len(t) else None
    if after is not None and (
        after.low == "'s" or after.low in ROLE_HEADS or after.low in SAID or after.low in SIGN or after.low in _AGENT
    ):
        return True
    if after is not None and after.text.isalpha() and after.text.islower() and after.low not in _AFTER_NAME:
        return False  # "from IDP universities": a word beside another
    before = [x.low for x in t[max(0, m.i - 3) : m.i]]
    if before[-1:] == ["the"]:
        before.pop()
    if before[-2:] == ["according", "to"]:
        return True
    return before[-1:] != [] and before[-1] in _BEFORE_ACRONYM
