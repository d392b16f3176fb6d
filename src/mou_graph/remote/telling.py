"""The triples of a graph in an order that does not change, so that "the first 40,000" means the same tomorrow.

A file is read as it is needed, twice, and never held: a set of numbers of eight bytes each finds what is told twice.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple, parse

from mou_graph.errors import GraphError
from mou_graph.graph.concepts import with_concepts
from mou_graph.graph.formats import FORMATS, HEAD, format_of, refuse_entities, unreadable
from mou_graph.vocabulary import BASE

__all__ = ["Telling"]

GENID: Final = BASE + ".well-known/genid/"
SAMPLE: Final = 50


def from_file(path: Path) -> Iterator[Triple]:
    """The triples of a file, as they come; named graphs are read as one."""
    form = format_of(path)
    try:
        with path.open("rb") as file:
            refuse_entities(file.read(HEAD), form, where=str(path))
            file.seek(0)
            for quad in parse(file, FORMATS[form], rename_blank_nodes=False):
                yield quad.triple
    except SyntaxError as error:
        raise unreadable(str(path), error) from None
    except (OSError, ValueError) as error:
        raise GraphError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def distinct(triples: Iterable[Triple], rename: Callable[[int], NamedNode | BlankNode]) -> Iterator[Triple]:
    """Each triple once, its blank nodes renamed by their number, which is that of their first appearance."""
    seen: set[int] = set()
    numbers: dict[BlankNode, int] = {}
    for triple in triples:
        subject, predicate, object_ = triple
        if isinstance(subject, BlankNode):
            subject = rename(numbers.setdefault(subject, len(numbers) + 1))
        if isinstance(object_, BlankNode):
            object_ = rename(numbers.setdefault(object_, len(numbers) + 1))
        told = Triple(subject, predicate, object_)
        number = hash(told)
        if number not in seen:
            seen.add(number)
            yield told


def digest_of(triples: Iterable[Triple]) -> str:
    """A name for the graph, whatever its blank nodes are called."""
    digest = hashlib.sha256()
    for triple in distinct(triples, lambda n: BlankNode(f"b{n}")):
        digest.update(str(triple).encode())
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Telling:
    """A graph as it is told to a server: how many triples, each once, always in the same order.

    A blank node would be another one in each request that names it.  Each gets an IRI, made of a digest of the graph
    and its number (RDF 1.1, section 3.5): the same graph told twice then says no more than told once.

    >>> from mou_graph.graph import Graph
    >>> a, b = NamedNode("x:a"), BlankNode()
    >>> telling = Telling.of(Graph.of([Triple(a, a, b), Triple(b, a, a)]))
    >>> len(telling), {str(triple.object) for triple in telling} == {str(triple.subject) for triple in telling}
    (2, True)
    """

    total: int
    _read: Callable[[], Iterable[Triple]]
    _digest: str

    @classmethod
    def of(cls, graph: str | Path | Iterable[Triple]) -> "Telling":
        """The telling of a file, or of triples that can be gone through again and again (a `Graph`).

        What the ontology says of concepts that the graph uses without naming them is told too: most of the shipped
        questions show these names.
        """

        def read() -> Iterator[Triple]:
            return with_concepts(from_file(Path(graph)) if isinstance(graph, str | Path) else graph)

        total, blank = 0, False
        for triple in distinct(read(), lambda n: BlankNode(f"b{n}")):
            total += 1
            blank = blank or isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
        return cls(total, read, digest_of(read()) if blank else "")

    def __len__(self) -> int:
        return self.total

    def __iter__(self) -> Iterator[Triple]:
        return distinct(self._read(), lambda n: NamedNode(f"{GENID}{self._digest}-{n}"))

    def chunks(self, size: int, *, start: int) -> Iterator[list[Triple]]:
        """The triples from `start` on, so many at a time."""
        triples = islice(iter(self), start, None)
        while chunk := list(islice(triples, size)):
            yield chunk

    def sample(self, end: int) -> list[Triple]:
        """Some of the first `end` triples, from all over them; without literals, which servers may write otherwise."""
        found: list[Triple] = []
        for n, triple in enumerate(islice(iter(self), end)):
            if n * SAMPLE >= len(found) * end and isinstance(triple.object, NamedNode):
                found.append(triple)
        return found
