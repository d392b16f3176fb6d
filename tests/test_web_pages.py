"""The pages for people: every link leads somewhere, programs get RDF, and names of enemies stay names."""

import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import httpx
import pytest
import rdflib

from mou_graph.vocabulary import BASE

TOP = Path(__file__).parent.parent
FIXTURE = TOP / "tests" / "ontology" / "fixture.ttl"
HOSTILE = TOP / "tests" / "hostile.ttl"
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
MICROSOFT = "/id/organization/microsoft"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The graph of the shipped announcements."""
    graph = tmp_path_factory.mktemp("shipped") / "graph.ttl"
    command = [sys.executable, "-m", "mou_graph", "build", str(TOP / "data" / "announcements"), "--output", str(graph)]
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"PYTHONPATH": str(TOP / "src")})
    return graph


@pytest.fixture(scope="module")
def client(serve, shipped):
    with (
        serve(shipped, "--texts", str(TOP / "data" / "announcements")) as running,
        httpx.Client(base_url=running.url, timeout=30, follow_redirects=False, headers=PAGE) as client,
    ):
        yield client


class Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in ("a", "link") and "href" in given:
            self.hrefs.append(given["href"])
        if "id" in given:
            self.ids.append(given["id"])


def test_every_link_of_every_page_leads_somewhere(client) -> None:
    todo, pages, places = ["/"], {}, set()
    while todo:
        path = todo.pop()
        if path in pages:
            continue
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.text[-300:])
        if not answer.headers["content-type"].startswith("text/html"):
            pages[path] = set()
            continue
        links = Links(answer.text)
        assert len(links.ids) == len(set(links.ids)), path
        pages[path] = set(links.ids)
        for href in links.hrefs:
            if href.startswith(("http", "data:")):
                continue
            where, fragment = urldefrag(urljoin(path, href))
            if "format=" not in where and where.partition("?")[0] not in ("/graph", "/sparql"):
                todo.append(where)
                places |= {(where, fragment, path)} if fragment else set()
    assert len(pages) > 300
    assert [
        place for place in places if place[0].startswith("/id/announcement/") and place[1] not in pages[place[0]]
    ] == []


def test_a_page_shows_facts_with_their_quotes(client) -> None:
    text = client.get(MICROSOFT).text
    assert "<h1><bdi>Microsoft</bdi></h1>" in text
    assert "<blockquote><q>" in text
    assert 'href="/list/organizations"' in text
    assert "/id/agreement/" in text


def test_the_text_of_an_announcement_is_there_with_its_passages(client) -> None:
    (first, *_) = [href for href in Links(client.get("/list/announcements").text).hrefs if "/id/announcement/" in href]
    text = client.get(first).text
    assert text.count("<mark>") > 3
    assert 'id="char=0,' in text


RDF = [("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("application/n-triples", "nt")]


@pytest.mark.parametrize(("accept", "parser"), RDF)
def test_programs_get_the_same_thing_as_rdf(client, accept: str, parser: str) -> None:
    answer = client.get(MICROSOFT, headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(accept)
    assert "Accept" in answer.headers["vary"]
    told = rdflib.Graph().parse(data=answer.text, format=parser)
    party = rdflib.URIRef("https://w3id.org/mou-graph/ontology#party")
    iri = rdflib.URIRef(BASE + "organization/microsoft")
    assert (iri, rdflib.SKOS.prefLabel, None) in told
    assert (None, party, iri) in told
    assert client.get(MICROSOFT, params={"format": parser if parser == "nt" else "ttl"}).status_code == 200


def test_a_page_names_its_other_forms_and_keeps_its_headers(client) -> None:
    answer = client.get(MICROSOFT)
    assert 'rel="alternate"; type="text/turtle"' in answer.headers["link"]
    assert answer.headers["vary"] == "Accept" or "Accept" in answer.headers["vary"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


REFUSED = [
    ("/id/organization/none-of-that-name", 404),
    ("/id/a%20b", 400),
    ("/id?iri=%3Cx%3E", 400),
    ("/id", 400),
    ("/list/secrets", 404),
    ("/list/agreements?page=0", 400),
    ("/list/agreements?page=9999", 404),
    ("/list/agreements?year=20%22", 400),
    ("/static/../app.py", 404),
]


@pytest.mark.parametrize(("path", "status"), REFUSED)
def test_what_is_not_there_is_a_page_that_says_so(client, path: str, status: int) -> None:
    assert client.get(path).status_code == status
    assert client.post("/").status_code == 405


def test_search_finds_by_a_part_and_suggests(client) -> None:
    assert MICROSOFT in client.get("/search", params={"q": "icrosof"}).text
    first = client.get("/suggest", params={"q": "micros"}).json()[0]
    assert first["name"].startswith("Microsoft")
    assert client.get("/search", params={"q": '" } #\\'}).status_code == 200
    assert client.get("/suggest").json() == []


CHARTED = (
    "SELECT ?name (COUNT(?a) AS ?n) { ?a mou:party/skos:prefLabel ?name } GROUP BY ?name ORDER BY DESC(?n) LIMIT 5"
)
AGREEMENTS = "SELECT ?agreement { ?agreement a mou:Agreement } ORDER BY ?agreement LIMIT 5"


def test_a_shipped_question_is_asked_with_its_form(client) -> None:
    asked = {"name": "01-partners-over-time", "organization": "HKUST"}
    assert "Hong Kong Baptist" not in client.get("/query", params=asked | {"organization": "Microsoft"}).text
    text = client.get("/query", params=asked).text
    assert "Microsoft Research Asia" in text
    assert 'name="organization" value="HKUST"' in text
    assert "format=csv" in text
    assert '<svg class="chart"' in client.get("/query", params={"query": CHARTED}).text
    unknown = client.get("/query", params=asked | {"organization": "Nobody at all"})
    assert (unknown.status_code, "0 rows" in unknown.text) == (200, True)


def test_a_mistake_in_a_query_is_told_on_the_page(client) -> None:
    answer = client.get("/query", params={"query": "SELECT <b>"})
    assert (answer.status_code, "line 1" in answer.text) == (400, True)
    assert "<b>" not in answer.text.partition("alert")[2]
    assert client.get("/query", params={"name": "none"}).status_code == 404
    assert client.get("/sparql", follow_redirects=True).url.path == "/query"
    assert "is refused" in client.get("/query", params={"query": "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }"}).text


def test_an_answer_is_drawn_as_the_page_of_draw(client) -> None:
    drawn = client.get("/query/picture", params={"query": AGREEMENTS})
    assert "5 agreements" in drawn.text
    policy = drawn.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert client.get("/query/picture", params={"query": "SELECT (1 AS ?n) {}"}).status_code == 404
    assert client.get("/query/picture").status_code == 400


def test_the_words_for_completion_are_the_ontologys(client) -> None:
    words = {one["label"]: one for one in client.get("/query/words").json()}
    assert words["mou:Agreement"]["type"] == "class"
    assert words["mou:party"]["type"] == "property"
    assert words["mou:party"]["info"]
    assert {"skos:prefLabel", "schema:datePublished", "mou:", "skos:"} <= set(words)


sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        path = os.environ.get("MOU_GRAPH_BROWSER") or (own if Path(own).exists() else shutil.which("chromium"))
        if path is None:
            pytest.skip("no browser: set MOU_GRAPH_BROWSER or install chromium")
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def visit(browser):
    complaints, contexts = [], []

    def opened(url, **settings):
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        return page

    yield opened
    assert complaints == []
    for context in contexts:
        context.close()


HOSTILE_PAGES = (
    "/", "/list/agreements", "/id/agreement/evil", "/id/organization/script", "/id/organization/markup",
    "/id/announcement/evil", "/id/focus-area/rtl", "/search?q=%3Cscript",
    "/search?q=%22%3E%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E",
    "/query?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D",
    "/query?query=SELECT%20('%3C%2Ftextarea%3E%3Cscript%3Ewindow.hit%3D8%3C%2Fscript%3E'%20AS%20%3Fx)%20%7B%7D",
)  # fmt: skip


def test_hostile_names_stay_names(serve, visit) -> None:
    with serve(HOSTILE) as running:
        for path in HOSTILE_PAGES:
            page = visit(running.url + path)
            assert page.evaluate("window.hit") is None, path
            assert page.locator("a[href^='javascript:'], a[href^='data:'], main script, main img").count() == 0, path
        page.locator("header input").fill("<scr")
        page.wait_for_selector("datalist option", state="attached")
        assert page.evaluate("window.hit") is None


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(client, visit, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for path in ("/", MICROSOFT, "/list/people", "/query?name=partners-over-time&organization=HKUST"):
        page = visit(str(client.base_url.join(path)), color_scheme=scheme, bypass_csp=True)
        found = axe.run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == [], path


def test_pages_work_without_javascript(client, visit) -> None:
    page = visit(str(client.base_url), java_script_enabled=False)
    page.locator("header input").fill("microsoft")
    page.get_by_role("button", name="Search").click()
    page.locator(f"main a[href='{MICROSOFT}']").first.click()
    assert page.locator("h1").inner_text() == "Microsoft"


# ── The query page in a browser ──────────────────────────────────────────────


def editor(page):
    return page.locator(".editor .cm-content")


def write(page, text: str) -> None:
    editor(page).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(text)


def test_a_query_is_written_with_completion_and_asked_by_keys(client, visit) -> None:
    page = visit(str(client.base_url.join("/query")))
    outside = []
    page.on("request", lambda request: outside.append(request.url) if client.base_url.host not in request.url else None)
    write(page, "SELECT ?name { ?a ")
    page.keyboard.type("mou:part")
    page.locator(".cm-tooltip-autocomplete li", has_text="mou:party").click()
    page.keyboard.type("/skos:prefLabel ?name } LIMIT 3")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer tbody tr")
    assert page.locator("#answer tbody tr").count() == 3
    assert "mou%3Aparty" in page.url  # to be shared
    assert "mou:party/skos:prefLabel" in editor(page).inner_text()
    assert outside == []


def test_the_place_of_a_mistake_is_marked(client, browser) -> None:
    page = browser.new_page()
    page.goto(str(client.base_url.join("/query?query=SELECT ?a%0AWHERE { ?a mou:party }")))
    assert page.locator(".cm-lintRange-error").inner_text() == "}"
    assert "line 2, column 22" in page.locator("[role=alert]").inner_text()
    page.close()


def test_columns_sort_and_what_was_asked_is_remembered(client, visit) -> None:
    page = visit(str(client.base_url.join("/query")))
    write(page, CHARTED)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.wait_for_selector("#answer .chart rect")
    cells = page.locator("#answer tbody td:last-child")
    before = [int(text) for text in cells.all_inner_texts()]
    page.get_by_role("button", name="n", exact=True).click()
    assert [int(text) for text in cells.all_inner_texts()] == sorted(before)
    page.get_by_role("button", name="n", exact=True).click()
    assert [int(text) for text in cells.all_inner_texts()] == sorted(before, reverse=True)
    page.goto(str(client.base_url.join("/query")))
    page.locator("#history a").first.click()
    page.wait_for_selector("#answer .chart rect")
    page.get_by_role("button", name="Forget them").click()
    page.goto(str(client.base_url.join("/query")))
    assert page.locator("#history").is_hidden()


def test_a_question_is_chosen_filled_in_downloaded_and_drawn(client, visit) -> None:
    page = visit(str(client.base_url.join("/query")))
    page.get_by_role("link", name="Which agreements do two organisations have").click()
    field = page.locator("fieldset input[type=text]").first
    field.press_sequentially("hong kong univ")
    page.wait_for_selector("fieldset datalist option", state="attached")
    names = page.locator("fieldset datalist option").evaluate_all("options => options.map((o) => o.value)")
    assert "Hong Kong University of Science and Technology" in names
    field.fill("HKUST")
    page.get_by_role("button", name="Ask this").click()
    page.wait_for_selector("#answer tbody tr")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="csv", exact=True).click()
    assert waiting.value.suggested_filename == "answer.csv"
    assert "university-of-waterloo" in waiting.value.path().read_text(encoding="utf-8")
    page.goto(str(client.base_url.join("/query")))
    write(page, AGREEMENTS)
    page.get_by_role("button", name="Ask", exact=True).click()
    page.get_by_role("link", name="As a picture").click()
    page.wait_for_selector("h1:has-text('5 agreements'), h2:has-text('5 agreements'), canvas")
    assert "5 agreements" in page.locator("body").inner_text()


def test_the_query_page_works_without_javascript(client, visit) -> None:
    page = visit(str(client.base_url.join("/query")), java_script_enabled=False)
    page.locator("#sparql").fill(CHARTED)
    page.get_by_role("button", name="Ask", exact=True).click()
    assert page.locator("#answer tbody tr").count() == 5
    page.get_by_role("link", name="Which agreements renew which").click()
    assert page.locator("h1").inner_text() == "Which agreements renew which, and how long after?"
