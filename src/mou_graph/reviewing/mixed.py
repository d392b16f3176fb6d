"""Names that several bodies may share: a kind and a field alone, in more than one announcement."""

from collections.abc import Iterator
from typing import Any, Final

from mou_graph.extraction.bodies import is_common
from mou_graph.resolution.clusters import is_acronym
from mou_graph.reviewing.doubts import reach
from mou_graph.reviewing.known import Known
from mou_graph.reviewing.questions import MIXED, Option, Question

__all__ = ["mixed"]

DOUBT: Final = 0.5
OWN_LETTERS: Final = 0.5  # times as doubtful where it has an acronym, which the announcements share
MOST: Final = 9  # announcements that are shown, one for each key

_NAMING: Final = """SELECT ?announcement ?claim ?headline ?identifier ?day {{
  ?claim rdf:object <{iri}> ; mou:statedIn ?announcement .
  OPTIONAL {{ ?announcement schema:headline ?headline }} OPTIONAL {{ ?announcement schema:identifier ?identifier }}
  OPTIONAL {{ ?announcement schema:datePublished ?day }} }}
ORDER BY STR(?day) ?identifier ?announcement ?claim ?headline"""


def mixed(graph: Any, known: Known) -> Iterator[Question]:
    """The questions whether a body of such a name is one; the registry's, and parts of others, are."""
    for iri in known.of_kind("organization"):
        several = len(known.told[iri]) > 1
        if several and not known.elsewhere[iri] and not known.wholes[iri] and is_common(known.label(iri)):
            options: dict[str, Option] = {}
            for announcement, claim, headline, identifier, _ in graph.select(_NAMING.format(iri=iri)):
                before = options.get(announcement)
                claims = (*before.claims, claim) if before else (claim,)
                cell = identifier or announcement
                options[announcement] = Option(headline or cell, cell, announcement, claims=claims)
            own = OWN_LETTERS if any(map(is_acronym, known.names[iri])) else 1
            why = f"{len(options)} announcements name it, and its name could be several bodies'"
            cell, label, score = known.cell(iri), known.label(iri), DOUBT * own * reach(known, iri)
            shown = tuple(options.values())[:MOST]
            yield Question(MIXED, "organization", cell, label, why, shown, "", score, (iri,))
