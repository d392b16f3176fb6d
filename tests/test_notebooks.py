"""The notebooks run from top to bottom, show what they promise, and are kept without their outputs."""

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="the notebook extra is not installed")
nbclient = pytest.importorskip("nbclient", reason="the notebook extra is not installed")

nbconvert = pytest.importorskip("nbconvert", reason="the notebook extra is not installed")

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


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
