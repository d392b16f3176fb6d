"""What a university's or a hospital's name takes in behind it: its campus, a second head."""

from mou_graph.extraction.lexicon import COMMON, COUNTRIES, FIELDS, ORG_HEADS, SYSTEMS
from mou_graph.extraction.runs import Line

__all__ = ["TWO_IN_ONE", "campus", "second_head"]

TWO_IN_ONE = frozenset(
    ("college", "hospital", "museum", "library", "institute", "school", "centre", "center", "gallery")
)
"""Heads that a second one joins: Acme Medical College and Hospital."""


def campus(line: Line, of: int, end: int) -> int:
    """The end of 'of California, Berkeley', 'of Wisconsin–Madison', 'of the Philippines Los Baños'; else as it is."""
    t = line.t
    if end < 0 or end >= line.n or " ".join(x.low for x in t[of + 1 : end]) not in SYSTEMS:
        return end
    m = end + 1 if t[end].text in (",", "–", "-") else end
    town = line.run(m)
    words = [x.low for x in t[m:town]]
    if not 1 <= len(words) <= 3 or " ".join(words) in COUNTRIES or line.has_head(m, town) or line.role_end(m) > m:
        return end
    return town


def second_head(line: Line, j: int) -> int:
    """The end of the "and Hospital" or "& Research Centre" that begins at j: a head with no name of its own; or -1."""
    t, m = line.t, j + 1
    end = line.run(m)
    if not m < end <= m + 3 or t[end - 1].low not in ORG_HEADS or t[end - 1].low in FIELDS:
        return -1
    own = [x.low for x in t[m : end - 1] if x.low not in FIELDS and x.low not in COMMON]
    follows = end < line.n and (t[end].low in ("of", "'s") or (t[end].low == "for" and line.run(end + 1) > end + 1))
    return -1 if own or follows else end
