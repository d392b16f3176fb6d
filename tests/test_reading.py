"""Sources become announcements; what cannot is told, with its file, and stops nothing."""

import io
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mou_graph.errors import SourceError
from mou_graph.model import Announcement, Problem
from mou_graph.reading import count, read
from mou_graph.reading.markdown import front_matter, plain

SIGNED = "Alpha University and Beta Institute signed a memorandum of understanding."

PAGE = f"""<!DOCTYPE html><!-- saved from url=(0033)https://news.alpha.example/signed -->
<html lang="en-GB"><head><meta charset="CHARSET"><title>Alpha meets Beta | Alpha News</title>
<meta property="og:site_name" content="Alpha News">
<meta property="article:published_time" content="2025-01-15T09:00:00+08:00"></head>
<body><nav><a href="/">Home</a><a href="/about">About us</a></nav>
<article><h1>Alpha meets Beta</h1><p>{SIGNED} The two will work together on smart health for years to come.</p>
<ul><li>joint research</li><li>student exchange</li></ul><p>Professor José Müller spoke at the ceremony on campus.</p>
</article><footer>Copyright 2019. Privacy policy.</footer></body></html>"""


def announcements(stream: Iterable[Announcement | Problem]) -> list[Announcement]:
    return [one for one in stream if isinstance(one, Announcement)]


def problems(stream: Iterable[Announcement | Problem]) -> list[Problem]:
    return [one for one in stream if isinstance(one, Problem)]


def only(stream: Iterable[Announcement | Problem]) -> Announcement:
    (one,) = stream
    assert isinstance(one, Announcement)
    return one


def told(stream: Iterable[Announcement | Problem]) -> str:
    (one,) = stream
    assert isinstance(one, Problem)
    return str(one)


def standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(data))))


# -- the formats


def test_plain_text_is_kept_as_it_is_but_for_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.b.txt").write_bytes(b"\r\n One \r\n\tTwo\x0c\r\n")
    one = only(read(tmp_path / "a.b.txt"))
    assert (one.identifier, one.text, one.headline) == ("a.b", "\n One \n\tTwo\x0c\n", None)


def test_markdown_gives_its_front_matter_and_its_plain_words(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "---\nid: d1\ntitle: 'Alpha: a *MoU*'\nurl: https://a.example/x#y\npublished: 2025-01-15 # Wednesday\n"
        "publisher: Alpha\nlanguage: en-GB\nother: [1, 2]\ntags:\n  - a\n---\n"
        "# Alpha meets **Beta**\n\n> [Ann Lee](https://x.example) &amp; others\n\n1. research\n2. exchange\n"
    )
    assert only(read(tmp_path)) == Announcement(
        identifier="d1",
        text="Alpha: a *MoU*\n\nAlpha meets Beta\n\nAnn Lee & others\n\n1. research\n2. exchange\n",
        headline="Alpha: a *MoU*",
        url="https://a.example/x#y",
        published="2025-01-15",
        publisher="Alpha",
        language="en-GB",
        source=str(tmp_path / "a.md"),
    )


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4\n"),
        ("***both*** ~~gone~~ `code` \\*star\\*", "both gone code *star*\n"),
        ("![the hall](h.png) and <https://a.example>", "the hall and https://a.example\n"),
        ("[a][1]\n\n[1]: https://a.example", "a\n"),
        ("Title\n=====\n\nText<br>more <!-- hidden -->", "Title\n\nText\nmore\n"),
        ("- a\n  - b\n- c\n\nEnd", "- a\n  - b\n- c\n\nEnd\n"),
        ("* loose\n\n* list\n", "- loose\n\n- list\n"),
        ("| Party | Land |\n|---|---|\n| A | B |", "Party | Land\nA | B\n"),
        ("hard  \nbreak\nsoft", "hard\nbreak\nsoft\n"),
        ("香港**科技**大學", "香港科技大學\n"),
    ],
)
def test_markdown_marks_go_and_words_stay(markdown: str, text: str) -> None:
    assert plain(markdown) == text


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("title: A: b", {"title": "A: b"}),
        ('title: "A \\"b\\"" # c', {"title": 'A "b"'}),
        ("title: 'it''s'", {"title": "it's"}),
        ("title: >\n  one\n  two\nid: x", {"title": "one two", "id": "x"}),
        ("title: one\n  two", {"title": "one two"}),
        ("# only a comment\n\nTitle: A", {"title": "A"}),
        ("title:\nurl: ~", {"title": None, "url": None}),
    ],
)
def test_front_matter_is_read_as_people_write_it(header: str, fields: dict[str, object]) -> None:
    assert front_matter(f"---\n{header}\n---\nText") == (fields, "Text", None)


def test_broken_front_matter_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"---\ntitle: A\nwhat is this\n---\n{SIGNED}")
    (tmp_path / "b.md").write_text(f"---\ntitle: A\n\n{SIGNED}")
    found = list(read(tmp_path))
    assert [one.text.startswith("A\n\nAlpha") for one in announcements(found)] == [True, False]
    assert [problem.message[:30] for problem in problems(found)] == [
        "line 3 of the front matter is ",
        "the front matter is not closed",
    ]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_saved_page_gives_its_main_text_and_what_its_head_says(tmp_path: Path, charset: str) -> None:
    (tmp_path / "p.html").write_bytes(PAGE.replace("CHARSET", charset).encode(charset))
    one = only(read(tmp_path))
    assert one.text.startswith("Alpha meets Beta\n")
    assert one.text.count("Alpha meets Beta") == 1
    assert SIGNED in one.text
    assert "- joint research\n" in one.text
    assert "José Müller" in one.text
    assert "About us" not in one.text
    assert "Privacy" not in one.text
    assert one.published == "2025-01-15"
    assert one.publisher == "Alpha News"
    assert one.url == "https://news.alpha.example/signed"
    assert one.language == "en-GB"


def test_a_page_that_dates_nothing_has_no_date(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(PAGE.replace("2025-01-15T09:00:00+08:00", ""), encoding="utf-8")
    assert only(read(tmp_path)).published is None


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html", "<p>"])
def test_a_page_without_text_is_told(tmp_path: Path, page: str, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p.html").write_text(page)
    assert told(read(tmp_path)) == f"{tmp_path / 'p.html'}: no main text was found in the page"
    assert capfd.readouterr().err == ""


def test_json_lines_give_an_announcement_or_a_problem_each(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "a", "text": SIGNED, "title": "Alpha", "published": "2025-01-15", "extra": 1}),
        "",
        "{broken",
        "[]",
        '{"id": "b"}',
        '{"id": 7, "text": "Seven"}',
        '{"id": "c", "text": 5}',
        '{"text": "half of \\ud800"}',
        '{"text": "Unnamed"}',
        "[" * 100_000,
    ]
    (tmp_path / "a.jsonl").write_text("\ufeff" + "\n".join(lines), encoding="utf-8")
    found = list(read(tmp_path))
    assert [one.identifier for one in announcements(found)] == ["a", "7", "a-3dce7e46"]
    assert announcements(found)[0].text == f"Alpha\n\n{SIGNED}"
    assert announcements(found)[0].source.endswith("a.jsonl:1")
    assert [problem.where.rpartition(":")[2] for problem in problems(found)] == ["3", "4", "5", "7", "8", "10"]


def test_json_lines_need_not_be_in_order_to_be_named_alike(tmp_path: Path) -> None:
    one, two = '{"text": "One"}\n', '{"text": "Two"}\n'
    path = tmp_path / "a.jsonl"
    path.write_text(one + two)
    names = {one.identifier for one in announcements(read(path))}
    path.write_text(two + one)
    assert {one.identifier for one in announcements(read(path))} == names


def test_json_lines_of_powershell_are_utf16(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Zürich"}\n{"text": "Genève"}\n', encoding="utf-16")
    assert [one.text for one in announcements(read(tmp_path))] == ["Zürich", "Genève"]


def test_json_is_read_only_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SIGNED)
    (tmp_path / "a.json").write_text('{"agreements": []}')
    (tmp_path / "b.json").write_text('{"text": "One"}')
    (tmp_path / "c.json").write_text('[{"id": "x", "text": "Two"}, {}]')
    assert only(read(tmp_path)).text == SIGNED
    assert only(read(str(tmp_path / "*"))).text == SIGNED
    assert only(read(tmp_path / "b.json")).identifier == "b"
    assert told(read(tmp_path / "a.json")).endswith("a.json: the object has no text")
    assert [getattr(one, "identifier", None) for one in read(str(tmp_path / "[c]*.json"))] == ["x", None]


@pytest.mark.parametrize(
    ("data", "identifiers"),
    [
        (SIGNED.encode(), ["stdin"]),
        (b'{"id": "a", "text": "One"}\n{"id": "b", "text": "Two"}\n', ["a", "b"]),
        (b'{\n  "id": "a",\n "text": "One"}', ["a"]),
        (b'[{"id": "a", "text": "One"}]', ["a"]),
        (b"[Hong Kong] Alpha signed.", ["stdin"]),
        (b"---\nid: m\n---\nText", ["m"]),
        (PAGE.replace("CHARSET", "utf-8").encode(), ["stdin"]),
    ],
)
def test_standard_input_is_told_by_its_start(
    monkeypatch: pytest.MonkeyPatch, data: bytes, identifiers: list[str]
) -> None:
    standard_input(monkeypatch, data)
    assert [one.identifier for one in announcements(read("-"))] == identifiers


# -- what goes wrong with a file


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b" \n\n\xef\xbb\xbf", "there is no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a binary file (it has NUL bytes)"),
        (bytes([1, *range(128, 208)]), "not UTF-8, and no other encoding fits"),
        (b"\xff\xfea", "the file is marked as utf-16 but is not (truncated data at byte 2)"),
        (b"x" * 101, "over 100 bytes; is it one announcement? (many in one file: JSON Lines)"),
    ],
)
def test_a_file_that_is_no_text_is_told(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_text("Text")
    first, second = read(tmp_path, limit=100)
    assert str(first) == f"{tmp_path / 'a.txt'}: {message}"
    assert isinstance(second, Announcement)


def test_fifty_megabytes_are_not_read_to_be_refused(tmp_path: Path) -> None:
    import tracemalloc

    for name in ("big.txt", "big.html", "big.jsonl"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(50_000_000)
    tracemalloc.start()
    found = list(read(tmp_path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(problems(found)) == 3
    assert peak < 25_000_000


def test_lines_after_one_too_long_are_read(tmp_path: Path) -> None:
    long = json.dumps({"text": "x" * 350})
    for size in (len(long) - 5, len(long) // 3, 100, len(long)):
        (tmp_path / "a.jsonl").write_text(f'{long}\n{{"text": "Short"}}\n{long}')
        found = list(read(tmp_path, limit=size))
        if size == len(long):
            assert len(announcements(found)) == 3
        else:
            assert [one.text for one in announcements(found)] == ["Short"]
            assert [problem.where[-2:] for problem in problems(found)] == [":1", ":3"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "The “smart health” memorandum – signed by Prof. José Müller on Monday – covers research for five years.",
            "cp1252",
        ),
        ("A financing agreement of €3.4 million was signed in Chimbwe by the three parties on Monday.", "cp1252"),
        (
            "“Our aim…” said Dr Lee. The university, the institute and their partners signed it on Monday, " * 2,
            "cp1252",
        ),
        (
            "Acme University signed with 香港科技大學 (HKUST) on Monday, 3 May, and 微軟亞洲研究院 joins them later.",
            "big5",
        ),
        ("L'université a signé un accord à Genève. Éric Lefèvre était très heureux.", "latin-1"),
        ("香港科技大学与微软亚洲研究院签署合作备忘录,推动医学教育和研究方面的合作。", "gb18030"),
        ("香港科技大學與微軟亞洲研究院簽署合作備忘錄,推動醫學教育和研究方面的合作。", "big5"),
        ("Университет подписал меморандум о сотрудничестве с Академией наук в Москве.", "cp1251"),
        ("Zürich – 香港", "utf-8-sig"),
        ("Zürich – 香港", "utf-16"),
        ("Zürich – 香港", "utf-32"),
    ],
)
def test_other_encodings_are_read(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert only(read(tmp_path)).text == text


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("published", "15 January 2025"),
        ("published", "2025-02-30"),
        ("published", 20250115),
        ("url", "alpha.example/news"),
        ("url", "https://alpha.example/a b"),
        ("language", "English"),
        ("title", ["A"]),
        ("publisher", "\ud800"),
        ("id", {"a": 1}),
    ],
)
def test_a_wrong_field_is_left_out_and_told(tmp_path: Path, key: str, value: object) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": SIGNED, key: value}))
    first, second = read(tmp_path)
    assert isinstance(first, Problem)
    assert first.message.startswith(f"{key} is left out, not a")
    assert isinstance(second, Announcement)
    assert second.text == SIGNED
    str(first).encode()


def test_a_file_that_vanishes_is_told(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(name)
    stream = read(tmp_path)
    next(stream)
    (tmp_path / "b.txt").unlink()
    found = list(stream)
    assert [str(problem) for problem in problems(found)] == [f"{tmp_path / 'b.txt'}: vanished before it was read"]
    assert [one.identifier for one in announcements(found)] == ["c"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden here")
def test_a_forbidden_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    (tmp_path / "a.txt").chmod(0)
    assert told(read(tmp_path)) == f"{tmp_path / 'a.txt'}: Permission denied"


# -- the sources


def test_folders_are_read_by_name_without_what_is_hidden_or_of_a_page(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a.TXT", "a.md", ".h.txt", ".git/x.txt", "p_files/ad.html", "x.css", "c_files/y.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "p.html").write_text(PAGE, encoding="utf-8")
    names = [Path(one.source).relative_to(tmp_path).as_posix() for one in announcements(read(tmp_path))]
    assert names == ["a.md", "p.html", "b/a.TXT", "b/z.txt", "c_files/y.txt"]
    assert count(tmp_path) == 5


def test_the_files_of_a_folder_come_by_name(tmp_path: Path) -> None:
    names = [f"{number * 37 % 101:03}" for number in range(101)]
    for name in names:
        (tmp_path / f"{name}.txt").write_text(name)
    assert [one.identifier for one in announcements(read(tmp_path))] == sorted(names)


def test_a_file_is_read_once_however_often_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    assert only(read([tmp_path, tmp_path / "a.txt", str(tmp_path / "*.txt"), str(tmp_path / "**")])).text == "A"


def test_a_folder_linked_into_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = list(read(tmp_path))
    assert len(announcements(found)) == 1
    assert len(problems(found)) == 1


def test_documents_in_other_formats_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7")
    message = f"{tmp_path / 'a.pdf'}: PDF files are not read; save it as text or HTML"
    assert told(read(tmp_path)) == message
    assert told(read(tmp_path / "a.pdf")) == message


@pytest.mark.parametrize("source", ["nowhere.txt", "no*.txt", "", "empty", "https://a.example/"])
def test_a_source_that_is_not_there_is_an_error_before_anything_is_read(tmp_path: Path, source: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("A")
    named = source if source in {"", "https://a.example/"} else str(tmp_path / source)
    with pytest.raises(SourceError, match=r".") as error:
        read([tmp_path / "a.txt", named])
    assert "\n" not in str(error.value)


def test_two_texts_of_one_name_both_stay_and_are_told(tmp_path: Path) -> None:
    for folder, text in (("a", "One"), ("b", "Two"), ("c", "One")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(text)
    found = list(read(tmp_path))
    assert [one.text for one in announcements(found)] == ["One", "Two", "One"]
    (problem,) = problems(found)
    assert problem.message == f"the identifier 'x' is also that of {tmp_path / 'a' / 'x.txt'}, another text"


def test_names_that_are_no_unicode_can_be_printed(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text("A")
    except (OSError, UnicodeError):
        pytest.skip("this file system has Unicode names only")
    one = only(read(tmp_path))
    assert one.identifier == "caf\ufffd"
    one.source.encode()


def test_it_is_a_stream(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    (tmp_path / "b.jsonl").write_text('{"text": "B"}\n' * 3)
    assert next(iter(read(tmp_path)))
    assert count(tmp_path) == 4
    assert count(["-"]) is None


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_stop_the_stream(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for ending in ("txt", "md", "jsonl", "html"):
            Path(folder, f"a.{ending}").write_bytes(data)
        found = list(read(folder))
    assert len(found) >= 4
    for one in announcements(found):
        one.text.encode()
