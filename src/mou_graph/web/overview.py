"""What the pages ask about the graph as a whole: counts, years, lists, names that are looked for."""

from typing import Final

from pyoxigraph import Literal

from mou_graph.vocabulary import PREFIXES
from mou_graph.web.asking import filled

__all__ = ["COUNTS", "KINDS", "LIST", "NEWEST", "PAGE", "SEARCH", "TOP", "YEARS", "search"]

PAGE: Final = 50
"""Entries on a page."""

KINDS: Final = {
    "agreements": ("mou:Agreement", "skos:prefLabel"),
    "organizations": ("mou:Organization", "skos:prefLabel"),
    "people": ("mou:Person", "skos:prefLabel"),
    "focus-areas": ("mou:FocusArea", "skos:prefLabel"),
    "announcements": ("mou:Announcement", "schema:headline"),
}
"""The lists: their address, the class, the property that names."""

CLASSES = {"mou:" + class_.partition(":")[2]: name for name, (class_, _) in KINDS.items()}
MOU = PREFIXES["mou"]

COUNTS: Final = (
    "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { VALUES ?class { "
    + " ".join(class_ for class_, _ in KINDS.values())
    + " } ?s a ?class } GROUP BY ?class"
)
YEARS: Final = (
    "SELECT ?year (COUNT(DISTINCT ?a) AS ?n) { ?a a mou:Agreement OPTIONAL { ?a mou:signedOn ?signed } OPTIONAL"
    " { ?a mou:announcedOn ?announced } BIND ( SUBSTR(STR(COALESCE(?signed, ?announced)), 1, 4) AS ?year )"
    " FILTER BOUND(?year) } GROUP BY ?year ORDER BY ?year"
)
TOP: Final = (
    "SELECT ?value (SAMPLE(?label) AS ?name) (COUNT(DISTINCT ?a) AS ?n) { ?a mou:party ?value ."
    " ?value skos:prefLabel ?label } GROUP BY ?value ORDER BY DESC(?n) ?name LIMIT 10"
)
NEWEST: Final = (
    "SELECT DISTINCT ?value ?name ?date { ?value a mou:Agreement ; skos:prefLabel ?name OPTIONAL { ?value mou:signedOn"
    " ?signed } OPTIONAL { ?value mou:announcedOn ?announced } BIND ( STR(COALESCE(?signed, ?announced)) AS ?date ) }"
    " ORDER BY DESC(?date) ?name LIMIT 10"
)
LIST: Final = (
    "SELECT DISTINCT ?value ?name ?date { ?value a $class$ OPTIONAL { ?value $label$ ?name }"
    " OPTIONAL { ?value mou:signedOn ?signed } OPTIONAL { ?value mou:announcedOn ?announced }"
    " OPTIONAL { ?value schema:datePublished ?published }"
    " BIND ( STR(COALESCE(?signed, ?announced, ?published)) AS ?date ) FILTER ( $year$ ) }"
    " ORDER BY $order$ LIMIT $limit$ OFFSET $offset$"
)
SEARCH: Final = (
    "SELECT ?value (SAMPLE(?label) AS ?name) (MIN(?place) AS ?first) { ?value"
    " skos:prefLabel|skos:altLabel|schema:headline ?label"
    " BIND ( STRLEN(STRBEFORE(LCASE(STR(?label)), $words$)) AS ?place )"
    " FILTER CONTAINS(LCASE(STR(?label)), $words$) } GROUP BY ?value ORDER BY ?first STRLEN(?name) ?name LIMIT $limit$"
)


def search(words: str, limit: int) -> str:
    """The query for names that contain the words, those that begin with them first."""
    return filled(SEARCH, words=Literal(words.strip().lower()), limit=limit)
