"""From tellings to agreements: which events are one agreement, and who its parties are."""

from dataclasses import replace

from mou_graph.extraction.completing import complete
from mou_graph.extraction.events import Event
from mou_graph.extraction.news import WEAK_TYPES
from mou_graph.extraction.pacts import MANY, Pact
from mou_graph.extraction.people import Page
from mou_graph.extraction.pieces import pieces
from mou_graph.extraction.signing import signatories

__all__ = ["agreements"]

_NAMED = frozenset(
    (
        "MemorandumOfUnderstanding",
        "MemorandumOfAgreement",
        "LetterOfIntent",
        "FrameworkAgreement",
        "CooperationAgreement",
        "ExchangeAgreement",
        "LicenceAgreement",
        "ResearchAgreement",
        "FundingAgreement",
    )
)
"""Kinds that a text names on purpose: beside one another they are two papers."""


def agreements(page: Page, events: list[Event]) -> list[Pact]:
    """The agreements that a text's tellings are of, in its order; each has two parties at least."""
    if any(e.headline and e.plural for e in events):
        for event in events:
            with_several = sum(len(set(g[1])) for g in event.groups if g[0] == "with") >= 2
            event.plural = event.plural or (with_several and not event.together)
    if any(e.strong for e in events):
        strong = [e for e in events if e.strong or e.headline or len(e.parties) >= 2]
    else:
        strong = events
    strong.sort(key=lambda e: (e.headline, e.sentence.index))  # the body tells more exactly than the title
    pacts: list[Pact] = []
    for event in strong:
        if event.headline and any(len(p.parties) >= 2 for p in pacts):
            event = replace(event, parties={}, groups=[])  # a title shortens names, and says a country for its agency
        event.listed = event.listed or (event.numbered and any(_plural(p) or p.events[0].numbered for p in pacts))
        if event.listed and len(event.parties) < 2:
            _take_signers(page, event)
        own: list[Pact] = []  # of this sentence: they are not one another's home
        _drop_parents(page, event)
        for piece in [event] if event.headline and pacts else pieces(page, event):
            home = _listed_home(pacts, piece, own) if piece.listed else _home(pacts, piece)
            if home is None and pacts and not (piece.opens and (piece.strong or piece.listed)):
                continue
            if (
                home is not None
                and len(piece.parties) >= 2
                and not set(piece.parties) & set(home.parties)
                and home.parties
            ):
                piece = replace(piece, parties={})  # others than its parties: the sentence only refers to it
            if home is None:
                home = Pact([])
                pacts.append(home)
            home.take(piece)
            own.append(home)
    pacts = _without_umbrella(pacts)
    pacts = _settle(page, pacts)
    for pact in pacts:
        pact.events.sort(key=lambda e: e.sentence.index)
    pacts.sort(key=lambda p: p.events[0].sentence.index)
    return pacts


def _home(pacts: list[Pact], event: Event) -> Pact | None:
    """The agreement a telling is of, among those told before it; None where it is a new one."""
    mine = set(event.parties)
    if not pacts:
        return None
    if not mine:
        same = [p for p in pacts if p.type == event.type]
        news = (
            event.type in _NAMED
            and not same
            and not event.headline
            and all(p.type in _NAMED for p in pacts)
            and (event.introduces or event.another)
        )
        return None if news else (same or pacts)[-1]
    best: Pact | None = None
    for pact in reversed(pacts[-MANY:]):
        theirs = set(pact.parties)
        shared = mine & theirs
        if not theirs:
            return pact
        if mine == theirs or (mine <= theirs) or (theirs <= mine and not event.headline):
            if event.another and len(mine) >= 2 and (_differ(event, pact) or not mine <= theirs):
                continue
            if len(mine) == 1 and event.another and event.type != pact.type:
                continue
            best = best or pact
        elif (shared and (len(mine) == 1 or len(theirs) == 1)) or (len(shared) >= 2 and not event.another):
            best = best or pact
    if best is not None or not event.headline:
        return best or _vague_home(pacts, event)
    return pacts[0]  # the title names them otherwise, or several agreements at once


def _listed_home(pacts: list[Pact], event: Event, siblings: list[Pact]) -> Pact | None:
    """The agreement that one of a list is of: only one of the very same parties, told before the list."""
    if len(event.parties) < 2:
        umbrella = _umbrella(pacts)
        event.parties = event.parties | (umbrella.parties if umbrella else {})
        return None
    same = [p for p in pacts[-MANY:] if p not in siblings and set(p.parties) == set(event.parties) and not _plural(p)]
    return next((p for p in same if not _differ(event, p) and not any(e.listed for e in p.events)), None) or next(
        (p for p in same if event.sentence.zone != "item" and not _differ(event, p)), None
    )


def _umbrella(pacts: list[Pact]) -> Pact | None:
    """The last telling of several agreements at once."""
    return next((p for p in reversed(pacts) if _plural(p) and len(p.parties) >= 2), None)


def _plural(pact: Pact) -> bool:
    return any(e.plural and not e.listed for e in pact.events)


def _without_umbrella(pacts: list[Pact]) -> list[Pact]:
    """'Four MoUs were signed', and then the four, one by one: the telling of all is no fifth."""
    listed = [p for p in pacts if any(e.listed for e in p.events)]
    kept = []
    for pact in pacts:
        covers = sum(bool(set(pact.parties) & set(p.parties)) or not pact.parties for p in listed if p is not pact)
        if covers < 2 or pact in listed or not _plural(pact):
            kept.append(pact)
            continue
        for event in (e for p in listed for e in p.events if not e.says_status):
            event.status, event.status_span = pact.status.status, pact.status.status_span
    return kept


def _differ(event: Event, pact: Pact) -> bool:
    """Both are named instruments, of two kinds."""
    return event.type not in WEAK_TYPES and pact.type not in WEAK_TYPES and event.type != pact.type


def _vague_home(pacts: list[Pact], event: Event) -> Pact | None:
    """A telling whose parties fit nowhere is still of the last agreement, where it names one party or no paper."""
    if len(event.parties) >= 2 and event.opens and event.says_status and not event.headline:
        return None  # two others, and words that something comes about
    partnered = any(group[0] == "with" for group in event.groups) and event.type != "Partnership"
    told = event.sentence.zone == "item" and event.opens and event.says_status  # each line tells its own
    one = len(event.parties) == 1 and not event.another and not told and not (event.introduces and partnered)
    return pacts[-1] if one or not event.strong else None


def _settle(page: Page, pacts: list[Pact]) -> list[Pact]:
    """Parents and units counted once; an agreement with one party completed from the text, or let go."""
    settled: list[Pact] = []
    for pact in pacts:
        _drop_parents(page, pact)
        _drop_doubtful(pact)
        if not pact.parties and settled and not pact.events[0].headline:
            pact.parties = dict(settled[-1].parties)  # the second paper of the same signing
        if len(pact.parties) < 2:
            _add_signers(page, pact)
        if len(pact.parties) < 2:
            complete(page, pact, first=not settled, others=pacts)
        if len(pact.parties) >= 2:
            twin = _twin(settled, pact)
            if twin is not None:
                for event in pact.events:
                    twin.take(event)
            else:
                settled.append(pact)
    return settled


def _twin(settled: list[Pact], pact: Pact) -> Pact | None:
    """The same agreement told again: the same parties, and no other kind of paper."""
    if any(e.another for e in pact.events):
        return None
    listed = any(e.listed for e in pact.events)
    for p in settled[-MANY:]:
        if listed and any(e.listed for e in p.events):
            continue  # a list does not name one twice
        alike = p.type == pact.type or pact.type in WEAK_TYPES or p.type in WEAK_TYPES
        if alike and set(p.parties) == set(pact.parties):
            return p
    return None


def _drop_parents(page: Page, pact: Pact | Event) -> None:
    """A party and its own unit: the one named with more confidence stays."""
    for entity in list(pact.parties):
        parent = page.known.found[entity].parent
        if parent in pact.parties and entity in pact.parties and len(pact.parties) > 2:
            del pact.parties[parent]


def _drop_doubtful(pact: Pact) -> None:
    """A far-off subject is a party only where no two surer ones are told."""
    if sum(found[0] >= 0.8 for found in pact.parties.values()) >= 2:
        pact.parties = {e: f for e, f in pact.parties.items() if f[0] >= 0.75 or not f[3].endswith(".subject")}


def _add_signers(page: Page, pact: Pact) -> None:
    """Whom the signers named in the telling's own sentence act for."""
    for event in pact.events:
        _take_signers(page, event)
        for entity, found in event.parties.items():
            pact.parties.setdefault(entity, found)


def _take_signers(page: Page, event: Event) -> None:
    """The organisations of those who sign in the telling's sentence, but for a party's own unit or whole."""
    found = page.known.found
    for m in signatories(page, event.sentence):
        at = next((p.organization for p in page.register.found[m.entity].positions if p.organization >= 0), -1)
        if at >= 0 and not any(e == at or found[e].parent == at or found[at].parent == e for e in event.parties):
            event.parties = event.parties | {at: (0.72, m.start, m.end, "party.of-signer")}
