"""How long a store takes to grow by one announcement, to replace one and to forget one.

    python benchmarks/store.py [--count 20000] [--runs 5] [--workers 2]

The announcements are made up: some organisations take part in hundreds of agreements, most in a few, as in the world.
Seconds are those of one call of `Store.grow` or `Store.forget`, and of the whole command, its start included.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate
from pathlib import Path

from mou_graph import Store

PLACES = [
    beginning + ending
    for beginning in ("Aber", "Brook", "Cold", "Dun", "Elm", "Fair", "Glen", "Hart", "Kings", "Lang", "Mill", "Oak")
    for ending in ("bury", "dale", "field", "ford", "gate", "ham", "ley", "mere", "mouth", "port", "ridge", "worth")
]
FORMS = ["University of {}", "{} University", "{} Institute of Technology", "{} Hospital", "{} Bank", "{} Robotics Ltd"]
PEOPLE = [
    f"{given} {family}"
    for given in ("Ada", "Ben", "Cleo", "Dov", "Eva", "Finn", "Gus", "Hana", "Ivo", "June", "Kai", "Lea", "Max", "Nia")
    for family in ("Example", "Sample", "Specimen", "Instance", "Pattern", "Template", "Model", "Token", "Figure")
]
AREAS = ["quantum computing", "renewable energy", "public health", "student exchange", "artificial intelligence"]
AREAS += ["marine biology", "data science", "nursing", "urban planning", "materials science", "food safety", "robotics"]
KINDS = ["memorandum of understanding", "cooperation agreement", "letter of intent", "memorandum of agreement"]
SENTENCES = [
    "{one} and {other} signed a {kind} on {day} to work together on {area} and {more}.",
    "On {day} {one} entered into a {kind} with {other}. They will cooperate in {area}.",
    "{one} ({acronym}) and {other} have signed a {kind}. {acronym} and its partner will do research on {area}.",
]
SIGNED = "The {kind} was signed by {person}, President of {one}, and {second}, Director of {other}."
BUSIEST = "SELECT ?name { ?a mou:party ?o . ?o skos:prefLabel ?name } GROUP BY ?name ORDER BY DESC(COUNT(*)) LIMIT 1"

Record = dict[str, str]


def announcements(count: int) -> Iterator[Record]:
    """Records of JSON Lines, the same ones at every call; each has a text of three sentences."""
    chance = random.Random(1)
    names = [form.format(place) for form in FORMS for place in PLACES]
    chance.shuffle(names)
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(names))))
    for number in range(count):
        one, other = chance.choices(names, cum_weights=weights, k=2)
        while other == one:
            other = chance.choice(names)
        area, more = chance.sample(AREAS, 2)
        person, second = chance.sample(PEOPLE, 2)
        year = chance.randint(2005, 2025)
        text = f"{chance.choice(SENTENCES)} {SIGNED} News item {number}.".format(
            one=one,
            other=other,
            acronym="".join(word[0] for word in one.split() if word[0].isupper()),
            kind=chance.choice(KINDS),
            day=f"{chance.randint(1, 28)} {chance.choice(['March', 'June', 'October'])} {year}",
            area=area,
            more=more,
            person=person,
            second=second,
        )
        yield {"id": f"made-up-{number}", "published": f"{year}-11-30", "text": text}


def write(path: Path, records: list[Record]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def command(*arguments: object) -> None:
    program = [sys.executable, "-m", "mou_graph", *map(str, arguments)]
    subprocess.run(program, check=True, capture_output=True)


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measured(folder: Path, store: Store, more: list[Record]) -> dict[str, list[float]]:
    """What takes how long, a run for each record that is not there yet; the store is as before after each."""
    found: dict[str, list[float]] = defaultdict(list)
    at = store.folder
    busiest = store.graph.select(BUSIEST)[0][0]
    for number, record in enumerate(more):
        name = record["id"]
        one = write(folder / "one.jsonl", [record])
        new = write(folder / "new.jsonl", [{**more[number - 1], "id": name}])
        for what, work in {
            "Store.grow, one more": partial(store.grow, one),
            "Store.grow, a new text for it": partial(store.grow, new),
            "Store.forget": partial(store.forget, [name]),
            "mou-graph build --into, one more": partial(command, "build", one, "--into", at),
            "mou-graph forget": partial(command, "forget", at, name),
            "mou-graph query, of the busiest": partial(
                command, "query", at, "partners-over-time", "--bind", f"organization={busiest}"
            ),
            "mou-graph review, the first 20": partial(command, "review", at),
        }.items():
            found[what].append(seconds(work))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    made = list(announcements(options.count + options.runs))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write(folder / "many.jsonl", made[: options.count])
        store = Store(folder / "store")
        built = seconds(partial(store.grow, folder / "many.jsonl", workers=options.workers))
        size = sum(path.stat().st_size for path in store.folder.rglob("*") if path.is_file())
        counts, triples = store.counts, len(store.graph)
        found = measured(folder, store, made[options.count :])
    print(", ".join(f"{number:,} {what}" for what, number in counts._asdict().items()))
    print(f"{triples:,} triples, {size / 1e6:,.0f} MB on disk; built in {built:,.0f} s, {options.workers} workers")
    print(f"{'':36}{'median s':>10}{'worst s':>10}")
    for what, runs in found.items():
        print(f"{what:36}{statistics.median(runs):10.2f}{max(runs):10.2f}")


if __name__ == "__main__":
    main()
