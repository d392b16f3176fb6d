"""What several announcements say together: who is who, what is one agreement, and what is believed."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from mou_graph.model import (
    AgreementDraft,
    Announcement,
    Collaboration,
    Draft,
    Evidence,
    Money,
    OrganizationMention,
    PersonMention,
    Post,
    Span,
    Stated,
    Status,
)
from mou_graph.registry import Entry, Registry
from mou_graph.resolution import resolve
from mou_graph.vocabulary import BASE, local


def seen(confidence: float = 0.9, rule: str = "hand.written") -> Evidence:
    return Evidence((Span(0, 4),), confidence, rule)


def named(name: str, *aliases: str, parent: str | None = None) -> OrganizationMention:
    return OrganizationMention(name, aliases, seen(), Stated(parent, seen()) if parent else None)


def person(name: str, *posts: tuple[str | None, str | None], family: str | None = None) -> PersonMention:
    return PersonMention(name, (), None, family, tuple(Post(role, at, seen()) for role, at in posts), seen())


def agreed(
    *parties: str,
    type: str = "MemorandumOfUnderstanding",
    status: Status = "Signed",
    on: str | None = None,
    areas: Sequence[str] = (),
    confidence: float = 0.9,
) -> AgreementDraft:
    return AgreementDraft(
        Stated(type, seen(confidence)),
        Stated(status, seen()),
        tuple(Stated(party, seen()) for party in parties),
        focus_areas=tuple(Stated(area, seen()) for area in areas),
        signed_on=Stated(on, seen(confidence)) if on else None,
    )


def told(
    identifier: str,
    *things: OrganizationMention | PersonMention | AgreementDraft | Collaboration | str,
    published: str | None = "2024-03-10",
) -> Draft:
    """A draft of things; organisations may be given by name, and those that agreements name need not be given."""
    organizations = [named(t) if isinstance(t, str) else t for t in things if isinstance(t, str | OrganizationMention)]
    agreements = [t for t in things if isinstance(t, AgreementDraft)]
    for name in dict.fromkeys(party.value for a in agreements for party in a.parties):
        if name not in [o.name for o in organizations]:
            organizations.append(named(name))
    return Draft(
        Announcement(identifier, f"text {identifier}", published=published),
        organizations=tuple(organizations),
        people=tuple(t for t in things if isinstance(t, PersonMention)),
        agreements=tuple(agreements),
        collaborations=tuple(t for t in things if isinstance(t, Collaboration)),
    )


def organizations(*drafts: Draft, registry: Registry | None = None) -> dict[str, tuple[str, ...]]:
    return {o.label: o.other_labels for o in resolve(drafts, registry).organizations}


def people(*drafts: Draft) -> list[str]:
    return [local(p.iri) for p in resolve(drafts).people]


def agreements(*drafts: Draft) -> list[str]:
    return [a.iri.removeprefix(BASE + "agreement/") for a in resolve(drafts).agreements]


def accepted(facts: Sequence[object]) -> list[object]:
    return [fact.value for fact in facts if fact.accepted]  # type: ignore[attr-defined]


# ── organisations ────────────────────────────────────────────────────────────


def test_spellings_of_one_name_are_one_organisation_called_as_most_call_it() -> None:
    drafts = [told("a", "Acme Ltd"), told("b", "ACME"), told("c", "The Acme Ltd."), told("d", "Acme Ltd")]
    assert organizations(*drafts) == {"Acme Ltd": ("ACME", "Acme Ltd.")}


def test_an_acronym_of_one_announcement_is_understood_in_another() -> None:
    full = named("Hong Kong University of Science and Technology", "HKUST")
    assert organizations(told("a", full), told("b", "HKUST")) == {
        "Hong Kong University of Science and Technology": ("HKUST",)
    }


def test_an_acronym_of_two_bodies_is_neither() -> None:
    one, two = named("University College London", "UCL"), named("Universitas Cahaya Lestari", "UCL")
    assert set(organizations(told("a", one), told("b", two), told("c", "UCL"))) == {one.name, two.name, "UCL"}


def test_an_acronym_that_only_one_of_two_names_can_have_is_that_ones() -> None:
    one, two = named("Hong Kong University of Science and Technology", "HKUST"), named("School of Business", "HKUST")
    assert set(organizations(told("a", one), told("b", two), told("c", "HKUST"))) == {one.name, two.name}


@pytest.mark.parametrize("alias", ["University", "Microsoft", "the Company"])
def test_short_forms_of_one_text_say_nothing_about_another(alias: str) -> None:
    assert len(organizations(told("a", named("Microsoft Research Asia", alias)), told("b", alias))) == 2


def test_another_full_name_counts_like_an_acronym() -> None:
    full = named("Tokyo Institute of Technology", "Tokyo Tech")
    assert set(organizations(told("a", full), told("b", "Tokyo Tech"))) == {full.name}


def test_a_unit_is_never_its_parent_and_a_party_never_its_co_party() -> None:
    unit = named("Department of Health", "DOHS", parent="DOHS")
    assert len(organizations(told("a", unit, "DOHS"))) == 2
    full = named("Alpha Beta Council", "ABC")
    assert len(organizations(told("a", full, "Gamma"), told("b", agreed("ABC", "Alpha Beta Council")))) == 3


def test_the_registry_has_the_last_word_on_names() -> None:
    entry = Entry("Indian Institute of Science", ("IISc", "Tata Institute"), ror="04dese585")
    registry = Registry((entry, Entry("University College London", ("UCL",))))
    found = resolve(
        [told("a", "Tata Institute"), told("b", "indian institute of science"), told("c", "IISC")], registry
    )
    (organization,) = found.organizations
    assert (organization.label, organization.entry) == (entry.name, entry)
    assert "Tata Institute" in organization.other_labels


def test_an_acronym_of_the_registry_and_of_another_body_in_the_announcements_is_neither() -> None:
    registry = Registry((Entry("University College London", ("UCL",)),))
    found = organizations(told("a", named("Universitas Cahaya Lestari", "UCL")), told("b", "UCL"), registry=registry)
    assert set(found) == {"Universitas Cahaya Lestari", "UCL"}


def test_namesakes_of_the_registry_are_told_apart_by_country() -> None:
    health = [Entry("Ministry of Health", (f"{c} Health",), country=c) for c in ("Nepal", "Kenya")]
    registry = Registry(tuple(health))
    found = resolve([told("a", "Nepal Health"), told("b", "Kenya Health"), told("c", "Ministry of Health")], registry)
    assert [local(o.iri) for o in found.organizations] == [
        "ministry-of-health",
        "ministry-of-health--kenya",
        "ministry-of-health--nepal",
    ]


def test_the_registrys_parents_are_there_too() -> None:
    registry = Registry((Entry("Lab", parent="Institute"), Entry("Institute", parent="University of X")))
    found = {o.label: o for o in resolve([told("a", "Lab")], registry).organizations}
    assert found["Lab"].registered_parent == found["Institute"].iri
    assert found["Institute"].registered_parent == found["University of X"].iri


def test_parents_go_round_in_no_circle() -> None:
    one = told("a", named("Alpha", parent="Beta"), "Beta")
    two = told("b", named("Beta", parent="Alpha"), "Alpha")
    three = told("c", named("Alpha", parent="Beta"), "Beta")
    parents = {o.label: o.parents for o in resolve([one, two, three]).organizations}
    assert [f.accepted for f in parents["Alpha"]] == [True]
    assert [f.accepted for f in parents["Beta"]] == [False]


# ── people ───────────────────────────────────────────────────────────────────


def test_one_person_in_either_order_of_names_at_one_organisation() -> None:
    one = told("a", "Acme", person("ZHOU Lidong", ("Director", "Acme")))
    two = told("b", "Acme", person("Lidong Zhou", ("Vice President", "Acme")))
    (who,) = resolve([one, two]).people
    assert (who.label, who.given_name, who.family_name) == ("Lidong Zhou", "Lidong", "Zhou")
    assert who.other_labels == ("ZHOU Lidong",)
    assert len(who.posts) == 2


def test_the_other_order_of_names_elsewhere_is_somebody_else() -> None:
    one = told("a", "Acme", person("Zhou Lidong", ("Director", "Acme")))
    two = told("b", "Beta", person("Lidong Zhou", ("Director", "Beta")))
    assert people(one, two) == ["lidong-zhou", "zhou-lidong"]


@pytest.mark.parametrize(
    ("name", "other", "people"),
    [
        ("Nancy Sample", "Nancy Sample Yuk-yu", 1),
        ("Nancy Sample Yuk-yu", "Nancy Sample Mei-ling", 2),
        ("Nancy W. Sample", "Nancy Sample Wai-man", 1),
        ("Nancy B. Sample", "Nancy Sample Wai-man", 2),
        ("Nancy May", "Nancy May Sample-Jones", 2),
        ("Tan Eng Hong", "Eng Hong", 2),  # Tan is a family name
    ],
)
def test_a_second_given_name_stands_behind_the_family_name(name: str, other: str, people: int) -> None:
    a = told("a", person(name, ("Dean", "Acme University")), "Acme University")
    b = told("b", person(other, ("Dean", "Acme University")), "Acme University")
    assert len(resolve([a, b]).people) == people


def test_who_is_at_a_hospital_and_at_its_centre_is_one() -> None:
    a = told("a", person("Ivy Sample", ("Head", "Acme Health")), "Acme Health")
    b = told("b", person("Ivy Sample", ("Head", "Acme Health Heart Centre")), "Acme Health Heart Centre")
    c = told("c", person("Ivy Sample", ("Head", "Beta Heart Centre")), "Beta Heart Centre")
    assert [len(p.posts) for p in resolve([a, b, c]).people] == [2, 1]


def test_units_called_by_a_kind_and_a_field_are_their_wholes() -> None:
    a = told("a", named("School of Medicine", parent="Acme University"), "Acme University")
    b = told("b", named("School of Medicine", parent="Beta College"), "Beta College")
    c = told("c", named("Acme University School of Medicine"))
    d = told("d", named("School of Medicine"))  # nobody says whose
    found = {o.label: o.other_labels for o in resolve([a, b, c, d]).organizations}
    assert found == {
        "Acme University": (), "Acme University School of Medicine": ("School of Medicine",),
        "Beta College": (), "Beta College School of Medicine": ("School of Medicine",),
        "School of Medicine": (),
    }  # fmt: skip
    registry = Registry((Entry("School of Medicine", parent="Acme University"),))
    assert "Acme University School of Medicine" not in {o.label for o in resolve([a], registry).organizations}


def test_the_same_post_of_nobody_in_particular_makes_one_person() -> None:
    post, other = ("Secretary for Tests", None), ("Minister for Trials", None)
    found = resolve([told("a", person("Ada B. Example", post)), told("b", person("Ada Example", post))])
    assert len(found.people) == 1
    assert (
        len(resolve([told("a", person("Ada B. Example", post)), told("b", person("Ada Example", other))]).people) == 2
    )


def test_namesakes_at_unrelated_organisations_stay_apart() -> None:
    one = told("a", "Acme", person("John Smith", ("Director", "Acme")))
    two = told("b", "Beta", person("John Smith", ("Dean", "Beta")))
    assert people(one, two) == people(two, one) == ["john-smith--acme", "john-smith--beta"]


def test_a_unit_and_its_parent_are_related() -> None:
    one = told("a", named("Acme Lab", parent="Acme"), "Acme", person("John Smith", ("Head", "Acme Lab")))
    two = told("b", "Acme", person("John Smith", ("Director", "Acme")))
    assert people(one, two) == ["john-smith"]


def test_somebody_without_a_post_is_the_only_one_of_that_name() -> None:
    one = told("a", "Acme", person("John Smith", ("Director", "Acme")))
    assert people(one, told("b", person("John Smith"))) == ["john-smith"]


def test_a_single_word_is_too_little_to_be_somebody_by() -> None:
    one = told("a", "Acme", person("Modi", ("Director", "Acme")))
    assert len(people(one, told("b", "Beta", person("Modi")))) == 2


def test_a_post_told_in_part_gives_way_to_the_whole() -> None:
    one = told("a", "Acme", person("Ann Lee", ("President", "Acme")))
    two = told("b", person("Ann Lee", ("President", None)))
    (who,) = resolve([one, two]).people
    assert [(bool(f.value.organization), f.accepted) for f in who.posts] == [(True, True), (False, False)]


# ── focus areas ──────────────────────────────────────────────────────────────


def test_spellings_of_one_focus_area_are_one() -> None:
    drafts = [
        told("a", agreed("Acme", "Beta", areas=["digitisation of health services"])),
        told("b", agreed("Acme", "Beta", areas=["Digitization of Health Service"])),
        told("c", agreed("Acme", "Beta", areas=["digitisation of health-services"])),
        told("d", agreed("Acme", "Beta", areas=["digitisation of health services"])),
    ]
    (area,) = resolve(drafts).focus_areas
    assert (local(area.iri), area.label) == ("digitisation-of-health-services", "digitisation of health services")
    assert area.other_labels == ("Digitization of Health Service", "digitisation of health-services")


# ── agreements ───────────────────────────────────────────────────────────────

HKUST = named("Hong Kong University of Science and Technology", "HKUST")
MSRA = named("Microsoft Research Asia", "MSRA")


def test_three_tellings_of_one_agreement_are_one_with_three_announcements() -> None:
    full = told("full", HKUST, MSRA, agreed(HKUST.name, MSRA.name), published="2025-01-15")
    other = told("other", agreed(HKUST.name, MSRA.name, type="Partnership", on="2025-01-14"), published="2025-01-17")
    brief = told("brief", agreed("HKUST", "MSRA"), published="2025-02-01")
    (agreement,) = resolve([brief, other, full]).agreements
    assert local(agreement.iri) == "2025-mou"
    assert len(agreement.announced_by) == 3
    assert agreement.announced_on == "2025-01-15"
    assert accepted(agreement.types) == ["MemorandumOfUnderstanding"]
    assert accepted(agreement.signed_on) == ["2025-01-14"]


def test_two_agreements_of_one_announcement_stay_two() -> None:
    draft = told("a", agreed("Acme", "Beta", areas=["wind"]), agreed("Acme", "Beta", areas=["sun"]))
    found = agreements(draft)
    assert len(found) == 2
    assert all(iri.startswith("acme--beta/2024-mou-03-10-") for iri in found)
    assert found == agreements(replace(draft, agreements=draft.agreements[::-1]))


def test_two_agreements_told_twice_find_their_own() -> None:
    one = told("a", agreed("Acme", "Beta", areas=["wind"]), agreed("Acme", "Beta", areas=["sun"]))
    two = told("b", agreed("Acme", "Beta", areas=["sun", "rain"]), agreed("Acme", "Beta", areas=["wind"]))
    found = resolve([one, two]).agreements
    assert sorted(sorted(local(f.value) for f in a.focus_areas) for a in found) == [["rain", "sun"], ["wind"]]


def test_types_and_years_have_iris_of_their_own_and_days_where_these_are_not_enough() -> None:
    drafts = [
        told("a", agreed("Acme", "Beta", on="2024-01-02"), published="2024-01-03"),
        told("b", agreed("Acme", "Beta", on="2024-09-30"), published="2024-10-01"),
        told("c", agreed("Acme", "Beta", on="2023-05-05"), published="2023-05-06"),
        told("d", agreed("Acme", "Beta", type="LetterOfIntent"), published=None),
    ]
    assert agreements(*drafts) == [
        "acme--beta/2023-mou",
        "acme--beta/2024-mou-01-02",
        "acme--beta/2024-mou-09-30",
        "acme--beta/undated-loi",
    ]


@pytest.mark.parametrize(
    ("one", "two", "one_or_two"),
    [
        ({"on": "2024-01-01"}, {"on": "2024-02-01"}, 1),
        ({"on": "2024-01-01"}, {"on": "2024-02-02"}, 2),
        ({"on": "2024-01"}, {"on": "2024-01-20"}, 1),
        ({"published": "2024-01-01"}, {"published": "2024-03-01"}, 1),
        ({"published": "2024-01-01"}, {"published": "2024-03-02"}, 2),
        ({"published": None}, {"published": "2024-03-02"}, 1),
        ({"type": "MemorandumOfUnderstanding"}, {"type": "LetterOfIntent"}, 2),
        ({"type": "MemorandumOfUnderstanding"}, {"type": "CooperationAgreement"}, 1),
        ({"status": "Planned"}, {"status": "Signed"}, 1),
        ({"status": "Renewed", "published": "2024-02-01"}, {"status": "Signed", "published": "2024-02-20"}, 2),
        ({"status": "Renewed", "published": "2024-02-01"}, {"status": "Signed", "published": "2024-02-02"}, 1),
        ({"status": "Ended"}, {"status": "Signed"}, 2),
    ],
)
def test_one_agreement_or_two(one: dict[str, str], two: dict[str, str], one_or_two: int) -> None:
    drafts = []
    for identifier, about in (("a", dict(one)), ("b", dict(two))):
        published = about.pop("published", "2024-02-01")
        drafts.append(told(identifier, agreed("Acme", "Beta", **about), published=published))  # type: ignore[arg-type]
    assert len(agreements(*drafts)) == one_or_two


def test_a_telling_that_leaves_a_party_out_belongs_to_the_agreement_that_has_it() -> None:
    three, two = told("a", agreed("Acme", "Beta", "Gamma")), told("b", agreed("Acme", "Gamma"))
    assert agreements(three, two) == ["acme--beta--gamma/2024-mou"]
    other = told("c", agreed("Acme", "Delta", "Gamma"))
    assert len(agreements(three, two, other)) == 3


def test_a_more_exact_day_wins_and_the_other_stays_as_a_claim() -> None:
    drafts = [
        told("a", agreed("Acme", "Beta", on="2024-03")),
        told("b", agreed("Acme", "Beta", on="2024-03-08", confidence=0.6)),
    ]
    (agreement,) = resolve(drafts).agreements
    assert {f.value: f.accepted for f in agreement.signed_on} == {"2024-03": False, "2024-03-08": True}


def test_of_two_days_the_one_with_more_evidence_wins() -> None:
    days = ("2024-03-08", "2024-03-09", "2024-03-08")
    drafts = [told(str(i), agreed("Acme", "Beta", on=day)) for i, day in enumerate(days)]
    (agreement,) = resolve(drafts).agreements
    assert {f.value: (f.accepted, len(f.told)) for f in agreement.signed_on} == {
        "2024-03-08": (True, 2),
        "2024-03-09": (False, 1),
    }


def test_what_is_unsure_is_recorded_not_accepted() -> None:
    draft = told("a", agreed("Acme", "Beta", on="2024-03-08", confidence=0.3))
    (agreement,) = resolve([draft]).agreements
    assert [(f.value, f.accepted) for f in agreement.signed_on] == [("2024-03-08", False)]
    assert accepted(agreement.types) == ["MemorandumOfUnderstanding"]  # an agreement is of some type


def test_an_agreement_with_one_party_is_a_problem_not_an_agreement() -> None:
    found = resolve([told("a", "Acme", agreed("Acme", "Acme Ltd"))])
    assert found.agreements == ()
    assert [str(p) for p in found.problems] == ["a: an agreement of fewer than two parties (Acme, Acme Ltd)"]
    assert len(found.announcements) == 1


def test_a_collaboration_is_built_on_by_the_agreement_of_its_members() -> None:
    years = Collaboration((Stated("Acme", seen()), Stated("Beta", seen())), seen(), Stated(Decimal(24), seen()))
    draft = told("a", agreed("Acme", "Beta"), agreed("Acme", "Gamma"), years)
    found = resolve([draft])
    assert [local(c.iri) for c in found.collaborations] == ["acme--beta"]
    assert [len(a.builds_on) for a in found.agreements] == [1, 0]


# ── what an extractor may get wrong ──────────────────────────────────────────


def test_a_draft_whose_evidence_is_not_in_the_text_leaves_only_its_announcement() -> None:
    outside = OrganizationMention("Acme", (), Evidence((Span(0, 400),), 0.9, "some.rule"))
    found = resolve([told("a", outside), told("b", "Beta")])
    assert [o.label for o in found.organizations] == ["Beta"]
    assert [str(p) for p in found.problems] == ["a: rule some.rule gives a passage that is not in the text"]


def test_values_that_cannot_be_are_problems() -> None:
    bad = replace(
        agreed("Acme", "Beta", on="2024-02-30"),
        term=Stated("three years", seen()),
        amount=Stated(Money(Decimal(5), "dollars"), seen()),
    )
    found = resolve([told("a", bad, agreed("Acme", "Gamma", type="Handshake"), published="10 March 2024")])
    assert sorted(p.message for p in found.problems) == [
        "no such type of agreement: 'Handshake'",
        "not a date of publication: '10 March 2024'",
        "not a date: '2024-02-30'",
        "not a duration: 'three years'",
        "not an amount: 5 dollars",
    ]
    (agreement,) = found.agreements
    assert (agreement.signed_on, agreement.terms, agreement.amounts) == ((), (), ())


# ── one text, one announcement ───────────────────────────────────────────────


def test_a_text_read_under_two_names_is_one_announcement() -> None:
    draft = told("a", agreed("Acme", "Beta"))
    again = replace(draft, announcement=replace(draft.announcement, identifier="b", url="https://example.org/b"))
    (announcement,) = resolve([draft, again]).announcements
    assert announcement.identifiers == ("a", "b")
    assert announcement.urls == ("https://example.org/b",)
    assert len(resolve([draft, again]).agreements) == 1


def test_the_sources_date_comes_before_the_texts() -> None:
    draft = replace(told("a", published="2024-03-10"), published=Stated("2024-03-09", seen()))
    (announcement,) = resolve([draft]).announcements
    assert [(f.value, f.accepted) for f in announcement.published] == [("2024-03-10", True), ("2024-03-09", False)]


def test_a_publisher_is_the_organisation_of_that_name() -> None:
    draft = told("a", HKUST)
    draft = replace(draft, announcement=replace(draft.announcement, publisher="HKUST"))
    found = resolve([draft])
    assert found.announcements[0].publishers == (found.organizations[0].iri,)
    assert found.publishers == ()
