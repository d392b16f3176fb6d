"""The steps of a store, in order: the same spine as `resolution`, cut into pieces that are redone one by one.

text ─▶ link ▶ component ▶ cluster ▶ chain ─▶ names ▶ organization ─┬▶ people ─▶ told ▶ wider ▶ block ▶ agreement
                              labels ▶ concepts (areas, places, roles) ─╯                    earlier ▶ collaboration
all of them ─▶ written: agreement, announcement, publisher, person, organization, concept ─▶ passages, partners …
"""

from functools import partial

from mou_graph.store import naming, telling, writing
from mou_graph.store.known import KINDS, Given
from mou_graph.store.ledger import Step

__all__ = ["steps"]


def steps(given: Given) -> list[Step]:
    """All steps; each tells only what later ones hear (or itself: a parent's parent, a whole of a whole)."""
    return [
        Step("text", "draft", partial(naming.text, given=given)),
        Step("link", "naming", partial(naming.link, given=given)),
        Step("component", "naming", naming.component),
        Step("cluster", "member", partial(naming.cluster, given=given)),
        Step("chain", "body", partial(naming.chain, given=given)),
        Step("names", "text", naming.names),
        Step("organization", "body", partial(naming.organization, given=given)),
        *(Step(kind.name, kind.name, partial(telling.concept, kind=kind, given=given)) for kind in KINDS),
        Step("people", "namesake", partial(telling.people, given=given)),
        Step("told", "text", partial(telling.told, given=given)),
        Step("wider", "told", partial(telling.wider, given=given)),
        Step("block", "told", telling.block),
        Step("agreement", "block", partial(telling.agreement, given=given)),
        Step("earlier", "text", telling.earlier),
        Step("collaboration", "told collaboration", telling.collaboration),
        Step("written agreement", "agreement", partial(writing.agreement, given=given)),
        Step("written collaboration", "collaboration", partial(writing.described, relation="collaboration")),
        Step("written announcement", "text", partial(writing.announcement, given=given)),
        Step("written publisher", "publisher", writing.publisher),
        Step("written person", "person", partial(writing.person, given=given)),
        Step("written organization", "organization", writing.organization),
        Step("written concept", "concept", partial(writing.described, relation="concept")),
        Step("passages", "span", writing.passage),
        *(Step(name, name, partial(writing.as_told, relation=name)) for name in ("partners", "kind", "source")),
    ]
