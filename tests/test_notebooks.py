"""The notebooks run from top to bottom, show what they promise, and are kept without their outputs."""

import re
from pathlib import Path

import pytest

import mou_graph as mg

nbformat = pytest.importorskip("nbformat", reason="the notebook extra is not installed")
nbclient = pytest.importorskip("nbclient", reason="the notebook extra is not installed")

nbconvert = pytest.importorskip("nbconvert", reason="the notebook extra is not installed")

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))

TOLD = "Acme University and Beta Institute signed a Memorandum of Understanding on 3 May 2024."


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_are_not_kept(path):
    notebook = nbformat.read(path, as_version=4)
    assert [cell.id for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")] == []


@pytest.mark.filterwarnings("default")  # of the kernel's own libraries
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_runs(path, chromium, tmp_path):
    notebook = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    seen_in_a_browser(notebook, chromium, tmp_path)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output for output in outputs if output.get("name") == "stderr"] == []
    shown = [output.data["text/html"] for output in outputs if "text/html" in output.get("data", {})]
    assert any('<iframe sandbox="allow-scripts"' in html and "vis.Network" in html for html in shown)
    printed = "".join(output.text for output in outputs if output.get("name") == "stdout")
    assert "Hong Kong University of Science and Technology" in printed
    assert "graph.ttl" in printed


def seen_in_a_browser(notebook, chromium, folder):
    """The executed notebook as the page it is exported to: its picture is drawn, offline, and answers a click."""
    text, _ = nbconvert.HTMLExporter(template_name="basic").from_notebook_node(notebook)
    file = folder / "notebook.html"
    file.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{text}</body>", encoding="utf-8")
    context = chromium.new_context(offline=True)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe >> nth=0")
    frame.locator("#canvas[data-drawn]").wait_for()
    frame.locator("#panel .things button").first.click()
    assert frame.locator("#panel blockquote").count() > 0
    assert complaints == []
    context.close()


@pytest.mark.filterwarnings("default")  # of the kernel's own libraries
def test_a_graph_shows_itself(chromium, tmp_path):
    (tmp_path / "told.txt").write_text(TOLD)
    code = "import mou_graph as mg\nmg.build(['told.txt']).graph"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    nbclient.NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    seen_in_a_browser(notebook, chromium, tmp_path)
    (output,) = notebook.cells[0].outputs
    assert re.fullmatch(r"<Graph of \d+ triples>", output.data["text/plain"])


def test_a_graph_without_a_picture_shows_its_size():
    assert mg.Graph()._repr_html_() == "<code>&lt;Graph of 0 triples&gt;</code>"


def test_a_very_large_graph_is_not_drawn_unasked(monkeypatch, tmp_path):
    monkeypatch.setattr("mou_graph.showing.LARGEST", 0)
    (tmp_path / "told.txt").write_text(TOLD)
    graph = mg.build([tmp_path / "told.txt"]).graph
    assert "mou_graph.draw" in graph._repr_html_()
    assert "iframe" not in graph._repr_html_()
