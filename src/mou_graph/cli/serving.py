"""The verb that lets others ask: serve."""

from pathlib import Path

import click

from mou_graph.cli.terminal import quiet_option, say

__all__ = ["serve"]


@click.command()
@click.argument("graph", metavar="GRAPH")
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; 0.0.0.0: all of the network.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free port.")
@click.option("--timeout", type=click.FloatRange(0.1), default=30, show_default=True, help="Seconds a query may take.")
@click.option("--memory", type=click.IntRange(64), default=1024, show_default=True, help="MB a query may take.")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Queries at a time. [default: one a core]")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="A name this server has; repeat for more.")
@click.option("--allow-origin", "origins", multiple=True, metavar="ORIGIN", help="Whose pages may read; '*' for all.")
@click.option("--texts", multiple=True, metavar="SOURCE", help="Announcements whose texts the pages show.")
@quiet_option
def serve(
    graph: str,
    host: str,
    port: int,
    timeout: float,
    memory: int,
    workers: int | None,
    hosts: tuple[str, ...],
    origins: tuple[str, ...],
    texts: tuple[str, ...],
    quiet: bool,
) -> None:
    """Serve a graph: a SPARQL endpoint at /sparql and pages at /, until Ctrl-C. Read-only.

    GRAPH is a file, or a folder with a store. Only this machine can ask, unless --host says otherwise.

    \b
    Examples:
      mou-graph serve graph.ttl
      mou-graph serve store/
      mou-graph serve graph.ttl --texts announcements/
      mou-graph serve graph.ttl --port 8080 --timeout 10 --memory 512
      mou-graph serve graph.ttl --host 0.0.0.0 --allow-host graph.example.org --allow-origin "*"
    """
    from mou_graph.store import Store, is_store
    from mou_graph.web.serving import Limits, Place, serve

    def ready(url: str, triples: int) -> None:
        if not quiet:
            say(f"{graph}: {triples:,} triples\n\npages     {url}/\nendpoint  {url}/sparql\n\nCtrl-C ends it.")

    limits = Limits(seconds=timeout, memory=memory << 20, **({"workers": workers} if workers else {}))
    served = Store(graph).engine if is_store(graph) else graph
    place = Place(host, port, hosts, origins)
    serve(served, title=Path(graph).name, place=place, limits=limits, sources=texts, ready=ready)
