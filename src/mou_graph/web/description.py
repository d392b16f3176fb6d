"""What the service says of itself: SPARQL 1.1 Service Description, and VoID about the graph."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Store, Triple

from mou_graph.vocabulary import BASE, FOAF, PREFIXES, RDF

__all__ = ["described"]

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
DCTERMS: Final = "http://purl.org/dc/terms/"
FORMATS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
)  # fmt: skip


def described(store: Store, origin: str, *, title: str) -> list[Triple]:
    """The description of the service at `origin`, an address without a slash at its end."""
    return [*service(store, origin), *dataset(store, origin, title)]


def service(store: Store, origin: str) -> Iterator[Triple]:
    endpoint = NamedNode(f"{origin}/sparql")
    about, data, default = (NamedNode(f"{origin}/sparql#{part}") for part in ("service", "dataset", "default"))
    yield Triple(about, RDF.type, sd("Service"))
    yield Triple(about, sd("endpoint"), endpoint)
    yield Triple(about, sd("supportedLanguage"), sd("SPARQL11Query"))
    yield Triple(about, sd("feature"), sd("UnionDefaultGraph"))
    for name in FORMATS:
        yield Triple(about, sd("resultFormat"), NamedNode(f"http://www.w3.org/ns/formats/{name}"))
    yield Triple(about, sd("defaultDataset"), data)
    yield Triple(data, RDF.type, sd("Dataset"))
    yield Triple(data, sd("defaultGraph"), default)
    yield Triple(default, RDF.type, sd("Graph"))
    yield Triple(default, NamedNode(VOID + "triples"), number(len(store)))
    for n, graph in enumerate(sorted(store.named_graphs(), key=str), start=1):
        entry = NamedNode(f"{origin}/sparql#graph-{n}")
        yield Triple(data, sd("namedGraph"), entry)
        yield Triple(entry, sd("name"), graph)


def dataset(store: Store, origin: str, title: str) -> Iterator[Triple]:
    about = NamedNode(f"{origin}/.well-known/void#graph")

    def void(name: str, value: NamedNode | Literal, subject: NamedNode = about) -> Triple:
        return Triple(subject, NamedNode(VOID + name), value)

    yield Triple(about, RDF.type, NamedNode(VOID + "Dataset"))
    yield Triple(about, NamedNode(DCTERMS + "title"), Literal(title))
    yield Triple(about, FOAF.homepage, NamedNode(origin + "/"))
    yield void("sparqlEndpoint", NamedNode(f"{origin}/sparql"))
    yield void("dataDump", NamedNode(f"{origin}/graph?default"))
    yield void("uriSpace", Literal(BASE))
    for prefix in ("mou", "org", "schema", "skos", "prov", "oa"):
        yield void("vocabulary", NamedNode(PREFIXES[prefix]))
    yield void("triples", number(len(store)))
    for property_, counted in COUNTS.items():
        yield void(property_, number(int(cells(store, counted)[0][0].value)))
    for kind, class_, counted in (("class", "class", CLASSES), ("property", "property", PROPERTIES)):
        for n, (what, times) in enumerate(cells(store, counted), start=1):
            part = NamedNode(f"{origin}/.well-known/void#{kind}-{n}")
            yield void(f"{kind}Partition", part)
            yield void(class_, NamedNode(what.value), part)
            yield void("entities" if kind == "class" else "triples", number(int(times.value)), part)


COUNTS: Final = {
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
}
CLASSES: Final = "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c FILTER isIRI(?c) } GROUP BY ?c ORDER BY DESC(?n) ?c"
PROPERTIES: Final = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p"


def cells(store: Store, query: str) -> list[tuple[Literal, ...]]:
    found = store.query(query, use_default_graph_as_union=True)
    return [tuple(row) for row in found]  # type: ignore[union-attr]


def sd(name: str) -> NamedNode:
    return NamedNode(SD + name)


def number(count: int) -> Literal:
    return Literal(str(count), datatype=NamedNode(PREFIXES["xsd"] + "integer"))
