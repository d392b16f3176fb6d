"""The words behind a question: passages of the claims, or of where a thing is named."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from mou_graph.reviewing.known import Known
from mou_graph.reviewing.questions import Question, Words
from mou_graph.vocabulary import BASE

__all__ = ["MOST", "quoted"]

MOST: Final = 2
"""Passages for each option."""

_PASSAGES: Final = """SELECT ?claim ?quote ?sure ?announcement ?headline ?identifier ?published {{
  VALUES ?claim {{ {claims} }}
  ?claim mou:statedIn ?announcement ; mou:evidence/oa:exact ?quote . OPTIONAL {{ ?claim mou:confidence ?sure }}
  OPTIONAL {{ ?announcement schema:headline ?headline }} OPTIONAL {{ ?announcement schema:identifier ?identifier }}
  OPTIONAL {{ ?announcement schema:datePublished ?published }} }}
ORDER BY ?claim ?announcement ?quote ?headline ?identifier ?published"""
_NAMED: Final = """SELECT ?claim {{
  {{ ?claim rdf:object <{iri}> }} UNION {{ ?claim rdf:subject <{iri}> }} ?claim mou:confidence ?sure }}
ORDER BY DESC(?sure) ?claim LIMIT 8"""
_AT_ONCE: Final = 500


def quoted(graph: Any, known: Known, questions: Iterable[Question]) -> Iterator[Question]:
    """The questions with passages."""
    left = iter(questions)
    while some := list(islice(left, _AT_ONCE)):
        of_options = {
            (question.id, option.cell): option.claims or (_naming(graph, option.iri) if option.iri else ())
            for question in some
            for option in question.options
        }
        passages = _passages(graph, {claim for claims in of_options.values() for claim in claims})
        for question in some:
            words = {
                option.cell: _best(word for claim in of_options[question.id, option.cell] for word in passages[claim])
                for option in question.options
            }
            yield question.with_words(words)


def _naming(graph: Any, iri: str) -> tuple[str, ...]:
    return tuple(claim for (claim,) in graph.select(_NAMED.format(iri=iri)))


def _passages(graph: Any, claims: set[str]) -> dict[str, list[Words]]:
    found: dict[str, list[Words]] = defaultdict(list)
    if claims:
        query = _PASSAGES.format(claims=" ".join(f"<{claim}>" for claim in sorted(claims)))
        for claim, quote, sure, announcement, headline, identifier, published in graph.select(query):
            name = headline or identifier or announcement.removeprefix(BASE)
            found[claim].append(Words(quote, name, str(published or ""), float(sure) if sure is not None else None))
    return found


def _best(words: Iterable[Words]) -> tuple[Words, ...]:
    """The surest, each passage once."""
    by_quote: dict[tuple[str, str], Words] = {}
    for word in words:
        by_quote.setdefault((word.quote, word.announcement), word)
    return tuple(sorted(by_quote.values(), key=lambda w: (-(w.confidence or 0), w.published, w.quote))[:MOST])
