"""A store grows, and at every moment holds the graph that a build of its announcements gives."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import drafts
from pyoxigraph import Triple

from mou_graph.corrections import Corrections
from mou_graph.mapping import triples, triples_of
from mou_graph.model import Draft
from mou_graph.registry import Entry, Registry
from mou_graph.resolution import resolve
from mou_graph.store.change import TABLES, Change

# ── the law ──────────────────────────────────────────────────────────────────

SOME = Registry((Entry("Beta Institute", ("BI",), parent="Gamma", country="Nepal", kind="institute", ror="04dese585"),))
CIRCLE = Registry((Entry("Beta Institute", ("BI", "AU"), parent="Gamma"), Entry("Gamma", parent="Beta Institute")))
IN_ORDER = [
    "merge,AU,,Gamma",
    "rename,Acme University,,Acme",
    "merge,Ann Lee,,Bo",
    "rename,person/bo,,Bob",
    "merge,Bo,,José Gil",
    "rename,wind,,sun",
    "split,Beta Institute,,Eta,a",
    "split,Ann Lee,,Ann Other,b",
    "split,wind,,rain,c",
    "reject,Acme University,subOrganizationOf,Gamma",
    "add,Beta Institute,subOrganizationOf,Acme University,me",
    "add,Acme University,subOrganizationOf,New Whole,me",
    "add,agreement/acme-university--beta-institute/2024-mou,party,Newcomer,me",
    "add,agreement/acme-university--beta-institute/2024-mou,signatory,Nova Person for Newcomer,me",
    "add,agreement/acme-university--beta-institute/2024-mou,focusArea,wind,me",
    "reject,agreement/acme-university--beta-institute/2024-mou",
    "rename,agreement/acme-university--beta-institute/2024-loi,,The pact",
    "merge,agreement/acme-university--beta-institute/2024-mou,,agreement/acme-university--gamma-ltd/2024-mou",
    "split,agreement/acme-university--beta-institute/2024-mou,,x,a",
    "reject,agreement/acme-university--delta/2024-mou,party,Delta",
    "add,Ann Lee,hasMembership,Dean at Beta Institute,me",
]
some_corrections = st.lists(st.sampled_from(IN_ORDER), max_size=4, unique=True)


class Held:
    """A change that goes on, in memory, and what is in it."""

    def __init__(self, registry: Registry, corrections: Corrections) -> None:
        self.given = (registry, corrections)
        database = sqlite3.connect(":memory:", isolation_level=None)
        database.executescript(TABLES)
        self.change = Change(database, registry, corrections, None)
        self.present: dict[str, list[Draft]] = {}

    def triples(self) -> list[Triple]:
        self.change.settle()
        return [triple for unit in self.change.ledger.all("unit") for triple in triples_of(unit)]

    def rebuilt(self) -> set[Triple]:
        return set(triples(resolve([draft for own in self.present.values() for draft in own], *self.given)))


def named_apart(draft: Draft, identifier: str) -> Draft:
    return replace(draft, announcement=replace(draft.announcement, identifier=identifier))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), drafts() | st.none()), min_size=1, max_size=9),
    st.sampled_from([Registry(), SOME, CIRCLE]),
    some_corrections,
)
def test_a_store_is_what_a_build_of_its_announcements_gives(
    sequence: Sequence[tuple[str, Draft | None]], registry: Registry, lines: list[str]
) -> None:
    held = Held(registry, Corrections.parse("action,thing,property,value,source\n" + "\n".join(lines)))
    for identifier, draft in sequence:
        if draft is None:
            held.change.forget(identifier)
            held.present.pop(identifier, None)
        else:
            draft = named_apart(draft, identifier)
            held.change.put(draft.announcement, [draft])
            held.present[identifier] = [draft]
        found = held.triples()
        assert len(found) == len(set(found))
        assert set(found) == held.rebuilt()
