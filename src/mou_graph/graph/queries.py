"""The queries that are shipped: files that anybody can open, each with its question in the first line."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from mou_graph.errors import QueryError
from mou_graph.shipped import shipped

__all__ = ["ShippedQuery", "query_text", "shipped_queries"]


@dataclass(frozen=True, slots=True)
class ShippedQuery:
    """A question with a name; `variables` are those made to be bound, in the order in which the file names them."""

    name: str  # "01-partners-over-time"
    question: str
    variables: tuple[str, ...]
    text: str

    @property
    def names(self) -> tuple[str, ...]:
        """All names it answers to.

        >>> shipped_queries()[0].names
        ('01-partners-over-time', '01', 'partners-over-time')
        """
        number, _, rest = self.name.partition("-")
        return (self.name, number, rest) if number.isdigit() else (self.name,)


@cache
def shipped_queries(*, extra: bool = False) -> tuple[ShippedQuery, ...]:
    """The twelve questions, in order; with `extra` also the derivations, exports and reviews beside them.

    >>> for query in shipped_queries()[:2]:
    ...     print(query.name, query.variables, query.question)
    01-partners-over-time ('organization',) Who are the partners of an organisation, year by year?
    02-focus-areas-by-year ('year',) What are agreements about, year by year?
    """
    folder = shipped("ontology/queries")
    paths = sorted(folder.glob("*.rq")) + (sorted(folder.glob("extra/*.rq")) if extra else [])
    return tuple(described(path.stem, path.read_text(encoding="utf-8")) for path in paths)


def described(name: str, text: str) -> ShippedQuery:
    """Read the head of a query file: `# question`, then lines of advice of which one may begin with `# Bind`."""
    head = re.match(r"(?:#.*\n)*", text)
    comments = [line.lstrip("# ") for line in (head.group() if head else "").splitlines()]
    advice = " ".join(line for line in comments if line.startswith("Bind "))
    return ShippedQuery(name, comments[0] if comments else name, tuple(re.findall(r"\?(\w+)", advice)), text)


def query_text(query: str) -> str:
    """The SPARQL of a shipped query, by any of its names; anything with a space or a brace is SPARQL already.

    >>> query_text("ASK { ?s ?p ?o }")
    'ASK { ?s ?p ?o }'
    >>> query_text("02").splitlines()[0]
    '# What are agreements about, year by year?'
    >>> query_text("partners-over-tim")
    Traceback (most recent call last):
    ...
    mou_graph.errors.QueryError: no shipped query 'partners-over-tim'; did you mean partners-over-time?
    """
    if not query.strip() or re.search(r"[\s{]", query):
        return query
    by_name = {
        name: shipped_query.text for shipped_query in shipped_queries(extra=True) for name in shipped_query.names
    }
    if query in by_name:
        return by_name[query]
    close = get_close_matches(query, by_name, n=1)
    known = f"did you mean {close[0]}?" if close else "there are " + ", ".join(q.names[-1] for q in shipped_queries())
    raise QueryError(f"no shipped query {query!r}; {known}")
