"""The command line: one verb a step, one for the whole.

Data on stdout, messages on stderr; exit 0 fine, 1 the work failed, 2 the command was not understood.
Whatever is slow to import is imported inside the verb that needs it.
"""

import io
import os
import sys

import click

from mou_graph.cli.asking import query
from mou_graph.cli.building import build, demo
from mou_graph.cli.comparing import diff
from mou_graph.cli.measuring import evaluate
from mou_graph.cli.publishing import publish
from mou_graph.cli.reporting import report
from mou_graph.cli.reviewing import review
from mou_graph.cli.serving import serve
from mou_graph.cli.showing import check, draw
from mou_graph.cli.storing import forget
from mou_graph.cli.terminal import say
from mou_graph.errors import MouGraphError

__all__ = ["commands", "main"]


def main() -> None:
    """Run a command; mistakes, full disks, closed pipes and Ctrl-C end it with a line, not a traceback."""
    if not sys.stdout.isatty() and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # data are the same whatever the machine's habits
    try:
        commands.main(prog_name="mou-graph", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except MouGraphError as error:
        say(f"mou-graph: {error}")
        sys.exit(1)
    except (KeyboardInterrupt, click.Abort):
        _leave(130)
    except BrokenPipeError:  # `| head` has seen enough
        _leave(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"mou-graph: {where}{error.strerror or error}")
        _leave(1)
    except MemoryError:
        say("mou-graph: out of memory")
        _leave(1)


def _leave(code: int) -> None:
    """Exit without a last try to flush stdout, which may be closed or full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="mou-graph", message="%(prog)s %(version)s")
def commands() -> None:
    """Who agreed what with whom, when, and who says so: a graph from announcements.

    \b
    Examples:
      mou-graph demo                                   try it on the announcements that come with it
      mou-graph build press-releases/ -o graph.ttl     announcements to a graph
      mou-graph query graph.ttl partners-over-time     ask it
      mou-graph draw graph.ttl -o graph.html           see it
    """


for verb in (build, query, draw, report, review, check, evaluate, serve, publish, forget, diff, demo):
    commands.add_command(verb)
