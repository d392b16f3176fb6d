"""Who signed, and what an agreement's own sentences say of it; every name is made up."""

import pytest

from mou_graph.extraction import extract
from mou_graph.model import AgreementDraft, Announcement

NEWS = "2024-05-08"
"""A Wednesday."""

TOLD = "Testville University and Example Hospital signed a memorandum of understanding."


def agreement(text: str, published: str | None = NEWS) -> AgreementDraft:
    (draft,) = extract(Announcement("a", text, published=published))
    (one,) = draft.agreements
    return one


def taking_part(text: str, capacity: str) -> set[str]:
    return {part.participant for part in agreement(text).participations if part.capacity == capacity}


def signers(sentence: str) -> set[str]:
    """Who signs by a sentence that follows the telling."""
    return taking_part(f"{TOLD} {sentence}", "Signatory")


# ── who signs ───────────────────────────────────────────────────────────────────

ADA, BEN, CAT = "Ada Example", "Ben Sample", "Cat Specimen"


@pytest.mark.parametrize(
    "sentence",
    [
        "It was signed by the Rector of Testville University, Dr Ada Example, and the hospital director Ben Sample.",
        "The MoU was inked by Dr Ada Example, Vice-Rector for Student Affairs; and Dr Ben Sample, the hospital's dean.",
        "It was signed on behalf of the university by Dr Ada Example and on behalf of the hospital by Mr Ben Sample.",
        "It was signed by the civil aviation and tourism secretary Ms Ada Example and the minister Mr Ben Sample.",
        "The document was signed by the presidents of the two bodies, Dr Ada Example and Dr Ben Sample, in Testville.",
        "Dr Ada Example, rector of the university, and Dr Ben Sample, head of the hospital, put their names to it.",
        "Rector Dr Ada Example and Director Dr Ben Sample put pen to paper on Monday.",
        "Dr Ada Example (left) and Dr Ben Sample, the hospital's director, sign the memorandum.",
        "Dr Ada Example signed for Testville University, Dr Ben Sample for Example Hospital.",
        "Dr Ada Example signed on behalf of the university, while Dr Ben Sample did so for the hospital.",
        "Testville University was represented by Dr Ada Example and Example Hospital by Dr Ben Sample at the signing.",
        "The signatories were Dr Ada Example for the university and Dr Ben Sample for the hospital.",
        "Dr Ada Example, the rector, and Dr Ben Sample, the director, were the signatories.",
        "Signing the memorandum were Dr Ada Example, who is the rector, and Dr Ben Sample.",
        "Dr Ada Example, rector of the university, signed the memorandum with the hospital's director Dr Ben Sample.",
        "It bears the signatures of Dr Ada Example and of the director of Example Hospital, Dr Ben Sample.",
        "Two people signed: Dr Ada Example, the rector, and Dr Ben Sample.",
        "In the presence of the minister, Ms Eva Other, Dr Ada Example and Dr Ben Sample signed the memorandum.",
    ],
)
def test_two_signers(sentence: str) -> None:
    assert signers(sentence) == {ADA, BEN}


def test_a_list_of_signers() -> None:
    sentence = "It was signed by Dr Ada Example (Testville), Dr Ben Sample (Example) and Dr Cat Specimen, a dean."
    assert signers(sentence) == {ADA, BEN, CAT}


def test_after_signing() -> None:
    assert signers("After signing the memorandum, Dr Ada Example thanked the nurses.") == {ADA}


@pytest.mark.parametrize(
    "sentence",
    [
        "After talks with Dr Ada Example, the two sides signed the memorandum.",
        "During the visit of Dr Ada Example the university signed the memorandum.",
        "Led by Dr Ada Example, the delegation saw the wards before the memorandum was signed.",
        "The signing ceremony was attended by Dr Ada Example.",
        "Also present at the signing were Dr Ada Example and other guests.",
        "Among those attending the signing was the minister, Dr Ada Example.",
        "Dr Ada Example said that the hospital signed the memorandum with joy.",
        "Dr Ada Example, whose hospital signed the memorandum, was pleased.",
        "The memorandum was signed at the home of the mayor, Dr Ada Example.",
        "The memorandum was signed after a meeting hosted by Dr Ada Example.",
        '"We signed it with pride," Dr Ada Example said.',
    ],
)
def test_no_signer(sentence: str) -> None:
    assert signers(sentence) == set()


def test_witnesses_before_and_behind_the_signers() -> None:
    before = "In the presence of Ms Eva Other, Dr Ada Example and Dr Ben Sample signed the memorandum."
    behind = "Dr Ada Example signed it, witnessed by Ms Eva Other, while Dr Ben Sample signed for the hospital."
    assert taking_part(f"{TOLD} {before}", "Witness") == {"Eva Other"}
    assert taking_part(f"{TOLD} {behind}", "Witness") == {"Eva Other"}
    assert signers(behind) == {ADA, BEN}


# ── when ────────────────────────────────────────────────────────────────────────
def day(sentence: str, published: str | None = NEWS) -> object:
    read = agreement(sentence, published).signed_on
    return read.value if read else None


PARTIES = "Testville University and Example Hospital"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{PARTIES} signed a memorandum of understanding on 3 May 2024.", "2024-05-03"),
        (f"{PARTIES} signed a memorandum of understanding on Friday (3 May).", "2024-05-03"),
        (f"{PARTIES} signed a memorandum of understanding yesterday.", "2024-05-07"),
        (f"{PARTIES} signed a memorandum of understanding on 3.5.2024.", "2024-05-03"),
        (f"{PARTIES} signed a memorandum of understanding on this 3rd day of May, 2024.", "2024-05-03"),
        (f"After a visit in March 2024, {PARTIES} signed a memorandum of understanding on 3 May 2024.", "2024-05-03"),
        (f"TESTVILLE, May 8, 2024 (TNA) -- {PARTIES} signed a memorandum of understanding on 3 May.", "2024-05-03"),
    ],
)
def test_day_of_signing(text: str, told: str) -> None:
    assert day(text) == told


@pytest.mark.parametrize(
    "text",
    [
        f"TESTVILLE – May 8, 2024 – {PARTIES} have signed a memorandum of understanding.",
        f"{PARTIES} announced today that they have signed a memorandum of understanding.",
        f"{PARTIES} have signed a memorandum of understanding, made public on 7 May 2024.",
        f"{PARTIES} signed a memorandum of understanding, valid until 3 May 2029.",
        f"{PARTIES} have renewed their agreement, extending an MoU signed on 4 May 2019.",
        f"{PARTIES} signed a memorandum of understanding on 13 September.",
    ],
)
def test_no_day_of_signing(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    "head",
    [
        "Published May 08, 2024 | 07:31 PM",
        "Example News 2024-05-08 10:43",
        "5/8/2024 10:50:00 AM",
        "08.05.2024",
    ],
)
def test_publication_dates_the_weekday(head: str) -> None:
    text = f"Hospital and university sign\n\n{head}\n\n{PARTIES} signed a memorandum of understanding on Tuesday."
    assert day(text, None) == "2024-05-07"


def test_a_date_in_a_caption_is_no_publication() -> None:
    text = f"{PARTIES} signed an MoU.\n\nFigure 1: The delegation called on the hospital on May 3, 2024"
    (draft,) = extract(Announcement("a", text))
    assert draft.published is None


def test_agreements_of_one_occasion_share_the_day() -> None:
    text = (
        "Testville University signed a memorandum of understanding with Example Hospital on 3 May 2024. "
        "It also signed a letter of intent with Specimen College."
    )
    (draft,) = extract(Announcement("a", text, published=NEWS))
    assert [a.signed_on.value for a in draft.agreements if a.signed_on] == ["2024-05-03"] * 2


# ── for how long, for how much ──────────────────────────────────────────────────
SIGNED = f"{PARTIES} signed a memorandum of understanding"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{PARTIES} signed a five-year memorandum of understanding.", "P5Y"),
        (f"{SIGNED} valid for a period of 3 (three) years, renewable for another two years.", "P3Y"),
        (f"{SIGNED}. The MoU shall remain in force for five (5) years.", "P5Y"),
        (f"{SIGNED}. The initial term of the MoU is two years.", "P2Y"),
        (f"{SIGNED} to cooperate over the next four years.", "P4Y"),
        (f"{SIGNED}. The agreement runs from 2024 to 2029.", "P5Y"),
        (f"{PARTIES} have renewed their agreement for three more years.", "P3Y"),
        (f"{SIGNED}. The two have worked together for 20 years.", None),
        (f"{SIGNED}, their 20-year partnership going on.", None),
        (f"{SIGNED} on a three-year degree programme.", None),
        (f"{SIGNED}. Students will stay for two years.", None),
    ],
)
def test_term(text: str, told: str | None) -> None:
    read = agreement(text).term
    assert (read.value if read else None) == told


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        (f"{SIGNED} effective from 1 July 2024 until 30 June 2027.", "2024-07-01", "2027-06-30"),
        (f"{SIGNED}. It will run until 30 June 2027 and takes effect from 1 July 2024.", "2024-07-01", "2027-06-30"),
        (f"{SIGNED} that comes into force on 1 August 2024.", "2024-08-01", None),
        (f"{SIGNED}. The agreement runs from 2024 to 2029.", "2024", "2029"),
        (f"{SIGNED}. The hospital was built from 1990 to 1995.", None, None),
    ],
)
def test_validity(text: str, begins: str | None, ends: str | None) -> None:
    one = agreement(text)
    assert (one.valid_from.value if one.valid_from else None) == begins
    assert (one.valid_through.value if one.valid_through else None) == ends
    assert one.signed_on is None


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        (f"{PARTIES} signed a $5 million research agreement.", 5_000_000, "USD"),
        (f"{SIGNED}. It is worth up to $3 million.", 3_000_000, "USD"),
        (f"{SIGNED} valued at Rs 12 crore.", 120_000_000, "INR"),
        (f"{SIGNED}. The university will contribute €2.5m to the ward.", 2_500_000, "EUR"),
        (f"{SIGNED}. The deal carries a grant of £300,000.", 300_000, "GBP"),
        (f"{SIGNED}. Under the agreement, 4.5 million dollars will be made available.", 4_500_000, "USD"),
        (f"{SIGNED}. Under the agreement, two million euros will be made available.", 2_000_000, "EUR"),
    ],
)
def test_amount(text: str, value: int, currency: str) -> None:
    read = agreement(text).amount
    assert read is not None
    assert (read.value.value, read.value.currency) == (value, currency)


@pytest.mark.parametrize(
    "more",
    [
        "The hospital had revenue of $90 million last year.",
        "The hospital serves a market worth $90 million.",
        "Its staff raised $90,000 in May.",
        "The programme is known as P4P.",
    ],
)
def test_no_amount(more: str) -> None:
    assert agreement(f"{SIGNED}. {more}").amount is None


FAR = "There was music. There were speeches. The weather was fine. Many came. They talked for long. "


def test_the_only_sum_of_a_text_is_its_agreements_wherever_a_party_gives_it() -> None:
    told = agreement(f"{TOLD} {FAR}Testville University will put $3 million into the work over the years.").amount
    assert told is not None
    assert (int(told.value.value), told.value.currency, told.evidence.confidence < 0.7) == (3_000_000, "USD", True)


@pytest.mark.parametrize(
    "more",
    [
        "Testville University will put $3 million into the work, and Example Hospital will give $2 million.",  # which?
        "The mayor said that the town will put $3 million into its schools.",  # no party's
        "Testville University had revenues of $3 million.",
    ],
)
def test_a_sum_that_is_not_the_agreements_alone(more: str) -> None:
    assert agreement(f"{TOLD} {FAR}{more}").amount is None
