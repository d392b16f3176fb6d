"""A store grows, and at every moment holds the graph that a build of its announcements gives."""

import json
import pickle
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import drafts
from pyoxigraph import Triple

from mou_graph.corrections import Corrections
from mou_graph.errors import StoreError
from mou_graph.extraction import extract
from mou_graph.graph import Graph
from mou_graph.ids import Ids
from mou_graph.mapping import triples, triples_of
from mou_graph.model import Announcement, Draft
from mou_graph.pipeline import build
from mou_graph.registry import Entry, Registry
from mou_graph.resolution import resolve
from mou_graph.store import Store
from mou_graph.store.change import TABLES, Change, ids_of
from mou_graph.store.ledger import unpacked
from mou_graph.store.stored import lines
from mou_graph.vocabulary import BASE

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

    def rebuilt(self, ids: Ids) -> set[Triple]:
        """What a build with these ids gives; with those that it gives, it gives the same."""
        drafts_ = [draft for own in self.present.values() for draft in own]
        made = resolve(drafts_, *self.given, ids)
        assert resolve(drafts_, *self.given, Ids(made.ids)) == made
        assert Ids(made.ids) == ids_of(self.change.database)
        return set(triples(made))


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
        before = ids_of(held.change.database)  # of those that are there now; `triples` makes the new ones
        found = held.triples()
        assert len(found) == len(set(found))
        assert set(found) == held.rebuilt(before)


def test_a_body_with_hundreds_of_names_and_announcements_of_everything_at_once() -> None:
    """The same, with more of each than the law has."""
    texts = [
        f"University {n % 7} and Institute {n % 5} signed an MoU on {n % 28 + 1} May 2024. No. {n}." for n in range(60)
    ]
    held = Held(Registry(), Corrections())
    for n, text in enumerate(texts):
        announcement = Announcement(str(n), text, publisher=f"University {n % 7}")
        own = list(extract(announcement))
        held.change.put(announcement, own)
        held.present[str(n)] = own
    assert set(held.triples()) == held.rebuilt(Ids())
    for n in range(0, 60, 2):
        held.change.forget(str(n))
        del held.present[str(n)]
    before = ids_of(held.change.database)
    assert set(held.triples()) == held.rebuilt(before)


# ── a folder ─────────────────────────────────────────────────────────────────

ACME = "Acme University and Beta Institute signed a Memorandum of Understanding on 3 May 2024."
GAMMA = "Acme University and Gamma Hospital signed a Memorandum of Understanding on 4 June 2024."
DELTA = "Delta College and Gamma Hospital signed a letter of intent on 5 July 2024."


def jsonl(path: Path, **texts: str) -> Path:
    path.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts.items()))
    return path


def same_as_built(store: Store, *sources: Path, **given: object) -> None:
    """The store's triples, bytes and answers are those of a build."""
    built = build(sources, **given).graph  # type: ignore[arg-type]
    assert store.graph.turtle() == built.turtle()
    assert len(store.graph) == len(built)
    everything = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
    assert list(store.graph.select(everything)) == list(built.select(everything))


def test_announcements_are_added_replaced_and_forgotten(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    first = store.grow(jsonl(tmp_path / "1.jsonl", a=ACME, b=GAMMA))
    assert (first.added, first.replaced, first.counts.agreements) == (2, 0, 2)
    again = store.grow(tmp_path / "1.jsonl")
    assert (again.added, again.unchanged, again.counts) == (0, 2, first.counts)
    second = store.grow(jsonl(tmp_path / "2.jsonl", b=DELTA))
    assert (second.added, second.replaced, second.counts.agreements) == (0, 1, 2)
    same_as_built(store, jsonl(tmp_path / "now.jsonl", a=ACME, b=DELTA))
    assert store.forget(["a"]).counts.announcements == 1
    same_as_built(store, jsonl(tmp_path / "now.jsonl", b=DELTA))
    (iri,) = store.graph.select("SELECT ?a { ?a a mou:Announcement }")[0]
    assert store.forget([iri.removeprefix(BASE)]).counts.announcements == 0
    assert len(store.graph) == 0


def test_a_new_text_at_an_address_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for name, text in (("a", ACME), ("b", GAMMA)):
        path = tmp_path / f"{name}.md"
        path.write_text(f"---\nurl: https://news.example/7\n---\n{text}\n")
        grown = store.grow(path)
    assert (grown.replaced, grown.counts.announcements) == (1, 1)
    same_as_built(store, tmp_path / "b.md")
    assert store.forget(["https://news.example/7"]).forgotten == 1


def test_registry_and_corrections_stay_until_others_are_given(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    (tmp_path / "r.csv").write_text("name,aliases\nAcme University of Technology,Acme University\n")
    (tmp_path / "c.csv").write_text("action,thing,value\nrename,Beta Institute,Beta Berlin\nrename,Nobody,X\n")
    given = {"registry": tmp_path / "r.csv", "corrections": tmp_path / "c.csv"}
    one = jsonl(tmp_path / "1.jsonl", a=ACME)
    assert [str(p) for p in store.grow(one, **given).problems] == [  # type: ignore[arg-type]
        f"{tmp_path / 'c.csv'}:3: rename 'Nobody' 'X': matches nothing"
    ]
    two = jsonl(tmp_path / "2.jsonl", b=GAMMA)
    store.grow(two)
    same_as_built(store, one, two, **given)
    store.grow(two, corrections=Corrections.parse("action,thing,value\nrename,Beta Institute,Beta Wien\n"))
    assert store.graph.answer('ASK { ?o skos:prefLabel "Beta Wien"@en }')
    assert not store.graph.answer('ASK { ?o skos:prefLabel "Beta Berlin"@en }')


def test_after_an_update_of_the_program_everything_is_done_anew(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    one, two = jsonl(tmp_path / "1.jsonl", a=ACME, b=GAMMA), jsonl(tmp_path / "2.jsonl", c=DELTA)
    store.grow(one)
    with sqlite3.connect(tmp_path / "store" / "store.sqlite") as database:
        database.execute("UPDATE setting SET value = 'an older one' WHERE name = 'program'")
        database.execute("DELETE FROM told WHERE relation IN ('unit', 'organization of')")
    database.close()
    store.grow(two)
    same_as_built(store, one, two)


def test_the_order_of_growing_and_the_workers_do_not_matter(tmp_path: Path) -> None:
    paths = [jsonl(tmp_path / f"{n}.jsonl", **{n: text}) for n, text in (("a", ACME), ("b", GAMMA), ("c", DELTA))]
    one, other = Store(tmp_path / "one"), Store(tmp_path / "other")
    for path in paths:
        one.grow(path)
    other.grow(reversed(paths))
    assert one.graph.turtle() == other.graph.turtle()
    same_as_built(other, *paths)


def test_what_is_no_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x.txt").write_text("x")
    with pytest.raises(StoreError, match="something else in it"):
        Store(tmp_path / "full")
    with pytest.raises(StoreError, match="is no folder"):
        Store(tmp_path / "full" / "x.txt")
    with pytest.raises(StoreError, match="there is no store"):
        _ = Store(tmp_path / "none").graph
    (tmp_path / "full" / "store.sqlite").write_text("x" * 5000)
    with pytest.raises(StoreError, match="is damaged, or no store"):
        Store(tmp_path / "full").grow(jsonl(tmp_path / "1.jsonl", a=ACME))
    store = Store(tmp_path / "store")
    store.grow(tmp_path / "1.jsonl")
    with pytest.raises(StoreError, match="no announcement is called 'z'"):
        store.forget(["a", "z"])
    assert store.counts.announcements == 1


def test_two_do_not_write_at_once_and_whoever_reads_goes_on(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.grow(jsonl(tmp_path / "1.jsonl", a=ACME))
    graph = store.graph
    assert graph.answer("ASK { ?a a mou:Agreement }")
    database = sqlite3.connect(tmp_path / "store" / "store.sqlite", isolation_level=None)
    database.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another process is writing to it"):
        store.grow(jsonl(tmp_path / "2.jsonl", b=GAMMA))
    assert len(store.graph) == len(graph)
    database.execute("ROLLBACK")
    store.grow(tmp_path / "2.jsonl")
    assert graph.answer("ASK { ?a a mou:Agreement }")
    assert len(store.graph) > len(graph)


def test_a_store_that_holds_what_is_not_ours_makes_nothing_of_it() -> None:
    with pytest.raises(pickle.UnpicklingError, match="has no place in a store"):
        unpacked(b"p" + pickle.dumps(subprocess.run))


# ── interrupted ──────────────────────────────────────────────────────────────

GROW = """
import sys
from mou_graph.store import Store
import mou_graph.extraction.drafting  # everything is loaded before it counts
print("ready", flush=True)
Store(sys.argv[1]).grow(sys.argv[2])
"""


@pytest.mark.parametrize("first", [True, False], ids=["first build", "one more"])
def test_whoever_is_killed_leaves_the_old_or_the_new_graph(tmp_path: Path, first: bool) -> None:
    old = jsonl(tmp_path / "old.jsonl", a=ACME, b=GAMMA)
    new = jsonl(tmp_path / "new.jsonl", b=DELTA, **{f"n{i}": f"{ACME} No. {i}." for i in range(4)})
    place, begin = tmp_path / "store", tmp_path / "begin"
    if not first:
        Store(begin).grow(old)
    states = set() if first else {Store(begin).graph.turtle()}
    final, lasts = "", 0.0
    random = Random(7)
    for number in range(12):
        shutil.rmtree(place, ignore_errors=True)
        if not first:
            shutil.copytree(begin, place)
        process = subprocess.Popen([sys.executable, "-c", GROW, place, new], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        begun = time.monotonic()
        if number == 0:  # left alone, to see what it makes and how long that takes
            process.wait()
            lasts, final = time.monotonic() - begun, Store(place).graph.turtle()
            states.add(final)
        time.sleep(random.uniform(0, lasts))
        process.kill()
        process.communicate()
        try:
            graph = Store(place).graph
        except StoreError:
            assert first
        else:
            assert graph.turtle() in states
            asked = {str(row) for row in graph.select("SELECT ?a ?x { ?a a mou:Agreement ; mou:party ?x }")}
            exact = Graph.of(graph).select("SELECT ?a ?x { ?a a mou:Agreement ; mou:party ?x }")
            assert asked == {str(row) for row in exact}
        Store(place).grow(new)
        assert Store(place).graph.turtle() == final


def test_a_graph_that_did_not_follow_follows_when_it_is_opened(tmp_path: Path) -> None:
    """As after a power cut between the two transactions."""
    store = Store(tmp_path / "store")
    store.grow(jsonl(tmp_path / "1.jsonl", a=ACME))
    shutil.copytree(store.engine, tmp_path / "before")
    store.grow(jsonl(tmp_path / "2.jsonl", b=GAMMA))
    shutil.rmtree(store.engine)
    shutil.copytree(tmp_path / "before", store.engine)
    database = sqlite3.connect(tmp_path / "store" / "store.sqlite", isolation_level=None)
    before, after = build(tmp_path / "1.jsonl").graph, build([tmp_path / "1.jsonl", tmp_path / "2.jsonl"]).graph
    removed, added = (lines(set(one) - set(other)) for one, other in ((before, after), (after, before)))
    database.execute("INSERT INTO pending VALUES (?, ?)", (removed, added))
    database.close()
    same_as_built(store, tmp_path / "1.jsonl", tmp_path / "2.jsonl")
