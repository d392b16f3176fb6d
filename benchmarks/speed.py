"""How many announcements a second, whole process, one worker: read, extract, resolve, write Turtle with all claims.

    python benchmarks/speed.py [FOLDER] [--count 1000] [--runs 3]

FOLDER (data/announcements by default) is repeated to the count, every copy with a line of its own, so that none is
told twice.  The baseline is spaCy's small English model with four rules (en_core_web_sm 3.8, an afternoon's work):
15 announcements a second on a machine with two cores, extraction alone.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BASELINE = 15  # announcements a second, measured beside TECH's other figures; see docs
ENDINGS = (".txt", ".md", ".html")


def copies(folder: Path, count: int, into: Path) -> None:
    """`count` announcements made of the folder's, each different by its last line."""
    sources = sorted(p for p in folder.iterdir() if p.suffix in ENDINGS)
    if not sources:
        sys.exit(f"{folder}: no announcements there")
    for n in range(count):
        source = sources[n % len(sources)]
        text = source.read_text(encoding="utf-8").replace(f"\nid: {source.stem}\n", f"\nid: {source.stem}-{n}\n")
        (into / f"{source.stem}-{n:05}{source.suffix}").write_text(
            f"{text}\n\nCopy {n} of the benchmark.\n", encoding="utf-8"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", default=Path(__file__).parent.parent / "data" / "announcements", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        texts = Path(scratch, "texts")
        texts.mkdir()
        copies(options.folder, options.count, texts)
        command = [
            sys.executable,
            "-m",
            "mou_graph",
            "build",
            str(texts),
            "--output",
            str(Path(scratch, "graph.ttl")),
            "--quiet",
        ]
        seconds = []
        for _ in range(options.runs):
            begun = time.perf_counter()
            subprocess.run(command, check=True)
            seconds.append(time.perf_counter() - begun)
        size = Path(scratch, "graph.ttl").stat().st_size / 1e6
    rates = [options.count / s for s in seconds]
    print(f"{options.count} announcements, one worker, whole process, {options.runs} runs; Turtle of {size:.1f} MB")
    print(f"{'':24}{'announcements/s':>18}{'against spaCy':>16}")
    print(f"{'mou-graph (median)':24}{statistics.median(rates):18.0f}{statistics.median(rates) / BASELINE:15.1f}×")
    print(f"{'mou-graph (worst, best)':24}{f'{min(rates):.0f}, {max(rates):.0f}':>18}")
    print(f"{'spaCy and four rules':24}{BASELINE:18}{'1.0×':>16}")


if __name__ == "__main__":
    main()
