"""Names of organisations: how far they go, which are one, which capitals name nobody.  All names are made up."""

import pytest

from mou_graph.extraction import extract
from mou_graph.model import Announcement

LEAD = "Testville University and Acme Ltd signed a memorandum of understanding on 3 May 2024.\n\n"


def names(text: str) -> dict[str, tuple[str, ...]]:
    """The organisations a text names beside those of the lead, with their other forms."""
    (draft,) = extract(Announcement("a", LEAD + text))
    return {o.name: o.aliases for o in draft.organizations if o.name not in ("Testville University", "Acme Ltd")}


@pytest.mark.parametrize(
    "name",
    [
        "School of Aerospace, Mechanical and Mechatronic Engineering",
        "National Institute for Transparency, Access to Information and Personal Data Protection",
        "Ministry of Culture, Sports and Wellness",
        "Organisation of African, Caribbean and Pacific States",
        "Electronics and Telecommunications Research Institute",
        "Example Union of Nurses and Midwives",
        "National Library of Mongolia",
        "Rotary Club of Sampleton East",
        "National Academy of Medical Sciences",
        "United Nations Educational, Scientific and Cultural Organization",
        "International Council of Nurses",
        "Rockhill Exploration (Hong Kong) Limited",
        "National Gallery Singapore",
        "Universiti Tun Contoh Malaysia",
        "PT Contoh Karya Baru",
        "Exampleland Supreme Court",
        "City University of Hong Kong",
    ],
)
def test_a_name_is_read_whole(name: str) -> None:
    assert list(names(f"The rector thanked the {name} on Monday for what it had done.")) == [name]


def test_a_town_behind_the_initials_is_of_the_name() -> None:
    found = names(
        "The Indian Institute of Technology (IIT) Delhi was there. IIT Delhi, not IIT Bombay, hosts the next one."
    )
    assert found["Indian Institute of Technology Delhi"] == ("IIT Delhi",)
    assert not any(name.endswith("Technology") for name in found)


def test_letters_in_brackets_are_of_the_unit_that_they_fit() -> None:
    found = names("The Statistics Bureau of the Halvik City Government (STB) came. STB has a plan.")
    assert found["Statistics Bureau"] == ("STB",)
    assert found["Halvik City Government"] == ()


def test_an_owner_of_a_joint_body_is_not_short_for_it() -> None:
    found = names(
        "Karas signed it. On the same day the Karas Oulu-Tampere Medical Centre opened. Karas Copper Ltd came too."
    )
    assert found["Karas Oulu-Tampere Medical Centre"] == ()


def test_two_names_beside_each_other_are_two() -> None:
    text = "They work with the Ministry of Health and Sample Hospital."
    assert set(names(text)) == {"Ministry of Health", "Sample Hospital"}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Economic Community of Northern States", "ECNS"),
        ("Example and Sample Countries Trials Partnership", "ESCTP"),
        ("International Longshore and Warehouse Union", "ILWU"),
    ],
)
def test_initials_tell_where_a_name_begins(name: str, short: str) -> None:
    assert names(f"The {name} ({short}) sent a letter. {short} president Ida Sample said it would help.") == {
        name: (short,)
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It was paid for by the government of Oman last year.", "government of Oman"),
        ("The Nigerian government had asked for it in June.", "Nigerian government"),
        ("The letter came from Exampleland's health ministry in June.", "health ministry"),
        ("The City of Sampleton has joined the programme.", "City of Sampleton"),
        ("The city of Sampleton has joined the programme.", "city of Sampleton"),
        ("The Cabinet was told of it.", "Cabinet"),
    ],
)
def test_states_and_cities_act(text: str, name: str) -> None:
    assert name in names(text)


def test_a_city_somebody_is_in_does_not() -> None:
    assert names("The ceremony was held in the city of Sampleton.") == {}


def test_a_land_and_its_government_are_one() -> None:
    assert len(names("The government of Nigeria paid. The Nigerian government had asked for it.")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A Joint Committee will meet twice a year.",
        "The Steering Committee for the Fund will meet twice a year.",
        "Several Export Credit Agencies have been asked.",
        "Ida Sample, Director of Human Resources, spoke.",
        "The forum took place at the Sampleton Convention Centre on Monday.",
        "They concluded an Exchange of Notes in June.",
        "The parties entered into heads of agreement (HOA). The HOA is with a firm abroad.",
        "The ship carries 8200 TEU and runs on ammonia.",
        "The prize, called the “MAKEaTHON”, went to students.",
        "The Related Learning Experience (RLE) of students will improve.",
        "Two UAVs and the ease of UAVs were shown.",
        "The Centre will grow into a Centre of Excellence.",
    ],
)
def test_capitals_that_name_nobody(text: str) -> None:
    assert names(text) == {}


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Karas Copper Holdings (Pty) Ltd", "Karas Copper"),
        ("Jatiya Contoh Islam University", "Contoh University"),
        ("University of Sampleton", "Sampleton University"),
        ("Union Cabinet", "Cabinet"),
        ("Sampleton District Council", "Sampleton Council"),
    ],
)
def test_a_name_and_its_short_form_are_one(long: str, short: str) -> None:
    assert len(names(f"The {long} has agreed. It was a good day for the {short}, they said.")) == 1


def test_names_beside_each_other_are_never_one() -> None:
    found = names("Sampleton University and Sampleton Health Science University sent delegates.")
    assert set(found) == {"Sampleton University", "Sampleton Health Science University"}


def test_a_town_behind_a_name_is_no_organisation() -> None:
    assert set(names("Guests came from Sample University, Beldorf, and Other College.")) == {
        "Sample University",
        "Other College",
    }


def test_rows_of_a_table_are_names() -> None:
    rows = "Japan Sampleton University 2019\nAustria University of Beldorf 2018\nHelp Centre\nLatest Research News\n"
    found = names("We have agreements with many institutions, namely:\n\n" + rows)
    assert any("Sampleton University" in n for n in found)
    assert any("Beldorf" in n for n in found)
    assert not any("Help" in n or "News" in n for n in found)


def test_sentences_that_are_glued_together_part() -> None:
    assert "Sample Development Bank" in names("It was paid for by the Sample Development Bank.Ida Holm signed it.")


def test_a_page_of_capitals_ends_soon() -> None:
    text = "Ministry of " + "Health, Culture, " * 4_000 + "\n" + "A (B) " * 4_000 + "and Sample and " * 4_000
    names(text)


@pytest.mark.parametrize(
    "end", ["the City of", "the Ministry of", "government of", "Sample University and", "Sample (", "A, B,"]
)
def test_a_text_may_be_cut_off_anywhere(end: str) -> None:
    names(f"It was told by {end}")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "It was signed by the Director of the Center for Contemporary Art Irina Sample.",
            "Center for Contemporary Art",
        ),
        ("It was reviewed by the Sample Hospital Board of Directors.", "Sample Hospital"),
        ("Students of the Department of Criminology University of Sampleton came.", "Department of Criminology"),
        ("They bought it from the Beldorf-based Sample Pharmaceutical.", "Sample Pharmaceutical"),
        ("Similarly, Sample Bank came.", "Sample Bank"),
    ],
)
def test_what_stands_beside_a_name_is_none_of_it(text: str, name: str) -> None:
    assert name in names(text)


def test_letters_believed_first_are_the_name_told_later() -> None:
    assert names("The UN came. It was the United Nations that had asked.") == {"United Nations": ("UN",)}
