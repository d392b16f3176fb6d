"""The verb that takes announcements out of a store."""

from pathlib import Path

import click

from mou_graph.cli.terminal import quiet_option, say

__all__ = ["forget"]


@click.command()
@click.argument("store", metavar="STORE", type=Path)
@click.argument("names", nargs=-1, required=True, metavar="ID...")
@quiet_option
def forget(store: Path, names: tuple[str, ...], quiet: bool) -> None:
    """Take announcements out of a store, and all that only they say.

    ID is the announcement's identifier, its url, or its IRI (announcement/2024-05-03-1a2b3c4d).

    \b
    Examples:
      mou-graph forget store/ hkust-2025-01-15
      mou-graph forget store/ https://news.example/7 announcement/2024-05-03-1a2b3c4d
    """
    from mou_graph.store import Store

    grown = Store(store).forget(names)
    if not quiet:
        say(f"{store}: {grown.forgotten:,} forgotten, {grown.counts.announcements:,} announcements left")
