"use strict";
/* Search by any name: a combobox as the ARIA authoring practices describe it. */
mou.search = function (open) {
  const { el, text, glyph } = mou, { nodes, names, plain } = mou.model;
  const input = document.getElementById("search"), list = document.getElementById("found");
  let hits = [], at = -1;

  function find(query) {
    const wanted = plain(query.trim());
    if (!wanted) return [];
    const scored = [];
    names.forEach((known, id) => {
      let best = null;
      for (const [name, simple] of known) {
        const where = simple.indexOf(wanted);
        if (where < 0) continue;
        const score = (simple === wanted ? 0 : where === 0 ? 1 : /[\s(-]/.test(simple[where - 1]) ? 2 : 3) - (nodes[id].group === "organization" ? 0.4 : 0);
        if (best === null || score < best.score) best = { id, name, score };
      }
      if (best) scored.push(best);
    });
    return scored.sort((a, b) => a.score - b.score || (nodes[b.id].agreements || 0) - (nodes[a.id].agreements || 0) || a.id - b.id).slice(0, 10);
  }

  function render() {
    list.replaceChildren(...hits.map(({ id, name }, n) => el("li", { role: "option", id: "found-" + n, "aria-selected": String(n === at), onmousedown: (event) => { event.preventDefault(); choose(n); } },
      glyph(nodes[id].group), el("span", {}, text(nodes[id].name), name !== nodes[id].name && el("small", {}, " (", text(name), ")")), el("small", {}, nodes[id].group))));
    list.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    if (at >= 0) input.setAttribute("aria-activedescendant", "found-" + at); else input.removeAttribute("aria-activedescendant");
    if (at >= 0) list.children[at].scrollIntoView({ block: "nearest" });
  }

  function close() { hits = []; at = -1; render(); }
  function choose(n) { const { id } = hits[n]; input.value = nodes[id].name; close(); open({ node: id }); }

  input.addEventListener("input", () => { hits = find(input.value); at = hits.length ? 0 : -1; render(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && hits.length) at = (at + 1) % hits.length;
    else if (event.key === "ArrowUp" && hits.length) at = (at - 1 + hits.length) % hits.length;
    else if (event.key === "Enter" && at >= 0) { choose(at); event.preventDefault(); return; }
    else if (event.key === "Escape") { close(); input.value = ""; input.blur(); event.stopPropagation(); return; }
    else return;
    event.preventDefault();
    render();
  });
};
