"""From values to the page: the template, which escapes all it is given; no script, nothing from outside."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from mou_graph.drawing.charts import bars
from mou_graph.drawing.look import outside, readable

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["page"]

LONGEST = 160  # letters of a name; whoever needs more asks the graph
LISTED = 500  # agreements of the last table: 20 pages of paper


def page(values: dict[str, Any]) -> str:
    """The whole file."""
    return environment().get_template("report.html").render(values, listed=LISTED)


def name(text: str) -> str:
    """A name of a bearable length, without marks that turn its surroundings.

    >>> name("a\u202eb"), len(name("x" * 10_000))
    ('a b', 160)
    """
    text = readable(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


@cache
def environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("mou_graph.reporting", "template"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = files("mou_graph.reporting").joinpath("template", "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    made.globals |= {"style": style, "style_hash": f"'sha256-{digest}'", "bars": bars, "outside": outside}
    made.filters |= {"name": name}
    return made
