"""Names that are one body's or one person's, and names that are not: pairs made by hand, each in a text of its own.

Columns of the pairs: kind; each name with what its text says beside it (aliases of an organisation; `role@house` of a
person, `house=whole` where the house is a part); whether they are the same; why.
"""

import csv
from pathlib import Path

from mou_graph.model import Announcement, Draft, Evidence, OrganizationMention, PersonMention, Post, Span, Stated
from mou_graph.registry import Registry
from mou_graph.resolution import resolve
from mou_graph.shipped import shipped

PAIRS = Path(__file__).parents[1] / "data" / "gold" / "name-pairs.csv"
SEEN = Evidence((Span(0, 4),), 0.9, "hand.written")


def pairs() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(identifier: str, kind: str, name: str, also: str) -> Draft:
    """One text that names one organisation, or one person with a post."""
    announcement = Announcement(identifier, f"text {identifier}", published="2024-03-10")
    if kind == "organization":
        aliases = tuple(alias for alias in also.split("|") if alias)
        return Draft(announcement, organizations=(OrganizationMention(name, aliases, SEEN, None),))
    role, _, house = also.partition("@")
    house, _, whole = house.partition("=")
    organizations = [OrganizationMention(house, (), SEEN, Stated(whole, SEEN) if whole else None)] if house else []
    organizations += [OrganizationMention(whole, (), SEEN, None)] if whole else []
    posts = (Post(role or None, house or None, SEEN),) if role or house else ()
    person = PersonMention(name, (), None, None, posts, SEEN)
    return Draft(announcement, organizations=tuple(organizations), people=(person,))


def are_one(pair: dict[str, str], known: Registry) -> bool:
    one = told("one", pair["kind"], pair["one"], pair["one_also"])
    other = told("other", pair["kind"], pair["other"], pair["other_also"])
    resolution = resolve([one, other], known)
    if pair["kind"] == "person":
        return len(resolution.people) == 1
    return len({frozenset(fact.value for fact in a.mentions) for a in resolution.announcements}) == 1


def measured() -> tuple[float, float, list[str]]:
    """Pairwise precision and recall of what is brought together, and the pairs that are wrong."""
    known = Registry.load(shipped("data/registry.csv"))
    right = wrong = missed = 0
    faults = []
    for pair in pairs():
        found, same = are_one(pair, known), pair["same"] == "1"
        right += found and same
        wrong += found and not same
        missed += same and not found
        if found != same:
            faults.append(f"{'joined' if found else 'missed'}: {pair['one']} / {pair['other']} ({pair['why']})")
    return right / (right + wrong), right / (right + missed), faults


def test_there_are_pairs_enough_of_either_kind() -> None:
    same = [pair["same"] for pair in pairs()]
    assert len(same) >= 300
    assert min(same.count("0"), same.count("1")) >= 120


def test_names_of_one_body_are_brought_together_and_others_are_not() -> None:
    precision, recall, faults = measured()
    assert precision >= 0.98, faults
    assert recall >= 0.90, faults


if __name__ == "__main__":  # the figures and the faults: python tests/test_name_pairs.py
    figures = measured()
    print(*figures[2], f"precision {figures[0]:.3f} recall {figures[1]:.3f}", sep="\n")
