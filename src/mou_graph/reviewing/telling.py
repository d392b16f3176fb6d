"""Questions as text to read, as JSON for programs, and as a table that can become a corrections file."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Final

from mou_graph.corrections import COLUMNS
from mou_graph.reviewing.questions import ALIKE, CONFLICT, MIXED, NO_AGREEMENT, UNSURE, Question

__all__ = ["as_csv", "as_json", "as_text", "told"]

_ASKED: Final = {
    ALIKE: "One and the same?",
    CONFLICT: "Which is right?",
    UNSURE: "Is it so?",
    NO_AGREEMENT: "Is it so?",
    MIXED: "One body?",
}
_WIDTH: Final = 300  # of a passage, in characters


def as_text(questions: Iterable[Question]) -> str:
    """For people: a paragraph a question."""
    return "\n".join(
        "\n".join([f"{q.score:.2f}  {q.kind}  {q.id}", *(f"  {line}" for line in told(q)), ""]) for q in questions
    )


def told(question: Question) -> Iterator[str]:
    """A question in lines: what it is about, what may be, with the words that say so.

    >>> from mou_graph.reviewing.questions import Option, Words
    >>> words = Words("Acme will not sign.", "News of Acme", "2024-03-08", 0.6)
    >>> option = Option("Acme", "Acme", accepted=True, confidence=0.6, words=(words,))
    >>> unsure = Question("unsure", "agreement", "agreement/a", "MoU of A", "party: unsure", (option,), "party")
    >>> print(*told(unsure), sep="\\n")
    Is it so?  party: unsure
    MoU of A
      Acme
        "Acme will not sign."
        0.60 · News of Acme, 2024-03-08
    """
    yield f"{_ASKED[question.kind]}  {question.why}"
    if question.kind != ALIKE:
        yield one_line(question.label)
    for number, option in enumerate(question.options, 1):
        if question.kind == NO_AGREEMENT:
            continue
        mark = f"{number} " if len(question.options) > 1 else ""
        held = "" if option.accepted else "  (not taken for a fact)"
        name = f"  {option.cell}" if option.iri and option.cell != option.label and question.kind == ALIKE else ""
        yield f"  {mark}{one_line(option.label)}{held}{name}"
        for words in option.words:
            yield f'    "{one_line(words.quote)}"'
            sure = [f"{words.confidence:.2f}"] if words.confidence is not None else []
            day = f", {words.published}" if words.published else ""
            yield f"    {' · '.join([*sure, one_line(words.announcement) + day])}"


def one_line(text: str) -> str:
    """A stranger's text made fit for a terminal: one line, not too long, nothing that moves the cursor.

    >>> one_line("a\\x1b[2J\\nb")
    'a [2J b'
    """
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return plain if len(plain) <= _WIDTH else plain[: _WIDTH - 1] + "…"


def as_json(questions: Iterable[Question]) -> str:
    """For programs: all of it, with the lines that each answer writes."""
    return json.dumps([_plain(question) for question in questions], ensure_ascii=False, indent=2)


def _plain(question: Question) -> dict[str, object]:
    plain = asdict(question)
    options = [{name: value for name, value in option.items() if name != "claims"} for option in plain["options"]]
    answers = {
        answer: [{name: getattr(line, name) for name in COLUMNS} for line in lines]
        for answer, lines in question.answers.items()
    }
    chosen = ("kind", "about", "thing", "label", "predicate", "why")
    return {
        "id": question.id,
        "score": round(question.score, 4),
        **{name: plain[name] for name in chosen},
        "options": options,
        "answers": answers,
    }


def as_csv(questions: Iterable[Question]) -> str:
    """For spreadsheets: a corrections file of the likeliest answers, and why, the surest words, and the score behind.

    Whoever deletes the lines that are wrong has a corrections file.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow([*COLUMNS, "score", "kind", "confidence", "why", "words", "announcement"])
    for question in questions:
        words = next((w for option in reversed(question.options) for w in option.words), None)
        confidence = question.options[-1].confidence if question.options else None
        for line in next(iter(question.answers.values())):
            cells = [
                f"{question.score:.4f}",
                question.kind,
                "" if confidence is None else f"{confidence:.2f}",
                question.why,
            ]
            said = [words.quote, words.announcement] if words else ["", ""]
            table.writerow([*(getattr(line, name) for name in COLUMNS), *cells, *said])
    return out.getvalue()
