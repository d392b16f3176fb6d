"""A table of answers for pandas and polars: columns with types, so that dates sort and numbers add up."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pyoxigraph import Literal

from mou_graph.errors import QueryError
from mou_graph.graph.terms import FLOATS, INTEGERS, XSD, Term, lexical

if TYPE_CHECKING:
    import pandas
    import polars

__all__ = ["Column", "columns", "pandas_frame", "polars_frame"]

KINDS: Final = {
    **dict.fromkeys(INTEGERS, "integer"),
    **dict.fromkeys({*FLOATS, XSD + "decimal"}, "number"),
    XSD + "gYear": "integer",
    XSD + "boolean": "boolean",
    XSD + "date": "date",
    XSD + "dateTime": "moment",
}


class Column(NamedTuple):
    """Values of one variable: all `integer`, `number`, `boolean`, `date`, `moment` or `text`; None where unbound."""

    kind: str
    values: list[Any]


def columns(variables: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> dict[str, Column]:
    """The columns of a table.  Where the values of one are of several kinds, they are all text.

    >>> from pyoxigraph import NamedNode
    >>> day, year = (Literal(text, datatype=NamedNode(XSD + kind)) for text, kind in
    ...              (("2025-01-15", "date"), ("2024", "gYear")))
    >>> columns(["a", "b"], [(day, day), (None, year)])
    {'a': Column(kind='date', values=[datetime.date(2025, 1, 15), None]),
     'b': Column(kind='text', values=['2025-01-15', '2024'])}
    """
    table = list(rows)
    return {variable: column([row[n] for row in table]) for n, variable in enumerate(variables)}


def column(terms: Sequence[Term | None]) -> Column:
    kinds = {KINDS.get(t.datatype.value, "text") if isinstance(t, Literal) else "text" for t in terms if t is not None}
    kind = "number" if kinds == {"integer", "number"} else kinds.pop() if len(kinds) == 1 else "text"
    texts = [None if term is None else lexical(term) for term in terms]
    if kind == "text":
        return Column(kind, texts)
    try:
        values = [None if text is None else READERS[kind](text) for text in texts]
    except ValueError:  # "soon"^^xsd:date is a legal, if odd, literal; and Python knows no year before the first
        return Column("text", texts)
    if kind == "moment":
        zones = {value.tzinfo is None for value in values if value is not None}
        if len(zones) > 1:
            return Column("text", texts)
        values = [value.astimezone(UTC) if value is not None and value.tzinfo else value for value in values]
    return Column(kind, values)


def integer(text: str) -> int:
    number = int(text)
    if not -(2**63) <= number < 2**63:
        raise ValueError("more than a column holds")
    return number


READERS: Final[Mapping[str, Any]] = {
    "integer": integer,
    "number": float,
    "boolean": lambda text: text in ("true", "1"),
    "date": date.fromisoformat,
    "moment": datetime.fromisoformat,
}


def zone_of(values: Iterable[datetime | None]) -> str | None:
    return "UTC" if any(value is not None and value.tzinfo for value in values) else None


def pandas_frame(table: Mapping[str, Column]) -> "pandas.DataFrame":
    """The columns for pandas; what is unbound is missing there, too."""
    try:
        import pandas
    except ImportError:
        raise QueryError("pandas is not installed: pip install 'mou-graph[pandas]'") from None
    types = {"integer": "Int64", "number": "Float64", "boolean": "boolean", "text": "string"}

    def series(found: Column) -> "pandas.Series[Any]":
        if found.kind in types:
            return pandas.Series(found.values, dtype=types[found.kind])
        zone = zone_of(found.values) if found.kind == "moment" else None
        return pandas.Series(found.values, dtype=f"datetime64[us, {zone}]" if zone else "datetime64[us]")

    return pandas.DataFrame({name: series(found) for name, found in table.items()}, columns=list(table))


def polars_frame(table: Mapping[str, Column]) -> "polars.DataFrame":
    """The columns for polars; what is unbound is null."""
    try:
        import polars
    except ImportError:
        raise QueryError("polars is not installed: pip install 'mou-graph[polars]'") from None
    types: dict[str, Any] = {
        "integer": polars.Int64,
        "number": polars.Float64,
        "boolean": polars.Boolean,
        "date": polars.Date,
        "text": polars.String,
    }
    return polars.DataFrame(
        [
            polars.Series(
                name, found.values, dtype=types.get(found.kind) or polars.Datetime("us", zone_of(found.values))
            )
            for name, found in table.items()
        ]
    )
