"""What a SELECT answers: a table."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, Triple

from mou_graph.errors import QueryError
from mou_graph.graph.names import shorten
from mou_graph.graph.terms import PLAIN, Term, lexical, python_value

if TYPE_CHECKING:
    import pandas
    import polars
    from rich.table import Table

__all__ = ["RESULT_FORMATS", "Rows", "serialise_boolean"]


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of answers: iterate for tuples of Python values, or take the RDF `terms` as they are.

    >>> from pyoxigraph import Literal
    >>> rows = Rows(("name", "years"), ((Literal("Nancy Ip"), Literal(24)), (Literal("Zhou Lidong"), None)))
    >>> list(rows)
    [('Nancy Ip', 24), ('Zhou Lidong', None)]
    >>> rows.dicts()[0]
    {'name': 'Nancy Ip', 'years': 24}
    >>> print(rows.serialise("csv"), end="")
    name,years
    Nancy Ip,24
    Zhou Lidong,
    """

    variables: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]

    @classmethod
    def of(cls, solutions: QuerySolutions) -> "Rows":
        """All rows of a query result of pyoxigraph."""
        return cls(tuple(v.value for v in solutions.variables), tuple(tuple(solution) for solution in solutions))

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        for row in self.terms:
            yield tuple(map(python_value, row))

    def __getitem__(self, index: int) -> tuple[Any, ...]:
        return tuple(map(python_value, self.terms[index]))

    def dicts(self) -> list[dict[str, Any]]:
        """One dictionary a row."""
        return [dict(zip(self.variables, row, strict=True)) for row in self]

    def to_pandas(self) -> "pandas.DataFrame":
        """The table for pandas, with typed columns: dates, numbers, truth values; IRIs and all else are texts.

        >>> from pyoxigraph import Literal
        >>> int(Rows(("years",), ((Literal(24),), (None,))).to_pandas().years.sum())
        24
        """
        from mou_graph.graph.dataframes import columns, pandas_frame

        return pandas_frame(columns(self.variables, self.terms))

    def to_polars(self) -> "polars.DataFrame":
        """The table for polars, with typed columns, as `to_pandas` has them."""
        from mou_graph.graph.dataframes import columns, polars_frame

        return polars_frame(columns(self.variables, self.terms))

    def serialise(self, format: str) -> str:
        """The table in a SPARQL 1.1 results format: csv, tsv, json or xml."""
        return writer(format)(self)

    def table(self) -> "Table":
        """The table for a terminal, with IRIs shortened."""
        from rich.table import Table
        from rich.text import Text

        table = Table(show_edge=False, pad_edge=False, header_style="bold")
        for variable in self.variables:
            table.add_column(variable, overflow="fold")
        for row in self.terms:
            table.add_row(*(Text(display(term)) for term in row))
        return table


def display(term: Term | None) -> str:
    return shorten(term.value) if isinstance(term, NamedNode) else "" if term is None else str(python_value(term))


def as_csv(rows: Rows) -> str:
    """The values without their types, as the standard has it; LF line ends, as the rest of the world has it."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(rows.variables)
    lines.writerows([lexical(term) for term in row] for row in rows.terms)
    return out.getvalue()


def as_tsv(rows: Rows) -> str:
    head = "\t".join(f"?{variable}" for variable in rows.variables)
    body = ("\t".join("" if term is None else str(term) for term in row) for row in rows.terms)
    return "\n".join([head, *(line.replace("\r", "\\r") for line in body)]) + "\n"


def as_json(rows: Rows) -> str:
    bindings = [
        {variable: json_term(term) for variable, term in zip(rows.variables, row, strict=True) if term is not None}
        for row in rows.terms
    ]
    document = {"head": {"vars": list(rows.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: json_term(part) for name, part in parts.items()}}
    described = {"type": "literal", "value": term.value}
    if term.language:
        described["xml:lang"] = term.language
    elif term.datatype.value not in PLAIN:
        described["datatype"] = term.datatype.value
    return described


def as_xml(rows: Rows) -> str:
    root = ElementTree.Element("sparql", xmlns="http://www.w3.org/2005/sparql-results#")
    head = ElementTree.SubElement(root, "head")
    for variable in rows.variables:
        ElementTree.SubElement(head, "variable", name=variable)
    results = ElementTree.SubElement(root, "results")
    for row in rows.terms:
        result = ElementTree.SubElement(results, "result")
        for variable, term in zip(rows.variables, row, strict=True):
            if term is not None:
                add_xml_term(ElementTree.SubElement(result, "binding", name=variable), json_term(term))
    return xml_text(root)


def add_xml_term(parent: ElementTree.Element, term: dict[str, Any]) -> None:
    attributes: dict[str, str] = {name: term[name] for name in ("xml:lang", "datatype") if name in term}
    element = ElementTree.SubElement(parent, term["type"], attributes)
    if term["type"] == "triple":
        for name, part in term["value"].items():
            add_xml_term(ElementTree.SubElement(element, name), part)
    else:
        element.text = term["value"]


def xml_text(root: ElementTree.Element) -> str:
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


RESULT_FORMATS = {"csv": as_csv, "tsv": as_tsv, "json": as_json, "xml": as_xml}


def writer(format: str) -> Callable[[Rows], str]:
    if format not in RESULT_FORMATS:
        raise QueryError(f"no result format {format!r}: there are {', '.join(RESULT_FORMATS)}")
    return RESULT_FORMATS[format]


def serialise_boolean(answer: bool, format: str) -> str:
    """The answer to an ASK in a results format; csv and tsv, which have no booleans, get the word.

    >>> serialise_boolean(True, "csv")
    'true\\n'
    """
    writer(format)  # refuses what is none
    word = "true" if answer else "false"
    if format == "json":
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    if format == "xml":
        root = ElementTree.Element("sparql", xmlns="http://www.w3.org/2005/sparql-results#")
        ElementTree.SubElement(root, "head")
        ElementTree.SubElement(root, "boolean").text = word
        return xml_text(root)
    return word + "\n"
