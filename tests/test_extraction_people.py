"""Who is named, in what post and where it is held: the ways in which announcements write it."""

from mou_graph.extraction import extract
from mou_graph.model import Announcement, Draft


def read(text: str) -> Draft:
    """The draft of a text."""
    (draft,) = extract(Announcement("a", text))
    return draft


def posts(text: str) -> dict[str, list[tuple[str | None, str | None]]]:
    """Everybody with their posts."""
    return {p.name: [(x.role, x.organization) for x in p.posts] for p in read(text).people}


def test_a_title_behind_a_post_leaves_the_post() -> None:
    text = "Testville University sent Vice Chancellor Professor Ada Example and Treasurer Professor Dr. Oto Bex."
    assert posts(text) == {
        "Ada Example": [("Vice Chancellor", "Testville University")],
        "Oto Bex": [("Treasurer", "Testville University")],
    }


def test_an_initial_behind_a_title_is_of_the_name() -> None:
    text = "Prof. M. Example, Rector of Testville University, and M. Oto Bex, Dean of Acme College, signed an MoU."
    assert list(posts(text)) == ["M. Example", "Oto Bex"]  # Monsieur Bex


def test_initials_and_parties_belong_to_names_and_posts() -> None:
    text = (
        "Testville University signed an MoU with Acme Ltd. Secretary of Commerce Gina M. Example came, and so did "
        "Professor Ada Sample, Joint Party Secretary of Testville University."
    )
    assert posts(text)["Ada Sample"] == [("Joint Party Secretary", "Testville University")]
    assert not any("Commerce" in o.name for o in read(text).organizations)


def test_a_dash_may_stand_between_name_and_post() -> None:
    text = "Present were Dr. Ada Example - Dean of Testville University and Mr. Oto Bex – CEO of Fable Labs Group, too."
    assert posts(text) == {
        "Ada Example": [("Dean", "Testville University")],
        "Oto Bex": [("CEO", "Fable Labs Group")],
    }


def test_what_a_post_is_of_may_be_listed_before_the_name() -> None:
    text = "Fable Bank met Minister of Foreign Affairs, Foreign Trade and Immigration Mr. Oto Bex on Monday."
    assert posts(text)["Oto Bex"][0][0] == "Minister of Foreign Affairs, Foreign Trade and Immigration"


def test_an_organization_may_stand_right_behind_the_post() -> None:
    text = "President Testville University, Dr. Ada Example and Director Institute of Polymers Dr. Oto Bex spoke."
    assert posts(text) == {
        "Ada Example": [("President", "Testville University")],
        "Oto Bex": [("Director", "Institute of Polymers")],
    }


def test_a_post_is_of_the_first_who_can_have_it() -> None:
    text = "Dr. Ada Example, Rector of Testville University, Dr. Oto Bex, Dean of Fable College, and Dr. Jan Bem spoke."
    found = posts(text)
    assert found["Ada Example"] == [("Rector", "Testville University")]
    assert found["Oto Bex"] == [("Dean", "Fable College")]
    assert not found["Jan Bem"] or found["Jan Bem"][0][0] is None


def test_a_plural_is_shared() -> None:
    text = "Testville University sent vice chancellors Prof. Ada Example, Prof. Oto Bex and Prof. Jan Bem."
    assert {role for held in posts(text).values() for role, _ in held} == {"vice chancellor"}


def test_lower_case_fields_do_not_hide_a_minister() -> None:
    text = "Signing were the state minister for cultural affairs Ada Example and the mayor of Testville."
    assert posts(text) == {"Ada Example": [("state minister for cultural affairs", None)]}


def test_the_organization_may_follow_the_name_that_follows_the_post() -> None:
    text = "Fable Bank met Rector Ada Example of Testville University on Monday."
    assert posts(text)["Ada Example"] == [("Rector", "Testville University")]


def test_a_title_in_lower_case_is_not_the_post() -> None:
    text = "The rector of Testville University, professor Ada Example, thanked Fable Bank for its help."
    assert posts(text)["Ada Example"] == [("rector", "Testville University")]


def test_a_post_for_countries_is_held_at_an_organization() -> None:
    text = "Present was Ms Ada Example, Country Director for Kenya and Ghana at Fable Bank, with others."
    assert posts(text)["Ada Example"] == [("Country Director for Kenya and Ghana", "Fable Bank")]


def test_a_counterpart_has_the_same_post() -> None:
    text = "Prime Minister Ada Example and her Belizean counterpart Oto Bex signed it for Guyana and Belize."
    assert {n: held[0][0] for n, held in posts(text).items()} == {
        "Ada Example": "Prime Minister",
        "Oto Bex": "Prime Minister",
    }


def test_a_family_name_may_look_like_a_company_behind_a_post() -> None:
    text = "The Institute of Testing (ITE) sent ITE president Ada Gold and director Chun-ho Park to Fable Bank."
    assert set(posts(text)) == {"Ada Gold", "Chun-ho Park"}


def test_a_place_in_the_post_ends_before_the_name() -> None:
    text = "It was signed by State Minister for Cultural Affairs of Bangladesh KM Khalid and others on Monday."
    assert list(posts(text)) == ["KM Khalid"]


def test_a_kind_in_the_post_says_where() -> None:
    text = (
        "Testville Hospital and Fable University signed an agreement on nursing. "
        "The hospital director Ada Example and the University Rector, Dr. Oto Bex, signed it."
    )
    assert posts(text) == {
        "Ada Example": [("director", "Testville Hospital")],
        "Oto Bex": [("University Rector", "Fable University")],
    }


def test_colleagues_share_their_house() -> None:
    text = "FTU President Dr. Ada Example and Treasurer Dr. Oto Bex received the guests. FTU is Fable Test University."
    assert posts(text)["Oto Bex"][0][1] == posts(text)["Ada Example"][0][1] == "Fable Test University"


def test_ministers_belong_to_the_countries_that_sign() -> None:
    text = (
        "Belize and Guyana signed a memorandum of understanding on agriculture. It was signed by Belize's Minister "
        "of Trade Mr. Oto Bex and the Guyanese Minister of Health Dr. Ada Example. Kenya's Minister Jan Bem was there."
    )
    found = posts(text)
    assert (found["Oto Bex"][0][1], found["Ada Example"][0][1]) == ("Belize", "Guyana")
    assert found["Jan Bem"][0][1] is None


def test_nobody_is_put_at_the_party_named_last() -> None:
    text = "Fable Bank and Testville Mining Ltd signed an agreement. Analyst Ada Example called it a step forward."
    assert posts(text)["Ada Example"][0][1] is None


def test_several_act_for_one() -> None:
    text = "Fable Hospital and Beta Systems agreed on it. Dr Ada Example and Dr Oto Bex signed for Fable Hospital."
    assert {held[0][1] for held in posts(text).values()} == {"Fable Hospital"}


def test_a_given_name_makes_a_person() -> None:
    text = (
        "Testville University and Fable Bank signed it. Present were Maria Example, Jean-Luc Testa and Wang Fable. "
        "They spoke of the John Example Prize, and of the Maria Example programme."
    )
    assert set(posts(text)) == {"Maria Example", "Jean-Luc Testa", "Wang Fable"}
