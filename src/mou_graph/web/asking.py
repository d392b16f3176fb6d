"""What the pages ask of the graph: SPARQL, through the same workers and limits as everybody's, a screenful at a time.

The graph is never read as a whole for a page: each query is about one thing, or ends with a LIMIT.
"""

from typing import Any, Final, NamedTuple

from pyoxigraph import Literal, NamedNode

from mou_graph.web.pool import Pool

__all__ = ["DESCRIBE", "FACTS", "INCOMING", "LINKED", "NEAR", "PARTS", "PICTURE", "QUOTES", "Cell", "asked", "filled"]

NAME: Final = "OPTIONAL {{ {0} skos:prefLabel ?pref }} OPTIONAL {{ {0} schema:headline ?headline }}"
NAMED: Final = " BIND ( COALESCE(?pref, ?headline) AS ?name )"


class Cell(NamedTuple):
    """One term of an answer."""

    kind: str  # uri, literal, bnode
    value: str

    @property
    def iri(self) -> bool:
        """Whether it is a thing, which may have a page."""
        return self.kind == "uri"


async def asked(pool: Pool, query: str, *, client: str, limit: int = 1000) -> dict[str, Any]:
    """The answer of a `table` job, its rows as name → `Cell`.  Raises `RefusalError`."""
    async with pool.asked({"do": "table", "query": query, "limit": limit}, client=client) as answer:
        head = answer.head
        async for _ in answer.pieces():
            pass
    names = head.get("variables", [])
    head["cells"] = [
        {name: Cell(term["type"], term["value"]) for name, term in zip(names, row, strict=True) if plain(term)}
        for row in head.get("rows", [])
    ]
    return head


def plain(term: dict[str, Any] | None) -> bool:
    """Whether a term is bound, and no triple."""
    return term is not None and isinstance(term.get("value"), str)


def filled(query: str, **values: NamedNode | Literal | int | str) -> str:
    """A query with terms in the places of `$names$`: terms write themselves, so nothing in them is SPARQL.

    >>> filled("ASK { $x$ ?p $y$ }", x=NamedNode("urn:a"), y=Literal('" } #'))
    'ASK { <urn:a> ?p "\\\\" } #" }'
    """
    parts = query.split("$")
    return "".join(str(values[part]) if n % 2 else part for n, part in enumerate(parts))


FACTS: Final = (
    "SELECT DISTINCT ?property ?value ?name { $thing$ ?property ?value "
    + NAME.format("?value")
    + NAMED
    + " } ORDER BY ?property ?name ?value LIMIT 501"
)
PARTS: Final = (
    "SELECT DISTINCT ?part ?property ?value ?name { $thing$ ?of ?part"
    ' FILTER ( STRSTARTS(STR(?part), CONCAT(STR($thing$), "#")) )'
    " ?part ?property ?value FILTER ( ?property != rdf:type && ?value != $thing$ ) "
    + NAME.format("?value")
    + NAMED
    + " } ORDER BY ?part ?property ?name LIMIT 500"
)
QUOTES: Final = (
    "SELECT DISTINCT ?subject ?property ?value ?passage ?words ?confidence ?source ?title {"
    " VALUES $role$ { $terms$ } ?claim rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?value ;"
    " mou:statedIn ?source ; mou:evidence ?passage . ?passage oa:exact ?words"
    " OPTIONAL { ?claim mou:confidence ?confidence } OPTIONAL { ?source schema:headline ?title } }"
    " ORDER BY ?source ?passage LIMIT 1000"
)
INCOMING: Final = (
    "SELECT ?property (COUNT(*) AS ?n) { ?s ?property $thing$ FILTER ( ?property NOT IN (rdf:subject, rdf:object,"
    " mou:statedIn, oa:hasSource, org:member, mou:participant, rdf:predicate) ) } GROUP BY ?property"
    " ORDER BY DESC(?n) ?property"
)
LINKED: Final = (
    'SELECT DISTINCT ?value ?name ?date { ?value $property$ $thing$ BIND ( IF(CONTAINS(STR(?value), "#"),'
    ' IRI(STRBEFORE(STR(?value), "#")), ?value) AS ?whole ) '
    + NAME.format("?whole")
    + " OPTIONAL { ?whole mou:signedOn ?signed } OPTIONAL { ?whole mou:announcedOn ?announced }"
    " OPTIONAL { ?whole schema:datePublished ?published }"
    + NAMED
    + " BIND ( STR(COALESCE(?signed, ?announced, ?published)) AS ?date ) }"
    " ORDER BY DESC(?date) ?name ?value LIMIT $limit$ OFFSET $offset$"
)
NEAR: Final = (
    "SELECT DISTINCT ?value ?name ?class { { $thing$ ?p ?value } UNION { ?value ?p $thing$ } VALUES ?class {"
    " mou:Agreement mou:Organization mou:Person mou:FocusArea } ?value a ?class ; skos:prefLabel ?name } LIMIT 14"
)
DESCRIBE: Final = (
    "CONSTRUCT { ?s ?p ?o } WHERE { { $thing$ ?p ?o BIND ( $thing$ AS ?s ) }"
    " UNION { ?s ?p $thing$ BIND ( $thing$ AS ?o ) }"
    " UNION { { ?s rdf:subject $thing$ } UNION { ?s rdf:object $thing$ } UNION { ?s mou:statedIn $thing$ } ?s ?p ?o }"
    " UNION { ?c rdf:subject|rdf:object|mou:statedIn $thing$ . ?c mou:evidence ?s . ?s ?p ?o }"
    ' UNION { $thing$ ?of ?s FILTER ( STRSTARTS(STR(?s), CONCAT(STR($thing$), "#")) ) ?s ?p ?o } }'
)
"""What is said about a thing, what says it, and its parts."""

PICTURE: Final = (
    "CONSTRUCT { ?s ?p ?o } WHERE { VALUES ?thing { $things$ }"
    " { ?thing ?p ?o BIND ( ?thing AS ?s ) }"
    " UNION { ?s mou:party ?thing ; ?p ?o }"
    " UNION { ?thing (^mou:party)?/(mou:party|mou:focusArea|mou:signatory|mou:witness|mou:agreementType|mou:status) ?s"
    "   . ?s ?p ?o FILTER ( ?p IN (rdf:type, skos:prefLabel, skos:altLabel) ) }"
    " UNION { ?thing (^mou:party)? ?agreement . ?s rdf:subject ?agreement ; mou:evidence ?e ; ?p ?o }"
    " UNION { ?thing (^mou:party)? ?agreement . ?c rdf:subject ?agreement ; mou:evidence ?s . ?s oa:exact ?o"
    "   BIND ( oa:exact AS ?p ) }"
    " UNION { ?thing (^mou:party)? ?agreement . ?s mou:announces ?agreement ; ?p ?o FILTER ( ?p IN (rdf:type,"
    "   schema:headline, schema:datePublished, schema:url) ) } }"
)
"""Things of an answer with their agreements, the parties and areas of these, and the words for it."""
