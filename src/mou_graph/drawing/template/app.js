"use strict";
/* Everything together: what the reader does, what follows from it, and the address that brings it back. */
(function () {
  const { el, text, day } = mou, { remember } = mou.address, { nodes, edges, links, places, views, communityOf } = mou.model, state = mou.state;
  const tip = document.getElementById("tip"), notice = document.getElementById("notice"), canvas = document.getElementById("canvas");

  function hover(thing, event) {
    canvas.classList.toggle("over", thing !== null);
    if (!thing) { tip.hidden = true; return; }
    const edge = thing.edge !== undefined ? edges[thing.edge] : null;
    const told = edge ? edge.said || edge.shared.flatMap((id) => links[id].filter((l) => l.other === edge.from || l.other === edge.to).flatMap((l) => l.edge.said)) : [];
    const words = edge ? (told.length ? mou.model.passage(told[0][0]) : null) : mou.model.firstWords(thing.node);
    const title = edge ? [text(nodes[edge.from].name), " — ", edge.label ? text(edge.label) : `${edge.shared.length} agreement${edge.shared.length > 1 ? "s" : ""}`, " — ", text(nodes[edge.to].name)] : text(nodes[thing.node].name);
    const long = (quote) => (quote.length > 420 ? quote.slice(0, 420) + "…" : quote);
    tip.replaceChildren(el("strong", {}, title), words ? el("q", { dir: "auto" }, long(words.quote)) : "", words && (words.headline || words.date) ? el("small", {}, text(words.headline), words.date ? ` · ${day(words.date)}` : "") : "");
    tip.hidden = false;
    const box = canvas.getBoundingClientRect(), x = event.clientX - box.left, y = event.clientY - box.top;
    tip.className = "tip";
    Object.assign(tip.style, { left: Math.max(4, Math.min(x + 14, box.width - tip.offsetWidth - 8)) + "px", top: Math.max(4, y + 18 + tip.offsetHeight > box.height ? y - tip.offsetHeight - 12 : y + 18) + "px" });
  }

  /* The first end of a path is chosen; the next thing opened is the other one. */
  function join(id) {
    state.joining = id;
    notice.hidden = false;
    notice.replaceChildren("Click or search the other end of the path", el("button", { class: "plain", type: "button", onclick: () => { state.joining = null; after(); } }, "cancel"));
    document.getElementById("search").focus();
  }

  function joined(from, to) {
    state.joining = null;
    const path = mou.path(from, to);
    if (state.view !== "agreements") change("agreements");
    after();
    if (!path) {
      notice.hidden = false;
      notice.replaceChildren("No path joins the two");
      return;
    }
    open({ path }, true);
    mou.picture.fit(true, path.nodes.filter((id) => mou.picture.now().nodes.has(id)));
  }

  function open(thing, quietly) {
    if (state.joining !== null && thing && thing.node !== undefined && thing.node !== state.joining) return joined(state.joining, thing.node);
    if (thing && thing.node !== undefined && !mou.picture.has(thing.node) && nodes[thing.node] && !quietly) {
      if (communityOf.has(thing.node) && places.partners.has(thing.node)) { unfold(communityOf.get(thing.node)); return open(thing); }
      const other = views.find((view) => places[view].has(thing.node));
      if (other && nodes[thing.node].group !== "agreement") change(other);
    }
    state.selected = thing;
    mou.panel.show(thing);
    mou.picture.pick(thing && (thing.node === undefined || mou.picture.has(thing.node)) ? thing : null);
    if (thing && thing.node !== undefined && !quietly && mou.picture.now().nodes.has(thing.node)) mou.picture.go(thing.node);
    hover(null);
    remember();
  }

  /* A community from near: its organisations, joined by their agreements. */
  function unfold(id) {
    if (!nodes[id].members || !places.partners) return;
    Object.assign(state, { within: id, view: "partners", focus: null, selected: null });
    mou.picture.show();
    open(null);
    after();
  }

  function focus(id, hops) {
    Object.assign(state, { focus: id, hops });
    mou.picture.refresh();
    mou.picture.fit(true);
    after();
    mou.panel.show(state.selected);
  }

  function change(view) {
    if (view && view !== state.view) {
      Object.assign(state, { view, within: null });
      if (state.selected && state.selected.node === undefined) state.selected = null;
      if (state.focus !== null && !places[view].has(state.focus)) state.focus = null;
      mou.picture.show();
      if (state.selected) mou.picture.pick(mou.picture.has(state.selected.node) ? state.selected : null);
      mou.panel.show(state.selected);
    } else mou.picture.refresh();
    after();
  }

  function after() {
    refreshFilters();
    const shown = mou.picture.now().nodes.size, all = mou.visible.ids().length, folded = state.within !== null && state.view === "partners";
    notice.hidden = shown === all && !folded;
    notice.replaceChildren(shown === 0 ? "Nothing is left of this choice" : `${shown} of ${all} shown`, el("button", { class: "plain", type: "button", onclick: reset }, "show all"),
      ...folded ? [el("button", { class: "plain", type: "button", onclick: () => change("overview") }, "overview")] : []);
    canvas.setAttribute("aria-label", `Network picture, ${state.view}: ${shown} things, ${mou.picture.now().edges.size} lines`);
    remember();
  }

  function reset() {
    Object.assign(state, { from: null, to: null, type: "", status: "", sure: 0, area: null, focus: null });
    state.hidden.clear();
    if (state.within !== null) { state.within = null; mou.picture.show(); } else mou.picture.refresh();
    mou.picture.fit(true);
    after();
  }

  /* Back to what an address says, from wherever the reader is now. */
  function restore(address) {
    const { view, within } = state, shown = mou.picture.now().nodes.size, thing = mou.address.read(address);
    state.joining = null;
    if (state.view !== view || state.within !== within) mou.picture.show(); else mou.picture.refresh();
    if (state.view === view && mou.picture.now().nodes.size !== shown) mou.picture.fit(false);
    open(thing, true);
    after();
  }

  function undo() {
    const last = mou.address.undo();
    if (!last) return;
    if (last.address !== undefined) restore(last.address);
    else { if (state.view !== last.view) change(last.view); mou.picture.put(last.id, last.place); }
  }

  const KEYS = {
    ArrowLeft: () => mou.picture.move(-80, 0), ArrowRight: () => mou.picture.move(80, 0), ArrowUp: () => mou.picture.move(0, -80), ArrowDown: () => mou.picture.move(0, 80),
    "+": () => mou.picture.zoom(1.25), "=": () => mou.picture.zoom(1.25), "-": () => mou.picture.zoom(0.8), "0": () => mou.picture.fit(true),
  };
  canvas.addEventListener("keydown", (event) => { if (KEYS[event.key] && !event.ctrlKey && !event.metaKey) { KEYS[event.key](); event.preventDefault(); } });
  canvas.addEventListener("mouseleave", () => hover(null));
  document.addEventListener("keydown", (event) => {
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey) { undo(); event.preventDefault(); }
    if (event.key === "/") { document.getElementById("search").focus(); event.preventDefault(); }
    if (event.key === "Escape") { if (state.selected) open(null); else if (state.focus !== null) focus(null, 1); }
  });

  const saved = el("select", { "aria-label": "Save the visible part", onchange: (event) => { const chosen = event.target.value; event.target.value = ""; if (chosen) mou.save[chosen](); } },
    el("option", { value: "" }, "Save…"), el("option", { value: "png" }, "PNG picture"), el("option", { value: "svg" }, "SVG drawing"), el("option", { value: "csv" }, "CSV table"), el("option", { value: "turtle" }, "Turtle (RDF)"));
  const back = el("button", { type: "button", disabled: true, title: "Ctrl+Z", onclick: undo }, "Undo");
  mou.address.changed = () => { back.disabled = !mou.address.any(); };
  document.getElementById("tools").replaceChildren(el("button", { type: "button", "aria-label": "Show the whole picture", onclick: () => mou.picture.fit(true) }, "Fit"), back, saved);

  if (matchMedia("(max-width: 800px)").matches) document.getElementById("legend").open = false;
  const start = mou.address.read(location.hash.slice(1));
  const refreshFilters = mou.filters(change);
  mou.panel.use({ open, focus, join, unfold, only: (area) => { state.area = area; change(); mou.panel.show(state.selected); } });
  mou.search(open);
  mou.picture.show({ hover, click: (thing) => open(thing, true), unfold, moved: (id, place) => mou.address.moved(state.view, id, place) });
  addEventListener("hashchange", () => restore(location.hash.slice(1)));
  open(start, start === null);
  after();
  for (const query of ["(prefers-color-scheme: dark)"]) matchMedia(query).addEventListener("change", () => { mou.picture.show(); mou.picture.pick(state.selected); });
  if (!start) state.selected = null;
  document.documentElement.dataset.ready = "yes";
})();
