"""What the verbs share that reach servers elsewhere: options for limits and logins, of which secrets can come from
the environment, where no list of processes shows them.
"""

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from mou_graph.remote import Access

__all__ = ["access_from", "access_options", "is_address"]

Verb = TypeVar("Verb", bound=Callable[..., Any])


def is_address(graph: str) -> bool:
    """Whether this is the address of a server, not a file.

    >>> is_address("https://graph.example/sparql"), is_address("graph.ttl")
    (True, False)
    """
    return re.match(r"https?:", graph, re.IGNORECASE) is not None


def access_options(verb: Verb) -> Verb:
    """Add the options that `access_from` takes."""
    options = (
        click.option(
            "--timeout", type=click.FloatRange(0.1), default=60, show_default=True, help="Seconds a server may take."
        ),
        click.option(
            "--max-size", type=click.IntRange(1), default=256, show_default=True, help="MB an answer of it may have."
        ),
        click.option("--login", envvar="MOU_GRAPH_LOGIN", metavar="NAME:PASSWORD", help="Or by MOU_GRAPH_LOGIN."),
        click.option("--header", multiple=True, metavar="NAME:VALUE", help="Sent along; one also by MOU_GRAPH_HEADER."),
    )
    for option in reversed(options):
        verb = option(verb)
    return verb


def access_from(*, timeout: float, max_size: int, login: str | None, header: tuple[str, ...]) -> "Access":
    """How to reach the server, from the options."""
    from mou_graph.remote import Access

    lines = [*filter(None, [os.environ.get("MOU_GRAPH_HEADER")]), *header]
    return Access(timeout, max_size << 20, login, dict(map(Access.header, lines)))
