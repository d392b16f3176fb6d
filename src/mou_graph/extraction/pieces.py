"""One sentence, several agreements: a series, an enumeration, two papers signed together.

"signed MoUs with A, B and C"                        a series: one with each
"A signed with B, while C signed with D"           clauses: each has its own subject
"an MoU between A and B, and one between C and D"    an enumeration: each has its own parties
"MoU on fisheries, MoU on culture and MoU on trade"  an enumeration by subject: the same parties
"an MoU and a letter of intent"                      two papers of one signing
"""

import re
from dataclasses import replace
from itertools import pairwise

from mou_graph.extraction.directory import promote
from mou_graph.extraction.events import Event
from mou_graph.extraction.layout import Sentence
from mou_graph.extraction.lexicon import KINDS
from mou_graph.extraction.names import Mention
from mou_graph.extraction.news import Noun, nouns
from mou_graph.extraction.parties import Group
from mou_graph.extraction.people import Page

__all__ = ["pieces"]

_OPENS = re.compile(
    r"(?:\s*\([^)]{1,30}\))?,?\s*(?:also\s+|signed\s+|concluded\s+|inked\s+)?"
    r"(?P<how>between|with|among|amongst|on|for|in|of|concerning|regarding|about|to)\b",
    re.I,
)
"""Behind the word for an agreement: whom it is with, or what it is about."""
_SEPARATES = re.compile(r"[,;:–—•]|\band\b|\bplus\b|\bas well as\b", re.I)
_AND = re.compile(r"^[^,;]*\b(?:and|&)\b|^\s*&")
_ONE_BY_ONE = re.compile(r"\brespectively\b|\bseparate(?:ly)?\b|\beach (?:of|with)\b|\bindividual(?:ly)?\b", re.I)
_ANOTHER_WITH = re.compile(r"\b(?:another|one|the other|the second)\b[^.;]{0,40}\bwith\b", re.I)
_WITH_SEVERAL = re.compile(
    r"\b(?:with|between|among|by)\s+(?:(?:the|a|an|its|their|other|some)\s+)?"
    r"(?:[\w.]+[\s-]+){0,5}(?P<kind>[a-z]+(?:s|es))\b",
    re.I,
)
"""'with seven international universities': who they are is told elsewhere."""
_SEVERAL_SIGN = re.compile(
    r"^\W*(?:two|three|four|five|six|seven|eight|nine|ten)\s+(?:\(\d+\)\s+)?(?:[\w-]+\s+){0,3}?(?P<kind>[a-z]+(?:s|es))\b",
    re.I,
)
"""'Three (3) universities from … have signed': who they are is told elsewhere."""
_TWO_PAPERS = re.compile(
    r"\W*(?:\([^)]*\)\W*)?(?:and|as well as|together with|along with|plus)\W+(?:[\w']+\W+){0,6}", re.I
)
_PLURALS = frozenset(
    {kind + "s" for kind in KINDS} | {kind[:-1] + "ies" for kind in KINDS if kind.endswith("y")}
    | {"partners", "bodies", "countries", "nations", "parties", "sides", "entities", "clubs", "players", "industries"}
)  # fmt: skip
_LISTED = frozenset((",", "and", "&", "the", "or", ";", "(", ")", "–", "-", "•", "as", "well", "both", "with"))
_JOINS = frozenset((",", "and", "&", "or", ";", "•"))
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTED = re.compile(
    r"\b(?P<number>both|two|three|four|five|six|seven|eight|nine|ten)\s+(?:\w+\s+){0,2}?(?P<kind>[a-z]+s)\b", re.I
)
_NUMBERED = re.compile(
    r"\b(?P<number>two|three|four|five|six)\s+(?:\w+\s+){0,2}?(?:memoranda|mous|agreements|accords|contracts|pacts|deals)\b",
    re.I,
)
_BACK = 3
"""Sentences before the telling in which those it counts may be named."""
_SOON = 8
"""Sentences behind the telling in which its partners may be listed."""


def pieces(page: Page, event: Event) -> list[Event]:
    """The telling in pieces, one for each agreement it tells of; itself where it tells of one."""
    return (
        _clauses(event)
        or _enumerated(event)
        or _series(page, event)
        or _pairs(event)
        or _two_papers(event)
        or _counted(page, event)
        or _named_elsewhere(page, event)
        or [event]
    )


def _piece(event: Event, entities: list[int], noun: Noun | None = None) -> Event:
    """The telling for some of its parties, and for one of its papers; it tells of one agreement."""
    own = {e: event.parties[e] for e in dict.fromkeys(entities) if e in event.parties}
    kind, span = (noun[0], noun[1:]) if noun else (event.type, event.type_span)
    return replace(
        event, parties=own, type=kind, type_span=span, plural=False, other_types=[], listed=True, introduces=True
    )


def _clauses(event: Event) -> list[Event]:
    """'A signed an MoU with B, while C signed one with D': each clause has its own subject."""
    if event.headline:
        return []
    starts = [0]
    for n, (slot, _, _) in enumerate(event.groups):
        told = {e for _, group, _ in event.groups[starts[-1] : n] for e in group}
        if slot == "subject" and n > starts[-1] and len(told) >= 2 and event.groups[n][2] > event.type_span[0]:
            starts.append(n)
    clauses = [event.groups[a:b] for a, b in pairwise([*starts, len(event.groups)])]
    members = [[e for _, group, _ in clause for e in group] for clause in clauses]
    if len(clauses) < 2 or any(len(set(m)) < 2 for m in members):
        return []
    papers = [max((n for n in event.nouns if n[1] < end), default=None) for end in _ends(clauses, event)]
    return [_piece(event, m, noun) for m, noun in zip(members, papers, strict=True)]


def _ends(clauses: list[list[Group]], event: Event) -> list[int]:
    return [*(clause[0][2] for clause in clauses[1:]), event.sentence.end]


def _enumerated(event: Event) -> list[Event]:
    """Several papers, each with its own partners or its own subject."""
    text, base = event.sentence.text, event.sentence.start
    heads = [n for n in event.nouns if _OPENS.match(text, n[2] - base)]
    if len(heads) == 1:  # "an agreement with A, and a memorandum of understanding with B"
        every = [(kind, base + start, base + end) for kind, start, end in nouns(text)]
        heads = [n for n in every if (how := _OPENS.match(text, n[2] - base)) and how["how"] == "with"] or heads
    apart = [(a, b) for a, b in pairwise(heads) if _SEPARATES.search(text, a[2] - base, b[1] - base)]
    if len(heads) < 2 or len(apart) < len(heads) - 1:
        return []
    shared = [e for _, group, start in event.groups if start < heads[0][1] for e in group]
    found: list[tuple[Noun, list[int], str]] = []
    for noun, end in zip(heads, [*(n[1] for n in heads[1:]), event.sentence.end], strict=True):
        own = [e for _, group, start in event.groups if noun[1] <= start < end for e in group]
        how = _OPENS.match(text, noun[2] - base)
        found.append((noun, own, how["how"].casefold() if how else ""))
    paired = [f for f in found if len(set(f[1])) >= 2 or (f[1] and len(set(shared)) == 1)]
    if len(paired) >= 2:
        whole = [
            (n, own if len(set(own)) >= 2 else [*shared, *own]) for n, own, how in found if own or len(set(shared)) > 1
        ]
        return [_piece(event, parties, noun) for noun, parties in whole]
    about = [f for f in found if not f[1] and f[2] not in ("between", "with", "among", "amongst")]
    if len(about) == len(found) and (len(found) > 2 or len(set(shared)) >= 2) and not event.headline:
        return [_piece(event, shared, noun) for noun, _, _ in about]
    return []


def _series(page: Page, event: Event) -> list[Event]:
    """One organisation's agreements with several, one with each."""
    partners = list(dict.fromkeys(e for slot, group, _ in event.groups if slot == "with" for e in group))
    own = [e for slot, group, _ in event.groups if slot != "with" for e in group]
    own = list(
        dict.fromkeys(e for e in own if e not in partners and not any(page.known.found[o].parent == e for o in own))
    )
    text = event.sentence.text
    told = _NUMBERED.search(text)
    if told and len(partners) > _NUMBERS.index(told["number"].casefold()):  # towns and parts among them
        partners = [p for p in partners if page.known.found[p].rule == "organization.head"] or partners
    if len(partners) < 2 or len(own) > 1 or event.together:
        return []
    several = sum(slot == "with" for slot, _, _ in event.groups) >= 2
    if event.plural or _ONE_BY_ONE.search(text) or (several and _ANOTHER_WITH.search(text)):
        return [_piece(event, [*own, p]) for p in partners]
    return []


def _pairs(event: Event) -> list[Event]:
    """Several "between" in one sentence that tells of several."""
    betweens = [group for slot, group, _ in event.groups if slot == "between"]
    if len(betweens) >= 2 and all(len(set(g)) >= 2 for g in betweens) and (event.plural or len(betweens) > 2):
        return [_piece(event, g) for g in betweens]
    if len(betweens) == 1 and event.plural and _one_and_others(event, betweens[0]):
        one, *others = betweens[0]
        return [_piece(event, [one, other]) for other in others]
    return []


def _one_and_others(event: Event, group: list[int]) -> bool:
    """'MoUs between A and B, C and D, as well as E': the first "and" joins A to the rest, which have commas."""
    spans = [event.parties[e][1:3] for e in dict.fromkeys(group)]
    text, base = event.sentence.text, event.sentence.start
    gaps = [text[a[1] - base : b[0] - base] for a, b in pairwise(spans)]
    return len(gaps) >= 3 and _AND.search(gaps[0]) is not None and all("," in g for g in gaps[1:-1])


def _two_papers(event: Event) -> list[Event]:
    """'an MoU and a research agreement': two kinds, joined."""
    if not event.other_types or event.headline:
        return []
    text, base = event.sentence.text, event.sentence.start
    a, b = sorted([event.type_span, event.other_types[0][1]])
    if not _TWO_PAPERS.fullmatch(text[a[1] - base : b[0] - base]):
        return []
    second = _piece(event, list(event.parties))
    second.type, second.type_span = event.other_types[0]
    second.another = True
    return [event, second]


def _counted(page: Page, event: Event) -> list[Event]:
    """'was signed by the four parties': as many organisations as one list just before has."""
    counted = next((m for m in _COUNTED.finditer(event.sentence.text) if m["kind"].casefold() in _PLURALS), None)
    if event.parties or counted is None or event.headline:
        return []
    number = _NUMBERS.index(counted["number"].casefold().replace("both", "two"))
    index = event.sentence.index
    for sentence in reversed(page.sentences[max(0, index - _BACK) : index]):
        run = _longest_run(sentence, [m for m in page.rows[sentence.index] if m.kind in ("org", "name", "acronym")])
        if len({m.text for m in run}) >= number and any(m.kind == "org" for m in run):
            for m in run:  # the number says that the bare names among them are organisations too
                if m.kind != "org":
                    promote(m, page.known, confidence=0.8, rule="organization.counted")
        members = {m.entity: m for m in reversed(run) if m.kind == "org" and m.entity >= 0}
        if len(members) == number:
            found = {e: (0.8, m.start, m.end, "party.counted") for e, m in members.items()}
            return [replace(event, parties=found, groups=[("by", list(found), event.sentence.start)])]
    return []


def _named_elsewhere(page: Page, event: Event) -> list[Event]:
    """'with seven universities', and later who they are: one agreement with each, or one with all of them."""
    own = list(event.parties)
    found = [*_WITH_SEVERAL.finditer(event.sentence.text), *_SEVERAL_SIGN.finditer(event.sentence.text)]
    several = next((m for m in found if m["kind"].casefold() in _PLURALS), None)
    if len(own) != 1 or several is None or event.headline:
        return []
    partners = _listed_soon(page, event, own[0])
    if len(partners) < 2:
        return []
    both = replace(event, parties=dict(event.parties))
    for m in partners:
        both.parties[m.entity] = (0.75, m.start, m.end, "party.listed")
    both.groups = [*event.groups, ("with", [m.entity for m in partners], partners[0].start)]
    return [_piece(both, [own[0], m.entity]) for m in partners] if event.plural else [both]


def _listed_soon(page: Page, event: Event, own: int) -> list[Mention]:
    """The first list of two organisations or more, in the telling's own sentence or soon after it."""
    lines: list[Mention] = []
    for sentence in page.sentences[event.sentence.index : event.sentence.index + _SOON]:
        orgs = [m for m in page.rows[sentence.index] if m.kind == "org" and m.entity >= 0]
        if sentence.zone == "item" and orgs and orgs[0].i <= 3:
            lines.append(orgs[0])
            continue
        if len({m.entity for m in lines}) >= 2:
            break
        best = _longest_run(sentence, orgs)
        if len({m.entity for m in best} - {own}) >= 2:
            lines = best
            break
    first = {m.entity: m for m in reversed(lines) if m.entity != own}
    return sorted(first.values(), key=lambda m: m.start)


def _longest_run(sentence: Sentence, orgs: list[Mention]) -> list[Mention]:
    """The list of most organisations: only joiners stand between its members."""
    best: list[Mention] = []
    run: list[Mention] = []
    for m in orgs:
        between = sentence.tokens[run[-1].j : m.i] if run else []
        if run and not (all(t.low in _LISTED for t in between) and any(t.low in _JOINS for t in between)):
            run = []
        run.append(m)
        if _several(run) > _several(best):
            best = list(run)
    return best


def _several(run: list[Mention]) -> int:
    return len({m.entity if m.entity >= 0 else m.text for m in run})
