"""Laws of the whole: order does not matter, telling twice says no more, everything conforms and is where it says.

The drafts are made up (`made_up.py`).
"""

from collections.abc import Iterable, Sequence
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from made_up import drafts
from pyoxigraph import BlankNode

from mou_graph.checking import check
from mou_graph.graph import Graph
from mou_graph.mapping import triples
from mou_graph.model import Draft
from mou_graph.registry import Entry, Registry
from mou_graph.resolution import Agreement, Fact, resolve
from mou_graph.vocabulary import OA, SCHEMA, digest

corpora = st.lists(drafts(), min_size=1, max_size=5)
SOME = Registry((Entry("Beta Institute", ("BI",), parent="Gamma", country="Nepal", kind="institute", ror="04dese585"),))
registries = st.sampled_from([Registry(), SOME])


@settings(deadline=None)
@given(corpora, registries, st.randoms())
def test_the_order_of_the_drafts_does_not_matter(corpus: list[Draft], registry: Registry, random: Random) -> None:
    shuffled = list(corpus)
    random.shuffle(shuffled)
    assert resolve(shuffled, registry) == resolve(corpus, registry)


@settings(deadline=None)
@given(corpora)
def test_telling_twice_says_no_more(corpus: list[Draft]) -> None:
    assert resolve([*corpus, *corpus]) == resolve(corpus)


@settings(deadline=None)
@given(corpora, registries)
def test_every_name_leads_somewhere_and_every_thing_has_its_own_iri(corpus: list[Draft], registry: Registry) -> None:
    found = resolve(corpus, registry)
    things = [*found.organizations, *found.people, *found.agreements, *found.collaborations, *found.announcements]
    iris = [thing.iri for thing in things]
    assert len(iris) == len(set(iris))
    there = set(iris) | {c.iri for c in (*found.focus_areas, *found.roles, *found.places, *found.publishers)}
    for agreement in found.agreements:
        assert len(accepted(agreement.parties)) >= 2
        for facts in singles(agreement):
            assert len(accepted(facts)) <= 1
        named_ = {f.value for f in (*agreement.parties, *agreement.focus_areas, *agreement.signed_at)}
        named_ |= {f.value.participant for f in agreement.participations}
        assert named_ <= there
    for announcement in found.announcements:
        assert {f.value for f in announcement.mentions} | set(announcement.publishers) <= there


def accepted(facts: Iterable[Fact[object]]) -> list[object]:
    return [fact.value for fact in facts if fact.accepted]


def singles(agreement: Agreement) -> list[Sequence[Fact[object]]]:
    return [agreement.types, agreement.statuses, agreement.signed_on, agreement.signed_at, agreement.amounts]


@settings(deadline=None, max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # 0.2 s each
@given(corpora, registries)
def test_whatever_is_told_conforms(corpus: list[Draft], registry: Registry) -> None:
    graph = Graph(triples(resolve(corpus, registry)))
    assert [str(finding) for finding in check(graph) if finding.severity == "Violation"] == []


@settings(deadline=None)
@given(corpora, registries, st.randoms())
def test_each_triple_is_there_once_and_in_any_order_the_same(
    corpus: list[Draft], registry: Registry, random: Random
) -> None:
    graph = list(triples(resolve(corpus, registry)))
    assert len(graph) == len(set(graph))
    random.shuffle(corpus)
    assert set(triples(resolve([*corpus, corpus[0]], registry))) == set(graph)
    assert not any(isinstance(term, BlankNode) for triple in graph for term in triple)


@settings(deadline=None)
@given(corpora)
def test_passages_are_where_they_say(corpus: list[Draft]) -> None:
    texts = {digest(draft.announcement.text): draft.announcement.text for draft in corpus}
    graph = list(triples(resolve(corpus)))
    of = {t.subject: texts[t.object.value] for t in graph if t.predicate == SCHEMA.sha256}
    source = {t.subject: of[t.object] for t in graph if t.predicate == OA.hasSource}
    for triple in graph:
        if triple.predicate == OA.exact:
            start, end = map(int, triple.subject.value.rpartition("=")[2].split(","))
            assert source[triple.subject][start:end] == triple.object.value
