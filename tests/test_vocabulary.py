"""Names of the ontology are the ontology's; names of things come from what they are."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from mou_graph import vocabulary
from mou_graph.vocabulary import AGREEMENT_TYPES, MOU, agreement, family_name, focus_area, local, organization, person

ONTOLOGY = Path(__file__).parent.parent / "ontology"


def declared() -> dict[str, dict[str, set[str]]]:
    """By subject, by predicate, the objects' text."""
    found: dict[str, dict[str, set[str]]] = {}
    for quad in parse(path=ONTOLOGY / "mou.ttl", format=RdfFormat.TURTLE):
        if isinstance(quad.subject, NamedNode):
            object_ = getattr(quad.object, "value", "")
            found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, set()).add(object_)
    return found


def test_every_term_of_ours_is_in_the_ontology_and_the_other_way_round() -> None:
    ours = {term.value for term in vars(MOU).values() if isinstance(term, NamedNode)}
    kinds = {"http://www.w3.org/2002/07/owl#" + kind for kind in ("Class", "ObjectProperty", "DatatypeProperty")}
    theirs = {
        subject
        for subject, about in declared().items()
        if subject.startswith(MOU.namespace) and about.get(vocabulary.RDF.type.value, set()) & kinds
    }
    assert ours == theirs


def test_agreement_types_and_their_codes_are_the_ontologys() -> None:
    scheme = MOU.namespace + "AgreementTypes"
    theirs = {
        subject.removeprefix(MOU.namespace): next(iter(about["http://www.w3.org/2004/02/skos/core#notation"]))
        for subject, about in declared().items()
        if scheme in about.get("http://www.w3.org/2004/02/skos/core#inScheme", ())
    }
    assert theirs == AGREEMENT_TYPES


@pytest.mark.parametrize(
    ("printed", "slug"),
    [
        ("Dr ZHOU Lidong", "lidong-zhou"),
        ("Prof. Nancy IP", "nancy-ip"),
        ("Liarng, Ruoh-Huei", "ruoh-huei-liarng"),
        ("José Ángel Gurría", "jose-angel-gurria"),
        ("A.P.J. Abdul Kalam", "a-p-j-abdul-kalam"),
        ("John Smith, Jr.", "john-smith-jr"),
        ("Jane Doe MD", "jane-doe"),
        ("周礼栋", "周礼栋"),
    ],
)
def test_a_person_is_named_given_name_first(printed: str, slug: str) -> None:
    assert local(person(printed)) == slug


def test_a_family_name_that_somebody_else_found_counts() -> None:
    assert person("Zhou Lidong", family="Zhou") == person("Lidong Zhou")
    assert family_name("Zhou Lidong") is None


def test_an_agreement_of_many_names_three_and_a_digest_of_all() -> None:
    parties = [organization(name) for name in "ABCDEF"]
    iri = agreement(parties, "2025", "mou")
    assert iri == agreement(reversed(parties), "2025", "mou")
    assert "/a--b--c--and-3-more-" in iri
    assert iri != agreement([*parties[:5], organization("G")], "2025", "mou")


def test_long_focus_areas_that_start_alike_stay_apart() -> None:
    start = "one two three four five six seven eight"
    assert focus_area(start + " nine") != focus_area(start + " ten")
