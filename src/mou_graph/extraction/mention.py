"""A name where it stands."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Kind", "Mention"]

Kind = Literal["org", "person", "place", "acronym", "name", "role", "other"]


@dataclass(slots=True)
class Mention:
    """A name where it stands: `i` and `j` are token indices in its sentence, `entity` is filled in later."""

    kind: Kind
    start: int
    end: int
    i: int
    j: int
    sentence: int
    text: str
    entity: int = -1
    honorific: str | None = None
