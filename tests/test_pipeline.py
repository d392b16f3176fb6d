"""The spine keeps its promises: any order, any number of processes, any hash seed, the same bytes; nothing is lost."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mou_graph.errors import MouGraphError, RegistryError, SourceError
from mou_graph.extraction import extract
from mou_graph.model import Announcement, Draft
from mou_graph.pipeline import BATCH, build, drafts

TEXTS = {
    "a": "Acme University (AU) and Beta Institute signed a Memorandum of Understanding on nursing on 3 May 2024.",
    "b": "Beta Institute and Acme University have signed a memorandum of understanding on nursing.\n\n3 May 2024",
    "c": "Gamma Hospital and Acme University signed a letter of intent in Zürich. Dr Ann Lee, President of AU, signed.",
    "d": "Nothing is agreed here.",
    "e": "The University of Delta renewed its agreement with Beta Institute for five years, in the presence of Bo Ek.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "announcements"
    place.mkdir()
    for name, text in TEXTS.items():
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    return place


def turtle(*sources: Path) -> str:
    return build(sources).graph.turtle()


def test_the_order_of_the_sources_does_not_matter(folder: Path) -> None:
    files = sorted(folder.iterdir())
    assert turtle(*files) == turtle(*reversed(files)) == turtle(folder) == turtle(*files[2:], *files[:2])


def test_the_number_of_processes_does_not_matter(folder: Path) -> None:
    one, two = build(folder), build(folder, workers=2)
    assert one == two


def test_any_executor_will_do(folder: Path) -> None:
    for number in range(2 * BATCH):
        (folder / f"n{number:03}.txt").write_text(TEXTS["a"].replace("2024", str(1900 + number)))
    with ThreadPoolExecutor(2) as pool:
        assert build(folder, executor=pool) == build(folder)


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_hash_seed_does_not_matter(folder: Path, seed: str) -> None:
    script = "import sys, mou_graph; sys.stdout.buffer.write(mou_graph.build(sys.argv[1]).graph.serialise('ttl'))"
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    shown = subprocess.run([sys.executable, "-c", script, folder], capture_output=True, check=True, env=environment)
    assert shown.stdout.decode() == turtle(folder)


def test_telling_twice_says_no_more(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    again.mkdir()
    for name, text in TEXTS.items():
        (again / f"{name}.txt").write_text(text, encoding="utf-8")
    once, twice = build(folder), build([folder, again])
    assert once.graph == twice.graph
    assert twice.problems == once.problems
    assert twice.counts.announcements == 2 * once.counts.announcements
    assert twice.counts[1:] == once.counts[1:]


def test_more_announcements_take_nothing_away(folder: Path) -> None:
    assert set(build(folder / "a.txt").graph) <= set(build([folder / "a.txt", folder / "d.txt"]).graph)


def test_problems_are_told_and_the_rest_is_built(folder: Path) -> None:
    whole = turtle(folder)
    (folder / "empty.txt").write_text("")
    (folder / "image.txt").write_bytes(b"\x89PNG\x00")
    made = build(folder)
    assert [problem.where.rpartition("/")[2] for problem in made.problems] == ["empty.txt", "image.txt"]
    assert made.graph.turtle() == whole
    assert made.counts.announcements == len(TEXTS)


def frail(announcement: Announcement) -> Iterator[Draft]:
    if "Zürich" in announcement.text:
        raise IndexError("string index out of range")
    yield from extract(announcement)


def test_an_extractor_that_fails_on_one_announcement_loses_only_that_one(folder: Path) -> None:
    made = build(folder, extractor=frail)
    (problem,) = made.problems
    assert str(problem).endswith("c.txt: the extractor failed: IndexError: string index out of range")
    assert '"c"' in made.graph.turtle()
    assert made.counts.announcements == len(TEXTS)
    assert made.counts.agreements == build(folder).counts.agreements - 1


def test_progress_tells_of_every_record(folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    done: list[int] = []
    build(folder, progress=done.append)
    assert sum(done) == len(TEXTS) + 1


def test_drafts_come_as_the_announcements_do(folder: Path) -> None:
    pulled: list[int] = []

    def endless() -> Iterator[Announcement]:
        number = 0
        while True:
            pulled.append(number)
            yield Announcement(str(number), TEXTS["d"])
            number += 1

    stream = drafts(endless())
    assert [next(stream).announcement.identifier for _ in range(3)] == ["0", "1", "2"]
    assert len(pulled) <= BATCH


def test_a_registry_names_the_organisations(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "registry.csv"
    table.write_text("name,aliases,country\nAcme University of Technology,Acme University|AU,CH\n,,\n")
    made = build(folder, registry=table)
    assert "<organization/acme-university-of-technology>" in made.graph.turtle()
    assert [str(problem) for problem in made.problems] == [f"{table}:3: no name"]


def test_a_request_that_cannot_be_met_is_an_error(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        build(tmp_path / "nowhere")
    with pytest.raises(RegistryError):
        build(folder, registry=tmp_path / "nowhere.csv")
    with pytest.raises(ValueError, match="workers"):
        build(folder, workers=0)
    assert issubclass(SourceError, MouGraphError)
