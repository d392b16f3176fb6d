"""A query before it runs: nothing that leaves the machine, values bound, faults placed.

The engine follows SERVICE over the network and has no switch for it, so the words are looked at first.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from mou_graph.errors import QueryError

__all__ = ["UPDATES", "bind", "misplaced", "refuse_service", "tokens", "variables_of"]

TOKEN = re.compile(
    r'''
    (?P<string>"""(?:[^"\\]|\\.|"(?!""))*""" | \'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<iri>      < [^<>"{}|^`\\\s]* > )
  | (?P<comment>  \# [^\n\r]* )
  | (?P<name>     (?:[^\W\d_][\w.\-]*|_)? : (?:[\w.\-:]|%[0-9A-Fa-f]{2}|\\.)* )
  | (?P<variable> [?$] \w+ )
  | (?P<word>     [^\W\d]\w* )
  | (?P<mark>     \\. | . )''',
    re.VERBOSE | re.DOTALL,
)
UNICODE_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
UPDATES = {"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with"}


class Token(NamedTuple):
    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """The words and marks of a query, without comments and white space.

    >>> [t.text for t in tokens("ASK { ?s a ex:a } # why")]
    ['ASK', '{', '?s', 'a', 'ex:a', '}']
    """
    for match in TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind != "comment" and not match.group().isspace():
            yield Token(kind, match.group(), match.start())


def refuse_service(query: str) -> None:
    """Raise `QueryError` for a query with a SERVICE clause: answers come from the graph, never from the network.

    Words may touch what stands before them (`1e5SERVICE<…>` and `trueSERVICE:x` are SPARQL to the engine), and
    escapes like `\\u0053` may stand for letters; no other word of the language contains these seven letters.

    >>> refuse_service('ASK { ?s ?p "SERVICE" } # SERVICE <http://example.org/>')
    >>> refuse_service("ASK { service <http://example.org/sparql> { ?s ?p ?o } }")
    Traceback (most recent call last):
    ...
    mou_graph.errors.QueryError: SERVICE is refused: a query is answered from the graph alone, offline
    """
    for text in (query, UNICODE_ESCAPE.sub(unescaped, query)):
        for token in tokens(text):
            word = token.text.partition(":")[0] if token.kind == "name" else token.text
            if token.kind in ("name", "word") and "service" in word.casefold():
                raise QueryError("SERVICE is refused: a query is answered from the graph alone, offline")


def unescaped(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code < 0x110000 else match.group()


def variables_of(query: str) -> set[str]:
    """The names of all variables in a query.

    >>> sorted(variables_of("SELECT ?a { ?a ?b '?c' }"))
    ['a', 'b']
    """
    return {token.text[1:] for token in tokens(query) if token.kind == "variable"}


def bind(query: str, values: Mapping[str, Sequence[NamedNode | Literal]]) -> str:
    r"""The query, restricted to rows in which each of these variables has one of its values.

    An IRI is compared as it is, a literal by its text (so 2025 finds "2025" and 2025, HKUST finds hkust).  Filters
    at the head of the outermost group do it, for two reasons: substitution (SEP-0007) turns the unbound variable of
    an OPTIONAL into the value, and the engine is as fast with the filter (one IRI among 200,000 triples: 1 ms both).

    >>> bind("SELECT ?s { ?s ?p ?o }", {"s": [NamedNode("https://example.org/a")]})
    'SELECT ?s { FILTER ( sameTerm(?s, <https://example.org/a>) ) ?s ?p ?o }'
    >>> bind("SELECT ?s { ?s ?p ?o }", {"o": [NamedNode("x:a"), Literal('say "no"')]})
    'SELECT ?s { FILTER ( sameTerm(?o, <x:a>) || LCASE(STR(?o)) = LCASE("say \\"no\\"") ) ?s ?p ?o }'
    >>> bind("SELECT ?s { ?s ?p ?o }", {"x": [Literal("")]})
    Traceback (most recent call last):
    ...
    mou_graph.errors.QueryError: the query has no variable ?x to bind; it has ?o, ?p, ?s
    """
    if not values:
        return query
    start = pattern_start(query)
    inside = variables_of(query[start:])
    for name in values:
        if name not in inside:
            known = ", ".join(f"?{variable}" for variable in sorted(inside)) or "none"
            raise QueryError(f"the query has no variable ?{name} to bind; it has {known}")
    filters = " ".join(
        f"FILTER ( {' || '.join(test(name, value) for value in values[name])} )" for name in sorted(values)
    )
    return f"{query[:start]} {filters}{query[start:]}"


def test(variable: str, value: NamedNode | Literal) -> str:
    if isinstance(value, NamedNode):
        return f"sameTerm(?{variable}, {value})"
    return f"LCASE(STR(?{variable})) = LCASE({Literal(value.value)})"


def pattern_start(query: str) -> int:
    """Just after the brace that opens the outermost group: the one after WHERE, else the first."""
    depth, first, after_where = 0, None, False
    for token in tokens(query):
        if token.text == "{":
            if depth == 0 and (after_where or first is None):
                first = token.start + 1
                if after_where:
                    return first
            depth += 1
        elif token.text == "}":
            depth -= 1
        after_where = token.kind == "word" and token.text.casefold() == "where"
    if first is None:
        raise QueryError("the query has no group { … } in which values could be bound")
    return first


def misplaced(query: str, error: SyntaxError) -> QueryError:
    """What the engine says of a query it cannot read, as one line; the place under a caret comes as a note.

    >>> error = misplaced("SELECT ?x WHERE { ?x a }", SyntaxError("error at 1:24: expected one of FILTER, [_]"))
    >>> print(error)
    not SPARQL: line 1, column 24, at “}” after “SELECT ?x WHERE { ?x a”
    >>> print(error.__notes__[0])
    SELECT ?x WHERE { ?x a }
                           ^
    """
    match = re.match(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if match is None:
        return QueryError(f"not SPARQL: {' '.join(str(error).split())}")
    line, column = int(match.group(1)), int(match.group(2))
    first = next(tokens(query), None)
    if first is None:
        return QueryError("not SPARQL: the query is empty")
    if first.text.casefold() in UPDATES:
        return QueryError(f"{first.text.upper()} is refused: a graph is asked, not changed")
    lines = query.splitlines() or [""]
    text = lines[line - 1] if line <= len(lines) else ""
    before, after = text[: column - 1].rstrip(), next(tokens(text[column - 1 :]), None)
    place = f"at “{after.text[:40]}”" if after else "at the end"
    if before:
        place += f" after “{before if len(before) <= 40 else '…' + before[-39:].lstrip()}”"
    said = reason(match.group(3))
    named = [token.text for token in tokens(before) if token.kind == "name"]
    if "prefix not found" in said and named:
        said = f"the prefix {named[-1].partition(':')[0]}: is not declared"
    fault = QueryError(f"not SPARQL: line {line}, column {column}, {place}{f': {said}' if said else ''}")
    fault.add_note(f"{text}\n{' ' * (column - 1)}^")
    return fault


def reason(expected: str) -> str:
    """What the engine says in words; its lists of tokens it could have gone on with mislead more than they tell.

    >>> reason("expected one of OPTIONAL, Prefix not found, ['%']"), reason('expected one of "{", FILTER')
    ('prefix not found', '')
    """
    sentences = re.findall(r"(?:expected one of |expected |, )([A-Z][a-z]*(?: [A-Za-z]+)+)", expected)
    return "; ".join(sentence[0].lower() + sentence[1:] for sentence in sentences)
