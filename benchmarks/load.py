"""Many clients at once: mixed queries on a graph of a million triples, asked by a load tool that others wrote (wrk).

    python benchmarks/load.py [--clients 50] [--seconds 20] [--triples 1000000] [--kill SECONDS]

The graph is that of data/announcements, told again and again under other names.  Each query is measured alone first.
With --kill, a worker is killed every so many seconds; what it is just sending breaks off, and nothing else may.  A
failure is whatever is neither an answer nor a 503 that says when to come back; the exit code is 1 if there is one, or
if the memory grows.  wrk: a package of Debian and Homebrew.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

TOP = Path(__file__).parent.parent
BASE = "https://w3id.org/mou-graph/id/"
GROWN = 1.2  # memory at the end against that at a quarter of the time

HKUST = f"<{BASE}COPY/organization/hong-kong-university-of-science-and-technology>"
QUERIES = {
    "facts of one organisation": f"SELECT * {{ {HKUST} ?property ?value }}",
    "its agreements and partners": f"""SELECT ?agreement ?name ?day {{ ?agreement mou:party {HKUST} , ?partner .
        ?partner skos:prefLabel ?name OPTIONAL {{ ?agreement mou:signedOn ?day }} FILTER ( ?partner != {HKUST} ) }}""",
    "evidence for a fact": f"""SELECT ?words ?start {{ ?claim rdf:subject ?agreement ; rdf:predicate mou:party ;
        rdf:object {HKUST} ; mou:evidence ?passage . ?passage oa:exact ?words ; oa:start ?start }}""",
    "who signed for it": f"""SELECT ?name {{ ?agreement mou:party {HKUST} ; mou:signatory ?person .
        ?person skos:prefLabel ?name }}""",
    "partners of partners": f"""SELECT DISTINCT ?second {{ ?a mou:party {HKUST} , ?first .
        ?b mou:party ?first , ?second }}""",
    "everything about one, as a graph": f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ {HKUST} }} ?s ?p ?o }}",
    "a name by its beginning": """SELECT ?o ?n { ?o a mou:Organization ; skos:prefLabel ?n
        FILTER STRSTARTS(?n, "Hong Kong") } LIMIT 20""",
    "agreements by year": """SELECT ?year (COUNT(?a) AS ?n) { ?a mou:signedOn ?day
        BIND ( SUBSTR(STR(?day), 1, 4) AS ?year ) } GROUP BY ?year ORDER BY ?year""",
    "ten thousand rows": "SELECT ?s ?n { ?s skos:prefLabel ?n } LIMIT 10000",
    "is there any": "ASK { ?a a mou:Agreement }",
}
WEIGHTS = {"agreements by year": 1, "ten thousand rows": 1}  # of the others there are five each

SCRIPT = """
local paths = { %s }
local threads = {}
function setup(thread) thread:set("seed", #threads * 17); table.insert(threads, thread) end
local n = 0
function request() n = n + 1; return wrk.format("GET", paths[(n * 7919 + seed) %% #paths + 1]) end
statuses = {}
function response(status, headers)
  local declared = status == 503 and (headers["retry-after"] or headers["Retry-After"])
  local key = declared and "declared" or tostring(status)
  statuses[key] = (statuses[key] or 0) + 1
end
function done(summary, latency)
  local all = {}
  for _, thread in ipairs(threads) do
    for key, count in pairs(thread:get("statuses")) do all[key] = (all[key] or 0) + count end
  end
  local parts = {}
  for key, count in pairs(all) do table.insert(parts, string.format('"%%s": %%d', key, count)) end
  local e = summary.errors
  io.write(string.format('RESULT {"statuses": {%%s}, "broken": %%d, "timeouts": %%d,'
    .. ' "p50": %%f, "p99": %%f, "max": %%f}\\n',
    table.concat(parts, ", "), e.connect + e.read + e.write, e.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, latency.max / 1e3))
end
"""


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(TOP / "src")}


def big_graph(triples: int, scratch: Path) -> tuple[Path, int, int]:
    """A file with so many triples or a few more, how many there are, and how many copies of the small graph."""
    small, big = scratch / "small.nt", scratch / "big.nt"
    command = [sys.executable, "-m", "mou_graph", "build", str(TOP / "data" / "announcements"), "-o", str(small)]
    subprocess.run([*command, "--quiet"], check=True, env=environment())
    text = small.read_text(encoding="utf-8")
    each = text.count("\n")
    copies = -(-triples // each)
    with big.open("w", encoding="utf-8") as file:
        for n in range(copies):
            file.write(text.replace(f"<{BASE}", f"<{BASE}{n}/"))
    return big, each * copies, copies


def memory(pid: int) -> float:
    """Megabytes of a process and its children, shared pages counted once."""
    total, todo = 0.0, [pid]
    while todo:
        one = todo.pop()
        try:
            for task in Path(f"/proc/{one}/task").iterdir():
                todo += map(int, (task / "children").read_text().split())
            found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{one}/smaps_rollup").read_text(), re.M)
            total += int(found[1]) / 1024 if found else 0
        except (OSError, ProcessLookupError):
            continue  # a worker that ended meanwhile
    return total


def workers_of(pid: int) -> list[int]:
    (nursery,) = map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    return list(map(int, Path(f"/proc/{nursery}/task/{nursery}/children").read_text().split()))


def path_of(query: str, copy: int) -> str:
    text = " ".join(query.replace(f"{BASE}COPY/", f"{BASE}{copy}/").split())
    return "/sparql?" + urllib.parse.urlencode({"query": text})


def alone(url: str) -> None:
    print(f"{'alone':34}{'ms':>8}{'bytes':>12}")
    for name, query in QUERIES.items():
        times = []
        for copy in range(3):
            begun = time.perf_counter()
            with urllib.request.urlopen(url + path_of(query, copy)) as answer:
                size = len(answer.read())
            times.append(time.perf_counter() - begun)
        print(f"{name:34}{min(times) * 1000:8.1f}{size:12,}")


def loaded(url: str, *, clients: int, seconds: int, copies: int, scratch: Path) -> dict[str, object]:
    paths = [path_of(query, (n * 13) % copies) for name, query in QUERIES.items() for n in range(WEIGHTS.get(name, 5))]
    script = scratch / "mix.lua"
    script.write_text(SCRIPT % ", ".join(map(json.dumps, paths)))
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s", str(script), url]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, object] = json.loads(out.split("RESULT ")[1].splitlines()[0])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--kill", type=float, default=0)
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not there: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        graph, triples, copies = big_graph(options.triples, scratch)
        begun = time.perf_counter()
        command = [sys.executable, "-m", "mou_graph", "serve", str(graph), "--port", "0"]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment())
        assert server.stderr
        said = ""
        while "Ctrl-C" not in said:
            line = server.stderr.readline()
            assert line, said
            said += line
        url = re.search(r"http://\S+?(?=/sparql)", said)[0]  # type: ignore[index]
        print(f"{triples:,} triples, {os.cpu_count()} cores; ready after {time.perf_counter() - begun:.1f} s")
        samples: list[float] = []
        killed: list[int] = []
        over = threading.Event()

        def watch() -> None:
            next_kill = time.monotonic() + (options.kill or float("inf"))
            while not over.wait(0.5):
                samples.append(memory(server.pid))
                if time.monotonic() > next_kill:
                    next_kill += options.kill
                    for pid in workers_of(server.pid)[:1]:
                        os.kill(pid, signal.SIGKILL)
                        killed.append(pid)

        try:
            alone(url)
            watcher = threading.Thread(target=watch)
            watcher.start()
            found = loaded(url, clients=options.clients, seconds=options.seconds, copies=copies, scratch=scratch)
            over.set()
            watcher.join()
            with urllib.request.urlopen(url + path_of(QUERIES["is there any"], 0)) as answer:
                well = b"true" in answer.read()
        finally:
            over.set()
            server.send_signal(signal.SIGINT)
            server.wait(20)
    sys.exit(not report(found, samples, killed, well, options))


def report(
    found: dict[str, object], samples: list[float], killed: list[int], well: bool, options: argparse.Namespace
) -> bool:
    """Print the tables; whether all is as it should be."""
    statuses: dict[str, int] = found["statuses"]  # type: ignore[assignment]
    fine, declared = statuses.pop("200", 0), statuses.pop("declared", 0)
    broken, late = int(str(found["broken"])), int(str(found["timeouts"]))
    failures = sum(statuses.values()) + max(0, broken - len(killed)) + late
    deaths = f", {len(killed)} workers killed" if options.kill else ""
    print(f"\n{options.clients} clients, {options.seconds} s{deaths}")
    print(f"{'answers':34}{fine:12,}{fine / options.seconds:12,.0f} a second")
    print(f"{'503 that says when to come back':34}{declared:12,}")
    print(
        f"{'failures':34}{failures:12,}   {statuses or ''} broken off {found['broken']}, timed out {found['timeouts']}"
    )
    print(f"{'milliseconds: half, 99 %, worst':34}{found['p50']:12,.0f}{found['p99']:12,.0f}{found['max']:12,.0f}")
    tenths = [samples[len(samples) * n // 10] for n in range(10)] + samples[-1:]
    print(f"{'memory, MB, each tenth of the time':34}  {' '.join(f'{mb:,.0f}' for mb in tenths)}")
    grown = samples[-1] / samples[len(samples) // 4]
    print(f"{'answers on at the end':34}{'yes' if well else 'no':>12}")
    return not failures and well and grown < GROWN


if __name__ == "__main__":
    main()
