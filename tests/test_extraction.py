"""What one announcement says, in plain newswire English; every name is made up."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mou_graph.checking import check, conforms
from mou_graph.extraction import extract
from mou_graph.graph import Graph
from mou_graph.mapping import triples
from mou_graph.model import AgreementDraft, Announcement, Draft, Money, OrganizationMention, PersonMention, Span
from mou_graph.resolution import resolve

NEWS = "2024-05-08"
"""A Wednesday."""

BOTH = "Northmoor University and Calder Hospital"
SIGNED = f"{BOTH} signed a memorandum of understanding."


def read(text: str, published: str | None = NEWS) -> Draft:
    (draft,) = extract(Announcement("a", text, published=published))
    return draft


def agreement(text: str, published: str | None = NEWS) -> AgreementDraft:
    (one,) = read(text, published).agreements
    return one


def parties(one: AgreementDraft) -> list[str]:
    return sorted(party.value for party in one.parties)


def areas(text: str) -> list[str]:
    return [area.value for area in agreement(text).focus_areas]


def organization(text: str, name: str) -> OrganizationMention:
    (one,) = [one for one in read(text).organizations if one.name == name]
    return one


def person(text: str, name: str) -> PersonMention:
    (one,) = [one for one in read(text).people if one.name == name]
    return one


def posts(text: str, name: str) -> list[tuple[str | None, str | None]]:
    return [(post.role, post.organization) for post in person(text, name).posts]


def takes_part(text: str) -> set[tuple[str, str]]:
    """Who takes which part in the one agreement."""
    return {(part.participant, part.capacity) for part in agreement(text).participations}


# ── who agrees ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (SIGNED, ["Calder Hospital", "Northmoor University"]),
        (
            "Northmoor University has signed a memorandum of understanding with Calder Hospital.",
            ["Calder Hospital", "Northmoor University"],
        ),
        (
            "A memorandum of understanding was signed between Northmoor University and Calder Hospital.",
            ["Calder Hospital", "Northmoor University"],
        ),
        (
            "An agreement between Calder Hospital and Northmoor University was inked in Leeds.",
            ["Calder Hospital", "Northmoor University"],
        ),
        (
            "Northmoor University, Calder Hospital and Veldt Pharmaceuticals Ltd signed a Memorandum of Understanding.",
            ["Calder Hospital", "Northmoor University", "Veldt Pharmaceuticals Ltd"],
        ),
        (
            "Northmoor University entered into a partnership agreement with Calder Hospital and Veldt Bank.",
            ["Calder Hospital", "Northmoor University", "Veldt Bank"],
        ),
        (
            "The University of Northmoor and the Calder Institute of Technology inked a memorandum of agreement.",
            ["Calder Institute of Technology", "University of Northmoor"],
        ),
        (
            "The Ministry of Health of Kenya and the Ministry of Health of Ghana signed a memorandum of understanding.",
            ["Ministry of Health of Ghana", "Ministry of Health of Kenya"],
        ),
        ("Kenya and Ghana signed a memorandum of understanding on fisheries.", ["Ghana", "Kenya"]),
        (
            "Kenya's Ministry of Health has signed a memorandum of understanding with Calder Hospital.",
            ["Calder Hospital", "Ministry of Health"],
        ),
        (
            "Telko Systems Inc. and Veldt Bank announced today that they have signed a memorandum of understanding.",
            ["Telko Systems Inc.", "Veldt Bank"],
        ),
        (
            "Telko Systems, a maker of sensors, has signed a memorandum of understanding with Northmoor University.",
            ["Northmoor University", "Telko Systems"],
        ),
        (
            "Representatives of Northmoor University and Calder Hospital signed a memorandum of understanding.",
            ["Calder Hospital", "Northmoor University"],
        ),
        (
            "The Department of Physics of Northmoor University and Calder Hospital signed an MoU.",
            ["Calder Hospital", "Department of Physics"],
        ),
        (
            "Northmoor University signed a memorandum of understanding with the Veldt Foundation for Ocean Research.",
            ["Northmoor University", "Veldt Foundation for Ocean Research"],
        ),
        (
            "The Calder Chamber of Commerce and Industry and Northmoor University signed an MoU.",
            ["Calder Chamber of Commerce and Industry", "Northmoor University"],
        ),
        (
            "Northmoor University today signed an MoU with Calder Hospital at the Grand Veldt Hotel.",
            ["Calder Hospital", "Northmoor University"],
        ),
        (
            "Northmoor University has partnered with Calder Hospital to train nurses.",
            ["Calder Hospital", "Northmoor University"],
        ),
        (
            "Northmoor University and Calder Hospital have joined forces to build a stroke centre.",
            ["Calder Hospital", "Northmoor University"],
        ),
        (
            "NORTHMOOR UNIVERSITY SIGNS MOU WITH CALDER HOSPITAL\n\nNorthmoor University and Calder Hospital signed a "
            "memorandum of understanding on Tuesday.",
            ["Calder Hospital", "Northmoor University"],
        ),
        (
            "Northmoor University signs MoU with Calder Hospital",
            ["Calder Hospital", "Northmoor University"],
        ),
    ],
)
def test_parties(text: str, names: list[str]) -> None:
    assert parties(agreement(text)) == names


def test_two_agreements_have_their_own_parties() -> None:
    draft = read(
        "Northmoor University signed a memorandum of understanding with Calder Hospital on Monday. "
        "On Tuesday, it signed a letter of intent with Veldt Bank."
    )
    first, second = draft.agreements
    assert parties(first) == ["Calder Hospital", "Northmoor University"]
    assert parties(second) == ["Northmoor University", "Veldt Bank"]


def test_separate_agreements_in_one_sentence() -> None:
    draft = read("Northmoor University signed separate memoranda of understanding with Calder Hospital and Veldt Bank.")
    assert sorted(map(parties, draft.agreements)) == [
        ["Calder Hospital", "Northmoor University"],
        ["Northmoor University", "Veldt Bank"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"LEEDS, 8 May (Moorland News Agency) – {SIGNED}",
        f"{SIGNED}\n\nRelated: Veldt Bank opens a branch in Leeds",
        f"{SIGNED} The ceremony was held at Veldt University.",
        f"{SIGNED} Dr Ida Holm, Director of the Veldt Institute, attended the ceremony.",
        f"{SIGNED} The hospital is supported by the Veldt Foundation.",
        f"{SIGNED}\n\nAbout Northmoor University\nNorthmoor University is a member of the Veldt Alliance.",
    ],
)
def test_who_is_only_named_is_no_party(text: str) -> None:
    assert parties(agreement(text)) == ["Calder Hospital", "Northmoor University"]


# ── what it is called, and whether it is signed ─────────────────────────────────


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("memorandum of understanding", "MemorandumOfUnderstanding"),
        ("Memorandum of Understanding (MoU)", "MemorandumOfUnderstanding"),
        ("MOU", "MemorandumOfUnderstanding"),
        ("memorandum of agreement", "MemorandumOfAgreement"),
        ("letter of intent", "LetterOfIntent"),
        ("joint venture agreement", "JointVenture"),
        ("framework agreement", "FrameworkAgreement"),
        ("research collaboration agreement", "ResearchAgreement"),
        ("student exchange agreement", "ExchangeAgreement"),
        ("grant agreement", "FundingAgreement"),
        ("licence agreement", "LicenceAgreement"),
        ("cooperation agreement", "CooperationAgreement"),
        ("contract", "OtherAgreement"),
    ],
)
def test_types(words: str, kind: str) -> None:
    text = f"{BOTH} signed a {words} on Tuesday."
    assert agreement(text).type.value == kind


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (SIGNED, "Signed"),
        (f"{BOTH} have signed an MoU.", "Signed"),
        ("Northmoor University signs MoU with Calder Hospital", "Signed"),
        (f"{BOTH} have concluded a memorandum of understanding.", "Signed"),
        (f"{BOTH} have renewed their memorandum of understanding.", "Renewed"),
        ("Northmoor University has extended its agreement with Calder Hospital for two years.", "Renewed"),
        (f"{BOTH} signed a renewal of their memorandum of understanding.", "Renewed"),
        (f"{BOTH} will sign a memorandum of understanding in June.", "Planned"),
        (f"{BOTH} plan to sign a memorandum of understanding.", "Planned"),
        (f"{BOTH} are to sign a memorandum of understanding next week.", "Planned"),
        (f"A memorandum of understanding between {BOTH} is expected to be signed in June.", "Planned"),
        (f"The Cabinet has approved a memorandum of understanding between {BOTH}.", "Planned"),
        (f"The Cabinet approved the signing of a memorandum of understanding between {BOTH}.", "Planned"),
        (f"The Cabinet was apprised of a memorandum of understanding signed between {BOTH}.", "Signed"),
    ],
)
def test_statuses(text: str, status: str) -> None:
    assert agreement(text).status.value == status


@pytest.mark.parametrize(
    "text",
    [
        "Northmoor University denied that it had signed a memorandum of understanding with Calder Hospital.",
        "Northmoor University has denied reports that it signed a memorandum of understanding with Calder Hospital.",
        f"No agreement was signed between {BOTH}, a spokesman said.",
        f"{BOTH} did not sign a memorandum of understanding.",
        f"{BOTH} have not signed any agreement.",
        f"Talks between {BOTH} on a memorandum of understanding have been called off.",
        f"{BOTH} failed to reach an agreement.",
        "Northmoor University refused to sign a memorandum of understanding with Calder Hospital.",
        "Northmoor University said there was no memorandum of understanding with Calder Hospital.",
        f"Reports of a memorandum of understanding between {BOTH} are unfounded.",
    ],
)
def test_what_is_denied_is_no_agreement(text: str) -> None:
    draft = read(text)
    assert draft.agreements == ()
    assert {"Northmoor University", "Calder Hospital"} <= {one.name for one in draft.organizations}


@pytest.mark.parametrize(
    "text",
    [
        "Northmoor University opened a new library on Monday. The university signed a memorandum of understanding "
        "with Calder Hospital in 2011.",
        "Northmoor University has appointed Dr Ida Holm as dean. She joined from Calder Hospital in 2019.",
        "A memorandum of understanding is a document that describes the broad outlines of an agreement.",
        "Calder Hospital has sued Veldt Builders Ltd over a contract for a new wing.",
        "Northmoor University and Calder Hospital took part in the Veldt Health Fair on Monday.",
    ],
)
def test_no_news_of_an_agreement_is_no_agreement(text: str) -> None:
    assert read(text).agreements == ()


# ── names ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        (f"Northmoor University (NMU) is old. {SIGNED}", "Northmoor University", "NMU"),
        (
            "The Calder Institute of Technology (CIT) and Veldt Bank signed an MoU.",
            "Calder Institute of Technology",
            "CIT",
        ),
        ("NMU (Northmoor University) and Veldt Bank signed an MoU.", "Northmoor University", "NMU"),
        ('Telko Systems Inc. ("Telko") and Veldt Bank signed an MoU.', "Telko Systems Inc.", "Telko"),
    ],
)
def test_other_names(text: str, name: str, alias: str) -> None:
    assert alias in organization(text, name).aliases
    assert alias not in {one.name for one in read(text).organizations}


@pytest.mark.parametrize("word", ["MoU", "MOU", "AI", "IT", "CEO", "HIV", "PhD", "STEM"])
def test_what_an_acronym_is_not(word: str) -> None:
    text = f"{BOTH} signed an MoU. The {word} programme begins in June."
    assert word not in {one.name for one in read(text).organizations}


@pytest.mark.parametrize(
    ("text", "unit", "parent"),
    [
        (
            "Northmoor University's School of Nursing and Calder Hospital signed an MoU.",
            "School of Nursing",
            "Northmoor University",
        ),
        (
            "The School of Nursing of Northmoor University and Calder Hospital signed an MoU.",
            "School of Nursing",
            "Northmoor University",
        ),
        (
            "The Faculty of Law at Northmoor University and Calder Hospital signed an MoU.",
            "Faculty of Law",
            "Northmoor University",
        ),
    ],
)
def test_units_and_their_parents(text: str, unit: str, parent: str) -> None:
    found = organization(text, unit).parent
    assert found is not None
    assert found.value == parent


# ── people and posts ────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "Dr Ida Holm, President of Northmoor University, spoke.",
            "Ida Holm",
            [("President", "Northmoor University")],
        ),
        ("Calder Hospital President Ida Holm spoke.", "Ida Holm", [("President", "Calder Hospital")]),
        (
            "Northmoor University's Vice-Chancellor, Professor Ida Holm, spoke.",
            "Ida Holm",
            [("Vice-Chancellor", "Northmoor University")],
        ),
        (
            "The president of Northmoor University, Ida Holm, spoke.",
            "Ida Holm",
            [("president", "Northmoor University")],
        ),
        (
            "Professor Ida Holm, Dean of the Faculty of Law at Northmoor University, spoke.",
            "Ida Holm",
            [("Dean of the Faculty of Law", "Northmoor University")],
        ),
        (
            "Mr Omar Said Bakri, Chairman and CEO of Veldt Group, spoke.",
            "Omar Said Bakri",
            [("Chairman and CEO", "Veldt Group")],
        ),
        (
            "Dr Zhang Min, Vice President of Calder Group and Director of Calder Research Asia, spoke.",
            "Zhang Min",
            [("Vice President", "Calder Group"), ("Director", "Calder Research Asia")],
        ),
        (
            "Ida Holm, Chief Executive Officer, Calder Hospital, spoke.",
            "Ida Holm",
            [("Chief Executive Officer", "Calder Hospital")],
        ),
        ("Dr Ida Holm of Calder Hospital spoke.", "Ida Holm", [(None, "Calder Hospital")]),
        ("Health Minister Ida Holm spoke.", "Ida Holm", [("Health Minister", None)]),
    ],
)
def test_posts(text: str, name: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert posts(f"{SIGNED} {text}", name) == expected


@pytest.mark.parametrize(
    ("printed", "name", "honorific"),
    [
        ("Dr Ida Holm", "Ida Holm", "Dr"),
        ("Prof. Ida Holm", "Ida Holm", "Prof."),
        ("Professor Ida B. Holm", "Ida B. Holm", "Professor"),
        ("Dato' Seri Dr Harun Salleh", "Harun Salleh", "Dato' Seri Dr"),
        ("Ir Prof Academician Dato' Dr Harun Salleh", "Harun Salleh", "Ir Prof Academician Dato' Dr"),
        ("H.E. Omar Bakri", "Omar Bakri", "H.E."),
        ("Assoc. Prof. Dr. Mei Lin", "Mei Lin", "Assoc. Prof. Dr."),
        ("Sir John Marlow", "John Marlow", "Sir"),
        ("Mr Piet de Vries", "Piet de Vries", "Mr"),
        ("Ms Ana María López", "Ana María López", "Ms"),
        ("Dr Jean-Luc O'Brien", "Jean-Luc O'Brien", "Dr"),
    ],
)
def test_honorifics_are_no_part_of_the_name(printed: str, name: str, honorific: str) -> None:
    text = f"{SIGNED} {printed}, President of Northmoor University, spoke at the ceremony."
    assert person(text, name).honorific == honorific


@pytest.mark.parametrize(
    ("printed", "family"),
    [("TAN Wei Ling", "Tan"), ("Ida HOLM", "Holm"), ("Ida Holm", None), ("ZHANG Min", "Zhang")],
)
def test_a_family_name_in_capitals(printed: str, family: str | None) -> None:
    text = f"{SIGNED} Prof. {printed}, President of Northmoor University, spoke at the ceremony."
    assert person(text, printed).family_name == family


def test_a_person_has_one_node_under_all_forms() -> None:
    text = (
        f"{SIGNED} Dr Ida Holm, President of Northmoor University, spoke first. Dr Holm thanked the guests. Holm left."
    )
    draft = read(text)
    assert [one.name for one in draft.people] == ["Ida Holm"]
    assert "Holm" in draft.people[0].aliases


# ── who signed, who spoke, who looked on ────────────────────────────────────────

IDA, PIET, LUCY = "Ida Holm", "Piet de Vries", "Lucy Tan"
PAIR = "Dr Ida Holm, President of Northmoor University, and Mr Piet de Vries, Chief Executive of Calder Hospital"


@pytest.mark.parametrize(
    "text",
    [
        f"The memorandum of understanding was signed by {PAIR}.",
        f"{SIGNED} It was signed by {PAIR}.",
        f"{SIGNED} {PAIR}, signed the document.",
        f"{SIGNED} The signatories were {PAIR}.",
        f"{SIGNED} The university's president, Dr Ida Holm, and the hospital's director, Mr Piet de Vries, signed it.",
        f"{SIGNED} Northmoor University was represented by Dr Ida Holm, its president, and Calder Hospital by Mr Piet "
        "de Vries, its director.",
    ],
)
def test_signatories(text: str) -> None:
    one = agreement(text)
    assert {(part.participant, part.on_behalf_of) for part in one.participations if part.capacity == "Signatory"} == {
        (IDA, "Northmoor University"),
        (PIET, "Calder Hospital"),
    }


@pytest.mark.parametrize(
    "text",
    [
        f"{SIGNED} The signing was witnessed by Ms Lucy Tan, Minister of Health.",
        f"{SIGNED} The memorandum was signed in the presence of Ms Lucy Tan, Minister of Health.",
        f"{SIGNED} Ms Lucy Tan, Minister of Health, witnessed the signing.",
    ],
)
def test_witnesses(text: str) -> None:
    assert takes_part(text) == {(LUCY, "Witness")}


def test_signers_and_witnesses_of_one_sentence() -> None:
    text = f"{SIGNED} It was signed by {PAIR}, and witnessed by Ms Lucy Tan, Minister of Health."
    assert takes_part(text) == {(IDA, "Signatory"), (PIET, "Signatory"), (LUCY, "Witness")}


@pytest.mark.parametrize(
    "text",
    [
        f'{SIGNED} "This is a good day for our students," said Dr Ida Holm, President of Northmoor University.',
        f"{SIGNED} Dr Ida Holm, President of Northmoor University, said the partnership would help many patients.",
        f"{SIGNED} Dr Ida Holm, President of Northmoor University, attended the signing ceremony.",
        f"{SIGNED} Dr Ida Holm, President of Northmoor University, welcomed the guests.",
        f"{SIGNED} The ceremony was attended by Dr Ida Holm, President of Northmoor University.",
    ],
)
def test_who_speaks_or_attends_has_not_signed(text: str) -> None:
    assert not {part for part in takes_part(text) if part[1] in ("Signatory", "Witness")}


@pytest.mark.parametrize(
    "text",
    [
        f'{SIGNED} "This is a good day for our students," said Dr Ida Holm, President of Northmoor University.',
        f'{SIGNED} Dr Ida Holm, President of Northmoor University, said: "This is a good day for our students."',
        f"{SIGNED} “This is a good day for our students,” Dr Ida Holm said.",
    ],
)
def test_quotations_have_a_speaker(text: str) -> None:
    (quotation,) = read(text).quotations
    assert quotation.speaker.value == IDA
    assert text[quotation.span.start : quotation.span.end].startswith("This is a good day")


# ── when, where, for how long, for how much ─────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on 3 May 2024", "2024-05-03"),
        ("on May 3, 2024", "2024-05-03"),
        ("on 3rd May 2024", "2024-05-03"),
        ("on the 3rd of May 2024", "2024-05-03"),
        ("on Friday, 3 May 2024,", "2024-05-03"),
        ("on 2024-05-03", "2024-05-03"),
        ("in May 2024", "2024-05"),
        ("on 3 May", "2024-05-03"),
        ("on May 3", "2024-05-03"),
        ("on Tuesday", "2024-05-07"),
        ("yesterday", "2024-05-07"),
        ("today", "2024-05-08"),
        ("last week", None),
        ("recently", None),
        ("", None),
    ],
)
def test_the_day_of_signing(words: str, day: str | None) -> None:
    signed = agreement(
        f"{BOTH} signed a memorandum of understanding {words}.".replace(" .", ".").replace(",.", ".")
    ).signed_on
    assert (signed.value if signed else None) == day


@pytest.mark.parametrize("words", ["on 3 May", "on Tuesday", "yesterday", "today"])
def test_a_day_without_a_year_says_nothing_where_the_publication_is_unknown(words: str) -> None:
    assert agreement(f"{BOTH} signed a memorandum of understanding {words}.", published=None).signed_on is None


@pytest.mark.parametrize(
    "text",
    [
        f"LEEDS, 5 May 2024 – {BOTH} have signed a memorandum of understanding.",
        f"LEEDS, May 5, 2024 -- {BOTH} have signed a memorandum of understanding.",
        f"Leeds, 5 May 2024 – {BOTH} have signed a memorandum of understanding.",
        f"{BOTH} sign MoU\n\n5 May 2024\n\n{BOTH} have signed a memorandum of understanding.",
        f"{BOTH} sign MoU\n\nPublished: 5 May 2024\n\n{BOTH} have signed a memorandum of understanding.",
    ],
)
def test_a_dateline_is_the_day_of_the_news_not_of_the_signing(text: str) -> None:
    draft = read(text, published=None)
    assert draft.published is not None
    assert draft.published.value == "2024-05-05"
    assert [one.signed_on for one in draft.agreements] == [None]


@pytest.mark.parametrize(
    "text",
    [
        f"{BOTH} have signed a memorandum of understanding. Calder Hospital was founded on 3 May 1911.",
        f"{BOTH} have signed a memorandum of understanding. The first course begins on 1 September 2024.",
        f"{BOTH} will sign a memorandum of understanding on 12 June 2024.",
    ],
)
def test_other_days_are_not_the_day_of_signing(text: str) -> None:
    assert agreement(text).signed_on is None


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("The agreement is valid for five years.", "P5Y"),
        ("The memorandum will remain in force for three (3) years.", "P3Y"),
        ("The three-year agreement begins in June.", "P3Y"),
        ("The agreement will run for 18 months.", "P18M"),
        ("The agreement is for a period of two years.", "P2Y"),
        ("The hospital has trained nurses for 40 years.", None),
        ("The two have worked together for more than ten years.", None),
    ],
)
def test_terms(words: str, term: str | None) -> None:
    found = agreement(f"{SIGNED} {words}").term
    assert (found.value if found else None) == term


@pytest.mark.parametrize(
    ("words", "money"),
    [
        ("€2.5 million", Money(Decimal(2_500_000), "EUR")),
        ("US$40 million", Money(Decimal(40_000_000), "USD")),
        ("$1.2 billion", Money(Decimal(1_200_000_000), "USD")),
        ("£750,000", Money(Decimal(750_000), "GBP")),
        ("HK$30 million", Money(Decimal(30_000_000), "HKD")),
        ("Rs 4.5 crore", Money(Decimal(45_000_000), "INR")),
        ("Rs 60 lakh", Money(Decimal(6_000_000), "INR")),
        ("₹12 crore", Money(Decimal(120_000_000), "INR")),
        ("RM 5 million", Money(Decimal(5_000_000), "MYR")),
        ("EUR 300,000", Money(Decimal(300_000), "EUR")),
        ("5 million euros", Money(Decimal(5_000_000), "EUR")),
    ],
)
def test_money(words: str, money: Money) -> None:
    found = agreement(f"{BOTH} signed an agreement worth {words} on Tuesday.").amount
    assert found is not None
    assert found.value == money


def test_money_that_is_not_the_agreements() -> None:
    text = f"{SIGNED} Calder Hospital had a turnover of €80 million last year."
    assert agreement(text).amount is None


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("in Oxford", "Oxford"),
        ("in Kuala Lumpur", "Kuala Lumpur"),
        ("in Oxford on Tuesday", "Oxford"),
        ("on Tuesday", None),
    ],
)
def test_the_place_of_signing(words: str, place: str | None) -> None:
    found = agreement(f"{BOTH} signed a memorandum of understanding {words}.").signed_at
    assert (found.value if found else None) == place


# ── on what ─────────────────────────────────────────────────────────────────────

THREE = ["stroke care", "nurse training", "data sharing"]


@pytest.mark.parametrize(
    "words",
    [
        "The two sides will cooperate in stroke care, nurse training and data sharing.",
        "The two sides will work together in the areas of stroke care, nurse training, and data sharing.",
        "The agreement covers stroke care, nurse training and data sharing.",
        "The collaboration will focus on stroke care, nurse training and data sharing.",
        "Areas of cooperation include stroke care, nurse training and data sharing.",
        "They will cooperate on (1) stroke care; (2) nurse training; and (3) data sharing.",
        "They will cooperate in three areas: stroke care, nurse training and data sharing.",
        "They will cooperate in the following areas:\n\n- stroke care\n- nurse training\n- data sharing",
        "They will cooperate in the following areas:\n\n• Stroke care\n• Nurse training\n• Data sharing",
        "The three areas of cooperation – stroke care, nurse training and data sharing – were chosen last year.",
    ],
)
def test_focus_lists(words: str) -> None:
    assert [area.casefold() for area in areas(f"{SIGNED} {words}")] == THREE


@pytest.mark.parametrize(
    "text",
    [
        f"{BOTH} signed a memorandum of understanding to cooperate in stroke care.",
        f"{BOTH} have signed an agreement for joint research on stroke care.",
    ],
)
def test_one_focus(text: str) -> None:
    assert any("stroke care" in area for area in areas(text))


def test_what_nobody_named_is_no_focus() -> None:
    assert areas(SIGNED) == []


# ── before ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "words",
    [
        "The two institutions have collaborated for over 24 years.",
        "The two institutions have worked together for more than 24 years.",
        "It builds on a collaboration of over 24 years between the two institutions.",
    ],
)
def test_an_earlier_collaboration(words: str) -> None:
    (one,) = read(f"{SIGNED} {words}").collaborations
    assert one.minimum_years is not None
    assert one.minimum_years.value == 24
    assert sorted(party.value for party in one.collaborators) == ["Calder Hospital", "Northmoor University"]


# ── against what texts do to a reader ───────────────────────────────────────────


def spans(draft: Draft) -> Iterator[Span]:
    """Every stretch of text that anything of the draft rests on."""
    waiting: list[object] = [draft]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Span):
            yield one
        elif isinstance(one, tuple):
            waiting.extend(one)
        elif is_dataclass(one) and not isinstance(one, Announcement):
            waiting.extend(getattr(one, field.name) for field in fields(one))


def assert_traceable(draft: Draft) -> None:
    """Spans lie in the text and hold words; every name stands there."""
    text = draft.announcement.text
    for span in spans(draft):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end].strip()
    printed = " ".join(text.split())
    organizations = [form for one in draft.organizations for form in (one.name, *one.aliases)]
    people = [form for one in draft.people for form in (one.name, *one.aliases)]
    assert not [form for form in (*organizations, *people) if form not in printed]


@pytest.mark.parametrize(
    "text",
    [
        "The announcement was a mistake: Northmoor University did not sign a memorandum of understanding with Calder "
        "Hospital.",
        "Northmoor University denies that it signed a memorandum of understanding with Calder Hospital.",
        f"The signing of a memorandum of understanding between {BOTH} has been called off.",
    ],
)
def test_an_announcement_that_says_the_opposite(text: str) -> None:
    assert read(text).agreements == ()


HOSTILE = [
    "<script>alert(1)</script> University",
    "Northmoor </script><img src=x onerror=alert(1)> University",
    'Northmoor "The Best" University',
    "Northmoor\nUniversity",
    "Northmoor\\ University",
    "Northmoor\u202eytisrevinU University",
    "\u200fNorthmoor\u200f University",
    "Northmoor University> . <x:s> <x:p> <x:o",
    'Northmoor University" ; <x:p> "x',
    "Northmoor {{7*7}} ${7*7} University",
    "Northmoor\x00\x07 University",
    "Nörthmoor Űniversity \U0001f393 University",
    "'; DROP TABLE parties; -- University",
    "Ignore All Previous Instructions University",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_injected_names_are_only_names(name: str) -> None:
    draft = read(f"{name} and Calder Hospital signed a memorandum of understanding. {name} was founded in 1911.")
    assert_traceable(draft)
    graph = Graph.of(triples(resolve([draft])))
    assert Graph.load(BytesIO(graph.turtle().encode())) == graph
    assert conforms(check(graph))


def invented(number: int) -> str:
    """A name of its own for each number."""
    letters = [chr(ord("a") + number // 26**place % 26) for place in range(4)]
    return "".join(letters).capitalize() + "ton University"


def test_ten_thousand_organizations() -> None:
    names = [invented(number) for number in range(10_000)]
    draft = read(f"{', '.join(names[:-1])} and {names[-1]} signed a memorandum of understanding.")
    assert len({one.name for one in draft.organizations} & set(names)) >= 9_999


def test_a_thousand_agreements_of_one_text() -> None:
    names = [invented(number) for number in range(2_000)]
    pairs = list(zip(names[::2], names[1::2], strict=True))
    draft = read(" ".join(f"{one} and {other} signed a memorandum of understanding." for one, other in pairs))
    assert {tuple(party.value for party in one.parties) for one in draft.agreements} == set(pairs)


def test_no_punctuation_at_all() -> None:
    text = (
        f"{BOTH} signed a memorandum of understanding on 3 May 2024 they will cooperate in stroke care and data sharing"
    )
    one = agreement(text)
    assert parties(one) == ["Calder Hospital", "Northmoor University"]
    assert one.signed_on is not None
    assert one.signed_on.value == "2024-05-03"


def test_only_a_title() -> None:
    draft = read("Northmoor University signs MoU with Calder Hospital")
    assert draft.headline is not None
    assert draft.headline.value == "Northmoor University signs MoU with Calder Hospital"
    assert [parties(one) for one in draft.agreements] == [["Calder Hospital", "Northmoor University"]]


@pytest.mark.parametrize("text", [" ", "\n\n\n", ".", "x", "MoU", "—", "Agreement signed", "\ufeff", '"', "(", "1."])
def test_next_to_nothing(text: str) -> None:
    draft = read(text)
    assert (draft.organizations, draft.people, draft.agreements) == ((), (), ())


@pytest.mark.parametrize(
    "unit",
    [
        "A",
        "A ",
        "NORTHMOOR UNIVERSITY ",
        "Northmoor University and ",
        "(",
        '"',
        "\n",
        "• ",
        "Dr ",
        "of ",
        "1.1",
        "and, ",
    ],
)
def test_two_hundred_thousand_letters(unit: str) -> None:
    draft = read(unit * (200_000 // len(unit)))
    assert draft.agreements == ()
    assert_traceable(draft)


ORGANIZATIONS = [
    "Northmoor University",
    "Calder Hospital",
    "Telko Systems Ltd",
    "the Veldt Institute of Ore",
    "KENDAL BANK",
    "Ghana",
]
PEOPLE = [
    "Dr Ida Holm",
    "Mr Piet de Vries",
    "Prof. TAN Wei Ling",
    "Ana María López",
    "H.E. Omar Bakri",
    "Dato' Harun Salleh",
]
ROLES = ["President", "Vice-Chancellor", "Chairman and CEO", "Dean of the Faculty of Law", "minister"]
AREAS = ["stroke care", "AI", "joint research on rice", "student exchange", "Blue-green algae"]
TEMPLATES = [
    "{o} and {p} signed a memorandum of understanding on {a} on 3 May 2024.",
    "{o} (NMU) has renewed its agreement with {p} for five years.",
    "{n}, {r} of {o}, and {m}, {r} of {p}, signed the MoU.",
    "The agreement was signed by {n} on behalf of {o}, and witnessed by {m}.",
    '"We are glad of this chance to learn," said {n}, {r} of {o}.',
    "They will cooperate in (1) {a}; (2) {b}.",
    "Areas of cooperation:\n- {a}\n- {b}\n",
    "{o}'s {r} {n} met {m}.",
    "{o} will pay €2.5 million to {p}",
    "LEEDS, 5 May 2024 – {o} denied it.",
    "{p} Signs Pact With {o}\n\n",
    "About {o}\n{o} is a part of {p}.\n",
    "The two have worked together for over 24 years.",
]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Sentences of announcements, in any order, well joined and badly."""
    written = []
    for template in draw(st.lists(st.sampled_from(TEMPLATES), min_size=1, max_size=7)):
        first, second = (draw(st.sampled_from(ORGANIZATIONS)) for _ in range(2))
        one, other = (draw(st.sampled_from(PEOPLE)) for _ in range(2))
        area, another = (draw(st.sampled_from(AREAS)) for _ in range(2))
        role = draw(st.sampled_from(ROLES))
        written.append(template.format(o=first, p=second, n=one, m=other, a=area, b=another, r=role))
        written.append(draw(st.sampled_from([" ", "\n", "\n\n", "", "  ", "\r\n", "\u00a0", "\u2028"])))
    return "".join(written)


@given(texts(), st.sampled_from([None, NEWS, "2024-05", "2024"]))
@settings(max_examples=300, deadline=None)
def test_laws(text: str, published: str | None) -> None:
    draft = read(text, published)
    assert_traceable(draft)
    assert draft == read(text, published)
    known = {one.name for one in draft.organizations}
    people = {one.name for one in draft.people}
    assert len(known) == len(draft.organizations)
    assert len(people) == len(draft.people)
    for one in draft.agreements:
        names = [party.value for party in one.parties]
        assert len(set(names)) == len(names) >= 2
        assert set(names) <= known
        assert {part.participant for part in one.participations} <= people | known
        assert {part.on_behalf_of for part in one.participations} <= {*known, None}
    assert {post.organization for one in draft.people for post in one.posts} <= {*known, None}
    assert {one.parent.value for one in draft.organizations if one.parent} <= known
    assert {quotation.speaker.value for quotation in draft.quotations} <= people


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    assert_traceable(read(text))
