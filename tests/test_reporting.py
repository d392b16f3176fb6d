"""The report: its figures are what SPARQL answers, its page is inert, offline, readable and printable."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html as markup

from mou_graph.errors import DrawingError
from mou_graph.graph import Graph
from mou_graph.pipeline import build
from mou_graph.reporting import report, told

TOP = Path(__file__).parent.parent
FIXTURE = TOP / "tests" / "ontology" / "fixture.ttl"
HOSTILE = TOP / "tests" / "hostile.ttl"
DAY = date(2026, 6, 1)

DATED = """OPTIONAL { ?a mou:signedOn ?s } OPTIONAL { ?a mou:announcedOn ?n }
  BIND (SUBSTR(STR(COALESCE(?s, ?n)), 1, 4) AS ?year)"""


@pytest.fixture(scope="module")
def shipped():
    return build([TOP / "data" / "announcements"], registry=TOP / "data" / "registry.csv").graph


@pytest.fixture(scope="module")
def page(shipped):
    return markup.fromstring(report(shipped, today=DAY, within="36 months").page)


def rows(page, section):
    """The first table of a section, its cells as texts."""
    table = page.xpath(f"//section[@id='{section}']//table")[0]
    return [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath("tbody/tr")]


def test_the_figures_at_the_top_are_those_of_the_graph(shipped, page):
    numbers = [int(one.text.replace(",", "")) for one in page.xpath("//ul[@class='numbers']//b")]

    def count(pattern):
        return shipped.select(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")[0][0]

    assert numbers[:4] == [
        count("?x a mou:Agreement"),
        count("?a mou:party ?x"),
        count("?a mou:signatory|mou:witness ?x"),
        count("?a mou:focusArea ?x"),
    ]
    ends = shipped.select("when-agreements-end").dicts()
    assert numbers[7] == sum(row["ends"] is None for row in ends)
    assert numbers[6] == sum(bool(row["ends"]) and row["ends"][:10] < "2026-06-01"[: len(row["ends"])] for row in ends)
    assert sum(numbers[i] for i in (4, 6, 7)) == numbers[0]


def test_years_types_and_statuses_are_counted_as_sparql_counts(shipped, page):
    asked = f"""SELECT ?year (COUNT(DISTINCT ?a) AS ?n) (COUNT(DISTINCT ?p) AS ?parties)
                {{ ?a a mou:Agreement ; mou:party ?p {DATED} }} GROUP BY ?year ORDER BY DESC(?year)"""
    assert [row[:3] for row in rows(page, "years")] == [list(map(str, row)) for row in shipped.select(asked)]
    described = page.xpath("//*[@id='years-text']")[0].text
    assert all(f"{year}: {n}" in described for year, n, _ in shipped.select(asked))
    for property_, number in (("agreementType", 0), ("status", 1)):
        table = page.xpath("//section[@id='kinds']//table")[number]
        shown = sorted(int(cell.text) for cell in table.xpath("tbody/tr/td[@class='n']"))
        asked = f"SELECT ?v (COUNT(?a) AS ?n) {{ ?a a mou:Agreement ; mou:{property_} ?v }} GROUP BY ?v"
        assert shown == sorted(n for _, n in shipped.select(asked))


def test_the_most_active_are_those_sparql_names(shipped, page):
    areas = "SELECT ?name (COUNT(?a) AS ?n) { ?a mou:focusArea ?x . ?x skos:prefLabel ?name } GROUP BY ?x ?name"
    organizations = {
        name: (str(n), str(partners)) for _, name, n, partners, _ in shipped.select("central-organizations")
    }
    for name, n, partners, _ in rows(page, "organisations"):
        assert organizations[name] == (n, partners)
    assert int(rows(page, "organisations")[0][1]) == max(int(n) for n, _ in organizations.values())
    known = {(name, str(n)) for name, n in shipped.select(areas)}
    assert {(name, n) for name, n, _ in rows(page, "areas")} <= known
    signed = dict(
        shipped.select(
            "SELECT ?name (COUNT(DISTINCT ?a) AS ?n) { ?a mou:signatory|mou:witness ?x . ?x skos:prefLabel ?name }"
            " GROUP BY ?x ?name"
        )
    )
    for name, agreements, *_ in rows(page, "people"):
        assert signed[name] == int(agreements)


def test_what_ends_is_what_the_shipped_query_says(shipped, page):
    ends = [row for row in shipped.select("when-agreements-end").dicts() if row["ends"] and row["state"] != "renewed"]
    soon = sorted(row["ends"] for row in ends if "2026-06-01" <= row["ends"] <= "2029-06-01")
    assert len(soon) > 1
    assert [row[0] for row in rows(page, "ending")] == soon


def test_every_agreement_is_listed_with_its_sources(shipped, page):
    urls = {str(url) for (url,) in shipped.select("SELECT ?url { ?x mou:announces ?a ; schema:url ?url }")}
    assert set(page.xpath("//td[@class='sources']//a/@href")) == urls
    dates = [row[0] for row in rows(page, "agreements")]
    assert len(dates) == len(shipped.select("SELECT ?a { ?a a mou:Agreement }"))
    assert dates == sorted(dates, reverse=True)


def test_doubts_are_counted(shipped, page):
    numbers = [int(one.text) for one in page.xpath("//section[@id='quality']//b")]
    conflicts = {row[0] for row in shipped.select("conflicting-dates")}
    asked = """SELECT (COUNT(DISTINCT ?c) AS ?n)
               { ?c a mou:Claim ; rdf:subject ?a ; mou:confidence ?k . ?a a mou:Agreement FILTER(?k < 0.8) }"""
    single = "SELECT ?a { ?a a mou:Agreement ; mou:party ?p } GROUP BY ?a HAVING (COUNT(DISTINCT ?p) < 2)"
    assert numbers[:3] == [len(conflicts), shipped.select(asked)[0][0], len(shipped.select(single))]


def test_the_report_of_one_organisation_tells_its_agreements(shipped):
    values = told(shipped, organization="HKUST", today=DAY, within="12 months")
    asked = shipped.select("partners-over-time", organization="HKUST").dicts()
    assert {one.iri for one in values["found"]} == {row["agreement"] for row in asked}
    assert {values["net"][iri]["label"] for iri in values["near"]} == {row["partnerName"] for row in asked}
    assert (
        "Agreements of Hong Kong University of Science and Technology"
        in report(shipped, organization="HKUST", today=DAY).title
    )


def graph_of(text):
    prefixes = """@prefix mou: <https://w3id.org/mou-graph/ontology#> . @prefix schema: <https://schema.org/> .
                  @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."""
    parties = "<x:1> a mou:Organization . <x:2> a mou:Organization ."
    return Graph.load(BytesIO((prefixes + parties + text).encode()))


@pytest.mark.parametrize(
    ("facts", "ends"),
    [
        ('mou:signedOn "2024-06-15"^^xsd:date ; schema:validFor "P2Y"^^xsd:duration', ["2026-06-15"]),
        ('mou:signedOn "2024"^^xsd:gYear ; schema:validFor "P2Y"^^xsd:duration', ["2026"]),
        ('schema:validThrough "2026-06-01"^^xsd:date', ["2026-06-01"]),
        ('schema:validThrough "2026-05-31"^^xsd:date', []),
        ('schema:validThrough "2026-09"^^xsd:gYearMonth', ["2026-09"]),
        ('schema:validThrough "2026-10"^^xsd:gYearMonth', []),
        ('schema:validThrough "soon"', []),
        ('schema:validFor "P2Y"^^xsd:duration', []),
    ],
)
def test_what_ends_within_three_months(facts, ends):
    graph = graph_of(f"<x:a> a mou:Agreement ; mou:party <x:1>, <x:2> ; {facts} .")
    values = told(graph, organization=None, today=DAY, within="3 months")
    assert [one.ends for one in values["ending"]] == ends


def test_a_renewed_agreement_does_not_end():
    old = '<x:a> a mou:Agreement ; mou:party <x:1>, <x:2> ; schema:validThrough "2026-07-01"^^xsd:date .'
    new = "<x:b> a mou:Agreement ; mou:party <x:1>, <x:2> ; mou:renews <x:a> ."
    assert len(told(graph_of(old), organization=None, today=DAY, within="3 months")["ending"]) == 1
    assert told(graph_of(old + new), organization=None, today=DAY, within="3 months")["ending"] == []


def test_the_same_graph_and_day_give_the_same_bytes(shipped, tmp_path):
    first = report(shipped, tmp_path / "a.html", today=DAY).read_bytes()
    again = Graph.of(reversed(list(shipped)))
    assert report(again, tmp_path / "b.html", today=DAY).read_bytes() == first
    assert report(shipped, today=date(2026, 6, 2)).page.encode() != first


@pytest.mark.parametrize(
    ("words", "choice"),
    [
        ("no stretch of time", {"within": "soon"}),
        ("beyond the calendar", {"within": "9999 years"}),
        ("nothing in the graph is called", {"organization": "Nowhere"}),
        ("is a person, not an organisation", {"organization": "Nancy Ip"}),
    ],
)
def test_a_wrong_wish_is_told_in_one_line(shipped, words, choice):
    with pytest.raises(DrawingError, match=words) as error:
        report(shipped, today=DAY, **choice)
    assert "\n" not in str(error.value)


def test_a_report_without_agreements_or_with_another_ending_is_refused(tmp_path):
    with pytest.raises(DrawingError, match="nothing to report"):
        report(Graph())
    with pytest.raises(DrawingError, match=r"end it in \.html"):
        report(graph_of("<x:a> a mou:Agreement ."), tmp_path / "report.pdf")


# -- in a browser, with the network cut off


@pytest.fixture
def visit(chromium):
    complaints, requests, contexts = [], [], []

    def opened(file, **settings):
        contexts.append(chromium.new_context(offline=True, **settings))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(file.as_uri())
        return page

    yield opened
    assert complaints == []
    assert [url for url in requests if not url.startswith("file:")] == []
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def file(shipped, tmp_path_factory):
    return report(shipped, tmp_path_factory.mktemp("report") / "report.html", today=DAY, within="36 months")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit, file, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    page = visit(file, color_scheme=scheme)
    found = axe.Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


def test_it_fits_a_phone(visit, file):
    page = visit(file, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_paper_is_light_and_shows_where_links_lead(visit, file):
    page = visit(file, color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 21, 28)"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    shown = page.evaluate("getComputedStyle(document.querySelector('.sources a'), '::after').content")
    assert "https://" in shown
    assert not page.is_visible("nav")
    printed = page.pdf(prefer_css_page_size=True)
    assert re.findall(rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]", printed)


def test_texts_of_strangers_stay_texts(visit, tmp_path):
    page = visit(report(Graph.load(HOSTILE), tmp_path / "evil.html", today=DAY))
    assert page.evaluate("Object.keys(window).filter((key) => key.startsWith('hit'))") == []
    assert page.evaluate("document.querySelectorAll('script, img, body > svg, [onload], [onerror]').length") == 0
    assert page.evaluate("[...document.links].filter((a) => !/^(https?|file):/.test(a.protocol)).length") == 0
    assert "</script><script>window.hit = 2</script>" in page.inner_text("main")
