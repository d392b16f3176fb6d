"""A graph: keep, ask, read, write."""

import io
import json
import os
import random
import stat
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.compare import isomorphic

from mou_graph.errors import GraphError, QueryError
from mou_graph.graph import FORMATS, Graph, Rows, serialise_boolean, shipped_queries
from mou_graph.graph.names import expand, shorten

FIXTURE = Path(__file__).parent / "ontology" / "fixture.ttl"
BASE = "https://w3id.org/mou-graph/id/"
NFU = BASE + "organization/northfield-university"
XSD = "http://www.w3.org/2001/XMLSchema#"
ODD = [
    ("x:a", "x:p", Literal('two\nlines, a "quote", a \\ and <' + BASE + "organization/not-an-iri>")),
    ("x:a", "x:p", Literal("24.0", datatype=NamedNode(XSD + "decimal"))),
    ("x:a", "x:p", Literal("007", datatype=NamedNode(XSD + "nonNegativeInteger"))),
    ("x:a", "x:p", Literal("2025-01", datatype=NamedNode(XSD + "gYearMonth"))),
    ("x:a", "x:p", Literal("P12M", datatype=NamedNode(XSD + "duration"))),
    ("x:a", "x:p", Literal("香港科技大學", language="zh-hant")),
    ("x:a", "x:p", Literal("")),
    ("x:a", "http://www.w3.org/2004/02/skos/core#prefLabel", Literal("no language")),
    ("x:a", "http://www.w3.org/2004/02/skos/core#prefLabel", Literal("a language", language="en")),
    ("x:a", "https://w3id.org/mou-graph/ontology#signedOn", Literal("2025", datatype=NamedNode(XSD + "gYear"))),
    ("x:a", "https://w3id.org/mou-graph/ontology#party", Literal("not an IRI")),
    ("x:a", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", NamedNode("x:Class")),
    ("x:a", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", NamedNode("https://w3id.org/mou-graph/ontology#Person")),
    (BASE + "agreement/a", "x:p", NamedNode(BASE + "agreement/../b")),
    (BASE + "agreement/a", "x:p", NamedNode(BASE)),
    (BASE + "announcement/a#char=1,2", "x:p", NamedNode("https://w3id.org/mou-graph/ontology#Signed")),
]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.load(FIXTURE)


@pytest.fixture(scope="module")
def odd() -> Graph:
    return Graph.of(Triple(NamedNode(s), NamedNode(p), o) for s, p, o in ODD)


# -- keep


def test_the_same_triples_make_the_same_graph_in_any_order(graph: Graph) -> None:
    triples = [*graph, *list(graph)[:50]]
    random.Random(0).shuffle(triples)
    again = Graph.of(Quad(*triple) for triple in triples)
    assert again == graph
    assert len(again) == len(graph) == 696
    assert all(again.serialise(name) == graph.serialise(name) for name in FORMATS)


def test_the_bytes_do_not_depend_on_the_process(graph: Graph) -> None:
    script = (
        "import sys; from mou_graph.graph import Graph; sys.stdout.buffer.write(Graph.load(sys.argv[1]).serialise())"
    )
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        shown = subprocess.run(
            [sys.executable, "-c", script, FIXTURE], capture_output=True, check=True, env=environment
        )
        assert shown.stdout == graph.serialise()


# -- formats


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_written_is_read_again(name: str, graph: Graph, odd: Graph, tmp_path: Path) -> None:
    for each in (graph, odd, Graph()):
        each.write(tmp_path / f"graph.{name}")
        assert Graph.load(tmp_path / f"graph.{name}") == each


@pytest.mark.parametrize(
    ("name", "rdflib_name"), [("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"), ("rdf", "xml")]
)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD reader
def test_another_library_reads_the_same(name: str, rdflib_name: str, graph: Graph, odd: Graph) -> None:
    for each in (graph, odd):
        assert isomorphic(rdflib.Graph().parse(each.serialise(name), format=rdflib_name), each.rdflib)


def test_turtle_is_for_people(graph: Graph) -> None:
    text = graph.turtle()
    assert text.startswith(f"@base <{BASE}> .\n@prefix foaf:")
    assert "\n\n<organization/northfield-university> a mou:Organization ;\n" in text
    assert f"<{BASE}organization" not in text


def test_json_ld_speaks_the_words_of_the_context(graph: Graph) -> None:
    document = json.loads(graph.serialise("jsonld"))
    node = next(node for node in document["@graph"] if node["id"].endswith("2024-mou"))
    assert node["type"] == "Agreement"
    assert node["status"] == "mou:Signed"
    assert node["signedOn"] == "2024-03-08"
    assert node["party"] == ["organization/alpine-institute-of-climate-science", "organization/northfield-university"]


def test_json_ld_has_no_place_for_triples_in_triples() -> None:
    inner = Triple(NamedNode("x:a"), NamedNode("x:b"), NamedNode("x:c"))
    graph = Graph.of([Triple(NamedNode("x:r"), NamedNode("x:p"), inner)])
    with pytest.raises(GraphError, match="choose Turtle"):
        graph.serialise("jsonld")
    with pytest.raises(GraphError, match="rdflib has no place"):
        _ = graph.rdflib
    assert Graph.load(io.BytesIO(graph.serialise())) == graph


def test_blank_nodes_stay(tmp_path: Path) -> None:
    graph = Graph.of([Triple(BlankNode("b"), NamedNode("x:p"), BlankNode("c"))])
    for name in FORMATS:
        assert len(Graph.load(io.BytesIO(graph.serialise(name)), format=name)) == 1


def test_named_graphs_and_a_byte_order_mark_are_read() -> None:
    assert len(Graph.load(io.BytesIO(b"\xef\xbb\xbf<x:g> { <x:a> <x:b> <x:c> }"), format="trig")) == 1


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.ttl", b"<x:a> <x:b> 1 .\n<x:a> c:d 2 .", "line 2: .*prefix c:"),
        ("a.ttl", b"<x:a> <x:b> '\xff' .", "line 1: .*UTF-8"),
        ("a.nt", b"<x:a> <x:b> <x:c>\n", "line"),
        ("a.jsonld", b'{\n"a": ]', "line 2"),
        ("a.jsonld", b'{"@context": "https://example.org/"}', "remote contexts"),
        ("a.rdf", b"<rdf:RDF>\n</a>", "rdf"),
        ("a.txt", b"", "no graph format ends in '.txt'"),
        ("a", b"", "no graph format"),
    ],
)
def test_what_is_no_graph_is_refused_in_one_line(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(GraphError, match=said) as refused:
        Graph.load(tmp_path / name)
    assert str(refused.value).startswith(str(tmp_path / name))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("format", ["rdf", "xml"])
def test_a_document_that_grows_as_it_is_read_is_refused(format: str, tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    file = tmp_path / f"laughs.{format}"
    file.write_text(
        f'<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY a0 "ha">{entities}]>'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="x:a">'
        '<v xmlns="x:">&a11;</v></rdf:Description></rdf:RDF>'
    )
    with pytest.raises(GraphError, match="made of others"):
        Graph.load(file)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"none\.ttl: cannot be read: No such file"):
        Graph.load(tmp_path / "none.ttl")
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(GraphError, match="cannot be read: Is a directory"):
        Graph.load(tmp_path / "folder.ttl")


# -- files


def test_a_file_is_replaced_whole_or_not_at_all(graph: Graph, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("before")
    path.chmod(0o640)
    (tmp_path / "link.ttl").symlink_to(path)
    graph.write(tmp_path / "link.ttl")
    assert path.read_bytes() == graph.serialise()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert (tmp_path / "link.ttl").is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["graph.ttl", "link.ttl"]


def test_what_cannot_be_written_is_said(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"graph\.ttl: cannot be written: No such file"):
        graph.write(tmp_path / "none" / "graph.ttl")
    with pytest.raises(GraphError, match="no graph format"):
        graph.write(tmp_path / "graph.doc")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_said(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").symlink_to("/dev/full")
    with pytest.raises(GraphError, match="cannot be written: No space left"):
        graph.write(tmp_path / "graph.ttl")


# -- ask


COLUMNS = """SELECT ?iri ?whole ?part ?mixed ?day ?moment ?year ?true ?when ?odd {
  VALUES (?iri ?whole ?part ?mixed ?day ?moment ?year ?true ?when ?odd) {
  (<x:a> 1 1.5 1 "2025-01-15"^^xsd:date "2025-01-15T10:00:00+08:00"^^xsd:dateTime "2024"^^xsd:gYear true
   "2024"^^xsd:gYear "soon"^^xsd:date)
  (<x:b> 2 UNDEF 2.5 "1999-12-31"^^xsd:date UNDEF "1999"^^xsd:gYear false "2024-05-01"^^xsd:date UNDEF) } }"""


def test_rows_go_into_data_frames_with_types() -> None:
    rows = Graph().select(COLUMNS)
    frame = rows.to_pandas()
    kinds = [
        "string",
        "Int64",
        "Float64",
        "Float64",
        "datetime64[us]",
        "datetime64[us,UTC]",
        "Int64",
        "boolean",
        "string",
        "string",
    ]
    assert [str(kind).replace(" ", "") for kind in frame.dtypes] == kinds
    assert (frame.whole.sum(), frame.mixed.sum(), frame.day.max().year, frame.part.isna().sum()) == (3, 3.5, 2025, 1)
    assert frame.moment[0].hour == 2
    table = rows.to_polars()
    kinds = ["String", "Int64", "Float64", "Float64", "Date", "Datetime", "Int64", "Boolean", "String", "String"]
    assert [str(kind).partition("(")[0] for kind in table.dtypes] == kinds
    assert table.rows()[1][:4] == ("x:b", 2, None, 2.5)
    assert table.to_dict(as_series=False)["when"] == frame["when"].tolist() == ["2024", "2024-05-01"]
    empty = Graph().select("SELECT ?a ?b { ?a ?b ?c }")
    assert (list(empty.to_pandas().columns), empty.to_polars().columns) == (["a", "b"], ["a", "b"])
    huge = Graph().select("SELECT ?n { BIND ( '99999999999999999999'^^xsd:integer AS ?n ) }")
    assert huge.to_pandas().n[0] == huge.to_polars()["n"][0] == "99999999999999999999"


def test_rows_are_python_values(graph: Graph) -> None:
    rows = graph.select(
        "SELECT ?c ?s ?name { ?claim mou:confidence ?c ; mou:evidence/oa:start ?s } ORDER BY ?c LIMIT 1"
    )
    assert rows.variables == ("c", "s", "name")
    confidence, start, name = rows[0]
    assert isinstance(confidence, Decimal)
    assert isinstance(start, int)
    assert name is None
    assert rows.dicts() == [{"c": confidence, "s": start, "name": None}]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_library_for_tables_that_is_not_there_is_named(library: str, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(QueryError, match=rf"pip install 'mou-graph\[{library}\]'"):
        getattr(Graph().select("SELECT ?a { ?a ?b ?c }"), f"to_{library}")()


def test_ask_and_construct(graph: Graph) -> None:
    assert graph.answer("ASK { <organization/northfield-university> a mou:Organization }") is True
    made = graph.answer("CONSTRUCT { ?o schema:name ?n } WHERE { ?o a mou:Organization ; skos:prefLabel ?n }")
    assert isinstance(made, Graph)
    assert len(made) == 4
    with pytest.raises(QueryError, match="no SELECT"):
        graph.select("ASK { ?s ?p ?o }")


@pytest.mark.parametrize(
    "named", ["NFU", "northfield university", NFU, f"<{NFU}>", "organization/northfield-university"]
)
def test_a_binding_may_be_any_name(named: str, graph: Graph) -> None:
    rows = graph.select("partners-over-time", organization=named)
    assert len(rows) == 4
    assert {row[0] for row in rows} == {NFU}


def test_a_binding_keeps_the_rows_that_have_it(graph: Graph) -> None:
    for query in shipped_queries():
        rows = graph.select(query.text)
        for variable in query.variables:
            column = rows.variables.index(variable)
            for value in {row[column] for row in rows.terms} - {None}:
                assert isinstance(value, NamedNode | Literal)
                kept = [row for row in rows.terms if row[column] == value]
                assert sorted(map(str, graph.select(query.text, **{variable: value}).terms)) == sorted(map(str, kept))


@pytest.mark.parametrize(
    ("query", "variable", "value", "found"),
    [
        ("02", "year", 2024, 3),
        ("02", "year", "2024", 3),
        ("11", "state", "no end known", 1),
        ("07", "property", "mou:party", 9),
    ],
)
def test_a_binding_may_be_a_text_or_a_number(
    query: str, variable: str, value: object, found: int, graph: Graph
) -> None:
    assert len(graph.select(query, **{variable: value})) == found


@pytest.mark.parametrize(
    ("binding", "said"),
    [
        ({"organization": "Northfeld University"}, "did you mean Northfield University"),
        ({"organisation": "NFU"}, r"no variable \?organisation to bind; it has \?agreement"),
        ({"organization": "<no iri>"}, "no IRI"),
    ],
)
def test_a_wrong_binding_is_said(binding: dict[str, str], said: str, graph: Graph) -> None:
    with pytest.raises(QueryError, match=said):
        graph.select("01", **binding)


def test_a_name_of_two_things_is_said() -> None:
    label = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")
    graph = Graph.of(Triple(NamedNode(iri), label, Literal("UW")) for iri in ("x:a", "x:b"))
    with pytest.raises(QueryError, match="'uw' names 2 things: x:a, x:b"):
        graph.select("SELECT ?s { ?s ?p ?o }", s="uw")


def test_a_hostile_value_stays_a_value(graph: Graph) -> None:
    for value in ('x" ) } UNION { ?organization ?p ?o } #', "'\\", 'a"\n', "> <x:a"):
        with pytest.raises(QueryError, match="nothing in the graph is called"):
            graph.select("01", organization=value)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?x WHERE { ?x a }", "line 1, column 25"),
        ("SELECT ?x\nWHERE { ?x a foo:bar }", "line 2, .*the prefix foo: is not declared"),
        ("", "the query is empty"),
        ("# only a comment\n", "the query is empty"),
        ("INSERT DATA { <x:a> <x:b> 1 }", "INSERT is refused: a graph is asked, not changed"),
        ("partner-over-time", "did you mean partners-over-time"),
        ("xyz", "there are partners-over-time"),
    ],
)
def test_a_query_at_fault_is_said_in_one_line(query: str, said: str, graph: Graph) -> None:
    with pytest.raises(QueryError, match=said) as refused:
        graph.answer(query)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { BIND(<http://localhost:9/> AS ?x) SeRvIcE?x { ?s ?p ?o } }",
        "PREFIX s: <http://localhost:9/> SELECT * { SERVICE s:x { ?s ?p ?o } }",
        "PREFIX : <http://localhost:9/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1e5SERVICE<http://localhost:9/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p "a#b" . #\n SERVICE <http://localhost:9/> { ?s ?p ?o } }',
        "PREFIX e: <x:> SELECT * { ?s ?p e:a\\#b SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p <x:a#b> . SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''it's \" # ''' . SERVICE <http://localhost:9/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://localhost:9/> { ?s ?p ?o } }",
    ],
)
def test_nothing_leaves_the_machine(query: str, graph: Graph) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        graph.answer(query)


def test_the_word_service_may_be_in_texts(graph: Graph) -> None:
    assert graph.answer("ASK { ?service ?p \"SERVICE\", 'service', <x:SERVICE> } # SERVICE <x:a> {}") is False


def test_results_in_the_standard_formats(graph: Graph) -> None:
    rows = graph.select("SELECT ?a ?n ?x { ?a a mou:Organization ; skos:prefLabel ?n } ORDER BY ?a LIMIT 2")
    assert isinstance(rows, Rows)
    ours, engine = json.loads(rows.serialise("json")), rdflib.query.Result.parse
    for name in ("json", "xml", "tsv"):
        read = engine(io.BytesIO(rows.serialise(name).encode()), format=name)
        assert [str(row[0]) for row in read] == [row[0] for row in rows], name
    assert ours["results"]["bindings"][0]["n"] == {"type": "literal", "value": rows[0][1], "xml:lang": "en"}
    assert rows.serialise("csv").splitlines()[0] == "a,n,x"
    assert '"boolean": true' in serialise_boolean(True, "json")
    assert "<boolean>false</boolean>" in serialise_boolean(False, "xml")
    with pytest.raises(QueryError, match="no result format 'doc'"):
        rows.serialise("doc")


def test_every_term_goes_into_every_results_format(odd: Graph) -> None:
    rows = odd.select("SELECT ?o (BNODE() AS ?b) { ?s ?p ?o }")
    assert len(rows.serialise("tsv").splitlines()) == len(rows) + 1
    assert len(json.loads(rows.serialise("json"))["results"]["bindings"]) == len(rows)
    assert rows.serialise("xml").count("<result>") == len(rows)
    assert rows.table().row_count == len(rows)


# -- other libraries


def test_rdflib_sees_what_it_expects(graph: Graph) -> None:
    copy = graph.rdflib
    assert len(copy) == len(graph)
    assert isomorphic(copy, rdflib.Graph().parse(FIXTURE))
    assert (None, None, rdflib.Literal("en")) in copy
    found = copy.query("SELECT ?n { ?o a mou:Organization ; skos:prefLabel ?n } ORDER BY ?n")
    assert [str(row[0]) for row in found][-1] == "Northfield University"


def test_networkx(graph: Graph) -> None:
    assert NFU in graph.networkx


# -- names


@pytest.mark.parametrize(
    "iri", [s for s, _, _ in ODD] + [NFU, BASE, "https://schema.org/url", "https://schema.org/a/b"]
)
def test_a_short_name_stands_for_its_iri(iri: str) -> None:
    short = shorten(iri)
    assert (expand(short) or (BASE + short if "/" in short else short)) == iri


def test_pyoxigraph_agrees_on_the_odd_ones(odd: Graph) -> None:
    assert {quad.triple for quad in parse(odd.serialise(), RdfFormat.TURTLE)} == set(odd)
