"""What the shapes accept and what they refuse, each for the one fault that was planted."""

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from mou_graph.checking import Finding, check, conforms
from mou_graph.graph import Graph
from mou_graph.vocabulary import MOU, OA, RDF, SCHEMA, SKOS

ONTOLOGY = Path(__file__).parent / "ontology"
FAULTS = {
    "circle": {
        "organization/microsoft is part of itself, directly or in a circle.",
        "organization/microsoft-research-asia is part of itself, directly or in a circle.",
        "No claim with evidence, and no registry, supports organization/microsoft org:subOrganizationOf "
        "organization/microsoft-research-asia",
    },
    "one_party": {
        "An agreement has two parties at least, and each is a mou:Organization.",
        "mou:partnerOf of organization/hong-kong-university-of-science-and-technology stands for a shared agreement "
        "and goes both ways.",
        "mou:partnerOf of organization/microsoft-research-asia stands for a shared agreement and goes both ways.",
    },
    "person_party": {
        "An agreement has two parties at least, and each is a mou:Organization.",
        "No claim with evidence, and no registry, supports agreement/hong-kong-university-of-science-and-technology--"
        "microsoft-research-asia/2025-mou mou:party person/nancy-ip",
    },
    "too_sure": {"One confidence, a decimal from 0 to 1."},
    "untraceable": {
        "No claim with evidence, and no registry, supports agreement/hong-kong-university-of-science-and-technology--"
        "microsoft-research-asia/2025-mou mou:signedOn 2025-01-14",
    },
    "wrong_offset": {
        "The IRI announcement/2025-01-15-ead7f4a9#char=113,135 is not its announcement's with #char=start,end.",
        "The words of announcement/2025-01-15-ead7f4a9#char=113,135 are not as long as its offsets say.",
    },
}


def violations(graph: Graph) -> list[Finding]:
    return [finding for finding in check(graph) if finding.severity == "Violation"]


@pytest.mark.parametrize("name", ["example", "fixture"])
def test_a_sound_graph_conforms(name: str) -> None:
    findings = check(Graph.load(ONTOLOGY / f"{name}.ttl"))
    assert conforms(findings)
    assert {finding.severity for finding in findings} <= {"Info"}


def test_every_broken_variant_has_its_fault() -> None:
    assert {path.stem for path in (ONTOLOGY / "broken").glob("*.ttl")} == set(FAULTS)


@pytest.mark.parametrize("name", FAULTS)
def test_a_broken_graph_is_refused_for_its_fault_alone(name: str) -> None:
    findings = check(Graph.load(ONTOLOGY / "broken" / f"{name}.ttl"))
    assert not conforms(findings)
    assert {finding.message for finding in findings if finding.severity == "Violation"} == FAULTS[name]


def without(graph: Graph, predicate: NamedNode) -> Graph:
    """The graph less one triple with this predicate, the first."""
    dropped = next(triple for triple in graph if triple.predicate == predicate)
    return Graph.of(triple for triple in graph if triple != dropped)


@pytest.mark.parametrize(
    "predicate",
    [
        MOU.status,
        MOU.agreementType,
        MOU.announces,
        SKOS.prefLabel,
        SCHEMA.headline,
        MOU.evidence,
        OA.start,
        MOU.confidence,
    ],
)
def test_a_missing_triple_is_found(predicate: NamedNode) -> None:
    assert violations(without(Graph.load(ONTOLOGY / "fixture.ttl"), predicate))


def test_what_is_worth_completing_is_no_fault() -> None:
    graph = without(Graph.load(ONTOLOGY / "fixture.ttl"), SCHEMA.url)
    added = set(check(graph)) - set(check(Graph.load(ONTOLOGY / "fixture.ttl")))
    assert [(finding.severity, finding.path, finding.message) for finding in added] == [
        ("Info", "schema:url", "Address not known.")
    ]


def test_a_path_reads_as_in_sparql() -> None:
    place = "https://w3id.org/mou-graph/id/agreement/a--b/2024-mou"
    paths = {finding.path for finding in check(Graph.of([Triple(NamedNode(place), RDF.type, MOU.Agreement)]))}
    assert "^mou:announces" in paths


def test_findings_are_one_line_each_and_in_order() -> None:
    text = Literal("a\nb")
    graph = Graph.of([Triple(NamedNode("x:a"), RDF.type, MOU.Passage), Triple(NamedNode("x:a"), OA.start, text)])
    findings = check(graph)
    assert findings == check(graph)
    assert [finding.severity for finding in findings] == sorted((f.severity for f in findings), reverse=True)
    assert all("\n" not in str(finding) for finding in findings)


def test_checking_leaves_the_graph_alone() -> None:
    graph = Graph.load(ONTOLOGY / "fixture.ttl")
    before = graph.turtle()
    check(graph)
    assert graph.turtle() == before
    assert len(graph.rdflib) == len(graph)


def test_an_empty_graph_conforms() -> None:
    assert check(Graph()) == []


def test_a_warning_is_no_violation() -> None:
    graph = Graph.load(ONTOLOGY / "fixture.ttl")
    (behalf,) = list({triple for triple in graph if triple.predicate == MOU.onBehalfOf})[:1]
    stranger = NamedNode("https://w3id.org/mou-graph/id/organization/stranger")
    moved = Graph.of(
        [
            *(triple for triple in graph if triple != behalf),
            Triple(behalf.subject, MOU.onBehalfOf, stranger),
            Triple(stranger, RDF.type, MOU.Organization),
            Triple(stranger, SKOS.prefLabel, Literal("Stranger")),
        ]
    )
    findings = check(moved)
    assert [finding.severity for finding in findings if "signs for" in finding.message] == ["Warning"]
    assert conforms(findings)
