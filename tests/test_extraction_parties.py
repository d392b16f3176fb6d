"""Who agrees with whom, in the ways announcements say it; every name here is made up."""

import pytest

from mou_graph.extraction import extract
from mou_graph.model import Announcement, Draft

KUT, NCH, ACME = "Kaleva University of Technology", "Norrland City Hospital", "Acme Diagnostics Ltd"


def read(text: str) -> Draft:
    (draft,) = extract(Announcement("a", text.format(KUT=KUT, NCH=NCH, ACME=ACME)))
    return draft


def agreed(text: str) -> list[set[str]]:
    return [{party.value for party in agreement.parties} for agreement in read(text).agreements]


def signers(text: str) -> set[str]:
    return {p.participant for a in read(text).agreements for p in a.participations if p.capacity == "Signatory"}


@pytest.mark.parametrize(
    "text",
    [
        "{KUT} inks pact with {NCH}.",
        "{KUT} has partnered {NCH} to train nurses.",
        "{KUT} has become an official partner of {NCH}.",
        "{NCH} has selected {KUT} as its partner for nursing training under a three-year agreement.",
        "A new agreement will see {KUT} work with {NCH} on nursing.",
        "A new partnership between {KUT} and {NCH} will train nurses.",
        "{KUT} has signed a letter of intent to acquire {NCH}.",
        "{KUT} – the oldest of its kind – and {NCH} have signed an MoU.",
        "{KUT} of Finland and {NCH} of Sweden have signed an MoU.",
        "{KUT}, Oulu, and {NCH} have signed an MoU.",
        "{KUT} through its Faculty of Nursing, has signed an MoU with {NCH}.",
        "{KUT} & {NCH} have signed an MoU.",
        "{KUT} and {NCH} Thursday signed an agreement.",
        "(Moorland News Agency) {KUT} and {NCH} have signed an MoU.",
        "The vice chancellors of {KUT} and {NCH} signed a memorandum of understanding.",
        "The agreement was signed by Ida Holm on behalf of {KUT} and Per Berg on behalf of {NCH}.",
        "{KUT} signed an MoU with {NCH} on trade between Testland and Norrland.",
        "The minister witnessed the signing of an MoU. The pact between {KUT} and {NCH} will train nurses.",
        "{KUT} and {NCH} have signed an MoU. The MoU was signed by the two institutions on behalf of their staff.",
    ],
)
def test_one_agreement_of_two(text: str) -> None:
    assert agreed(text + " The work begins in autumn.") == [{KUT, NCH}]


@pytest.mark.parametrize(
    "text",
    [
        "{KUT} hopes to sign an agreement with {NCH} next year.",
        "A spokesman said talks on an agreement between {KUT} and {NCH} had failed.",
        "{KUT} held a webinar in cooperation with {NCH}.",
    ],
)
def test_wishes_failures_and_webinars_are_no_agreements(text: str) -> None:
    assert agreed(text) == []


def test_pairs_of_one_list_are_agreements_of_two() -> None:
    assert agreed(
        "MoUs were signed between {KUT} and {NCH} in Sweden, Oulu Museum of Art and Tampere City Library in Finland, "
        "and Halvik Bank and {ACME} in Norway."
    ) == [{KUT, NCH}, {"Oulu Museum of Art", "Tampere City Library"}, {"Halvik Bank", ACME}]


def test_pairs_between_semicolons_are_agreements_of_two() -> None:
    assert agreed(
        "Universities sealed three MoUs. The MoUs are those between {KUT} and {NCH}; Oulu University and Halvik "
        "College; and Turku University and Tampere College."
    ) == [{KUT, NCH}, {"Oulu University", "Halvik College"}, {"Turku University", "Tampere College"}]


def test_where_an_agreement_is_between_two_the_stage_is_no_party() -> None:
    assert agreed(
        "The forum opened at W Halvik – Rosedale Cove with the signing of an MoU between {KUT} and {NCH}."
    ) == [{KUT, NCH}]


def test_each_clause_has_its_own_subject() -> None:
    assert agreed("{KUT} signed an MoU with {NCH}, while Halvik Bank inked a deal with {ACME}.") == [
        {KUT, NCH},
        {"Halvik Bank", ACME},
    ]


def test_one_with_each_of_the_others() -> None:
    assert agreed(
        "These include MoUs between {KUT} and {NCH} in Sweden, Oulu University in Finland, Halvik College in Norway "
        "and Turku University in Finland."
    ) == [{KUT, NCH}, {KUT, "Oulu University"}, {KUT, "Halvik College"}, {KUT, "Turku University"}]


def test_the_number_of_papers_tells_partners_from_towns() -> None:
    assert agreed(
        "{KUT} entered into two memoranda of understanding with {NCH} (NCH) Oulu and Halvik College (HC)."
    ) == [
        {KUT, NCH},
        {KUT, "Halvik College"},
    ]


def test_those_whom_several_are_may_be_named_behind() -> None:
    assert agreed(
        "Three (3) universities from Testland have signed a Memorandum of Understanding (MoU) with {KUT}. "
        "Oulu University, Halvik College and Turku University signed the five-year agreement in Oulu."
    ) == [{KUT, "Oulu University", "Halvik College", "Turku University"}]


def test_what_has_been_told_of_before_is_no_second_agreement() -> None:
    text = (
        "{KUT} and {NCH} have signed a cooperation agreement. The agreement was inked by {KUT} President Ida Holm and "
    )
    assert agreed(text + "{NCH} Director Per Berg (who is also the chair of Halvik Bank) in Oulu.") == [{KUT, NCH}]


def test_a_partner_that_is_not_named_is_nobody() -> None:
    text = (
        "{KUT} has signed a letter of intent with a leading medical company. It covers markets of the European Union."
    )
    assert agreed(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "The MoU was signed in the presence of Dr Per Berg by the Rector, Ida Holm, and Jon Lund.",
            {"Ida Holm", "Jon Lund"},
        ),
        ("The MoU was exchanged between Prof. Ida Holm, Rector, and Dr Per Berg, Director.", {"Ida Holm", "Per Berg"}),
        ("\n(2) Signatories\nPresident Ida Holm and Director Per Berg\n", {"Ida Holm", "Per Berg"}),
    ],
)
def test_signers_behind_witnesses_in_exchanges_and_under_headings(text: str, names: set[str]) -> None:
    assert signers("{KUT} and {NCH} have signed an MoU. " + text) == names


@pytest.mark.parametrize(
    "name",
    [
        "King Saud University",
        "Prince of Songkla University",
        "Queen's University Belfast",
        "University of California, Berkeley",
        "University of Wisconsin–Madison",
        "University of the Philippines Los Baños",
        "Trinidad and Tobago",
        "Save the Children",
        "Brigham and Women's Hospital",
        "Dayanand Medical College and Hospital",
        "National Commission for Culture and the Arts",
        "Office of the Privacy Commissioner",
        "Chongqing University of Posts and Telecommunications",
        "World Leagues Forum",
    ],
)
def test_names_of_real_bodies_are_read_whole(name: str) -> None:
    assert agreed(name + " signed an MoU with {KUT}.") == [{name, KUT}]


def test_names_keep_the_apostrophes_of_the_print() -> None:
    draft = read("The University of Hawai‘i at Mānoa signed an MoU with {KUT}. Prof. Ann O’Example spoke.")
    assert {party.value for party in draft.agreements[0].parties} == {"University of Hawai‘i at Mānoa", KUT}
    assert [person.name for person in draft.people] == ["Ann O’Example"]


def test_a_name_is_read_as_long_as_the_text_reads_it_elsewhere() -> None:
    draft = read(
        "The Kaleva Chamber of Commerce and Sectorial Association (KCCSA) signed an MoU with {NCH}. "
        "Kaleva Chamber of Commerce and Sectorial Association Secretary-General Ida Holm spoke."
    )
    assert {o.name for o in draft.organizations} == {"Kaleva Chamber of Commerce and Sectorial Association", NCH}


def test_the_house_in_brackets_behind_a_name_is_theirs() -> None:
    draft = read(
        "{KUT} (KUT) and {NCH} (NCH) have signed an MoU. Professor Ida Holm (KUT) and Dr Per Berg (NCH) stood by."
    )
    assert {(p.name, p.posts[0].organization) for p in draft.people} == {("Ida Holm", KUT), ("Per Berg", NCH)}
