"""The page in a real browser, with the network cut off: what a reader sees, points at, clicks and types."""

from pathlib import Path

import pyoxigraph
import pytest

from mou_graph.drawing import draw, inline
from mou_graph.drawing.look import COLOURS
from mou_graph.graph import Graph

axe_playwright_python = pytest.importorskip("axe_playwright_python", reason="axe-core is not installed")

FIXTURE = Path(__file__).parent / "ontology" / "fixture.ttl"
HOSTILE = Path(__file__).parent / "hostile.ttl"
NFU = "https://w3id.org/mou-graph/id/organization/northfield-university"
AGREEMENT = "agreement/alpine-institute-of-climate-science--northfield-university/2024-mou"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    return draw(Graph.load(FIXTURE), tmp_path_factory.mktemp("page") / "page.html")


@pytest.fixture
def visit(chromium):
    """Open a file; at the end nothing but the file was asked for, and nothing was complained about."""
    complaints, requests, contexts = [], [], []

    def opened(path, *, hash="", **settings):
        context = chromium.new_context(viewport={"width": 1400, "height": 900}, offline=True, **settings)
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri() + hash)
        page.wait_for_selector("html[data-ready=yes]", state="attached")
        page.wait_for_selector("#canvas[data-drawn]")
        return page

    yield opened
    assert complaints == []
    assert [url for url in requests if not url.startswith(("file:", "blob:", "about:"))] == []
    for context in contexts:
        context.close()


def place_of(page, iri):
    """Where a thing stands in the window."""
    x, y = page.evaluate("(end) => mou.picture.where(mou.model.nodes.findIndex((n) => n.iri.endsWith(end)))", iri)
    box = page.locator("#canvas").bounding_box()
    return box["x"] + x, box["y"] + y


def shown(page, kind):
    return page.evaluate(
        "(kind) => [...mou.picture.now().nodes].filter((id) => mou.model.nodes[id].group === kind).length", kind
    )


def triples(file):
    return pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE, base_iri="https://w3id.org/mou-graph/id/")


def colours(page):
    """Every opaque colour of the canvas, as one number."""
    return page.evaluate(
        """() => {
          const canvas = document.querySelector('#canvas canvas'), seen = new Set();
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          for (let i = 0; i < data.length; i += 4)
            if (data[i + 3] > 250) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
          return [...seen];
        }"""
    )


def test_the_picture_is_drawn_in_the_colours_of_the_classes(visit, page_file):
    page = visit(page_file)
    drawn = {int(COLOURS[kind][1:], 16) for kind in ("agreement", "organization", "person", "focus area")}
    assert drawn <= set(colours(page))
    assert int(page.get_attribute("#canvas", "data-labels")) >= 16


def test_the_dark_theme_follows_the_system(visit, page_file):
    page = visit(page_file, color_scheme="dark")
    assert {0xF2B134, 0x4AA3E0} <= set(colours(page))
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 21, 28)"


def test_paper_is_light(visit, page_file):
    page = visit(page_file, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for place in ("header", "#panel"):
        assert (
            page.locator(place).first.evaluate("(one) => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
        )
    assert not page.is_visible("#search")
    assert page.is_visible("#canvas")


def test_pointing_at_a_thing_shows_the_words_it_was_read_from(visit, page_file):
    page = visit(page_file)
    page.mouse.move(*place_of(page, AGREEMENT), steps=4)
    page.wait_for_selector("#tip:not([hidden])")
    assert "MoU between Alpine Institute of Climate Science" in page.inner_text("#tip strong")
    quote = page.inner_text("#tip q")
    assert quote in Graph.load(FIXTURE).turtle()


def test_clicking_shows_every_fact_with_its_words(visit, page_file):
    page = visit(page_file)
    page.mouse.click(*place_of(page, AGREEMENT))
    page.wait_for_selector("#panel .words")
    quotes = page.locator("#panel blockquote").all_text_contents()
    exact = {row[0] for row in Graph.load(FIXTURE).select("SELECT ?exact { ?p oa:exact ?exact }")}
    assert len(quotes) >= 5
    assert set(quotes) <= exact
    facts = page.inner_text("#panel dl")
    assert "8 March 2024" in facts
    assert "elsewhere: 9 March 2024" in facts
    assert "Ada Lind" in page.inner_text("#panel")
    links = page.locator("#panel a").evaluate_all("(all) => all.map((a) => [a.href, a.rel, a.target])")
    assert ["https://example.org/nfu/news/2", "noopener noreferrer", "_blank"] in links


def test_clicking_a_line_shows_what_it_means(visit, page_file):
    page = visit(page_file)
    a, b = place_of(page, AGREEMENT), place_of(page, "person/erik-holm")
    page.mouse.click((a[0] + 3 * b[0]) / 4, (a[1] + 3 * b[1]) / 4)
    page.wait_for_selector("#panel blockquote")
    assert page.inner_text("#panel h2") == "witness"
    assert "in the presence of Minister of Research Erik Holm" in page.inner_text("#panel blockquote")


def test_the_legend_hides_a_class(visit, page_file):
    page = visit(page_file)
    assert shown(page, "person") == 5
    page.uncheck("[data-kind=person]")
    assert shown(page, "person") == 0
    page.wait_for_timeout(200)
    assert 0x009E73 not in colours(page)
    assert "11 of 16 shown" in page.inner_text("#notice")
    page.click("#notice button")
    assert shown(page, "person") == 5


def test_years_and_types_filter(visit, page_file):
    page = visit(page_file)
    page.fill("[data-filter=from]", "2020")
    assert shown(page, "agreement") == 2
    page.select_option("[data-filter=type]", "letter of intent")
    assert shown(page, "agreement") == 1
    page.click("[data-view=partners]")
    assert shown(page, "organization") == 3


def test_search_knows_every_name(visit, page_file):
    page = visit(page_file)
    page.keyboard.press("/")
    page.keyboard.type("nfu")
    assert page.locator("#found li").all_inner_texts()[0].startswith("Northfield University")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Northfield University"
    assert "also NFU" in page.inner_text("#panel")


def test_a_neighbourhood_and_back_again(visit, page_file):
    page = visit(page_file, hash="#at=https%3A%2F%2Fw3id.org%2Fmou-graph%2Fid%2Forganization%2Fnorthfield-university")
    page.click("#panel .acts button:text-is('1')")
    assert shown(page, "agreement") == 2
    assert " of 16 shown" in page.inner_text("#notice")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert shown(page, "agreement") == 3


def test_the_address_brings_back_what_was_seen(visit, page_file):
    page = visit(
        page_file,
        hash="#view=partners&from=2020&at=https%3A%2F%2Fw3id.org%2Fmou-graph%2Fid%2Forganization%2Fbrightwater-energy",
    )
    assert page.get_attribute("[data-view=partners]", "aria-pressed") == "true"
    assert page.inner_text("#panel h2") == "Brightwater Energy"
    page.click("[data-view=topics]")
    assert "view=topics" in page.evaluate("location.hash")
    page.evaluate("location.hash = '#view=partners&from=2024'")
    page.wait_for_selector("[data-view=partners][aria-pressed=true]")
    assert page.input_value("[data-filter=from]") == "2024"
    page.evaluate("location.hash = '#view=topics&from=2020'")
    page.wait_for_selector("[data-view=topics][aria-pressed=true]")
    assert "from=2020" in page.evaluate("location.hash")


def test_a_partnership_lists_its_agreements(visit, page_file):
    page = visit(page_file, hash="#view=partners")
    a, b = place_of(page, "organization/northfield-university"), place_of(page, "alpine-institute-of-climate-science")
    page.mouse.click(a[0] + 0.4 * (b[0] - a[0]), a[1] + 0.4 * (b[1] - a[1]))
    assert page.locator("#panel .things li").all_inner_texts()[0].startswith("MoU 2024")


def test_the_keyboard_moves_the_picture(visit, page_file):
    page = visit(page_file)
    page.focus("#canvas")
    before = place_of(page, AGREEMENT)
    page.keyboard.press("ArrowRight")
    right = place_of(page, AGREEMENT)
    assert (round(right[0] - before[0]), round(right[1] - before[1])) == (-80, 0)
    page.keyboard.press("+")
    page.keyboard.press("0")
    page.wait_for_timeout(600)
    assert abs(place_of(page, AGREEMENT)[0] - before[0]) < 2


def test_the_keyboard_gets_everywhere(visit, page_file):
    page = visit(page_file)
    names = []
    for _ in range(20):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.matches('#canvas, button, select, input, summary')"))
    assert all(names)
    page.locator("#panel .things button").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == page.inner_text("#panel h2")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#panel').contains(document.activeElement)")


def test_a_phone_has_room_for_picture_and_panel(visit, page_file):
    page = visit(page_file)
    page.set_viewport_size({"width": 390, "height": 800})
    canvas, panel = page.locator("#canvas").bounding_box(), page.locator("#panel").bounding_box()
    assert canvas["width"] == panel["width"] == 390
    assert canvas["height"] > 250
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_path_joins_two_things(visit, page_file):
    page = visit(page_file)
    page.mouse.click(*place_of(page, "person/dana-whitlock"))
    page.click("#panel .acts button:text-is('path to …')")
    page.keyboard.type("nfu")
    page.keyboard.press("Enter")
    steps = page.locator("#panel .things li").all_inner_texts()
    assert steps[0] == "Dana Whitlock"
    assert steps[-1].partition("→ ")[2].startswith("Northfield University")
    assert page.locator("#panel blockquote").count() >= 2


@pytest.mark.parametrize(("choice", "ending"), [("png", ".png"), ("svg", ".svg"), ("csv", ".csv"), ("turtle", ".ttl")])
def test_what_is_seen_can_be_saved(visit, page_file, choice, ending, tmp_path):
    page = visit(page_file)
    with page.expect_download() as download:
        page.select_option("#tools select", choice)
    saved = tmp_path / "saved"
    download.value.save_as(saved)
    assert download.value.suggested_filename == f"3-agreements-agreements{ending}"
    assert saved.stat().st_size > 2000


def test_lines_and_paths_have_addresses_too(visit, page_file):
    page = visit(page_file, hash="#view=partners")
    a, b = place_of(page, "organization/northfield-university"), place_of(page, "alpine-institute-of-climate-science")
    page.mouse.click(a[0] + 0.4 * (b[0] - a[0]), a[1] + 0.4 * (b[1] - a[1]))
    again = visit(page_file, hash=page.evaluate("location.hash"))
    assert again.inner_text("#panel") == page.inner_text("#panel")
    page.click("#panel h2 button >> nth=0")
    page.click("#panel .acts button:text-is('path to …')")
    page.keyboard.type("Dana Whitlock")
    page.keyboard.press("Enter")
    again = visit(page_file, hash=page.evaluate("location.hash"))
    assert again.inner_text("#panel") == page.inner_text("#panel")
    assert again.inner_text("#panel .kind").startswith("A path")


def test_an_overview_unfolds(visit, tmp_path):
    page = visit(draw(Graph.load(FIXTURE), tmp_path / "overview.html", view="overview"))
    assert shown(page, "community") >= 1
    assert shown(page, "organization") == 0
    iri = page.evaluate(
        "(nfu) => mou.model.nodes.find(({ members }) => members && members.includes(mou.model.numberOf(nfu))).iri", NFU
    )
    page.mouse.click(*place_of(page, iri))
    assert page.inner_text("#panel .kind").startswith("Community")
    members = page.locator("#panel .things li").count()
    page.click("#panel button:text-is('unfold')")
    assert shown(page, "organization") == members
    again = visit(tmp_path / "overview.html", hash=page.evaluate("location.hash"))
    assert shown(again, "organization") == members
    page.click("#notice button:text-is('overview')")
    assert shown(page, "community") >= 1
    page.fill("#search", "nfu")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Northfield University"
    assert shown(page, "organization") == members
    page.click("#tools button:text-is('Undo')")
    assert shown(page, "community") >= 1


def test_a_focus_area_filters(visit, page_file):
    page = visit(page_file)
    page.select_option("[data-filter=area]", label="climate modelling (2)")
    assert shown(page, "agreement") == 2
    assert "area=" in page.evaluate("location.hash")
    page.click("#notice button")
    assert shown(page, "agreement") == 3
    page.mouse.click(*place_of(page, "focus-area/climate-modelling"))
    page.click("#panel .acts button:text-is('only agreements on it')")
    assert page.input_value("[data-filter=area]") != ""
    assert shown(page, "agreement") == 2


def test_steps_can_be_undone(visit, page_file):
    page = visit(page_file)
    assert page.is_disabled("#tools button:text-is('Undo')")
    page.select_option("[data-filter=type]", "letter of intent")
    page.click("[data-view=partners]")
    page.click("#tools button:text-is('Undo')")
    assert page.get_attribute("[data-view=agreements]", "aria-pressed") == "true"
    assert shown(page, "agreement") == 1
    page.focus("#canvas")
    page.keyboard.press("Control+z")
    assert shown(page, "agreement") == 3
    before = place_of(page, AGREEMENT)
    page.mouse.move(*before)
    page.mouse.down()
    page.mouse.move(before[0] + 60, before[1] + 40, steps=5)
    page.mouse.up()
    moved = place_of(page, AGREEMENT)
    assert abs(moved[0] - before[0] - 60) < 8
    page.click("#tools button:text-is('Undo')")
    assert place_of(page, AGREEMENT) == pytest.approx(before, abs=1)


@pytest.mark.parametrize("view", ["agreements", "partners", "topics"])
@pytest.mark.parametrize("source", [FIXTURE, HOSTILE])
def test_saved_turtle_says_what_the_graph_says(visit, source, view, tmp_path):
    page = visit(draw(Graph.load(source), tmp_path / "page.html"), hash=f"#view={view}")
    with page.expect_download() as download:
        page.select_option("#tools select", "turtle")
    saved = tmp_path / "saved.ttl"
    download.value.save_as(saved)
    said, known = set(triples(saved)), set(triples(source))
    assert said <= known
    shown = page.evaluate("[...mou.picture.now().nodes].map((id) => mou.model.nodes[id].iri)")
    assert set(shown) <= {triple.subject.value for triple in said}
    parties = {triple for triple in known if triple.predicate.value.endswith("#party")}
    assert (parties <= said) or view == "topics"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit, page_file, scheme):
    axe = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    page = visit(page_file, color_scheme=scheme, bypass_csp=True)
    page.evaluate(axe)

    def serious():
        found = page.evaluate("axe.run()")["violations"]
        return [
            (one["id"], [node["html"][:200] for node in one["nodes"]])
            for one in found
            if one["impact"] in ("serious", "critical")
        ]

    assert serious() == []
    for view in ("partners", "topics", "agreements"):
        page.click(f"[data-view={view}]")
        assert serious() == []
    page.mouse.click(*place_of(page, AGREEMENT))
    page.fill("#search", "north")
    assert serious() == []
    page.keyboard.press("Escape")
    page.click("#panel button.mark >> nth=0")
    page.uncheck("[data-kind=person]")
    assert serious() == []
    page.set_viewport_size({"width": 390, "height": 800})
    assert serious() == []


def test_hostile_texts_do_nothing(visit, tmp_path):
    page = visit(draw(Graph.load(HOSTILE), tmp_path / "evil.html"))
    for iri in ("agreement/evil", "organization/script", "organization/markup", "focus-area/rtl"):
        page.mouse.move(*place_of(page, iri), steps=3)
        page.mouse.click(*place_of(page, iri))
        page.locator("#panel button.mark").evaluate_all("(all) => all.forEach((mark) => mark.click())")
    page.fill("#search", "script")
    assert page.evaluate("window.hit") is None
    assert page.locator("#panel img, #found img, #tip img, body svg[onload]").count() == 0
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "</script><script>window.hit = 2</script>"
    assert page.locator("#panel a").evaluate_all("(all) => all.map((a) => a.href)") == ["https://ror.org/00q4vv597"]


def test_a_notebook_frame_draws(chromium, visit, tmp_path):
    host = tmp_path / "notebook.html"
    host.write_text(f"<!DOCTYPE html><body>{inline(Graph.load(HOSTILE))}</body>", encoding="utf-8")
    page = chromium.new_page()
    page.goto(host.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#canvas[data-drawn]").wait_for()
    assert frame.locator("#panel h2").inner_text() == "1 agreement"
    page.close()


# -- a picture of many things


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    """800 organisations, each in agreements with two others: more lines than are drawn anew in each frame."""
    lines = ["@prefix mou: <https://w3id.org/mou-graph/ontology#> ."]
    lines += [f"<x:o{n}> a mou:Organization ." for n in range(800)]
    for step in (1, 7):
        lines += [
            f'<x:a{n}-{step}> a mou:Agreement ; mou:signedOn "2024" ; mou:party <x:o{n}> , <x:o{(n + step) % 800}> .'
            for n in range(800)
        ]
    folder = tmp_path_factory.mktemp("crowd")
    (folder / "crowd.ttl").write_text("\n".join(lines), encoding="utf-8")
    return draw(Graph.load(folder / "crowd.ttl"), folder / "crowd.html", view="partners")


SEEN = """
  window.seen = () => { // a copy, as canvases that are read often are drawn otherwise
    const canvas = document.querySelector('#canvas canvas'), copy = document.createElement('canvas');
    Object.assign(copy, { width: canvas.width, height: canvas.height });
    const ctx = copy.getContext('2d', { willReadFrequently: true });
    ctx.drawImage(canvas, 0, 0);
    return ctx.getImageData(0, 0, copy.width, copy.height).data;
  };
  window.painted = () => { let sum = 0; const data = seen(); for (let i = 3; i < data.length; i += 4) sum += data[i] > 0; return sum; };
  window.blue = () => {
    const data = seen(), found = [];
    for (let i = 0; i < data.length; i += 4) if (data[i] === 0 && data[i + 1] === 114 && data[i + 2] === 178) found.push(i);
    return found;
  };
  window.drawings = 0;
  new MutationObserver((all) => { window.drawings += all.length; })
    .observe(document.getElementById('canvas'), { attributeFilter: ['data-labels'] });
"""  # noqa: E501


def test_a_moved_crowd_is_drawn_again_only_when_it_rests(visit, crowd):
    page = visit(crowd)
    page.evaluate(SEEN)
    box = page.locator("#canvas").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.wait_for_timeout(500)  # the drawing that will move is made while nothing happens
    before, there = page.evaluate("[drawings, blue()[0]]")
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 80, steps=25)
    page.wait_for_timeout(300)
    while_held, drawings, held = page.evaluate("[blue()[0], drawings, painted()]")
    assert while_held != there
    assert drawings - before <= 2  # of 25 moves
    page.mouse.up()
    page.wait_for_timeout(500)
    drawings, rested = page.evaluate("[drawings, painted()]")
    assert drawings > before
    assert held > 0.9 * rested  # its lines do not go while it is held


def test_a_crowd_while_it_moves_shows_what_it_shows_at_rest(visit, crowd):
    """Symbols stand where they stand afterwards, also beyond the margin of the drawing that moves."""
    page = visit(crowd)
    page.evaluate(SEEN)
    page.evaluate("mou.picture.zoom(3)")
    page.wait_for_timeout(500)
    moving = set(
        page.evaluate(
            """() => new Promise((done) => {
              let n = 0;
              const step = () => {
                if (n++ === 60) { done(blue()); return; }
                mou.picture.move(15, 8);
                requestAnimationFrame(step);
              };
              step();
            })"""
        )
    )
    page.wait_for_timeout(600)
    rested = set(page.evaluate("blue()"))
    assert len(rested) > 1000
    assert len(rested & moving) > 0.8 * max(len(rested), len(moving))
