"""One agreement, told by a party, in other words, and in one short line: read and brought together by `build`."""

from pathlib import Path

from mou_graph import build
from mou_graph.graph import Graph

DATA = Path(__file__).parents[1] / "data" / "announcements"
WHOLE = "2025-01-hkust-microsoft-research-asia.md"
OTHER_WORDS = """HONG KONG, 16 January 2025 - The Hong Kong University of Science & Technology and Microsoft Research
Asia have signed a Memorandum of Understanding. They are organizing joint work in medical education and research,
revolutionizing smart healthcare and utilizing artificial intelligence for better care.
"""
BRIEF = "HKUST and MSRA signed an MoU on medical education in January 2025.\n"


def agreed(graph: Graph) -> list[tuple[str, str]]:
    """Each agreement with how many announcements tell of it."""
    return [
        (str(row[0]), str(row[1]))
        for row in graph.select(
            """SELECT ?agreement (COUNT(DISTINCT ?announcement) AS ?times)
            WHERE { ?announcement mou:announces ?agreement } GROUP BY ?agreement"""
        )
    ]


def test_three_tellings_of_one_agreement_are_one_with_three_announcements(tmp_path: Path) -> None:
    (tmp_path / WHOLE).write_text((DATA / WHOLE).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "other-words.txt").write_text(OTHER_WORDS, encoding="utf-8")
    (tmp_path / "brief.txt").write_text(BRIEF, encoding="utf-8")
    graph = build(tmp_path, registry=DATA.parent / "registry.csv").graph
    assert [times for _, times in agreed(graph)] == ["3"]
