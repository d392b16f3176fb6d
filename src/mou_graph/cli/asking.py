"""The verb that asks a graph."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mou_graph.cli.reaching import access_from, access_options, is_address
from mou_graph.cli.terminal import load, quiet_option, say
from mou_graph.errors import MouGraphError

if TYPE_CHECKING:
    from mou_graph.graph import Graph, Rows
    from mou_graph.remote import Endpoint

__all__ = ["query"]

RESULTS = ("table", "csv", "tsv", "json", "xml", "ttl")
WIDTH = 200  # columns of a table that does not go to a terminal


@click.command()
@click.argument("graph", required=False, metavar="GRAPH")
@click.argument("name", required=False)
@click.option("--list", "listing", is_flag=True, help="The shipped queries, with their questions; needs no GRAPH.")
@click.option("--file", "file", type=Path, metavar="F.rq", help="A query in a file.")
@click.option("-q", "--query", "text", metavar="SPARQL", help="A query as text; the usual prefixes are known.")
@click.option("--bind", multiple=True, metavar="VAR=VALUE", help="Fix a variable: an IRI, a name (HKUST), a number.")
@click.option("--format", "form", type=click.Choice(RESULTS), help="table on a terminal, else csv; ttl for graphs.")
@click.option("--default-graph", "default", metavar="IRI", help="Of an endpoint: ask this named graph.")
@access_options
@quiet_option
def query(
    graph: str | None,
    name: str | None,
    listing: bool,
    file: Path | None,
    text: str | None,
    bind: tuple[str, ...],
    form: str | None,
    default: str | None,
    quiet: bool,
    **access: Any,
) -> None:
    """Ask a graph: a shipped query by NAME, a file, or SPARQL text.

    GRAPH is a file, or the address of a SPARQL endpoint.

    \b
    Examples:
      mou-graph query --list
      mou-graph query graph.ttl partners-over-time --bind organization=HKUST
      mou-graph query graph.ttl -q "SELECT ?name { ?a a mou:Agreement ; rdfs:label ?name }" --format json
      mou-graph query graph.ttl --file question.rq --format csv > answer.csv
      mou-graph query https://graph.example.org/sparql partners-over-time --bind organization=HKUST
    """
    if listing:
        _list_queries()
        return
    if graph is None:
        raise click.UsageError("name a GRAPH, or --list the shipped queries")
    asked = [given for given in (name, file, text) if given is not None]
    if len(asked) != 1:
        raise click.UsageError("give one of NAME, --file and --query (mou-graph query --list shows the names)")
    bindings = dict(_binding(given) for given in bind)
    question = _read_query(file) if file is not None else str(asked[0])
    answer = _asked(graph, default, access).answer(question, **bindings)
    _print_answer(answer, form, quiet)


def _asked(graph: str, default: str | None, access: dict[str, Any]) -> "Graph | Endpoint":
    if not is_address(graph):
        if default is not None:
            raise click.BadParameter("is for the address of an endpoint", param_hint="--default-graph")
        return load(graph)
    from mou_graph.remote import Endpoint

    return Endpoint(graph, graph=default, access=access_from(**access))


def _list_queries() -> None:
    from mou_graph.graph import shipped_queries

    if sys.stdout.isatty():
        from rich.console import Console
        from rich.table import Table

        table = Table("name", "question", "bind", show_edge=False, pad_edge=False, header_style="bold")
        for shipped in shipped_queries():
            table.add_row(shipped.names[-1], shipped.question, " ".join(shipped.variables))
        Console().print(table)
    else:
        for shipped in shipped_queries():
            click.echo("\t".join([shipped.names[-1], shipped.question, " ".join(shipped.variables)]))


def _binding(given: str) -> tuple[str, str]:
    variable, equals, value = given.partition("=")
    variable = variable.strip().removeprefix("?")
    if not equals or not variable.isidentifier():
        raise click.BadParameter(f"{given!r} is not VAR=VALUE", param_hint="--bind")
    return variable, value


def _read_query(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig") + "\n"  # with a line end it is never taken for a name
    except UnicodeDecodeError:
        raise MouGraphError(f"{file}: the query is not UTF-8") from None


def _print_answer(answer: "Rows | bool | Graph", form: str | None, quiet: bool) -> None:
    from mou_graph.graph import Graph, serialise_boolean

    on_terminal = sys.stdout.isatty()
    if isinstance(answer, Graph):
        if form not in (None, "ttl"):
            raise click.BadParameter("the answer is a graph: --format ttl", param_hint="--format")
        answer.write(sys.stdout.buffer)
        return
    form = form or ("table" if on_terminal else "csv")
    if form == "ttl":
        raise click.BadParameter("the answer is no graph: take table, csv, tsv, json or xml", param_hint="--format")
    if isinstance(answer, bool):
        click.echo(serialise_boolean(answer, "csv" if form == "table" else form), nl=False)
    elif form == "table":
        from rich.console import Console

        Console(width=None if on_terminal else WIDTH).print(answer.table())
        if on_terminal and not quiet:
            say(f"{len(answer):,} row{'' if len(answer) == 1 else 's'}")
    else:
        click.echo(answer.serialise(form), nl=False)
