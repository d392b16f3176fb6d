"""Drafts that are made up: few names, days and words in every combination, also in those no announcement has."""

from decimal import Decimal

from hypothesis import strategies as st

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
