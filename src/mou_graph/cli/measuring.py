"""The verb that measures: what is read out of announcements, against what people read out of them."""

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mou_graph.cli.terminal import load, progress_bar, quiet_option, say

if TYPE_CHECKING:
    from mou_graph.evaluation import Evaluation

__all__ = ["evaluate"]


@click.command()
@click.argument("gold", metavar="GOLD_DIR")
@click.option("--texts", metavar="DIR", help="Where the texts are, if not beside the annotations.")
@click.option("--graph", metavar="GRAPH", help="Judge this graph; without it, the texts are read now.")
@click.option("--registry", metavar="FILE", type=Path, help="A table of organisations for the reading.")
@click.option("--show", is_flag=True, help="What was missed and what was added, announcement by announcement.")
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@quiet_option
def evaluate(
    gold: str, texts: str | None, graph: str | None, registry: Path | None, show: bool, as_json: bool, quiet: bool
) -> None:
    """Measure the reading against gold annotations: precision, recall and F1 of every field.

    GOLD_DIR holds <id>.json (the format is in data/README.md) beside <id>.txt or <id>.md.  The names of the measures
    are those of Text2KGBench: fact precision, recall, F1; ontology conformance; hallucination (names not in the text).

    \b
    Examples:
      mou-graph evaluate data/gold --texts data/announcements
      mou-graph evaluate my-gold/ --show
      mou-graph evaluate my-gold/ --graph graph.ttl --json
    """
    from mou_graph.evaluation import evaluate as judged
    from mou_graph.evaluation import read_gold
    from mou_graph.pipeline import build

    annotations = list(read_gold(gold, texts=texts))
    if graph is not None:
        made = load(graph)
    else:
        with progress_bar("announcements", None if quiet else lambda: len(annotations)) as progress:
            built = build([one.text for one in annotations], registry=registry, progress=progress)
        for problem in built.problems:
            if problem.stage == "read":
                say(f"problem: {problem}")
        made = built.graph
    evaluation = judged(made, annotations)
    if as_json:
        click.echo(json.dumps(_figures(evaluation), indent=1))
        return
    if show:
        _show(evaluation)
    _print(evaluation)


def _figures(evaluation: "Evaluation") -> dict[str, object]:
    facts = evaluation.facts()
    return {
        "announcements": evaluation.announcements,
        "overall": round(evaluation.overall, 4),
        "fields": {
            field: s._asdict() | {name: round(getattr(s, name), 4) for name in ("precision", "recall", "f1")}
            for field, s in evaluation.scores().items()
        },
        "fact_precision": round(facts.precision, 4),
        "fact_recall": round(facts.recall, 4),
        "fact_f1": round(facts.f1, 4),
        "fact_f1_mean_of_announcements": round(evaluation.fact_f1_by_announcement(), 4),
        "ontology_conformance": round(evaluation.conformance, 4),
        "hallucination": round(evaluation.hallucination, 4),
        "false_agreements": {"announcements": evaluation.negatives[0], "of": evaluation.negatives[1]},
        "calibration": [
            {"from": c.low, "to": c.high, "claims": c.claims}
            | {"confidence": round(c.confidence, 4), "right": round(c.right, 4)}
            for c in evaluation.calibration()
        ],
    }


def _show(evaluation: "Evaluation") -> None:
    """What went wrong, under the announcement it went wrong in."""
    wrong = defaultdict(list)
    for j in evaluation.judgements:
        if j.verdict != "right":
            wrong[j.announcement].append(j)
    for announcement, judgements in wrong.items():
        click.echo(announcement)
        for j in judgements:
            sure = f"  ({j.confidence:.2f})" if j.confidence is not None else ""
            click.echo(f"  {j.verdict:6} {j.field:12} {j.value}{f'  [{j.of}]' if j.of else ''}{sure}")
    click.echo()


def _print(evaluation: "Evaluation") -> None:
    facts = evaluation.facts()
    click.echo(f"{'':14}{'precision':>9}{'recall':>8}{'F1':>7}{'right':>8}{'extra':>7}{'missed':>8}")
    for field, s in [*evaluation.scores().items(), ("all facts", facts)]:
        click.echo(f"{field:14}{s.precision:9.2f}{s.recall:8.2f}{s.f1:7.2f}{s.right:8,d}{s.extra:7,d}{s.missed:8,d}")
    false, negatives = evaluation.negatives
    click.echo(f"\nweighted F1 over {evaluation.announcements:,} announcements  {evaluation.overall:.3f}")
    click.echo(f"fact F1, mean of the announcements  {evaluation.fact_f1_by_announcement():.3f}")
    click.echo(f"ontology conformance  {evaluation.conformance:.3f}    hallucination  {evaluation.hallucination:.3f}")
    click.echo(f"announcements without an agreement that got one  {false} of {negatives}")
    click.echo("\nconfidence     claims    mean   right")
    for c in evaluation.calibration():
        click.echo(f"{c.low:.1f} to {c.high:.1f}{c.claims:11,d}{c.confidence:8.2f}{c.right:8.2f}")
