"""Triples as a compact JSON-LD document in the words of our context (`ontology/context.jsonld`).

pyoxigraph writes expanded JSON-LD only.  The context is embedded, so that the document means the same to a
reader without a network.  Every literal stays the text it is: a JSON number would lose `0.950` or 2025-01.
"""

import json
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from mou_graph.errors import GraphError
from mou_graph.graph.names import shorten
from mou_graph.shipped import shipped

__all__ = ["compact"]

RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"


class Key(NamedTuple):
    """One term of the context: the word, how its values are read, and whether a list or a language map holds them."""

    word: str
    coercion: str | None = None
    containers: frozenset[str] = frozenset()


class Context(NamedTuple):
    source: dict[str, Any]  # the value of @context, as shipped
    base: str
    prefixes: dict[str, str]
    keys: dict[str, Key]  # by property or class IRI


@cache
def context() -> Context:
    """Our context, read from the shipped file.

    >>> context().keys["https://w3id.org/mou-graph/ontology#party"]
    Key(word='party', coercion='@id', containers=frozenset({'@set'}))
    """
    source = json.loads(shipped("ontology/context.jsonld").read_text(encoding="utf-8"))["@context"]
    prefixes = {
        word: iri
        for word, iri in source.items()
        if isinstance(iri, str) and iri.endswith(("#", "/")) and word[0] != "@"
    }
    keys = {}
    for word, entry in source.items():
        if word.startswith("@") or word in prefixes:
            continue
        described = entry if isinstance(entry, dict) else {"@id": entry}
        if described["@id"].startswith("@"):  # "id" and "type", the words for @id and @type
            continue
        containers = described.get("@container", ())
        keys[full(described["@id"], prefixes)] = Key(
            word,
            full(described["@type"], prefixes) if "@type" in described else None,
            frozenset([containers] if isinstance(containers, str) else containers),
        )
    return Context(source, source["@base"], prefixes, keys)


def full(name: str, prefixes: dict[str, str]) -> str:
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else name


def compact(triples: Iterable[Triple]) -> bytes:
    """The document, one node object a subject; triples must come grouped by subject and property.

    >>> organization = NamedNode("https://w3id.org/mou-graph/id/organization/hkust")
    >>> name = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    >>> document = json.loads(compact([Triple(organization, name, Literal("HKUST", language="en"))]))
    >>> document["@graph"]
    [{'id': 'organization/hkust', 'name': {'en': 'HKUST'}}]
    """
    ours = context()
    nodes = []
    for subject, about in groupby(triples, key=lambda triple: triple.subject):
        node: dict[str, Any] = {"id": reference(subject, ours)}
        for predicate, same in groupby(about, key=lambda triple: triple.predicate):
            describe(node, predicate.value, [triple.object for triple in same], ours)
        nodes.append(node)
    head = json.dumps({"@context": ours.source}, ensure_ascii=False, indent=1).removesuffix("\n}")
    body = ",\n".join(json.dumps(node, ensure_ascii=False) for node in nodes)
    return f'{head},\n "@graph": [\n{body}\n]}}\n'.encode()


def describe(node: dict[str, Any], predicate: str, values: list[Any], ours: Context) -> None:
    """Add one property to a node object, under the word the context has for it where that word can hold the values."""
    if predicate == RDF_TYPE.value and all(isinstance(value, NamedNode) for value in values):
        node["type"] = [ours.keys[v.value].word if v.value in ours.keys else short(v.value, ours) for v in values]
        if len(values) == 1:
            node["type"] = node["type"][0]
        return
    key = ours.keys.get(predicate)
    if key is not None and "@language" in key.containers:
        tagged = [value for value in values if is_tagged(value)]
        values = [value for value in values if not is_tagged(value)]
        if tagged:
            node[key.word] = language_map(tagged, as_sets="@set" in key.containers)
        key = None  # what has no language goes under the property's own name
    if not values:
        return
    word, coercion = (key.word, key.coercion) if key else (short(predicate, ours), None)
    written = [value_object(value, coercion, ours) for value in values]
    node[word] = written if len(written) > 1 or (key and "@set" in key.containers) else written[0]


def is_tagged(value: Any) -> bool:
    return isinstance(value, Literal) and value.language is not None


def language_map(literals: list[Literal], *, as_sets: bool) -> dict[str, Any]:
    words: dict[str, list[str]] = {}
    for literal in literals:
        words.setdefault(literal.language or "", []).append(literal.value)
    return {tag: texts if as_sets or len(texts) > 1 else texts[0] for tag, texts in sorted(words.items())}


def value_object(value: Any, coercion: str | None, ours: Context) -> Any:
    """A value as short as its coercion allows."""
    if isinstance(value, NamedNode | BlankNode):
        return reference(value, ours) if coercion == "@id" else {"id": reference(value, ours)}
    if not isinstance(value, Literal):
        raise GraphError("JSON-LD has no place for a triple inside a triple (RDF 1.2); choose Turtle or N-Triples")
    if value.language is not None:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if datatype == (coercion or XSD_STRING):
        return value.value
    return (
        {"@value": value.value} if datatype == XSD_STRING else {"@value": value.value, "@type": short(datatype, ours)}
    )


def reference(node: Any, ours: Context) -> str:
    return short(node.value, ours, base=ours.base) if isinstance(node, NamedNode) else str(node)


def short(iri: str, ours: Context, *, base: str | None = None) -> str:
    return shorten(iri, prefixes=ours.prefixes, base=base or "\0")
