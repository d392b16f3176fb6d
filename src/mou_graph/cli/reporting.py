"""The verb that makes a report."""

from datetime import datetime
from pathlib import Path

import click

from mou_graph.cli.terminal import load, must_have_folder, quiet_option, say

__all__ = ["report"]

UNITS = ("days", "weeks", "months", "years")


@click.command()
@click.argument("graph", metavar="GRAPH")
@click.option("-o", "--output", required=True, metavar="FILE", help="Ends in .html.")
@click.option("--for", "organization", metavar="ORGANISATION", help="Only its agreements: its IRI or any of its names.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day of the report: 2026-01-31.")
@click.option(
    "--within",
    type=(click.IntRange(1, 9999), click.Choice(UNITS)),
    default=(12, "months"),
    show_default=True,
    help="How far ahead to look for what ends.",
)
@quiet_option
def report(
    graph: str,
    output: str,
    organization: str | None,
    today: datetime | None,
    within: tuple[int, str],
    quiet: bool,
) -> None:
    """Report on a graph: one page of tables and charts to read and to print, offline.

    \b
    Examples:
      mou-graph report graph.ttl --output report.html
      mou-graph report graph.ttl -o hkust.html --for HKUST --today 2026-01-31 --within 24 months
    """
    from mou_graph.reporting import report as reported

    if Path(output).suffix.lower() != ".html":
        raise click.BadParameter(f"{output}: end it in .html", param_hint="--output")
    must_have_folder(output)
    day = today.date() if today else None
    path = reported(load(graph), output, organization=organization, today=day, within=f"{within[0]} {within[1]}")
    if not quiet:
        say(f"{path}: {path.stat().st_size / 1000:,.0f} kB")
