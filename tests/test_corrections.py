"""What a person puts right stays right, and what was told stays as claims."""

from pathlib import Path

import pytest

from mou_graph.checking import check, conforms
from mou_graph.corrections import Corrections
from mou_graph.errors import CorrectionsError
from mou_graph.graph import Graph
from mou_graph.mapping import triples
from mou_graph.model import (
    AgreementDraft,
    Announcement,
    Draft,
    Evidence,
    OrganizationMention,
    Participation,
    PersonMention,
    Post,
    Span,
    Stated,
)
from mou_graph.pipeline import build
from mou_graph.registry import Entry, Registry
from mou_graph.resolution import Agreement, Resolution, resolve
from mou_graph.vocabulary import BASE, MOU, PROV, RDF

HEAD = "action,thing,property,value,source,note\n"


def seen(confidence: float = 0.9) -> Evidence:
    return Evidence((Span(0, 4),), confidence, "hand.written")


def told(
    identifier: str,
    parties: list[str],
    *,
    on: str | None = "2024-03-08",
    areas: tuple[str, ...] = (),
    people: dict[str, str] | None = None,
    aliases: tuple[str, ...] = (),
    published: str = "2024-03-10",
) -> Draft:
    """One agreement; `people` sign for organisations; `aliases` are of the first party."""
    mentions = [OrganizationMention(name, aliases if i == 0 else (), seen()) for i, name in enumerate(parties)]
    agreement = AgreementDraft(
        Stated("MemorandumOfUnderstanding", seen()),
        Stated("Signed", seen()),
        tuple(Stated(name, seen()) for name in parties),
        focus_areas=tuple(Stated(area, seen()) for area in areas),
        signed_on=Stated(on, seen()) if on else None,
        participations=tuple(Participation(who, "Signatory", at, seen()) for who, at in (people or {}).items()),
    )
    return Draft(
        Announcement(identifier, f"text {identifier}", published=published),
        organizations=tuple(mentions),
        people=tuple(
            PersonMention(p, (), None, None, (Post("Dean", o, seen()),), seen()) for p, o in (people or {}).items()
        ),
        agreements=(agreement,),
    )


def put_right(drafts: list[Draft], *lines: str, registry: Registry | None = None) -> Resolution:
    """The resolution after corrections; all of them found what they are about, and the graph is sound."""
    found = resolve(drafts, registry, Corrections.parse(HEAD + "\n".join(lines)))
    assert found.problems == ()
    assert conforms(check(Graph.of(triples(found))))
    return found


def accepted(facts: object) -> list[object]:
    return [fact.value for fact in facts if fact.accepted]  # type: ignore[attr-defined]


def only(found: Resolution) -> Agreement:
    (agreement,) = found.agreements
    return agreement


# ── who is who ───────────────────────────────────────────────────────────────


def test_merged_organisations_are_one_and_so_are_their_agreements() -> None:
    drafts = [told("a", ["Acme University", "Beta"]), told("b", ["Acme Uni Vienna", "Beta"])]
    assert len(resolve(drafts).agreements) == 2
    found = put_right(drafts, "merge,Acme Uni Vienna,,Acme University")
    assert [(o.label, o.other_labels) for o in found.organizations] == [
        ("Acme University", ("Acme Uni Vienna",)),
        ("Beta", ()),
    ]
    assert only(found).iri == BASE + "agreement/acme-university--beta/2024-mou"
    assert len(only(found).announced_by) == 2


def test_a_merged_name_takes_the_ids_and_the_name_of_the_registry() -> None:
    registry = Registry((Entry("Acme University", ror="04dese585"), Entry("Lab", parent="Old Acme"), Entry("Old Acme")))
    drafts = [told("a", ["Old Acme", "Beta"]), told("b", ["Lab", "Acme University"])]
    found = put_right(drafts, "merge,organization/old-acme,,Acme University", registry=registry)
    assert {o.label for o in found.organizations} == {"Acme University", "Beta", "Lab"}
    (lab,) = [o for o in found.organizations if o.label == "Lab"]
    assert lab.registered_parent == BASE + "organization/acme-university"


def test_a_new_name_is_the_iri_too_and_the_old_one_stays_as_a_further_name() -> None:
    found = put_right([told("a", ["Acme University", "Beta"])], "rename,Acme University,,Acme University of Technology")
    assert [(o.iri.removeprefix(BASE), o.other_labels) for o in found.organizations] == [
        ("organization/acme-university-of-technology", ("Acme University",)),
        ("organization/beta", ()),
    ]


def test_a_mention_can_be_of_another_body_without_making_the_acronym_its_own() -> None:
    drafts = [
        told("a", ["UCL", "Beta"]),
        told("b", ["UCL", "Gamma"]),
        told("c", ["University College London", "Delta"]),
    ]
    found = put_right(drafts, "split,UCL,,Université catholique de Louvain,a")
    names = {o.label: o.other_labels for o in found.organizations}
    assert names["Université catholique de Louvain"] == ("UCL",)
    assert "UCL" in names
    assert "ucl--beta" not in str([a.iri for a in found.agreements])


def test_people_are_merged_split_and_renamed() -> None:
    drafts = [
        told("a", ["Acme", "Beta"], people={"Ann Lee": "Acme"}),
        told("b", ["Gamma", "Delta"], people={"Ann Lee": "Gamma"}),
        told("c", ["Eta", "Theta"], people={"Ann B. Lee": "Eta"}),
    ]
    assert len(resolve(drafts).people) == 3
    one = "merge,person/ann-lee--gamma,,person/ann-lee--acme"
    assert [p.label for p in put_right(drafts, one).people] == ["Ann B. Lee", "Ann Lee"]
    assert [p.label for p in put_right(drafts, one, "merge,Ann B. Lee,,person/ann-lee--acme").people] == ["Ann Lee"]
    split = put_right(drafts[:1] * 2, "split,Ann Lee,,Ann Lee (chemist),a")
    assert [p.iri.removeprefix(BASE) for p in split.people] == ["person/ann-lee-chemist"]
    renamed = put_right(drafts[2:], "rename,Ann B. Lee,,Anna Lee")
    assert [(p.label, p.other_labels) for p in renamed.people] == [("Anna Lee", ("Ann B. Lee",))]


def test_namesakes_must_be_told_apart() -> None:
    drafts = [told(at, [at, "Beta"], people={"Ann Lee": at}) for at in ("Acme", "Gamma")]
    found = resolve(drafts, None, Corrections.parse(HEAD + "rename,Ann Lee,,Anna Lee", "c.csv"))
    assert [str(p) for p in found.problems] == [
        "c.csv:2: rename 'Ann Lee' 'Anna Lee': names 2 people: person/ann-lee--acme, person/ann-lee--gamma"
    ]


def test_focus_areas_are_merged_renamed_and_split() -> None:
    drafts = [
        told("a", ["Acme", "Beta"], areas=("AI",)),
        told("b", ["Acme", "Gamma"], areas=("artificial intelligence",)),
    ]
    found = put_right(drafts, "merge,AI,,artificial intelligence")
    assert [(c.label, c.other_labels) for c in found.focus_areas] == [("artificial intelligence", ("AI",))]
    found = put_right(drafts, "rename,focus-area/ai,,machine learning", "split,artificial intelligence,,theology,b")
    assert [c.label for c in found.focus_areas] == ["machine learning", "theology"]


def test_agreements_are_merged_and_split_and_renamed() -> None:
    apart = [told("a", ["Acme", "Beta"]), told("b", ["Acme", "Beta"], on="2024-09-09", published="2024-09-10")]
    one, two = (a.iri.removeprefix(BASE) for a in resolve(apart).agreements)
    merged = only(put_right(apart, f"merge,{two},,{one}", f"rename,{one},,The pact of spring"))
    assert (merged.iri, merged.label, len(merged.announced_by)) == (BASE + one, "The pact of spring", 2)
    together = [told("a", ["Acme", "Beta"]), told("b", ["Acme", "Beta"], on="2024-03-09")]
    first, second = put_right(together, "split,agreement/acme--beta/2024-mou,,x,b").agreements
    assert first.iri == BASE + "agreement/acme--beta/2024-mou"
    assert [accepted(a.signed_on) for a in (first, second)] == [["2024-03-08"], ["2024-03-09"]]


# ── what is so ───────────────────────────────────────────────────────────────

IT = "agreement/acme--beta/2024-mou"


def test_a_rejected_fact_keeps_its_claims() -> None:
    found = put_right([told("a", ["Acme", "Beta", "Gamma"])], "reject,agreement/acme--beta--gamma/2024-mou,party,Gamma")
    assert [f.accepted for f in only(found).parties] == [True, True, False]
    assert only(found).label == "MoU between Acme and Beta, 2024"
    graph = Graph.of(triples(found))
    assert graph.answer("ASK { ?c a mou:Claim ; rdf:predicate mou:party ; rdf:object <organization/gamma> }")
    assert not graph.answer("ASK { ?a mou:party <organization/gamma> }")


def test_the_next_best_takes_the_place_of_a_rejected_value() -> None:
    drafts = [told("a", ["Acme", "Beta"]), told("b", ["Acme", "Beta"]), told("c", ["Acme", "Beta"], on="2024-03-09")]
    assert accepted(only(resolve(drafts)).signed_on) == ["2024-03-08"]
    assert accepted(only(put_right(drafts, f"reject,{IT},signedOn,2024-03-08")).signed_on) == ["2024-03-09"]
    assert accepted(only(put_right(drafts, f"accept,{IT},mou:signedOn,2024-03-09")).signed_on) == ["2024-03-09"]
    both = [f"reject,{IT},signedOn,2024-03-08", f"reject,{IT},signedOn,2024-03-09"]
    assert accepted(only(put_right(drafts, *both)).signed_on) == []
    assert accepted(only(put_right(drafts, f"reject,{IT},signedOn")).signed_on) == []


def test_a_whole_agreement_can_be_rejected() -> None:
    found = put_right([told("a", ["Acme", "Beta"])], f"reject,{IT}")
    graph = Graph.of(triples(found))
    assert not graph.answer(
        "ASK { { ?a a mou:Agreement } UNION { ?x mou:announces ?a } UNION { ?o mou:partnerOf ?p } }"
    )
    assert graph.answer("ASK { ?c a mou:Claim ; rdf:predicate mou:party }")


def test_an_added_fact_has_its_source() -> None:
    lines = [
        f"add,{IT},validThrough,2027-03-07,https://a.example/contract.pdf,clause 9",
        f"add,{IT},party,Omega Institute,the contract",
        f"add,{IT},signatory,Ada Example for Omega Institute,the contract",
        f"add,{IT},focusArea,robotics,the contract",
        f"add,{IT},signedAt,Doha,the contract",
        f"add,{IT},validFor,P3Y,the contract",
        f'add,{IT},financialCommitment,"EUR 12,500",the contract',
        f"add,{IT},agreementType,letter of intent,the contract",
        "add,Ann Lee,hasMembership,President at Omega Institute,the contract",
        "add,Beta,subOrganizationOf,Omega Institute,the contract",
    ]
    found = put_right([told("a", ["Acme", "Beta"], people={"Ann Lee": "Acme"})], *lines)
    assert [accepted(found.agreements[0].valid_through), accepted(found.agreements[0].types)] == [
        ["2027-03-07"],
        ["LetterOfIntent"],
    ]
    graph = Graph.of(triples(found))
    for predicate in ("mou:party", "mou:focusArea", "mou:signatory", "org:hasMembership", "org:subOrganizationOf"):
        asked = f"ASK {{ ?s {predicate} ?o . ?x rdf:predicate {predicate} ; rdf:object ?o ; prov:hadPrimarySource ?d }}"
        assert graph.answer(asked), predicate
    assert ("https://a.example/contract.pdf",) in graph.select(
        "SELECT ?d { ?x rdf:predicate schema:validThrough ; prov:hadPrimarySource ?d . ?d a prov:Entity }"
    )
    statements = [t for t in graph if t.predicate == PROV.hadPrimarySource]
    assert len(statements) == len(lines) + 1  # the signatory also follows from the part taken
    assert all(any(t == x for t in graph) for x in graph if x.predicate in (RDF.type, MOU.party))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("merge,Nobody,,Acme", "matches nothing"),
        ("merge,Acme,,Nobody", "matches nothing"),
        ("split,Acme,,Other,z", "matches nothing"),
        ("reject,agreement/no--one/2024-mou,party,Acme", "matches nothing"),
        (f"reject,{IT},party,Beta", "2 at least must stay (reject the whole agreement, or accept another)"),
        (f"reject,{IT},party,Nobody", "no organisation is called 'Nobody'"),
        (f"reject,{IT},validFrom,2024", "no such fact is told"),
        (f"accept,{IT},signedOn,2024-05-05", "no such fact is told (add it, with its source)"),
        (f"accept,{IT},signedOn,tomorrow", "no date (2024-03-08) is 'tomorrow'"),
        ("reject,Acme,party,Beta", "no party of this kind of thing to reject"),
        ("add,Acme,subOrganizationOf,Acme,me", "it would be part of itself"),
    ],
)
def test_what_matches_nothing_is_told_with_its_line(line: str, why: str) -> None:
    drafts = [told("a", ["Acme", "Beta"])]
    found = resolve(drafts, None, Corrections.parse(f"{HEAD}# a remark\n\n{line}", "c.csv"))
    (problem,) = found.problems
    assert (problem.where, problem.message.partition(": ")[2]) == ("c.csv:4", why)
    assert found.agreements == resolve(drafts).agreements


# ── the file ─────────────────────────────────────────────────────────────────


def test_lines_that_cannot_be_used_are_problems(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(HEAD + 'merge,A\nfix,A,,B\nadd,A,party,B\n,,,\nsplit,A,,"B\nC",a\nmerge,A,,B,,,,,\n')
    found = Corrections.load(path)
    assert [(p.where.rpartition(":")[2], p.message) for p in found.problems] == [
        ("2", "merge needs a value"),
        ("3", "no action 'fix'; there are merge, split, rename, reject, accept, add, keep"),
        ("4", "add needs a source"),
        ("8", "more cells than columns (a value with a comma wants quotation marks)"),
    ]
    assert [c.where.rpartition(":")[2] for c in found.entries] == ["6"]


def test_what_is_no_table_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    with pytest.raises(CorrectionsError, match="No such file"):
        Corrections.load(path)
    path.write_text("this,that\n")
    with pytest.raises(CorrectionsError, match="no column called action"):
        Corrections.load(path)


def test_a_build_applies_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Acme University and Beta Institute signed an MoU on 3 May 2024.")
    (tmp_path / "c.csv").write_text("action,thing,value\nrename,Beta Institute,Beta Berlin\nrename,Nobody,X\n")
    made = build(tmp_path / "a.txt", corrections=tmp_path / "c.csv")
    assert made.graph.answer('ASK { ?o skos:prefLabel "Beta Berlin"@en }')
    assert [str(p) for p in made.problems] == [f"{tmp_path / 'c.csv'}:3: rename 'Nobody' 'X': matches nothing"]


def test_the_shipped_corrections_find_what_they_are_about_and_leave_one_body_a_node() -> None:
    data = Path(__file__).parent.parent / "data"
    given = {"registry": data / "registry.csv", "corrections": data / "corrections.csv"}
    made = build(str(data / "announcements"), **given)
    assert made.problems == ()
    names = (
        "SELECT ?name { ?o a mou:Organization ; skos:prefLabel ?name FILTER(STRSTARTS(STR(?name), 'Ministry of H')) }"
    )
    found = {name for (name,) in made.graph.select(names)}
    assert found == {"Ministry of Health", "Ministry of Health of Indonesia", "Ministry of Health and Welfare"}
