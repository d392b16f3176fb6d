"""Laws of the whole: order does not matter, telling twice says no more, everything conforms and is where it says.

The drafts are made up: few names, days and words in every combination, also in those no announcement has.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode

from mou_graph.checking import check
from mou_graph.graph import Graph
from mou_graph.mapping import triples
from mou_graph.model import (
    AgreementDraft,
    Announcement,
    Collaboration,
    Draft,
    Evidence,
    Money,
    OrganizationMention,
    Participation,
    PersonMention,
    Post,
    Quotation,
    Span,
    Stated,
)
from mou_graph.registry import Entry, Registry
from mou_graph.resolution import Agreement, Fact, resolve
from mou_graph.vocabulary import OA, SCHEMA, digest

NAMES = [
    "Acme University",
    "ACME UNIVERSITY",
    "AU",
    "Beta Institute",
    "Beta Inst",
    "BI",
    "Gamma Ltd",
    "Gamma",
    "The Delta",
]
PEOPLE = ["Ann Lee", "LEE Ann", "Lee Ann", "Bo", "José Gil", "Jose Gil"]
DAYS = [None, "2024-03-01", "2024-03-02", "2024-03", "2024", "2024-09-09"]
confidences = st.sampled_from([0.3, 0.5, 0.9])


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    def stated(value: str) -> Stated[str]:
        return Stated(value, evidence())

    def evidence() -> Evidence:
        start = draw(st.integers(0, 5))
        return Evidence((Span(start, start + 3),), draw(confidences), draw(st.sampled_from(["r.one", "r.two"])))

    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True))
    pick = st.sampled_from(names)
    mentions = tuple(
        OrganizationMention(
            name,
            tuple(draw(st.lists(st.sampled_from(NAMES), max_size=1))),
            evidence(),
            stated(draw(pick)) if draw(st.booleans()) else None,
        )
        for name in names
    )
    who = draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))
    people = tuple(
        PersonMention(name, (), None, None, (Post("Dean", draw(st.none() | pick), evidence()),), evidence())
        for name in who
    )
    agreements = []
    for _ in range(draw(st.integers(0, 2))):
        day = draw(st.sampled_from(DAYS))
        agreements.append(
            AgreementDraft(
                stated(draw(st.sampled_from(["MemorandumOfUnderstanding", "OtherAgreement", "LetterOfIntent"]))),
                Stated(draw(st.sampled_from(["Signed", "Planned", "Renewed"])), evidence()),
                tuple(stated(name) for name in draw(st.lists(pick, min_size=2, max_size=3))),
                focus_areas=tuple(stated(a) for a in draw(st.lists(st.sampled_from(["wind", "Winds"]), max_size=1))),
                signed_on=stated(day) if day else None,
                signed_at=stated("Doha") if draw(st.booleans()) else None,
                amount=Stated(Money(Decimal("2.50"), "EUR"), evidence()) if draw(st.booleans()) else None,
                participations=tuple(
                    Participation(name, draw(st.sampled_from(["Signatory", "Witness"])), draw(pick), evidence())
                    for name in who
                ),
            )
        )
    return Draft(
        Announcement(
            draw(st.sampled_from("abc")),
            "One text of many. " + draw(st.sampled_from("pqrst")),
            published=draw(st.sampled_from([None, "2024-03-03", "2024-10-01"])),
            publisher=draw(st.none() | st.sampled_from(NAMES)),
        ),
        organizations=mentions,
        people=people,
        agreements=tuple(agreements),
        collaborations=(Collaboration(tuple(stated(name) for name in names[:2]), evidence()),),
        quotations=tuple(Quotation(Span(2, 7), stated(name)) for name in who[:1]),
    )


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
