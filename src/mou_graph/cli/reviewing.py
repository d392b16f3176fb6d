"""The verb that shows what deserves a look, and asks about it."""

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from mou_graph.cli.terminal import Keys, load, must_have_folder, quiet_option, say
from mou_graph.errors import CorrectionsError

if TYPE_CHECKING:
    from mou_graph.corrections import Correction, Corrections
    from mou_graph.model import Problem
    from mou_graph.reviewing import Question, Review

__all__ = ["review"]

KINDS: Final = ("alike", "mixed", "conflict", "unsure", "no-agreement")
_WHO: Final = ("alike", "mixed")
FEW: Final = 20
KEYS: Final = {
    "m": "merge",
    "k": "keep",
    "a": "accept",
    "r": "reject",
    "n": "rename",
    "c": "correct",
    "p": "part",
    "s": "skip",
    "u": "undo",
    "q": "quit",
}
_HINTS: Final = {
    "keep": "keep apart",
    "accept": "accept it",
    "part": "another body in one of them",
    "rename": "merge under a new name",
    "correct": "another value",
}


@click.command()
@click.argument("graph", metavar="GRAPH")
@click.option(
    "--corrections",
    metavar="FILE",
    type=Path,
    help="What is decided already, and where --ask writes; a table (.csv, .tsv).",
)
@click.option("--ask", is_flag=True, help="Ask one question after the other, and write the answers into --corrections.")
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only questions of this kind; repeatable."
)
@click.option(
    "--limit", type=click.IntRange(0), metavar="N", help=f"At most so many; 0: all.  [default: {FEW}; with --ask all]"
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "csv"]), default="text", show_default=True,
    help="csv is a corrections file of the likeliest answers.",
)  # fmt: skip
@quiet_option
def review(
    graph: str,
    corrections: Path | None,
    ask: bool,
    kinds: tuple[str, ...],
    limit: int | None,
    format_: str,
    quiet: bool,
) -> None:
    """What of a graph deserves a look, best first: names that may be one, values that conflict, facts read unsurely.

    GRAPH is a file or a store. With --ask answer by keys: m merge, k keep apart or as it is, a accept, r reject,
    n merge under a new name, p another body in one announcement, c correct, 1-9 this value, s skip, u undo, q quit.
    Answers are written at once; the next build with --corrections applies them, and they are not asked again.

    \b
    Examples:
      mou-graph review graph.ttl
      mou-graph review graph.ttl --corrections corrections.csv --ask
      mou-graph review store/ --kind alike --limit 0 --format json
      mou-graph review graph.ttl --format csv > suggested.csv
    """
    from mou_graph.corrections import Corrections
    from mou_graph.reviewing import Review

    if ask and (corrections is None or format_ != "text"):
        raise click.UsageError("--ask writes into --corrections FILE, and shows text")
    if ask:
        must_have_folder(str(corrections))
    loaded = load(graph)
    questions = Review(loaded, _problems(graph))
    decided = Corrections.load(corrections) if corrections and (not ask or corrections.exists()) else Corrections()
    for problem in decided.problems:
        say(f"problem: {problem}")
    if ask:
        assert corrections is not None
        with Keys() as keys:
            _ask(questions, corrections, kinds, limit or None, keys)
        return
    found = list(questions.asked(decided, kinds, FEW if limit is None else limit or None))
    from mou_graph.reviewing.telling import as_csv, as_json, as_text

    text = {"text": as_text, "json": as_json, "csv": as_csv}[format_](found)
    click.echo(text, nl=not text.endswith("\n"))
    if not quiet:
        say(_counted(questions, decided, kinds, len(found)))


def _problems(graph: str) -> "tuple[Problem, ...]":
    """What a store has been told; a file tells nothing of what its build could not use."""
    if graph == "-" or not Path(graph).is_dir():
        return ()
    from mou_graph.store import Store

    return Store(graph).problems


def _counted(questions: "Review", decided: "Corrections", kinds: tuple[str, ...], shown: int) -> str:
    left = questions.left(decided, kinds)
    whole = sum(left.values())
    if not whole:
        return "nothing deserves a look"
    return f"{shown:,} of {whole:,} questions: {', '.join(f'{number:,} {kind}' for kind, number in left.items())}"


class _Written(NamedTuple):
    """An answer: what it was given to, what it wrote."""

    question: "Question"
    answer: str
    added: str


def _ask(questions: "Review", file: Path, kinds: tuple[str, ...], limit: int | None, keys: Keys) -> None:
    """Who is who first: names and ids of all else follow."""
    from mou_graph.corrections import Corrections
    from mou_graph.reviewing.decided import waiting
    from mou_graph.reviewing.lines import append
    from mou_graph.reviewing.telling import told

    decided = Corrections.load(file) if file.exists() else Corrections()
    asked = sorted(questions.asked(decided, kinds, limit), key=lambda question: question.kind not in _WHO)
    written: list[_Written] = []
    held = 0
    at = 0
    while at < len(asked):
        question = asked[at]
        now = Corrections.load(file) if written else decided
        if question.kind not in _WHO and waiting(question, now, questions.known):
            held += 1
            at += 1
            continue
        click.echo()
        click.secho(f"{at + 1} of {len(asked)}  {question.kind}", bold=True)
        click.echo("\n".join(told(question)))
        answer = _answer(question, keys)
        if answer == "quit":
            break
        if answer == "undo":
            at = _undone(written, asked, file, at)
            continue
        if answer != "skip":
            lines = _lines(question, answer, keys)
            if not lines:
                continue
            try:
                written.append(_Written(question, answer, append(file, lines)))
            except CorrectionsError as error:
                say(f"mou-graph: {error}")
                continue
        at += 1
    told_of = f"{len(written):,} answered, {len(asked) - len(written):,} left"
    if held:
        told_of += f" ({held:,} wait for the next build: they are about what was merged or renamed)"
    say(f"\n{told_of}; {file}" if written else f"\n{told_of}")


def _undone(written: list[_Written], asked: "list[Question]", file: Path, at: int) -> int:
    """Take back the last answer; where the dialogue goes on."""
    from mou_graph.reviewing.lines import take_back

    if not written:
        say("nothing to undo")
        return at
    last = written.pop()
    if not take_back(file, last.added):
        say(f"{file} was changed elsewhere; the line is not taken back: {last.added.strip()}")
        return at
    return asked.index(last.question)


def _answer(question: "Question", keys: Keys) -> str:
    """What the person says; asked until it is an answer to this question."""
    can = {key: word for key, word in KEYS.items() if word in question.answers or word in ("skip", "undo", "quit")}
    if question.kind == "alike":
        can["n"] = "rename"
    elif question.kind == "mixed":
        can["p"] = "part"
    elif question.predicate:
        can["c"] = "correct"
    can |= {word.rpartition(" ")[2]: word for word in question.answers if word.startswith("accept ")}
    order = [*(key for key in can if key.isdigit()), *(key for key in KEYS if key in can)]
    hints = {**_HINTS, "keep": "keep apart" if question.kind == "alike" else "fine as it is"}
    shown = " · ".join(
        f"{key} {hints.get(can[key], can[key])}" if not key.isdigit() else f"{key} right" for key in order
    )
    while True:
        click.echo(f"[{shown}] ", nl=False)
        key = keys.key()
        click.echo(key if key.isprintable() else "")
        key = "s" if key == " " else key
        if key in ("", "\x03", "\x04"):
            return "quit"
        if key.lower() in can:
            return can[key.lower()]
        say(f"no answer here: {key!r}")


def _lines(question: "Question", answer: str, keys: Keys) -> "tuple[Correction, ...]":
    """What to write; nothing where the person did not say what they had to."""
    if answer == "rename":
        name = keys.line("called")
        return question.renamed(name) if name else ()
    if answer == "part":
        number, name = keys.line("which announcement (its number)"), keys.line("name of the body there")
        known = question.options[int(number) - 1 : int(number)] if number.isdigit() and int(number) else ()
        return question.parted(known[0], name) if known and name else ()
    if answer == "correct":
        value, source = keys.line("value"), keys.line("source (an address, or words that name it)")
        return question.corrected(value, source) if value and source else ()
    return question.answers[answer]
