"""A person's name in its parts, as far as the print shows them."""

from mou_graph import vocabulary
from mou_graph.model import PersonMention

__all__ = ["given_first"]


def given_first(mention: PersonMention) -> tuple[str | None, str | None, str]:
    """(given name, family name, both), capitals of the print undone; the parts are None where nothing shows them."""
    name = vocabulary.without_honorifics(mention.name)
    family = mention.family_name or vocabulary.family_name(name)
    if not family:
        return None, None, _recased(name) if name.isupper() else name
    parts = family.replace(",", " ").split()
    folded = [part.casefold() for part in parts]
    given = [token for token in name.replace(",", " ").split() if token.casefold() not in folded]
    if not given:
        return None, None, name
    first, last = " ".join(given), _recased(family)
    return first, last, f"{first} {last}"


def _recased(name: str) -> str:
    """
    >>> _recased("O'NEIL-SMITH"), _recased("van Dyck")
    ("O'Neil-Smith", 'van Dyck')
    """
    return " ".join(word.title() if word.isupper() and len(word) > 1 else word for word in name.split())
