"use strict";
/* What is visible, to take away: PNG, SVG, CSV, Turtle. */
mou.save = (function () {
  const { nodes, edges, places } = mou.model, state = mou.state;
  const name = () => mou.model.graph.title.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase() + "-" + state.view;

  function offer(blob, ending) {
    const url = URL.createObjectURL(blob), link = mou.el("a", { href: url, download: name() + ending });
    document.body.append(link); link.click(); link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  }

  function png() {
    const drawn = document.querySelector("#canvas canvas"), copy = document.createElement("canvas"), ctx = copy.getContext("2d");
    copy.width = drawn.width; copy.height = drawn.height;
    ctx.fillStyle = mou.colour("paper"); ctx.fillRect(0, 0, copy.width, copy.height); ctx.drawImage(drawn, 0, 0);
    copy.toBlob((blob) => offer(blob, ".png"));
  }

  /* A cell that a spreadsheet would take for a formula gets an apostrophe. */
  const cell = (value) => { const text = String(value ?? ""); return `"${(/^[=+\-@\t\r]/.test(text) ? "'" + text : text).replace(/"/g, '""')}"`; };

  function csv() {
    const rows = [["from", "relation", "to", "agreements", "words", "confidence", "announcement", "date", "url"]];
    for (const id of mou.picture.now().edges) {
      const edge = edges[id], [said] = edge.said || [], words = said ? mou.model.passage(said[0]) : {};
      rows.push([nodes[edge.from].name, edge.label || "", nodes[edge.to].name, (edge.shared || []).map((a) => nodes[a].name).join("; "), words.quote, said && said[1], words.headline, words.date, words.url]);
    }
    offer(new Blob(["\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n"], { type: "text/csv" }), ".csv");
  }

  function svg() {
    const safe = (text) => text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
    const at = (id) => places[state.view].get(id), shown = mou.picture.now();
    const xs = [...shown.nodes].map((id) => at(id)[0]), ys = [...shown.nodes].map((id) => at(id)[1]);
    const [left, top] = [Math.min(...xs) - 80, Math.min(...ys) - 60], [wide, high] = [Math.max(...xs) - left + 80, Math.max(...ys) - top + 80];
    const lines = [...shown.edges].map((id) => { const [a, b] = [at(edges[id].from), at(edges[id].to)]; return `<path d="M${a}L${b}" stroke="${mou.colour("edge")}" stroke-width="${edges[id].shared ? edges[id].shared.length : 1}"/>`; });
    const marks = [...shown.nodes].map((id) => { const [x, y] = at(id), r = nodes[id].size; const glyph = mou.glyph(nodes[id].group).firstChild.getAttribute("d");
      return `<path transform="translate(${x - r} ${y - r}) scale(${2 * r / 13})" d="${glyph}" fill="${mou.colour(nodes[id].group)}"/><text x="${x}" y="${y + r + 14}">${safe(nodes[id].label || nodes[id].name)}</text>`; });
    offer(new Blob([`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${wide} ${high}" font-family="sans-serif" font-size="11" text-anchor="middle">${lines.join("")}${marks.join("")}</svg>`], { type: "image/svg+xml" }), ".svg");
  }

  const turtle = () => offer(new Blob([mou.turtle.write(mou.picture.now())], { type: "text/turtle" }), ".ttl");

  return { png, svg, csv, turtle };
})();
