"""The endpoint over HTTP: the protocol as a table, the W3C's tests of it, and clients that other people wrote."""

import csv
import gzip
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from xml.etree import ElementTree

import httpx
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from mou_graph.graph import Graph

FIXTURE = Path(__file__).parent / "ontology" / "fixture.ttl"
KASEI = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
SELECT, ASK = "SELECT ?o { ?o a mou:Organization } ORDER BY ?o LIMIT 2", "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT { ?a mou:party ?b } WHERE { ?a mou:party ?b }"


@pytest.fixture(scope="module")
def server(serve):
    with serve(FIXTURE, "--timeout", "5", "--allow-origin", "https://app.example", "--allow-host", "g.example") as it:
        yield it


@pytest.fixture(scope="module")
def client(server):
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client


# ── The protocol ─────────────────────────────────────────────────────────────

ACCEPT = [
    (SELECT, None, "application/sparql-results+json"),
    (SELECT, "*/*", "application/sparql-results+json"),
    (SELECT, "application/json", "application/sparql-results+json"),
    (SELECT, "text/csv", "text/csv; charset=utf-8"),
    (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
    (SELECT, "text/csv;q=0.1, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
    (SELECT, "text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
    (SELECT, "text/turtle, text/csv;q=0.3", "text/csv; charset=utf-8"),
    (SELECT, "text/turtle", 406),
    (SELECT, "image/png", 406),
    (ASK, "application/sparql-results+xml, */*;q=0.1", "application/sparql-results+xml"),
    (ASK, "text/csv", "text/csv; charset=utf-8"),
    (CONSTRUCT, None, "text/turtle; charset=utf-8"),
    (CONSTRUCT, "application/n-triples", "application/n-triples"),
    (CONSTRUCT, "application/rdf+xml;q=0.8, text/turtle;q=0.2", "application/rdf+xml"),
    (CONSTRUCT, "application/ld+json", "application/ld+json"),
    (CONSTRUCT, "application/json", "application/ld+json"),
    (CONSTRUCT, "text/csv", 406),
    ("DESCRIBE <https://w3id.org/mou-graph/id/x>", "text/turtle", "text/turtle; charset=utf-8"),
]


@pytest.mark.parametrize(("query", "accept", "expected"), ACCEPT)
def test_the_answer_comes_in_the_format_liked_best(client, query: str, accept: str | None, expected: str | int) -> None:
    headers = {} if accept is None else {"Accept": accept}
    request = client.build_request("GET", "/sparql", params={"query": query}, headers=headers)
    if accept is None:
        del request.headers["accept"]
    answer = client.send(request)
    assert (answer.status_code if isinstance(expected, int) else answer.headers["content-type"]) == expected
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_three_ways_to_ask_give_the_same(client, way: str) -> None:
    if way == "get":
        answer = client.get("/sparql", params={"query": SELECT})
    elif way == "form":
        answer = client.post("/sparql", data={"query": SELECT})
    else:
        answer = client.post("/sparql", content=SELECT, headers={"Content-Type": f"{DIRECT}; charset=UTF-8"})
    rows = answer.json()["results"]["bindings"]
    assert [row["o"]["value"] for row in rows] == [row[0] for row in Graph.load(FIXTURE).select(SELECT)]


def test_every_format_says_the_same(client) -> None:
    query = "SELECT ?o ?n { ?o a mou:Organization ; skos:prefLabel ?n } ORDER BY ?o"
    expected = [(o, n) for o, n in Graph.load(FIXTURE).select(query)]
    told = {name: client.get("/sparql", params={"query": query, "format": name}) for name in ("json", "xml", "csv")}
    spaces = {"s": "http://www.w3.org/2005/sparql-results#"}
    xml = ElementTree.fromstring(told["xml"].content)
    assert [(r["o"]["value"], r["n"]["value"]) for r in told["json"].json()["results"]["bindings"]] == expected
    assert [tuple(r) for r in csv.reader(io.StringIO(told["csv"].text))][1:] == expected
    assert [
        tuple(r.findtext(f"s:binding[@name='{v}']/*", namespaces=spaces) for v in "on")
        for r in xml.iterfind(".//s:result", spaces)
    ] == expected


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD reader
def test_a_graph_is_the_same_in_every_format(client) -> None:
    expected = rdflib.Graph().parse(data=Graph.load(FIXTURE).answer(CONSTRUCT).turtle())
    for name, parser in {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}.items():
        told = client.get("/sparql", params={"query": CONSTRUCT, "format": name}).text
        assert set(rdflib.Graph().parse(data=told, format=parser)) == set(expected), name


REFUSED = [
    ("GET", "/sparql?query=SELECT", None, b"", 400, "line 1, column 7"),
    ("GET", "/sparql?query=ASK{}&query=ASK{}", None, b"", 400, "2 times"),
    ("GET", "/sparql?query=%ff", None, b"", 400, "not UTF-8"),
    ("GET", "/sparql?query=ASK{}&default-graph-uri=urn:none", None, b"", 400, "no graph <urn:none>"),
    ("GET", "/sparql?query=ASK{}&named-graph-uri=not%20an%20iri", None, b"", 400, "no IRI"),
    ("GET", "/sparql?update=DROP%20ALL", None, b"", 403, "updates are refused"),
    ("GET", "/sparql?query=DROP%20ALL", None, b"", 400, "DROP is refused"),
    ("GET", "/sparql?query=ASK{%3Fs%20a%20ex:b%20}", None, b"", 400, "prefix ex: is not declared"),
    ("POST", "/sparql", FORM, b"quary=ASK{}", 400, "no query in the form"),
    ("POST", "/sparql", FORM, b"update=DROP+ALL", 403, "updates are refused"),
    ("POST", "/sparql?default-graph-uri=urn:g", FORM, b"query=ASK{}", 400, "no graph <urn:g>"),
    ("POST", "/sparql?query=ASK{}", DIRECT, b"ASK {}", 400, "which one?"),
    ("POST", "/sparql", DIRECT, b"ASK { ?s ?p '\xff' }", 400, "not UTF-8"),
    ("POST", "/sparql", DIRECT, b"", 400, "empty"),
    ("POST", "/sparql", f"{DIRECT}; charset=utf-16", "ASK {}".encode("utf-16"), 415, "send UTF-8"),
    ("POST", "/sparql", "application/sparql-update", b"DROP ALL", 403, "updates are refused"),
    ("POST", "/sparql", "text/plain", b"ASK {}", 415, "text/plain"),
    ("POST", "/sparql", None, b"ASK {}", 415, "without a Content-Type"),
    ("POST", "/sparql", DIRECT, b"#" * 2_000_000, 413, "1,048,576"),
    ("PUT", "/sparql", "text/turtle", b"", 405, "POST"),
    ("DELETE", "/graph?default", None, b"", 405, "read, not changed"),
    ("POST", "/graph?default", "text/turtle", b"<x:a> <x:b> <x:c> .", 405, "read, not changed"),
    ("GET", "/graph?graph=urn:none", None, b"", 404, "no graph <urn:none>"),
    ("GET", "/graph?default&graph=urn:none", None, b"", 400, "name one graph"),
]


@pytest.mark.parametrize(("method", "path", "kind", "body", "status", "said"), REFUSED)
def test_what_is_refused_is_told_why(client, method, path, kind, body, status, said) -> None:
    answer = client.request(method, path, content=body, headers={"Content-Type": kind} if kind else {})
    assert (answer.status_code, said in answer.text) == (status, True), answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert status != 405 or "GET" in answer.headers["allow"]


def test_a_syntax_error_shows_its_place(client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT ?x WHERE {\n ?x a ?y .\n FILTER( ?y ) ) }"})
    assert "line 3, column 1" in answer.text
    assert answer.text.splitlines()[2].endswith("FILTER( ?y ) ) }")
    assert answer.text.splitlines()[3].strip() == "^"


def test_head_options_and_the_slash_at_the_end(client) -> None:
    head = client.head("/sparql", params={"query": SELECT}, headers={"Accept": "text/csv"})
    assert (head.status_code, head.headers["content-type"], head.content) == (200, "text/csv; charset=utf-8", b"")
    assert client.head("/graph?default").headers["content-type"] == "text/turtle; charset=utf-8"
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert client.get("/sparql/", params={"query": ASK}).json()["boolean"] is True


def test_pages_of_the_origins_named_may_read_and_no_others(client) -> None:
    for origin, expected in (("https://app.example", "https://app.example"), ("https://evil.example", None)):
        answer = client.get("/sparql", params={"query": ASK}, headers={"Origin": origin})
        assert answer.headers.get("access-control-allow-origin") == expected
        assert "access-control-allow-credentials" not in answer.headers
    asked = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST"}
    before = client.options("/sparql", headers=asked | {"Access-Control-Request-Headers": "content-type"})
    assert (before.status_code, "POST" in before.headers["access-control-allow-methods"]) == (200, True)


def test_answers_are_compressed_for_those_who_can_read_that(server) -> None:
    request = urllib.request.Request(f"{server.url}/graph?default", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        packed = answer.read()
    text = gzip.decompress(packed)
    assert len(packed) < len(text) / 3
    assert len(Graph.load(io.BytesIO(text))) > 100


def test_the_whole_graph_is_the_graph(client) -> None:
    told = rdflib.Graph().parse(data=client.get("/graph?default").text)
    kept = rdflib.Graph().parse(FIXTURE)
    as_served = {(s, p, o.toPython() if isinstance(o, rdflib.Literal) else o) for s, p, o in told}
    assert {(s, p, o.toPython() if isinstance(o, rdflib.Literal) else o) for s, p, o in kept} <= as_served


def test_the_service_describes_itself(client, server) -> None:
    sd, void = (
        rdflib.Namespace(n) for n in ("http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#")
    )
    for path in ("/sparql", "/.well-known/void"):
        told = rdflib.Graph().parse(data=client.get(path).text)
        (service,) = told.subjects(rdflib.RDF.type, sd.Service)
        assert told.value(service, sd.endpoint) == rdflib.URIRef(f"{server.url}/sparql")
        (dataset,) = told.subjects(rdflib.RDF.type, void.Dataset)
        count = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"})
        assert int(told.value(dataset, void.triples)) == int(count.text.split()[1])
    assert (
        client.get("/sparql", headers={"Accept": "application/rdf+xml"}).headers["content-type"]
        == "application/rdf+xml"
    )
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406


# ── The W3C's tests of the protocol, their query part, by the names that they have there ─────────────────────

D = [KASEI.format(n) for n in range(4)]
DEFAULTS = "ASK {{ <{1}> a ?t . <{2}> a ?t }}".format(*D)
NAMED = "ASK {{ GRAPH ?g {{ <{1}> a ?t }} GRAPH ?h {{ <{2}> a ?t }} }}".format(*D)
BOTH = "ASK {{ <{3}> a ?t GRAPH ?g {{ <{1}> a ?t }} GRAPH ?h {{ <{2}> a ?t }} }}".format(*D)
OVERRIDDEN = BOTH.replace("ASK", f"ASK FROM <{D[3]}>")
W3C = [
    ("query_post_form", "POST", [("d", D[0])], FORM, b"query=ASK%20%7B%7D", True),
    ("query_dataset_default_graphs_get", "GET", [("query", DEFAULTS), ("d", D[1]), ("d", D[2])], None, b"", True),
    ("query_dataset_default_graphs_post", "POST", [("d", D[1]), ("d", D[2])], DIRECT, DEFAULTS.encode(), True),
    ("query_dataset_named_graphs_post", "POST", [("n", D[1]), ("n", D[2])], DIRECT, NAMED.encode(), True),
    ("query_dataset_named_graphs_get", "GET", [("query", NAMED), ("n", D[1]), ("n", D[2])], None, b"", True),
    ("query_dataset_full", "POST", [("d", D[3]), ("n", D[1]), ("n", D[2])], DIRECT, BOTH.encode(), True),
    ("query_multiple_dataset", "POST", [("d", D[3]), ("n", D[1]), ("n", D[2])], DIRECT, OVERRIDDEN.encode(), True),
    ("query_get", "GET", [("query", "ASK {}"), ("d", D[0])], None, b"", True),
    ("query_content_type_select", "POST", [("d", D[0])], DIRECT, b"SELECT (1 AS ?value) {}", "sparql-results+json"),
    ("query_content_type_ask", "POST", [("d", D[0])], DIRECT, b"ASK {}", "sparql-results+json"),
    ("query_content_type_describe", "POST", [("d", D[0])], DIRECT, b"DESCRIBE <http://example.org/>", "turtle"),
    ("query_content_type_construct", "POST", [("d", D[0])], DIRECT, b"CONSTRUCT { <s> <p> 1 } WHERE {}", "turtle"),
    ("query_post_direct", "POST", [], DIRECT, b"ASK {}", True),
    ("bad_query_method", "PUT", [("query", "ASK {}")], None, b"", 405),
    ("bad_multiple_queries", "GET", [("query", "ASK {}"), ("query", "SELECT * {}")], None, b"", 400),
    ("bad_query_wrong_media_type", "POST", [], "text/plain", b"ASK {}", 415),
    ("bad_query_missing_form_type", "POST", [], None, b"query=ASK%20%7B%7D", 415),
    ("bad_query_missing_direct_type", "POST", [], None, b"ASK {}", 415),
    ("bad_query_non_utf8", "POST", [], f"{DIRECT}; charset=UTF-16", "ASK {}".encode("utf-16"), 415),
    ("bad_query_syntax", "GET", [("query", "ASK {")], None, b"", 400),
]  # fmt: skip


@pytest.fixture(scope="module")
def dataset(serve, tmp_path_factory: pytest.TempPathFactory):
    file = tmp_path_factory.mktemp("w3c") / "data.nq"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Document>"
    file.write_text("".join(f"<{one}> {kind} <{one}> .\n" for one in D))
    with serve(file) as it, httpx.Client(base_url=it.url, timeout=30) as client:
        yield client


@pytest.mark.parametrize(("name", "method", "given", "kind", "body", "expected"), W3C, ids=[row[0] for row in W3C])
def test_the_protocol_tests_of_the_w3c(dataset, name, method, given, kind, body, expected) -> None:
    short = {"d": "default-graph-uri", "n": "named-graph-uri"}
    parameters = [(short.get(key, key), value) for key, value in given]
    headers = {"Content-Type": kind} if kind else {}
    answer = dataset.request(method, "/sparql/", params=parameters, content=body, headers=headers)
    if isinstance(expected, bool):
        assert answer.json()["boolean"] is expected
    elif isinstance(expected, str):
        assert (answer.status_code, expected in answer.headers["content-type"]) == (200, True)
    else:
        assert answer.status_code == expected


def test_what_a_request_names_is_all_that_is_asked(dataset) -> None:
    def count(query: str, *given: tuple[str, str]) -> int:
        answer = dataset.get("/sparql", params=[("query", query), ("format", "csv"), *given])
        return int(answer.text.split()[1])

    everything, in_graphs = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(everything) == count(in_graphs) == 4
    assert count(everything, ("default-graph-uri", D[1])) == 1
    assert count(in_graphs, ("default-graph-uri", D[1])) == 0
    assert count(everything, ("named-graph-uri", D[1])) == 0
    assert count(in_graphs, ("named-graph-uri", D[1])) == 1
    assert count(everything.replace("{ ?s", f"FROM <{D[2]}> {{ ?s")) == 1
    assert len(rdflib.Graph().parse(data=dataset.get("/graph", params={"graph": D[1]}).text)) == 1


# ── Clients that other people wrote ──────────────────────────────────────────


def test_sparqlwrapper(server) -> None:
    wrapper = SPARQLWrapper(f"{server.url}/sparql")
    wrapper.setQuery(f"PREFIX mou: <https://w3id.org/mou-graph/ontology#> {SELECT}")
    for form in (JSON, XML, CSV):
        wrapper.setReturnFormat(form)
        assert wrapper.query().convert()
    wrapper.setMethod(POST)
    wrapper.setReturnFormat(JSON)
    assert len(wrapper.query().convert()["results"]["bindings"]) == 2
    wrapper.setQuery(f"PREFIX mou: <https://w3id.org/mou-graph/ontology#> {CONSTRUCT}")
    wrapper.setReturnFormat(TURTLE)
    assert len(rdflib.Graph().parse(data=wrapper.query().convert())) > 2


def test_the_sparql_store_of_rdflib(server) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql", method="POST"))
    mou = rdflib.Namespace("https://w3id.org/mou-graph/ontology#")
    organizations = set(graph.subjects(rdflib.RDF.type, mou.Organization))
    assert organizations == set(rdflib.Graph().parse(FIXTURE).subjects(rdflib.RDF.type, mou.Organization))
    assert graph.query("ASK { ?s a mou:Agreement }", initNs={"mou": mou}).askAnswer


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl")
def test_curl(server) -> None:
    command = ["curl", "-sS", "--fail", "--compressed", "--data-urlencode", f"query={ASK}", f"{server.url}/sparql"]
    assert json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["boolean"] is True


COMUNICA = os.environ.get("MOU_GRAPH_COMUNICA") or shutil.which("comunica-sparql")


@pytest.mark.skipif(COMUNICA is None, reason="no Comunica: npm install @comunica/query-sparql, and MOU_GRAPH_COMUNICA")
@pytest.mark.parametrize("source", ["sparql@{}/sparql", "{}/sparql", "{}/graph?default"])
def test_comunica(server, source: str) -> None:
    """As an endpoint, by what it says of itself, and as a file of triples that Comunica joins on its own."""

    def asked(query: str, *options: str) -> str:
        text = f"PREFIX mou: <https://w3id.org/mou-graph/ontology#> {query}"
        command = [str(COMUNICA), source.format(server.url), text, *options]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout

    rows = list(csv.reader(io.StringIO(asked(SELECT, "-t", "text/csv"))))[1:]
    assert [row[0].strip("<>") for row in rows] == [row[0] for row in Graph.load(FIXTURE).select(SELECT)]
    assert asked(ASK).strip() == "true"
    made = rdflib.Graph().parse(data=asked(CONSTRUCT), format="turtle")
    assert set(made) == set(rdflib.Graph().parse(data=Graph.load(FIXTURE).construct(CONSTRUCT).turtle()))


# ── A store ──────────────────────────────────────────────────────────────────


def test_a_store_is_served_as_it_was_when_the_server_started(serve, tmp_path: Path) -> None:
    """It grows so much meanwhile that its files are written anew, and workers that open them later see the old ones."""
    data, store = Path(__file__).parent.parent / "data" / "announcements", tmp_path / "store"

    def build(pattern: str) -> None:
        sources = map(str, sorted(data.glob(pattern)))
        command = [sys.executable, "-m", "mou_graph", "build", *sources, "--into", str(store), "--quiet"]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent / "src")})

    build("2017-*.md")
    with serve(store) as it:

        def count() -> int:
            query = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "format": "csv"}
            return int(httpx.get(f"{it.url}/sparql", params=query, timeout=30).text.split()[1])

        before = count()
        build("20*.md")
        for pid in it.children()[1:]:
            os.kill(pid, signal.SIGKILL)
        assert count() == before
        assert list(store.glob(".served-by-*"))
    assert not list(store.glob(".served-by-*"))
    with serve(store) as it:
        assert count() > before
