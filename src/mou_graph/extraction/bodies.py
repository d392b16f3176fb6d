"""How far an organisation's name goes beyond the run of capitals that holds its head.

To the left over fields joined by "and", to the right over "of …", "for …" and the legal form.
"""

import re

from mou_graph.extraction.lexicon import (
    COMMON,
    COUNTRIES,
    DEMONYMS,
    DIRECTIONS,
    FIELD_ENDINGS,
    FIELDS,
    GIVEN,
    JOINS_ANYTHING,
    OF_MEMBERS,
    ORG_HEADS,
    PARTICLES,
    PLACES,
    ROLE_HEADS,
    SEATS,
    STATE_WIDE,
    SUFFIXES,
    TAILS,
    UNITS,
    WEAK_HEADS,
    WHOLES,
    WITH_PLACE,
)
from mou_graph.extraction.runs import Line
from mou_graph.extraction.tails import TWO_IN_ONE, campus, second_head

__all__ = ["field_like", "is_common", "left", "right", "suffix"]

_TAUGHT = frozenset(("university", "college", "school", "hospital"))
_WHOSE = frozenset(("women", "children"))
"""Whom a hospital named after somebody is for too."""
_LINKS = frozenset(
    ["of", "for", "in", "at", "on", "de", "del", "della", "da", "do", "di", "du", "des", "für", "dos", "o"]
)
_ARTICLES = frozenset(("the", "la", "le", "il", "los", "las"))
_AFTER_COMMA = frozenset(
    ("inc", "ltd", "llc", "llp", "lp", "corp", "co", "plc", "limited", "gmbh", "s.a", "n.v", "jsc", "pjsc", "sa")
)
"""Legal forms that may stand behind a comma."""


FROM_PLACES = frozenset(PLACES) | DEMONYMS
_NOT_OWN = (
    COMMON | DIRECTIONS | DEMONYMS | _ARTICLES | {"city", "open", "catholic", "islamic", "metropolitan", "christian"}
)
"""Words before "University" that leave it to the country to tell which: the Open University of Sri Lanka."""


_KINDS = ORG_HEADS | FIELDS | COMMON


def is_common(name: str) -> bool:
    """Whether a name says a kind and a field, and nothing that tells one body from others of its kind.

    >>> is_common("Ministry of Health"), is_common("School of Medicine"), is_common("Ministry of Health of Kenya")
    (True, True, False)
    """
    words = [w for w in re.findall(r"\w+", name.casefold()) if w not in _LINKS and w not in ("and", "the")]
    return len(words) > 1 and all(
        w not in PLACES and w not in DEMONYMS and (w in _KINDS or field_like(w)) for w in words
    )


def field_like(word: str) -> bool:
    """Whether a word can say what a body is for: a field, or a noun or adjective built like one.

    >>> field_like("health"), field_like("transparency"), field_like("mechatronic"), field_like("holm")
    (True, True, True, False)
    """
    return word in FIELDS or (len(word) > 5 and word.endswith(FIELD_ENDINGS) and word not in PLACES)


def left(line: Line, k: int) -> int:
    """Where the name begins: fields joined by 'and' before the head's run, Food and | Agriculture Organization."""
    t, cap = line.t, line.cap
    if k < 2 or t[k - 1].low not in ("and", "&") or not cap[k - 2]:
        return k
    if t[k].low in _WHOSE and k + 1 < line.n and t[k + 1].low == "'s":
        return k - 2  # Brigham and | Women's Hospital
    i = k - 2
    while i > 0 and cap[i - 1] and line.adjacent(i):
        i -= 1
    both = _joinable(t[k - 2].low) and _joinable(t[k].low)
    if not both or line.has_head(i, k - 1) or line.is_acronym(k - 2):
        return k
    if i >= 2 and t[i - 1].text == "," and field_like(t[i - 2].low) and cap[i - 2]:
        first = i - 2
        while first > 0 and cap[first - 1] and line.adjacent(first):
            first -= 1
        i = i - 2 if line.has_head(first, i - 1) else first
    return i


def _joinable(word: str) -> bool:
    """What may stand at either side of an 'and' in a name: a field, a direction, a people, 'Telecommunications'."""
    return field_like(word) or word in DIRECTIONS or word in DEMONYMS or (word in ORG_HEADS and word not in WHOLES)


def suffix(line: Line, k: int) -> int:
    """After a name: the end of its legal form, across a comma or in round brackets; k where it has none."""
    t, n = line.t, line.n
    j = k
    while j < n:
        m = j + 1 if t[j].text == "," else j
        if m + 2 < n and t[m].text == "(" and t[m + 1].low in SUFFIXES and t[m + 2].text == ")":
            j = m + 3
        elif j == k and (close := _branch(line, j)) > j:
            j = close  # "Halvik (Hong Kong) Limited"
        elif (
            m < n and t[m].low in SUFFIXES and (t[m].capital or t[m].low in ("plc", "gmbh"))
            and (t[m].low.rstrip(".") in _AFTER_COMMA if m > j else line.adjacent(m))
        ):  # fmt: skip
            j = m + 1
        else:
            break
    return j


def _branch(line: Line, k: int) -> int:
    """The end of brackets at k that a legal form follows, one to three words in capitals; k where there are none."""
    t = line.t
    if t[k].text != "(":
        return k
    for close in range(k + 2, min(k + 5, line.n - 1)):
        if t[close].text == ")" and t[close + 1].low in SUFFIXES and all(line.cap[k + 1 : close]):
            return close + 1
    return k


def right(line: Line, i: int, k: int) -> int:
    """Where the name ends whose run is i to k: it takes in 'of Science and Technology', 'for X', ', Inc.'."""
    j = suffix(line, k)
    if j > k:
        return j
    head = next((line.t[m].low for m in range(k - 1, i - 1, -1) if line.t[m].low in ORG_HEADS), "")
    had_of = any(line.t[m].low == "of" for m in range(i, k))
    while j < line.n:
        low = line.t[j].low
        if low in _LINKS:
            end = _linked(line, i, k, j, head=head, had_of=had_of)
            end = campus(line, j, end) if head == "university" else end
            had_of = had_of or low in ("of", "for")
        elif low in ("and", "&", ",") and j > i:
            end = _listed(line, j, head=head, had_of=had_of)
            if end < 0 and low != "," and line.t[j - 1].low in TWO_IN_ONE:
                end = second_head(line, j)
        else:
            break
        if end < 0:
            break
        j = end
    return max(j, suffix(line, j))


def _linked(line: Line, i: int, k: int, j: int, *, head: str, had_of: bool) -> int:
    """The end of what the preposition at j adds to the name, or -1 where the name stops before it."""
    t = line.t
    low, m = t[j].low, j + 1
    while m < line.n and t[m].low in _ARTICLES:
        m += 1
    if m >= line.n:
        return -1  # the text is cut: "University of the"
    end = _before_another(line, m, line.run(m))
    of_or_for = low in ("of", "for")
    if low == "o":
        return end if t[i].low == "te" else -1  # Te Rūnanga | o Ngāi Tahu
    if end == m:
        return -1
    end = _place_end(line, m, end)
    first = t[m].low
    if low == "of" and t[i].low == "office" and m > j + 1 and t[end - 1].low in ROLE_HEADS:
        return end  # the Office of the Privacy Commissioner
    members = head not in ("", "board") and first.endswith("s")  # Council of Nurses, but not the Board of Directors
    if of_or_for and line.role_end(m) > m and first not in FIELDS and not members:
        return -1
    place = " ".join(x.low for x in t[m:end]) in PLACES
    own = k - i > 1 and t[i].low not in STATE_WIDE and not field_like(t[k - 2].low) and t[k - 2].low not in _NOT_OWN
    if low == "of" and place and head in _TAUGHT and (had_of or own):
        return -1  # Kaleva University of Technology | of Finland, Mahidol University | of Thailand
    if of_or_for and head in JOINS_ANYTHING and field_like(first) and first not in COMMON:
        end = next((k for k in range(m + 1, end) if t[k].low in WHOLES), end)  # Department of Law | University Oulu
    heads_there = any(x.low in ORG_HEADS and x.low not in FIELDS for x in t[m:end])
    if of_or_for and heads_there and first not in FIELDS and head not in OF_MEMBERS:
        strong_there = any(
            (x.low in ORG_HEADS and x.low not in WEAK_HEADS and x.low not in FIELDS) or x.low in WHOLES
            for x in t[m:end]
        )
        if strong_there or head in UNITS or not head:
            return -1  # "… of the University of X": another organisation begins
    if low == "for" and head in TAILS and head != "university":
        return -1  # a company is for nobody
    if low == "on" and end + 1 < line.n and t[end].text == "(" and line.is_acronym(end + 1):
        return end  # Joint United Nations Programme | on HIV/AIDS (UNAIDS)
    if low in ("in", "on") and (first not in FIELDS or _ends_with_place(line, j)):
        return -1
    if low == "of" and head in ("board", "court") and k - i == 1 and (line.is_acronym(m) or heads_there):
        return -1  # the board of somebody: a part of a post
    if low == "at" and not (had_of and head == "university" and (place or end - m == 1) and not line.is_acronym(m)):
        return -1
    if low == "of" and had_of and end - m == 1 and line.is_acronym(m):
        return -1  # "Office of Health Affairs | of NHC"
    if low == "of" and place and had_of:
        last = t[j - 1].low
        if last not in FIELDS and last not in SEATS and not (last.endswith("s") and head == "academy"):
            return -1
    if low == "of" and place and not had_of and k - i > 1 and first not in FIELDS and not _of_a_state(line, i, head):
        return -1
    return _until_post(line, m, end)


def _before_another(line: Line, m: int, end: int) -> int:
    """A run is cut where an "&" joins another full name: … of Technology | & Norrland City Hospital."""
    t = line.t
    for x in range(m + 1, end):
        if t[x].text == "&" and end - x > len(("&", "Own", "City", "Hospital")) - 1:
            return x if any(y.low in WHOLES for y in t[x + 1 : end]) else end
    return end


def _listed(line: Line, j: int, *, head: str, had_of: bool) -> int:
    """The end of what the 'and' or comma at j adds to the name, or -1: one more of what the body is of or for.

    Ministry of Health | and Wellness; School of Aerospace | , Mechanical and Mechatronic Engineering.
    """
    t, k = line.t, j
    while had_of and k + 1 < line.n:
        comma = t[k].text == ","
        m = k + 1 if comma else k
        if m + 1 < line.n and t[m].low in ("and", "&"):
            return _last_field(line, k, m + 1, head=head)
        if not comma:
            return -1
        k = _item(line, m, head=head)
        if k < 0:
            return -1
    return -1


def _item(line: Line, m: int, *, head: str) -> int:
    """The end of one field in a list, between commas: Mechanical; Access to Information; -1 where it is none."""
    end = line.run(m)
    words = [x.low for x in line.t[m:end]]
    if head in JOINS_ANYTHING and 0 < len(words) < 4 and any(field_like(w) for w in words):
        strange = any((w in ORG_HEADS and w not in FIELDS) or w in PLACES for w in words) or line.role_end(m) > m
        if not strange and end < line.n and line.t[end].text in (",", "and", "&"):
            return end  # Ministry of Fisheries, | Marine Resource, | …
    if end == m or not all(field_like(x.low) or x.low in FROM_PLACES for x in line.t[m:end]):
        if not (m < end < line.n - 1 and line.t[end].low in ("to", "of", "with", "in")):
            return -1
        further = line.run(end + 1)
        return further if further > end + 1 and all(field_like(x.low) for x in line.t[end + 1 : further]) else -1
    return end


def _last_field(line: Line, j: int, m: int, *, head: str) -> int:
    """The end of the list's last item, which begins at m behind the "and" of the token j; -1 where it is no field."""
    t = line.t
    if t[m].low == "the" and all(x.low in FIELDS for x in t[m + 1 : line.run(m + 1)]):
        m += 1  # Commission for Culture and | the Arts
    end = line.run(m)
    if t[j - 1].low in ("small", "micro") and t[m].low.startswith("medium"):
        return end  # Agency for Small | and Medium-sized Businesses
    if end < line.n and t[end].low in PARTICLES and t[end].text.islower() and t[end].low not in _LINKS:
        return -1  # Ministry of Interior | and Hamad bin Said
    if end == m or line.is_acronym(m) or line.honorific_at(m) or (line.role_end(m) > m and t[m].low not in FIELDS):
        return -1
    end = _until_post(line, m, end)
    if t[end - 1].low in WHOLES and not all(field_like(x.low) or x.low in COMMON for x in t[m : end - 1]):
        return -1  # Kaleva University of Technology | & Norrland City Hospital
    before, last = t[j - 1].low, t[end - 1].low
    of_another = (
        t[end - 1].low in ORG_HEADS and t[end - 1].low not in FIELDS and end < line.n and t[end].low in ("of", "for")
    )
    strange = any(x.low in ORG_HEADS and x.low not in FIELDS for x in t[m:end]) or (
        end - m > 1 and last in PLACES and before not in FROM_PLACES
    )
    if of_another or strange or (line.has_head(m, end) and not all(field_like(x.low) for x in t[m:end])):
        return -1
    places = before in FROM_PLACES and t[m].low in FROM_PLACES and last not in FROM_PLACES
    fields = field_like(before) and (field_like(t[m].low) or field_like(last))
    plurals = end - m == 1 and before.endswith("s") and last.endswith("s") and last not in ORG_HEADS
    plain = t[m].low not in PLACES and ((head in JOINS_ANYTHING and not _ends_with_place(line, j)) or fields)
    return end if places or plain or (plurals and before not in PLACES and last not in PLACES) else -1


def _of_a_state(line: Line, i: int, head: str) -> bool:
    """Whose name goes on with its country: the Academy of Finland, the National Library of Mongolia."""
    return head in WITH_PLACE or line.t[i].low in STATE_WIDE


def _place_end(line: Line, m: int, end: int) -> int:
    """A country ends what a body is of, whoever is named behind it: Ministry of Mines of the Maldives | Ida Holm."""
    for k in range(min(m + 5, end) - 1, m, -1):
        if (
            " ".join(x.low for x in line.t[m:k]) in COUNTRIES
            and not line.has_head(k, end)
            and not field_like(line.t[k].low)
        ):
            return k
    return end


def _ends_with_place(line: Line, j: int) -> bool:
    """Whether a place stands right before token j."""
    words = [x.low for x in line.t[max(0, j - 3) : j]]
    return any(" ".join(words[k:]) in PLACES for k in range(len(words)))


def _until_post(line: Line, m: int, end: int) -> int:
    """A run is cut where a post, a title or a person's name begins in it."""
    for x in range(m + 1, end):
        if line.t[x].low in GIVEN and 1 < end - x < 4 and field_like(line.t[x - 1].low):
            return x  # Center for Contemporary Art | Ida Holm
        role = line.role_end(x)
        if line.honorific_at(x) or role > x + 1 or (role > x and line.t[x].low not in FIELDS):
            return x
    return end
