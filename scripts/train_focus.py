"""Learn the weights of the signs of a focus area (src/mou_graph/extraction/focus.toml) from annotated announcements.

    python scripts/train_focus.py GOLD_DIR …

A folder holds announcements (`ID.txt`, or `ID.md` as in data/announcements) and what people read in them (`ID.json`
beside it, or in ../gold).  Logistic regression on signs that occur at least `LEAST` times, with a quadratic penalty;
the last line told is the F1 of phrases in cross-validation over announcements.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from mou_graph import extraction
from mou_graph.extraction.areas import stems
from mou_graph.extraction.focus import FocusReader
from mou_graph.model import Announcement

LEAST = 5
PENALTY = 4.0
FOLDS = 6
TARGET = Path(__file__).parent.parent / "src/mou_graph/extraction/focus.toml"
Row = tuple[frozenset[str], bool]


def texts(folder: Path) -> list[tuple[Announcement, Path]]:
    found = []
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.md")]):
        text, beside = path.read_text(encoding="utf-8"), path.with_suffix(".json")
        gold = beside if beside.exists() else folder.parent / "gold" / beside.name
        head = re.match(r"---\n(.*?)\n---\n", text, re.S)
        if head:
            title = re.search(r"^title: *\"?(.*?)\"?$", head[1], re.M)
            text = (title[1] + "\n\n" if title else "") + text[head.end() :].strip()
        if gold.exists():
            found.append((Announcement(path.stem, text), gold))
    return found


def rows(announcement: Announcement, gold: Path) -> list[Row]:
    """The signs of each candidate, and whether somebody reads it as an area."""
    told = json.loads(gold.read_text(encoding="utf-8"))
    areas = [stems(area) for one in told["agreements"] for area in one["focus_areas"]]
    seen: list[Row] = []

    class Watching(FocusReader):
        def read(self) -> None:
            for c in self.candidates():
                words = stems(c.label)
                right = any(words & a and len(words & a) >= 0.5 * len(words | a) for a in areas)
                seen.append((frozenset(c.signs), right))

    original, extraction.FocusReader = extraction.FocusReader, Watching  # type: ignore[misc]
    try:
        list(extraction.extract(announcement))
    finally:
        extraction.FocusReader = original  # type: ignore[misc]
    return seen


def fit(told: list[Row], steps: int = 400) -> dict[str, float]:
    counts = Counter(sign for signs, _ in told for sign in signs)
    index = {sign: k for k, sign in enumerate(sorted(s for s, n in counts.items() if n >= LEAST))}
    pairs = np.array([(r, index[s]) for r, (signs, _) in enumerate(told) for s in sorted(signs) if s in index])
    right = np.array([r for _, r in told], float)
    w, mean, square = np.zeros(len(index)), np.zeros(len(index)), np.zeros(len(index))
    penalty = np.full(len(index), PENALTY)
    penalty[index["bias"]] = 0.0
    for step in range(steps):
        guess = 1 / (1 + np.exp(-np.bincount(pairs[:, 0], w[pairs[:, 1]], len(told))))
        slope = np.bincount(pairs[:, 1], (guess - right)[pairs[:, 0]], len(index)) + penalty * w
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        w -= (0.1 if step < 0.7 * steps else 0.02) * mean / (np.sqrt(square) + 1e-8)
    return {sign: round(float(w[k]), 2) for sign, k in index.items() if abs(w[k]) >= 0.05}


def f1(weights: dict[str, float], told: list[Row], threshold: float = 0.25) -> tuple[int, int, int]:
    said = [sum(weights.get(s, 0.0) for s in signs) > np.log(threshold / (1 - threshold)) for signs, _ in told]
    both = sum(s and r for s, (_, r) in zip(said, told, strict=True))
    return both, sum(said), sum(r for _, r in told)


def main(folders: list[str]) -> None:
    documents = [d for folder in folders for pair in texts(Path(folder)) if (d := rows(*pair))]
    order = np.random.default_rng(0).permutation(len(documents))
    sums = np.zeros(3)
    for fold in range(FOLDS):
        rest = [row for k in order if k % FOLDS != fold for row in documents[k]]
        sums += f1(fit(rest), [row for k in order if k % FOLDS == fold for row in documents[k]])
    weights = fit([row for d in documents for row in d])
    lines = [f"{json.dumps(sign, ensure_ascii=False)} = {weight}" for sign, weight in sorted(weights.items())]
    head = (
        "# How much each sign speaks for a focus area (see areas.py); written by scripts/train_focus.py.\n[weights]\n"
    )
    TARGET.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(documents)} announcements, {len(weights)} weights, phrases F1 {2 * sums[0] / (sums[1] + sums[2]):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
