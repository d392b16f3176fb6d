"""The terms of RDF as values of Python, and as texts."""

from decimal import Decimal, InvalidOperation
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

__all__ = ["FLOATS", "INTEGERS", "PLAIN", "XSD", "Term", "lexical", "python_value"]

Term = NamedNode | BlankNode | Literal | Triple

XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGERS = {
    XSD + name
    for name in (
        "integer",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
        "unsignedByte",
    )
}
FLOATS = {XSD + "double", XSD + "float"}
PLAIN = {XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}


def python_value(term: Term | None) -> Any:
    """A term as Python has it: IRIs, texts and dates are `str`, numbers numbers, unbound is None.

    >>> python_value(NamedNode("https://example.org/a")), python_value(None)
    ('https://example.org/a', None)
    >>> python_value(Literal("0.95", datatype=NamedNode(XSD + "decimal"))), python_value(Literal(24))
    (Decimal('0.95'), 24)
    """
    if term is None:
        return None
    if isinstance(term, Literal):
        return literal_value(term)
    return term.value if isinstance(term, NamedNode) else str(term)


def literal_value(literal: Literal) -> Any:
    datatype, text = literal.datatype.value, literal.value
    try:
        if datatype in INTEGERS:
            return int(text)
        if datatype == XSD + "decimal":
            return Decimal(text)
        if datatype in FLOATS:
            return float(text)
    except (ValueError, InvalidOperation):  # "many"^^xsd:integer is a legal, if odd, literal
        return text
    return text in ("true", "1") if datatype == XSD + "boolean" else text


def lexical(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)
