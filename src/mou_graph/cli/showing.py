"""The verbs that look at a graph: draw and check."""

import sys
from pathlib import Path

import click

from mou_graph.cli.terminal import load, must_have_folder, quiet_option, say

__all__ = ["check", "draw"]

VIEWS = ("auto", "agreements", "partners", "topics", "overview")


@click.command()
@click.argument("graph", metavar="GRAPH")
@click.option(
    "-o", "--output", required=True, metavar="FILE", help="Ends in .html; .svg, .png; .graphml, .gexf, .json or .cyjs."
)
@click.option("--view", type=click.Choice(VIEWS), default="auto", show_default=True, help="What it opens on.")
@click.option("--focus", metavar="ENTITY", help="Only what is around one thing: its IRI or any of its names.")
@click.option("--hops", type=click.IntRange(0), default=1, show_default=True, help="How many steps around it.")
@click.option("--type", "types", multiple=True, help="Only agreements of this type (mou, letter of intent); repeat.")
@click.option("--since", type=int, metavar="YEAR", help="Only agreements since then.")
@click.option("--until", type=int, metavar="YEAR", help="Only agreements until then.")
@quiet_option
def draw(
    graph: str,
    output: str,
    view: str,
    focus: str | None,
    hops: int,
    types: tuple[str, ...],
    since: int | None,
    until: int | None,
    quiet: bool,
) -> None:
    """Draw a graph: one HTML file that opens anywhere, offline; or a still picture, or data for other programs:
    .graphml (yEd, igraph), .gexf (Gephi), .json (node-link, for d3 and networkx), .cyjs (Cytoscape).

    \b
    Examples:
      mou-graph draw graph.ttl --output graph.html
      mou-graph draw graph.ttl -o hkust.html --focus HKUST --hops 2 --since 2020
      mou-graph draw graph.ttl -o partners.svg --view partners
    """
    from mou_graph.drawing import FORMATS
    from mou_graph.drawing import draw as drawn

    if Path(output).suffix.lower() not in FORMATS:
        raise click.BadParameter(f"{output}: end it in one of {' '.join(FORMATS)}", param_hint="--output")
    must_have_folder(output)
    path = drawn(load(graph), output, focus=focus, hops=hops, types=types, since=since, until=until, view=view)
    if not quiet:
        say(f"{path}: {path.stat().st_size / 1000:,.0f} kB")


@click.command()
@click.argument("graph", metavar="GRAPH")
@quiet_option
def check(graph: str, quiet: bool) -> None:
    """Check a graph by the shapes of the ontology: a line a finding; exit 1 if anything is wrong.

    A Violation is wrong, a Warning wants another look, an Info names what would complete the graph.

    \b
    Examples:
      mou-graph check graph.ttl
      mou-graph check graph.ttl | grep Warning
    """
    from mou_graph.checking import check, conforms

    findings = check(load(graph))
    for finding in findings:
        click.echo(finding)
    sound = conforms(findings)
    if not quiet:
        say("the graph is sound" if sound else "the graph is wrong")
    if not sound:
        sys.exit(1)
