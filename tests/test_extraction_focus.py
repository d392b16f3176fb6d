"""What the parties will work on: areas that a list names."""

from mou_graph.extraction import extract
from mou_graph.model import Announcement


def test_areas_that_a_list_names_are_worded_as_it_words_them() -> None:
    (draft,) = extract(
        Announcement(
            "a",
            "Testville University and Beta Hospital signed a Memorandum of Understanding on 3 May 2024. "
            "It covers three areas: nurturing young talent, modernising rural clinics, and opening shared archives.",
        )
    )
    areas = [area.value for area in draft.agreements[0].focus_areas if area.evidence.rule == "focus.named"]
    assert areas == ["nurturing young talent", "modernising rural clinics", "opening shared archives"]
