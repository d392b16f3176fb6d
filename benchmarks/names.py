"""How long it takes to bring names together: organisations and people of N distinct names, in drafts of five.

    python benchmarks/names.py [20000 50000 200000]

The names are made of syllables; every third organisation is told again under another spelling, every fifth by its
acronym, so that there is something to bring together.  Only resolution is timed, on one core.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator

from mou_graph.model import Announcement, Draft, Evidence, OrganizationMention, PersonMention, Post, Span
from mou_graph.resolution import resolve

SEEN = Evidence((Span(0, 4),), 0.9, "made.up")
SYLLABLES = [
    "ka",
    "le",
    "va",
    "nor",
    "land",
    "tes",
    "ti",
    "mu",
    "ro",
    "hal",
    "vik",
    "sa",
    "to",
    "ben",
    "da",
    "fi",
    "gus",
    "hol",
    "mar",
    "pe",
    "ri",
    "su",
    "ul",
    "wen",
    "xo",
    "zi",
    "bra",
    "cho",
    "dre",
]
KINDS = ("University", "Institute of Technology", "Hospital", "Bank", "Museum of Art", "Energy Ltd", "Foundation")
TOGETHER = 5
"""Organisations in one draft."""


def names(count: int, dice: random.Random) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Distinct names with the aliases that their text gives them."""
    made: set[str] = set()
    while len(made) < count:
        name = "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4))).title()
        name += " " + "".join(dice.choices(SYLLABLES, k=2)).title()
        full = f"{name} {dice.choice(KINDS)}"
        if full not in made:
            made.add(full)
            acronym = "".join(word[0] for word in full.split() if word[0].isupper())
            yield full, (acronym + name[-2:].upper(),) if len(made) % 5 == 0 else ()


def drafts(count: int) -> Iterator[Draft]:
    dice = random.Random(7)
    group: list[OrganizationMention] = []
    for n, (name, aliases) in enumerate(names(count, dice)):
        group.append(OrganizationMention(name, aliases, SEEN, None))
        if n % 3 == 0:
            group.append(OrganizationMention(name.upper(), (), SEEN, None))
        if len(group) >= TOGETHER:
            yield draft(n, group, dice)
            group = []
    if group:
        yield draft(count, group, dice)


def draft(n: int, group: list[OrganizationMention], dice: random.Random) -> Draft:
    """The organisations of one text, with somebody at each."""
    people = []
    for k, organization in enumerate(group):
        given, family = ("".join(dice.choices(SYLLABLES, k=2)).title() for _ in range(2))
        posts = (Post("Director", organization.name, SEEN),)
        people.append(PersonMention(f"{given} {family}{k}", (), None, None, posts, SEEN))
    return Draft(Announcement(f"a{n}", f"text {n}"), organizations=tuple(group), people=tuple(people))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("counts", nargs="*", type=int, default=[20_000, 50_000, 200_000])
    print("names     organisations  people   seconds  µs a name  MB at most")
    for count in parser.parse_args().counts:
        told = list(drafts(count))
        begun = time.perf_counter()
        found = resolve(told)
        seconds = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        organizations, people = len(found.organizations), len(found.people)
        each = 1e6 * seconds / count
        print(f"{count:<9} {organizations:<14} {people:<8} {seconds:<8.1f} {each:<10.0f} {peak:.0f}")


if __name__ == "__main__":
    main()
