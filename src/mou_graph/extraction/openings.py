"""What stands before a list of names and tells whether they are parties, beside prepositions and verbs."""

import re

__all__ = ["ACQUIRES", "BESIDE", "HAS_ONE", "NAMES_THEM", "WHO"]

ACQUIRES = re.compile(
    r"\b(?:letter of intent|loi|agreement|heads of terms|term sheet|deal|contract)\b[^.;]{0,40}?"
    r"\b(?:acquire|buy|purchase|take over|acquisition of|purchase of|interest in)\b(?:[^.;,]|\sof\s){0,60}$",
    re.I,
)
"""'a letter of intent to acquire all shares of': whom it is with."""
HAS_ONE = re.compile(r"\b(?:which|that|who) (?:has|have|had)\b[^,.;]{0,40}$", re.I)
"""'which has a deal with': an agreement that somebody has beside."""
NAMES_THEM = frozenset(("are", "were", "include", "includes", "included", "including", "namely", ":", "comprise"))
WHO = re.compile(
    r"\b(?:parties|partners|signatories|companies|firms|universities|institutions|organi[sz]ations|banks|hospitals|agencies"
    r"|countries|members|bodies|clubs|entities)\b.{0,90}$",
    re.I,
)
BESIDE = frozenset(
    ("cooperation", "co-operation", "collaboration", "association", "coordination", "partnership", "line")
)
"""Behind "in" and before "with": what is done beside."""
