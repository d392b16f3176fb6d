"""Which country, town or state a public post is of, where that is itself an organisation of the text."""

from mou_graph.extraction.layout import Token
from mou_graph.extraction.lexicon import COUNTRIES, COUNTRY_OF, DEMONYMS, PLACES, PUBLIC_POSTS
from mou_graph.extraction.names import Mention
from mou_graph.extraction.people import Human, Page

__all__ = ["Countries"]

_Found = tuple[int, float]
_NOBODY: _Found = (-1, 0.0)
_STATE = frozenset(("president", "minister", "king", "queen", "premier", "prime"))
_SAME_STEM = 4
"""Letters that a country and its adjective share: Maldives, Maldivian."""


class Countries:
    """Asked where a minister, a mayor or an ambassador belongs."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.states = {
            state: n for n, o in enumerate(page.known.found) for form in o.forms if (state := _state(form)) in COUNTRIES
        }

    def is_public(self, role: str | None) -> bool:
        """Whether the post is one of a state, a town or a church."""
        words = {w.strip(".,()") for w in (role or "").casefold().replace("vice president", "").split()}
        return bool(words & PUBLIC_POSTS) and "general" not in words and "company" not in words

    def of(self, human: Human) -> _Found | None:
        """The country of a public post, or that there is none to name; None where the post is not public."""
        role = (human.positions[0].role or "").casefold()
        public = self.is_public(role)
        found = False
        for m in human.mentions[:3]:
            for place in self._places(m, human):
                found = True
                at = self._organization(place)
                if at >= 0 and (public or _STATE & set(role.split())):
                    return at, 0.78
        if public:
            alone = set(self.states.values()) if not found and _STATE & set(role.split()) else set()
            one = len(alone) == 1 and self.page.known.found[min(alone)].name.casefold() in COUNTRIES
            return (alone.pop(), 0.6) if one else _NOBODY
        return _NOBODY if found and _STATE & set(role.split()) else None

    def _places(self, m: Mention, human: Human) -> list[str]:
        """The places and peoples named in the post, right before it, right behind the name, or as the side."""
        sentence, row = self.page.sentences[m.sentence], self.page.rows[m.sentence]
        t = sentence.tokens
        start = next((p.start for p in human.positions if sentence.start <= p.start <= m.start), m.start)
        begin = next((k for k, x in enumerate(t) if x.start >= start), m.i)
        found = [r.text for r in row if r.kind == "place" and begin <= r.i < m.i]
        found += [r.text for r in row if r.kind in ("place", "org") and r.i < begin and _touches(t, r.j, begin)]
        for k in range(max(0, begin - 2), m.i):
            if t[k].low in DEMONYMS:
                found.append(t[k].low)
        behind = [r.text for r in row if r.kind == "place" and r.i == m.j + 1 and t[m.j].low in ("of", "from")]
        return found + behind + self._side(m, row, t)

    def _side(self, m: Mention, row: list[Mention], t: list[Token]) -> list[str]:
        """'On the Belizean side, …', '… from the Belize side'."""
        for k, x in enumerate(t):
            if x.low == "side" and k and (k < m.i < k + 120 or 0 <= k - m.j < 5):
                if k < m.i and t[0].low not in ("on", "from"):
                    continue
                if t[k - 1].low in DEMONYMS or t[k - 1].low in PLACES:
                    return [t[k - 1].low]
        return []

    def _organization(self, place: str) -> int:
        """The organisation that the place or the people stands for in this text, or -1."""
        low = place.casefold()
        if low not in DEMONYMS:
            at = self.page.known.get(place)
            return at if at >= 0 else self.states.get(low.removeprefix("the "), -1)
        country = COUNTRY_OF.get(low)
        if country is not None:
            return self.states.get(country.casefold(), self.page.known.get(country))
        return next((n for name, n in self.states.items() if name[:_SAME_STEM] == low[:_SAME_STEM]), -1)


def _state(form: str) -> str:
    """The country of a government's name.

    >>> [_state(x) for x in ("Samoa", "the Government of Samoa", "Samoa's government", "Samoa Airways")]
    ['samoa', 'samoa', 'samoa', 'samoa airways']
    """
    words = form.casefold().replace("’", "'").removeprefix("the ").split()
    if words[-1:] == ["government"]:
        return " ".join(words[:-1]).removesuffix("'s")
    return " ".join(words[2:] if words[:2] == ["government", "of"] else words).removeprefix("the ")


def _touches(t: list[Token], end: int, begin: int) -> bool:
    """Nothing but a possessive and an adjective between a place and the post."""
    gap = [x.low for x in t[end:begin]]
    return not gap or (gap[0] == "'s" and len(gap) <= 3)
