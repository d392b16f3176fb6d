"""Things that may be one: names that are near each other, agreements of the same parties at about the same time.

Only things that share a rare word, initials, an announcement or two parties are compared, and of a block that is
large only neighbours: the work grows with the number of things.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise
from typing import Final, NamedTuple

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import token_sort_ratio

from mou_graph.resolution.clusters import is_acronym
from mou_graph.resolution.facts import interval
from mou_graph.reviewing.doubts import reach
from mou_graph.reviewing.known import Known, key_of
from mou_graph.reviewing.questions import ALIKE, Option, Question

__all__ = ["LEAST", "alike"]

LEAST: Final = 0.1
"""Pairs of which less speaks for their being one are not asked about."""

RARE: Final = 40  # a word that more names have says little
TOGETHER: Final = 40  # of an announcement that names more organisations, initials are not compared
NEAR: Final = 88  # of 100: names in which few letters differ
SLIPS: Final = 12  # one letter in so many may be wrong
LONG: Final = 4  # letters of a name that one of them more or less makes no other name
_DAYS: Final = 120
_WEIGHT: Final = {"organization": 1.0, "agreement": 1.0, "person": 0.8, "focus-area": 0.4}
_LINKING: Final = frozenset({"and", "of", "the", "for", "in", "on", "at", "de", "la", "du", "und", "für", "y", "e"})
_LOOSE: Final = frozenset({"OtherAgreement", "CooperationAgreement", "Partnership"})


class _Pair(NamedTuple):
    one: str
    other: str
    likeness: float
    why: str


def alike(known: Known) -> Iterator[Question]:
    """The questions whether two things are one, in no order."""
    best: dict[tuple[str, str], _Pair] = {}
    for pair in (*_organizations(known), *_people(known), *_areas(known), *_agreements(known)):
        key = (min(pair.one, pair.other), max(pair.one, pair.other))
        if pair.likeness >= LEAST and (key not in best or best[key].likeness < pair.likeness):
            best[key] = pair
    for key, pair in sorted(best.items()):
        kind = known.kinds[pair.one]
        stays, goes = sorted(key, key=lambda iri: (-known.reach[iri], -len(known.label(iri)), iri))
        options = tuple(
            Option(known.label(iri), known.cell(iri), iri, confidence=likeness)
            for iri, likeness in ((stays, None), (goes, round(pair.likeness, 4)))
        )
        score = pair.likeness * _WEIGHT[kind] * reach(known, *key)
        yield Question(ALIKE, kind, options[0].cell, options[0].label, pair.why, options, "", score, (stays, goes))


# ── Names ────────────────────────────────────────────────────────────────────


def _blocks(names: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Pairs of things whose names share a rare word; where all words are common, two words in a row."""
    by_word: dict[str, set[str]] = defaultdict(set)
    for iri, keys in names.items():
        for key in keys:
            words = key.split()
            for word in (*words, *(" ".join(two) for two in pairwise(words))):
                by_word[word].add(iri)
    seen = set()
    for block in by_word.values():
        if 1 < len(block) <= RARE:
            for pair in combinations(sorted(block), 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split() if word not in _LINKING)


def _keys(known: Known, kind: str) -> dict[str, set[str]]:
    return {iri: {key for name in known.names[iri] if (key := key_of(kind, name))} for iri in known.of_kind(kind)}


def _organizations(known: Known) -> Iterator[_Pair]:
    keys = _keys(known, "organization")
    apart = _apart(known.parties.values())

    def strangers(one: str, other: str) -> bool:
        if (min(one, other), max(one, other)) in apart or _within(known, one, other) or _within(known, other, one):
            return True
        return bool(
            known.elsewhere[one] and known.elsewhere[other] and not known.elsewhere[one] & known.elsewhere[other]
        )

    for one, other in _blocks(keys):
        likeness, why = max(_shared_name(known, one, other, keys), _same_body(*(_main(known, i) for i in (one, other))))
        if likeness and not strangers(one, other):
            yield _Pair(one, other, likeness, why)
    by_initials: dict[str, list[str]] = defaultdict(list)
    for iri, own in keys.items():
        for initials in {_initials(key) for key in own if " " in key}:
            by_initials[initials].append(iri)
    for iri in keys:
        shorts = {name.casefold() for name in known.names[iri] if is_acronym(name)}
        alone = all(is_acronym(name) for name in known.names[iri])
        for short in shorts:
            others = [other for other in by_initials.get(short, ()) if other != iri]
            for other in others if alone and len(others) <= RARE else ():
                if not strangers(iri, other):
                    yield _Pair(iri, other, 0.8 / len(others), f"{short.upper()} are the initials")
    for iri, other, short in _short_forms(known, keys):
        if not strangers(iri, other):
            yield _Pair(iri, other, 0.4, f"{short} may be short for it, and one announcement names both")


def _main(known: Known, iri: str) -> str:
    return key_of("organization", known.label(iri))


def _shared_name(known: Known, one: str, other: str, keys: dict[str, set[str]]) -> tuple[float, str]:
    """Two that go by one name: it says less where it is short, or all of what one of them is called."""
    shared = keys[one] & keys[other]
    if not shared:
        return 0.0, ""
    name = next(name for name in known.names[one] if key_of("organization", name) in shared)
    mains = _main(known, one), _main(known, other)
    weak = is_acronym(name) or any(f" {key} " in f" {main} " for key in shared for main in mains)
    return (0.45 if weak else 0.7), f"both are called {name}"


def _same_body(one: str, other: str) -> tuple[float, str]:
    """How much two keys of names look like one organisation's.

    >>> _same_body("chang gung medical foundation", "chang gung medical fundation")[0] > 0.5
    True
    >>> _same_body("no 1 middle school", "no 2 middle school"), _same_body("university of acton", "university of upton")
    ((0.0, ''), (0.0, ''))
    """
    if set(re.findall(r"\d+", one)) != set(re.findall(r"\d+", other)):
        return 0.0, ""
    words, others = set(one.split()), set(other.split())
    if words == others:
        return 0.85, "the same words"
    differing = sorted(words ^ others)
    if words < others or others < words:
        short, long = sorted((words - _LINKING, others - _LINKING), key=len)
        if len(short) > 1:
            begins = one.startswith(other) or other.startswith(one)  # a word before it makes it another one's name
            return (0.45 if begins else 0.2) * len(short) / len(long), "one name is part of the other"
        return 0.0, ""
    near = token_sort_ratio(one, other, score_cutoff=NEAR)
    mine, theirs = (" ".join(sorted(w for w in differing if w in of)) for of in (words, others))
    # a town for another is no slip of the pen: the words that differ must themselves be near
    if near and Levenshtein.distance(mine, theirs) <= max(1, min(len(mine), len(theirs)) // SLIPS):
        return 0.6 + (near - NEAR) / 100 * 2, "the names differ by few letters"
    return 0.0, ""


def _short_forms(known: Known, keys: dict[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    """Organisations that only have a short name, and those of the same announcement it could be made from."""
    beside: dict[str, list[str]] = defaultdict(list)
    for iri in keys:
        for announcement in known.told[iri]:
            beside[announcement].append(iri)
    shorts = {iri: names[0] for iri in keys if len(names := known.names[iri]) == 1 and is_acronym(names[0])}
    for together in beside.values():
        if len(together) > TOGETHER:
            continue
        for iri in together:
            if short := shorts.get(iri):
                for other in together:
                    if other != iri and other not in shorts and any(_made_from(short, key) for key in keys[other]):
                        yield iri, other, short


def _made_from(short: str, key: str) -> bool:
    """Whether a short form takes a letter, or more, of each word of a name in order.

    >>> _made_from("CityUHK", "city university of hong kong"), _made_from("EDB", "government of hong kong")
    (True, False)
    """
    words = [word for word in key.split() if word not in _LINKING]
    return len(words) > 1 and _spends(short.casefold(), words)


def _spends(letters: str, words: list[str]) -> bool:
    if not words:
        return not letters
    first, rest = words[0], words[1:]
    return any(
        letters[:n] == first[:n] and _spends(letters[n:], rest) for n in range(1, min(len(letters), len(first)) + 1)
    )


def _within(known: Known, part: str, whole: str) -> bool:
    """Whether one is part of the other, over three steps at most."""
    above = {part}
    for _ in range(3):
        above = {one for each in above for one in known.wholes.get(each, ())}
        if whole in above:
            return True
    return False


def _apart(together: Iterable[set[str]]) -> set[tuple[str, str]]:
    """Those that stand beside each other in one agreement are two."""
    return {pair for own in together if len(own) <= RARE for pair in combinations(sorted(own), 2)}


def _people(known: Known) -> Iterator[_Pair]:
    keys = _keys(known, "person")
    apart = _apart(known.people.values())
    for one, other in _blocks(keys):
        names, others = ({k for k in keys[i] if " " in k} or keys[i] for i in (one, other))  # no family names alone
        likeness, why = max(_same_person(a, b) for a in names for b in others)
        if not likeness or (min(one, other), max(one, other)) in apart:
            continue
        shared = known.places[one] & known.places[other]
        beside = known.told[one] & known.told[other]
        if shared:
            yield _Pair(one, other, likeness, f"{why}, and both belong to {known.label(min(shared))}")
        elif " " in known.label(one) and " " in known.label(other):
            yield _Pair(one, other, likeness / 2, why)
        elif beside:
            yield _Pair(one, other, likeness / 2, f"{why}, and one announcement names both")


def _same_person(one: str, other: str) -> tuple[float, str]:
    """How much two names look like one person's.

    >>> _same_person("nancy ip", "nancy ip yuk-yu"), _same_person("j. example", "jane example")[0]
    ((0.7, 'one name is part of the other'), 0.6)
    >>> _same_person("ada example", "eva example")
    (0.0, '')
    """
    words, others = (re.findall(r"\w+", name) for name in (one, other))
    if sorted(words) == sorted(others):
        return 0.7, "the same name"
    short, long = sorted((words, others), key=len)
    if not Counter(short) - Counter(long):
        return 0.7, "one name is part of the other"
    mine, theirs = list((Counter(short) - Counter(long)).elements()), list((Counter(long) - Counter(short)).elements())
    if len(mine) == len(theirs) and all(
        len(a) != len(b) and min(len(a), len(b)) == 1 and a[0] == b[0] for a, b in zip(mine, theirs, strict=True)
    ):
        return 0.6, "an initial stands for a name"
    spent = Levenshtein.distance(" ".join(mine), " ".join(theirs))
    if spent == 1 and min(map(len, (*mine, *theirs))) > LONG:
        return 0.6, "the names differ by one letter"
    return 0.0, ""


def _areas(known: Known) -> Iterator[_Pair]:
    keys = {iri: {key_of("focus-area", known.names[iri][0])} for iri in known.of_kind("focus-area")}
    for one, other in _blocks(keys):
        a, b = next(iter(keys[one])), next(iter(keys[other]))
        if {*a.split()} - _LINKING == {*b.split()} - _LINKING:
            yield _Pair(one, other, 0.8, "the same words")
        elif token_sort_ratio(a, b, score_cutoff=93):
            yield _Pair(one, other, 0.5, "the words differ by few letters")
    by_initials = defaultdict(list)
    for iri, own in keys.items():
        for key in own:
            if " " in key:
                by_initials[_initials(key)].append(iri)
    for iri, own in keys.items():
        if is_acronym(known.names[iri][0]):
            meant = by_initials.get(next(iter(own)), [])
            yield from (_Pair(iri, other, 0.6 / len(meant), "its initials") for other in meant[:RARE])


# ── Agreements ───────────────────────────────────────────────────────────────


def _agreements(known: Known) -> Iterator[_Pair]:
    """Of agreements that share two parties, those that stand next to each other in time."""
    by_parties: dict[tuple[str, str], list[str]] = defaultdict(list)
    for agreement, parties in known.parties.items():
        if agreement in known.agreements and len(parties) <= RARE:
            for pair in combinations(sorted(parties), 2):
                by_parties[pair].append(agreement)
    for block in by_parties.values():
        block.sort(key=lambda agreement: (known.agreements[agreement][2], agreement))
        for one, other in pairwise(block):
            if same := _same_agreement(known, one, other):
                yield same


def _same_agreement(known: Known, one: str, other: str) -> _Pair | None:
    (type_, status, day), (other_type, other_status, other_day) = known.agreements[one], known.agreements[other]
    parties, others = known.parties[one], known.parties[other]
    if known.told[one] & known.told[other] or not (parties <= others or others <= parties):
        return None
    if type_ != other_type and not {type_, other_type} & _LOOSE:
        return None
    apart = _days(day, other_day)
    if apart is None:
        likeness, why = 0.4, "the same parties, and one of them has no date"
    elif apart <= _DAYS and (status == other_status or apart <= _DAYS // 2):
        likeness, why = 0.75 - apart / 200 * 0.6, f"the same parties, {apart} days apart"
    else:
        return None
    if parties != others:
        likeness, why = likeness * 0.7, why.replace("the same parties", "the parties of one are among the other's")
    return _Pair(one, other, likeness, why)


def _days(one: str, other: str) -> int | None:
    """Days between two dates, of which either may be a month or a year: the fewest; None where one is missing."""
    first, second = interval(one), interval(other)
    if first is None or second is None:
        return None
    early, late = sorted((first, second))
    return max(0, (late[0] - early[1]).days)
