"use strict";
/* The legend, which filters, and the filters beside it. */
mou.filters = function (changed) {
  const { el, glyph } = mou, { nodes, kinds, views, byView } = mou.model, state = mou.state;
  const place = document.getElementById("filters");
  const NAMES = { "agreement": "Agreements", "organization": "Organisations", "person": "People", "focus area": "Focus areas", "collaboration": "Earlier collaborations", "community": "Communities" };
  const agreements = nodes.filter((node) => node.group === "agreement");
  const years = agreements.map((node) => node.year).filter((year) => year !== undefined);
  const first = years.length ? Math.min(...years) : 0, last = years.length ? Math.max(...years) : 0;
  const refreshers = [];

  function legend() {
    return kinds.filter((kind) => nodes.some((node) => node.group === kind)).map((kind) => {
      const count = el("span", { class: "count" }), label = el("label", {}, el("input", { type: "checkbox", "data-kind": kind,
        onchange: (event) => { state.hidden[event.target.checked ? "delete" : "add"](kind); changed(); } }), glyph(kind), NAMES[kind], count);
      refreshers.push(() => {
        const inView = mou.visible.ids().filter((id) => nodes[id].group === kind).length;
        label.hidden = inView === 0;
        label.firstChild.checked = !state.hidden.has(kind);
        count.textContent = inView;
      });
      return label;
    });
  }

  function choice(name, title, property) {
    const found = [...new Set(agreements.map((node) => node[property]).filter(Boolean))].sort();
    if (found.length < 2) return null;
    const select = el("select", { "aria-label": title, "data-filter": name, onchange: () => { state[name] = select.value; changed(); } },
      el("option", { value: "" }, "all"), found.map((value) => el("option", { value }, value)));
    refreshers.push(() => { select.value = state[name]; });
    return [el("h3", {}, title), select];
  }

  function areas() {
    const MOST = 300, ids = nodes.map((_, id) => id).filter((id) => nodes[id].group === "focus area" && nodes[id].agreements);
    if (ids.length < 2) return null;
    const option = (id) => el("option", { value: id }, `${nodes[id].name} (${nodes[id].agreements})`);
    const listed = ids.sort((a, b) => nodes[b].agreements - nodes[a].agreements || a - b).slice(0, MOST).sort((a, b) => nodes[a].name.localeCompare(nodes[b].name));
    const select = el("select", { "aria-label": "Focus area", "data-filter": "area", onchange: () => { state.area = select.value === "" ? null : Number(select.value); changed(); } },
      el("option", { value: "" }, "all"), listed.map(option));
    refreshers.push(() => {
      if (state.area !== null && !select.querySelector(`[value="${state.area}"]`)) select.append(option(state.area));
      select.value = state.area ?? "";
    });
    return [el("h3", {}, "Focus area"), select];
  }

  function slider() {
    if (last <= first) return null;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), span = last - first + 1, most = Math.max(...years.map((y) => years.filter((z) => z === y).length).slice(0, 5000));
    svg.setAttribute("viewBox", `0 0 ${span} 10`); svg.setAttribute("preserveAspectRatio", "none"); svg.setAttribute("aria-hidden", "true");
    const bars = [];
    for (let year = first; year <= last; year++) {
      const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect"), high = 10 * years.filter((y) => y === year).length / most;
      for (const [name, value] of [["x", year - first + 0.08], ["width", 0.84], ["y", 10 - high], ["height", high]]) bar.setAttribute(name, value);
      svg.append(bar); bars.push([year, bar]);
    }
    const end = (name, title) => el("input", { type: "range", min: first, max: last, step: 1, "aria-label": title, "data-filter": name, oninput: (event) => {
      const year = Number(event.target.value), other = name === "from" ? state.to ?? last : state.from ?? first;
      const kept = name === "from" ? Math.min(year, other) : Math.max(year, other);
      state[name] = kept === (name === "from" ? first : last) && (name === "from" ? state.to === null : state.from === null) ? null : kept;
      if (state.from === first && (state.to ?? last) === last) state.from = state.to = null;
      if (state.to === last && (state.from ?? first) === first) state.from = state.to = null;
      changed();
    } });
    const from = end("from", "From year"), to = end("to", "To year"), shown = el("output");
    refreshers.push(() => {
      from.value = state.from ?? first; to.value = state.to ?? last;
      shown.textContent = `${from.value} to ${to.value}`;
      bars.forEach(([year, bar]) => bar.setAttribute("class", year >= from.value && year <= to.value ? "in" : ""));
    });
    return [el("h3", {}, "Years"), el("div", { class: "years" }, svg, from, to, shown)];
  }

  function confidence() {
    if (!byView.agreements.some((edge) => edge.said.length)) return null;
    const input = el("input", { type: "range", min: 0, max: 100, step: 5, "aria-label": "Least confidence in percent", "data-filter": "sure",
      oninput: () => { state.sure = Number(input.value) / 100; changed(); } }), title = el("h3");
    refreshers.push(() => { input.value = Math.round(state.sure * 100); title.textContent = state.sure ? `Confidence at least ${Math.round(state.sure * 100)} %` : "Confidence: any"; });
    return [title, input];
  }

  const edgesMean = el("p", { class: "note" });
  refreshers.push(() => { edgesMean.textContent = { overview: "Organisations that agree most with one another. Double-click a community to unfold it. A line: agreements between two.", agreements: "Lines: bold a party, thin people and focus areas, dashed what it renews or builds on, dotted part of.", partners: "A line: agreements they share; the wider, the more.", topics: "A line: agreements of the organisation on the focus area." }[state.view]; });
  place.replaceChildren(...[legend(), edgesMean, slider(), choice("type", "Agreement type", "type"), choice("status", "Status", "status"), areas(), confidence()].flat(Infinity).filter(Boolean));

  const tabs = document.getElementById("views");
  tabs.replaceChildren(...views.map((view) => el("button", { type: "button", "data-view": view, onclick: () => changed(view) }, view[0].toUpperCase() + view.slice(1))));
  refreshers.push(() => { for (const tab of tabs.children) tab.setAttribute("aria-pressed", String(tab.dataset.view === state.view)); });
  return () => refreshers.forEach((refresh) => refresh());
};
