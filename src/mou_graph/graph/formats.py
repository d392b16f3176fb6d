"""Files and bytes of graphs: every format in, every format out, the same bytes for the same triples.

The one place that turns what pyoxigraph's parsers and the file system say into `GraphError`.
"""

import os
import re
import stat
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from mou_graph.errors import GraphError
from mou_graph.graph.jsonld import compact
from mou_graph.graph.names import is_relative
from mou_graph.vocabulary import BASE, PREFIXES

__all__ = [
    "FORMATS",
    "HEAD",
    "format_of",
    "ordered",
    "read_triples",
    "refuse_entities",
    "serialise",
    "unreadable",
    "write_bytes",
]

FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "xml": RdfFormat.RDF_XML,
    "n3": RdfFormat.N3,
}


def format_of(path: str | Path) -> str:
    """The format that a file's ending names.

    >>> format_of("graph.ttl")
    'ttl'
    >>> format_of("graph.doc")
    Traceback (most recent call last):
    ...
    mou_graph.errors.GraphError: graph.doc: no graph format ends in '.doc'; there are .ttl .nt ...
    """
    ending = Path(path).suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        known = " ".join(f".{name}" for name in FORMATS)
        raise GraphError(f"{path}: no graph format ends in {'.' + ending!r}; there are {known}")
    return ending


def read_triples(data: bytes, format: str, *, where: str) -> list[Triple]:
    """The triples of a document, as written; named graphs are read as one graph.  `where` names it in errors."""
    refuse_entities(data, format, where=where)
    try:
        return [
            quad.triple for quad in parse(data.removeprefix(b"\xef\xbb\xbf"), FORMATS[format], rename_blank_nodes=False)
        ]
    except SyntaxError as error:
        raise unreadable(where, error) from None
    except (ValueError, OSError) as error:
        raise GraphError(f"{where}: {error}") from None


HEAD = 1 << 20
ENTITY = re.compile(rb"""<!ENTITY\s+(%?)[^"'>]*("[^"]*"|'[^']*')""")


def refuse_entities(document: bytes, format: str, *, where: str) -> None:
    """Raise `GraphError` for RDF/XML that grows as it is read: a kilobyte of nested entities fills any memory.

    Those that are short, as for the beginnings of IRIs, are all that RDF/XML has a use for.

    >>> refuse_entities(b'<!DOCTYPE r [<!ENTITY owl "http://www.w3.org/2002/07/owl#">]>', "rdf", where="a.rdf")
    >>> refuse_entities(b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>', "rdf", where="a.rdf")
    Traceback (most recent call last):
    ...
    mou_graph.errors.GraphError: a.rdf: has entities that are long or made of others: refused
    """
    if FORMATS.get(format) == RdfFormat.RDF_XML:
        for mark, text in ENTITY.findall(document[:HEAD]):
            if mark or len(text) > 300 or re.search(rb"&(?!#)", text):
                raise GraphError(f"{where}: has entities that are long or made of others: refused")


def unreadable(where: str, error: SyntaxError) -> GraphError:
    """What a parser says, in one line with its place."""
    said = re.sub(r"^Parser error (?:at|between) .*?: | \(line \d+\)$", "", str(error.msg or error))
    line = f", line {error.lineno}" if error.lineno else ""
    return GraphError(f"{where}{line}: {' '.join(said.split())}")


def ordered(triples: Iterable[Triple | Quad]) -> list[Triple]:
    """Without repetitions, by subject, property and object; `<a>` before `<a#b>`, which plain text order has not."""
    distinct = {item.triple if isinstance(item, Quad) else item for item in triples}
    return sorted(distinct, key=lambda triple: str(triple).replace(">", "\0"))


def serialise(triples: Sequence[Triple], format: str) -> bytes:
    """Ordered triples as a document.

    >>> from pyoxigraph import Literal, NamedNode
    >>> name = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    >>> node = NamedNode("https://w3id.org/mou-graph/id/organization/hkust")
    >>> serialise([Triple(node, name, Literal("HKUST"))], "ttl").decode().splitlines()[-1]
    '<organization/hkust> skos:prefLabel "HKUST" .'
    """
    if format not in FORMATS:
        raise GraphError(f"no graph format {format!r}; there are {', '.join(FORMATS)}")
    if format == "jsonld":
        return compact(triples)
    try:
        document = serialize(triples, format=FORMATS[format], prefixes=PREFIXES) or b""
        return with_base(document) if format in ("ttl", "trig") else document
    except (ValueError, OSError) as error:  # a property IRI that RDF/XML cannot name, a triple inside a triple
        raise GraphError(f"not to be written as {FORMATS[format].name}: {error}") from None


STRING_OR_IRI = re.compile(rb'"(?:[^"\\]|\\.)*"|<' + re.escape(BASE.encode()) + rb"([^>]*)>")
NEXT_SUBJECT = re.compile(rb"\n(?=[^\t])")  # a raw line end stands only between lines, never in a string
HEADER = re.compile(rb"(?:@prefix .*\n)*")


def with_base(turtle: bytes) -> bytes:
    """Turtle with `@base`, names relative to it, a blank line between things: a third shorter, and people can read it.

    pyoxigraph's own base makes every IRI relative, `https://schema.org/` to `<//schema.org/>` too.
    """

    def relative(match: re.Match[bytes]) -> bytes:
        reference = match.group(1)
        return b"<" + reference + b">" if reference and is_relative(reference.decode()) else match.group()

    head = [f"@base <{BASE}> .", *(f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in sorted(PREFIXES)), "", ""]
    body = NEXT_SUBJECT.sub(b"\n\n", HEADER.sub(b"", turtle, count=1))
    return "\n".join(head).encode() + STRING_OR_IRI.sub(relative, body)


def write_bytes(path: str | Path, data: bytes) -> None:
    """Write a file whole or not at all: into a new file beside it, which then takes its name.

    What is no regular file (a pipe, /dev/stdout) is written to as it is; a link keeps pointing where it points.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            target.write_bytes(data)
            return
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with open(handle, "wb") as file:
                file.write(data)
            os.chmod(temporary, mode_of(target))
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise GraphError(f"{path}: cannot be written: {error.strerror or error}") from None


def mode_of(path: Path) -> int:
    """The permissions a file has, or a new one would get."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
