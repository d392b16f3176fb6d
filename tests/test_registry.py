"""A registry file: what is in it can be found by every name; what is wrong with it is told, line by line."""

import pickle
from pathlib import Path

import pytest

from mou_graph.errors import RegistryError
from mou_graph.registry import Entry, Registry, name_key


def written(folder: Path, text: str, name: str = "registry.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_is_an_organisation_with_all_its_names_and_ids(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "\ufeffName,aliases,kind,country,parent,ror,wikidata,homepage,note\n"
        "Hong Kong University of Science and Technology,HKUST | 香港科技大學|,university,Hong Kong,,"
        "https://ror.org/00q4vv597,Q735049,https://hkust.edu.hk,checked\n",
    )
    registry = Registry.load(path)
    entry = Entry(
        "Hong Kong University of Science and Technology",
        ("HKUST", "香港科技大學"),
        "university",
        "Hong Kong",
        None,
        "00q4vv597",
        "Q735049",
        "https://hkust.edu.hk",
    )
    assert registry.entries == (entry,)
    assert registry.find("香港科技大學") == registry.find("hkust") == registry.find(entry.name.upper()) == entry
    assert registry.problems == ()


def test_a_bad_row_is_a_problem_with_its_line_and_the_rest_is_used(tmp_path: Path) -> None:
    path = written(tmp_path, "name,ror\nA University,\n,02abc\nB University,nonsense\nC University\nD,1,2\n")
    registry = Registry.load(path)
    assert [entry.name for entry in registry.entries] == ["A University", "C University"]
    assert [(Path(p.where).name, p.message) for p in registry.problems] == [
        ("registry.csv:3", "no name"),
        ("registry.csv:4", "'nonsense' is not a ror value"),
        ("registry.csv:6", "more cells than columns"),
    ]


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("organisation,ror\nA,\n", "registry.csv", "no column called name"),
        ("name\n", "registry.csv", "no organisation in it"),
        ("", "registry.csv", "no column called name"),
        ('name\n"A\n', "registry.csv", "not a table"),
        ("name\nA\n", "registry.xlsx", "not a registry format I know"),
    ],
)
def test_a_file_that_is_no_registry_is_an_error(tmp_path: Path, text: str, name: str, message: str) -> None:
    with pytest.raises(RegistryError, match=message):
        Registry.load(written(tmp_path, text, name))


def test_a_file_that_is_not_there_or_not_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"none\.csv: No such file"):
        Registry.load(tmp_path / "none.csv")
    (tmp_path / "latin.csv").write_bytes("name\nUniversität\n".encode("latin-1"))
    with pytest.raises(RegistryError, match=r"not UTF-8 text \(byte 14\)"):
        Registry.load(tmp_path / "latin.csv")


def test_an_alias_of_two_names_neither() -> None:
    registry = Registry((Entry("University College London", ("UCL",)), Entry("Université de Louvain", ("UCL",))))
    assert registry.find("UCL") is None
    assert len(registry.named("UCL")) == 2
    assert registry.find("University College London") is registry.entries[0]


def test_a_full_name_comes_before_an_alias() -> None:
    registry = Registry((Entry("Oxford Instruments", ("Oxford",)), Entry("Oxford")))
    assert registry.find("Oxford") is registry.entries[1]


def test_a_registry_travels_between_processes() -> None:
    registry = Registry((Entry("A University", ("AU",)),))
    assert pickle.loads(pickle.dumps(registry)).find("AU") == registry.entries[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The University of Tokyo", "University of Tokyo"),
        ("Universität Zürich", "UNIVERSITAT ZURICH"),
        ("Texas A&M University", "Texas A and M University"),
        ("Microsoft", "Microsoft Corporation"),
        ("SME Bank Malaysia Sdn. Bhd.", "SME Bank Malaysia"),
        ("St. Augustine University", "Saint Augustine University"),
        ("U.S. Navy", "US Navy"),
        ("Centre for Health Research", "Center for Health Research"),
        ("Xi’an Jiaotong University", "Xi'an Jiaotong University"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Microsoft", "Microsoft Research Asia"),
        ("University of Washington", "Washington University"),
        ("Beijing University", "Beijing University of Technology"),
        ("香港科技大学", "香港大学"),
        ("The Company", "The Bank"),
    ],
)
def test_names_of_different_bodies(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


# ── other formats ────────────────────────────────────────────────────────────
FICTION = Entry("Kaleva University", ("KU", "Kalevan yliopisto"), None, None, "Norrland Group", "00q4vv597", "Q735049")


def test_skos_in_turtle_gives_names_ids_and_what_a_body_is_part_of(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix org: <http://www.w3.org/ns/org#> .
        @prefix schema: <https://schema.org/> .
        <https://example.org/ku> skos:prefLabel "Kaleva University"@en, "Kalevan yliopisto"@fi ; skos:altLabel "KU" ;
            schema:sameAs <https://ror.org/00q4vv597>, <http://www.wikidata.org/entity/Q735049> ;
            org:subOrganizationOf <https://example.org/norrland> .
        <https://example.org/norrland> skos:prefLabel "Norrland Group" .""",
        "names.ttl",
    )
    registry = Registry.load(path)
    found = registry.find("ku")
    assert found is not None
    assert (found.name, set(found.aliases)) == (FICTION.name, set(FICTION.aliases))
    assert (found.ror, found.wikidata, found.parent) == (FICTION.ror, FICTION.wikidata, FICTION.parent)
    assert registry.find("Norrland Group") == Entry("Norrland Group")


def test_sssom_mappings_give_ids_and_other_labels(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "#curie_map:\n#  ror: https://ror.org/\n"
        "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\tmapping_justification\n"
        "x:1\tKaleva University\tskos:exactMatch\tror:00q4vv597\tKalevan yliopisto\tsemapv:ManualMappingCuration\n"
        "x:1\tKaleva University\tskos:exactMatch\twikidata:Q735049\tKU\tsemapv:ManualMappingCuration\n"
        "x:2\tNorrland Group\tskos:broadMatch\twikidata:Q1\tA broader thing\tsemapv:ManualMappingCuration\n"
        "x:3\t\tskos:exactMatch\twikidata:Q2\tNobody\tsemapv:ManualMappingCuration\n",
        "names.sssom.tsv",
    )
    registry = Registry.load(path)
    assert registry.entries == (
        Entry("Kaleva University", ("Kalevan yliopisto", "KU"), ror="00q4vv597", wikidata="Q735049"),
    )
    assert [p.message for p in registry.problems] == ["no subject_label"]
    assert registry.problems[0].where.endswith("names.sssom.tsv:7")


ROR_2 = """[{"id": "https://ror.org/00q4vv597", "status": "active", "types": ["education"],
  "names": [{"value": "KU", "types": ["acronym"]}, {"value": "Kaleva University", "types": ["ror_display", "label"]},
            {"value": "Kalevan yliopisto", "types": ["label"]}],
  "locations": [{"geonames_details": {"country_code": "FI"}}],
  "links": [{"type": "website", "value": "https://kaleva.example"}],
  "external_ids": [{"type": "wikidata", "all": ["Q735049"], "preferred": null}],
  "relationships": [{"type": "parent", "label": "Norrland Group", "id": "https://ror.org/04mv4n011"}]},
 {"id": "https://ror.org/04mv4n011", "status": "withdrawn", "names": [{"value": "Gone", "types": ["ror_display"]}]},
 17]"""
ROR_1 = """[{"id": "https://ror.org/00q4vv597", "status": "active", "name": "Kaleva University", "types": ["Education"],
  "aliases": ["KU"], "acronyms": [], "labels": [{"label": "Kalevan yliopisto", "iso639": "fi"}],
  "country": {"country_code": "FI"}, "links": ["https://kaleva.example"],
  "external_ids": {"Wikidata": {"preferred": null, "all": ["Q735049"]}},
  "relationships": [{"type": "Parent", "label": "Norrland Group", "id": "https://ror.org/04mv4n011"}]}, 17]"""


@pytest.mark.parametrize("dump", [ROR_1, ROR_2], ids=["version 1", "version 2"])
def test_the_dump_of_ror_is_read_in_either_version(tmp_path: Path, dump: str) -> None:
    registry = Registry.load(written(tmp_path, dump, "ror.json"))
    assert registry.entries == (
        Entry(
            "Kaleva University",
            ("KU", "Kalevan yliopisto"),
            "university",
            "FI",
            "Norrland Group",
            "00q4vv597",
            "Q735049",
            "https://kaleva.example",
        ),
    )
    assert [p.message for p in registry.problems] == ["no organisation"]


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("<a> <b> ", "names.ttl", "not Turtle"),
        ("[{", "ror.json", "not the ROR dump"),
        ("a\tb\n1\t2\n", "names.sssom.tsv", "no column called object_id"),
    ],
)
def test_a_file_that_is_not_what_its_ending_says_is_one_line(
    tmp_path: Path, text: str, name: str, message: str
) -> None:
    with pytest.raises(RegistryError, match=message):
        Registry.load(written(tmp_path, text, name))


@pytest.mark.parametrize(
    ("government", "others"),
    [
        ("Government of Kenya", ["Kenyan Government", "the Kenya government", "Republic of Kenya"]),
        ("Government of France", ["the French government", "Government of the Republic of France"]),
        ("Government of Saudi Arabia", ["Saudi Government", "the Kingdom of Saudi Arabia"]),
        ("Government of Hong Kong", ["Hong Kong SAR Government", "Government of the Hong Kong SAR"]),
    ],
)
def test_a_state_its_government_and_its_peoples_government_are_one(government: str, others: list[str]) -> None:
    assert {name_key(other) for other in others} == {name_key(government)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Republic of Korea", "Government of North Korea"),
        ("Korean Government", "Government of South Korea"),
        ("Republic of the Congo", "Democratic Republic of the Congo"),
        ("Dominican government", "Government of Dominica"),
        ("Nigerien government", "Government of Nigeria"),
        ("Republic of China", "Government of China"),
        ("Commonwealth of Nations", "Government of Nations"),
        ("French Embassy", "Government of France"),
        ("Hong Kong Special Administrative Region Passport Office", "Government of Hong Kong"),
        ("State Government", "Government of Kenya"),
    ],
)
def test_a_people_of_two_lands_names_no_government(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
