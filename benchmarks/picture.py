"""How long a picture takes: 1,000, 10,000 and (on an overview) 20,000 things, up to the drawing in Chromium, offline.

    python benchmarks/picture.py [--browser PATH] [--pyvis]

The graph is made up: organisations that agree more the more they have agreed, focus areas, people, every edge with a
claim and a passage.  `--pyvis` adds pyvis as it comes (physics on, `cdn_resources="in_line"`), given 60 s to come to
rest.
"""

import argparse
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
from pyoxigraph import Literal, NamedNode, Triple

from mou_graph.drawing import page as writing
from mou_graph.drawing.layout import positions
from mou_graph.graph import Graph
from mou_graph.network import network
from mou_graph.vocabulary import BASE, MOU, OA, RDF, SCHEMA, SKOS

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
LIMIT = 60_000  # ms that pyvis as it comes is given


def made_up(agreements: int) -> Iterator[Triple]:
    """About 2.4 things and 3.6 edges an agreement."""
    chance = random.Random(1)
    parties: list[int] = list(range(8))

    def told(source: NamedNode, s: NamedNode, p: NamedNode, o: NamedNode, number: int) -> Iterator[Triple]:
        claim, passage = NamedNode(f"{source.value}#claim-{number}"), NamedNode(f"{source.value}#char=0,{number}")
        yield Triple(s, p, o)
        yield Triple(claim, RDF.subject, s)
        yield Triple(claim, RDF.predicate, p)
        yield Triple(claim, RDF.object, o)
        yield Triple(claim, MOU.statedIn, source)
        yield Triple(claim, MOU.confidence, Literal("0.9"))
        yield Triple(claim, MOU.evidence, passage)
        yield Triple(
            passage, OA.exact, Literal(f"On this day {s.value[-20:]} was said to concern {o.value[-20:]} for years.")
        )

    for number in range(agreements):
        agreement, source = NamedNode(f"{BASE}agreement/{number}"), NamedNode(f"{BASE}announcement/{number}")
        year = 2015 + number * 11 // agreements
        ends = [(MOU.party, "organization", MOU.Organization, n) for n in {_next(chance, parties) for _ in range(2)}]
        ends.append((MOU.focusArea, "focus-area", MOU.FocusArea, min(int(chance.paretovariate(0.8)), 400)))
        if number % 2:
            ends.append((MOU.signatory, "person", MOU.Person, number))
        yield Triple(source, RDF.type, MOU.Announcement)
        yield Triple(source, SCHEMA.headline, Literal(f"Headline number {number}"))
        yield Triple(source, SCHEMA.datePublished, Literal(f"{year}-06-01"))
        yield Triple(agreement, RDF.type, MOU.Agreement)
        yield Triple(agreement, SKOS.prefLabel, Literal(f"Agreement number {number}"))
        yield Triple(agreement, MOU.signedOn, Literal(f"{year}-05-01"))
        yield Triple(agreement, MOU.agreementType, MOU.concept("MemorandumOfUnderstanding"))
        for n, (property_, kind, type_, which) in enumerate(ends):
            end = NamedNode(f"{BASE}{kind}/{which}")
            yield Triple(end, RDF.type, type_)
            yield Triple(end, SKOS.prefLabel, Literal(f"{kind.replace('-', ' ').title()} of the Number {which}"))
            yield from told(source, agreement, property_, end, n)


def _next(chance: random.Random, parties: list[int]) -> int:
    """Mostly one that has agreed before, in proportion; else a new one."""
    chosen = chance.choice(parties) if chance.random() < 0.55 else max(parties) + 1
    parties.append(chosen)
    return chosen


def in_browser(browser: Any, url: str) -> tuple[float, float, float]:
    """Seconds until it can be used; milliseconds a frame over 1,200 pixels of panning, in the mean and at most."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True)
    sheet = context.new_page()
    start = time.perf_counter()
    sheet.goto(url)
    sheet.wait_for_selector("#canvas[data-drawn]")
    sheet.wait_for_selector("html[data-ready=yes]", state="attached")
    ready = time.perf_counter() - start
    frames = sheet.evaluate(
        """() => new Promise((done) => {
             const times = [];
             let last = performance.now();
             const step = () => {
               const now = performance.now();
               times.push(now - last);
               last = now;
               if (times.length > 150) { done(times.slice(1)); return; }
               mou.picture.move(8, 4);
               requestAnimationFrame(step);
             };
             requestAnimationFrame(step);
           })"""
    )
    context.close()
    return ready, sum(frames) / len(frames), max(frames)


def as_it_comes(browser: Any, net: Any, folder: Path) -> str:
    """pyvis's own page: seconds until it rests."""
    from playwright.sync_api import TimeoutError
    from pyvis.network import Network

    plain = Network(directed=True, cdn_resources="in_line")
    plain.from_nx(nx.DiGraph(net.edges()))
    file = folder / "pyvis.html"
    file.write_text(
        plain.generate_html(notebook=False).replace("drawGraph();", "window.net = drawGraph();"), encoding="utf-8"
    )
    context = browser.new_context(offline=True)
    sheet = context.new_page()
    sheet.set_default_timeout(LIMIT)
    start = time.perf_counter()
    try:
        sheet.goto(file.as_uri(), wait_until="commit")
        sheet.wait_for_function("window.net && window.net.physics && window.net.physics.stabilized")
        return f"{time.perf_counter() - start:.1f} s"
    except TimeoutError:
        return f"not within {LIMIT // 1000} s"
    finally:
        context.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--browser", default=os.environ.get("MOU_GRAPH_BROWSER") or shutil.which("chromium"))
    options.add_argument("--pyvis", action="store_true", help="also time pyvis as it comes")
    chosen = options.parse_args()
    from playwright.sync_api import sync_playwright

    head = f"{'things':>8}{'edges':>8}{'network':>10}{'layouts':>10}{'page':>8}{'MB':>7}"
    print(head, "  usable after (ms a frame panning, the slowest)")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=chosen.browser, args=FLAGS)
        positions(nx.path_graph(9))  # so that the first row does not pay for loading the libraries
        laid = 0.0

        def timed(*given: Any, **named: Any) -> Any:
            """The layout itself, with its time counted apart: within one and the same writing of a page."""
            nonlocal laid
            start = time.perf_counter()
            found = positions(*given, **named)
            laid += time.perf_counter() - start
            return found

        writing.positions = timed
        for agreements in (420, 4100, 8400):
            graph = Graph.of(made_up(agreements))
            graph.store  # noqa: B018 (loaded here, so that the next line times the network alone)
            start = time.perf_counter()
            net = network(graph)
            read = time.perf_counter() - start
            file = Path(name) / f"{agreements}.html"
            laid = 0.0
            start = time.perf_counter()
            file.write_text(writing.page(net, title=f"{agreements} agreements", view="auto"), encoding="utf-8")
            written = time.perf_counter() - start - laid
            size = file.stat().st_size / 1e6
            seen = []
            for view in ("overview",) if len(net) > 10_000 else ("partners", "agreements", "topics"):
                ready, frame, most = in_browser(browser, f"{file.as_uri()}#view={view}")
                seen.append(f"{view} {ready:.2f} s ({frame:.0f}, {most:.0f})")
            print(
                f"{len(net):>8,}{net.number_of_edges():>8,}{read:>8.2f} s{laid:>8.2f} s{written:>6.2f} s{size:>7.1f}   "
                + ", ".join(seen),
                flush=True,
            )
            if chosen.pyvis and agreements < 5000:
                print(f"    pyvis as it comes, at rest: {as_it_comes(browser, net, Path(name))}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
