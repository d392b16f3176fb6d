"use strict";
/* The panel: all that is known of a thing, every fact with the number of the words that say it. */
mou.panel = (function () {
  const { el, text, link, day, glyph } = mou, { nodes, edges, links, agreementsOf, passage, graph } = mou.model, state = mou.state;
  const panel = document.getElementById("panel");
  const KIND = { "agreement": "Agreement", "organization": "Organisation", "person": "Person", "focus area": "Focus area", "collaboration": "Earlier collaboration", "community": "Community" };
  /* label → [title seen from where the edge starts, title seen from where it ends] */
  const TITLES = {
    "party": ["Parties", "Agreements"], "focus area": ["Focus areas", "Agreements"], "signatory": ["Signed by", "Signed"],
    "witness": ["Witnessed by", "Witnessed"], "renews": ["Renews", "Renewed by"], "builds on": ["Builds on", "Built on by"],
    "collaborator": ["Collaborators", "Earlier collaborations"], "part of": ["Part of", "Units"], "narrower than": ["Wider area", "Narrower areas"],
  };
  const ORDER = ["Parties", "Agreements", "Posts", "Signed by", "Signed", "Witnessed by", "Witnessed", "Focus areas", "People"];
  let act = {}, notes = new Map();

  /* The words of the announcements, each once, numbered in the order they are called for. */
  const marks = (said) => (said || []).map(([number, sure]) => {
    if (!notes.has(number)) notes.set(number, notes.size + 1);
    const n = notes.get(number);
    return el("button", { class: "mark", type: "button", title: `words ${n}; confidence ${Math.round(sure * 100)} %`, "aria-label": `show words ${n}, confidence ${Math.round(sure * 100)} percent`,
      onclick: () => light(number) }, `${n} · ${Math.round(sure * 100)} %`);
  });

  function light(number) {
    panel.querySelectorAll(".words.lit").forEach((one) => one.classList.remove("lit"));
    const words = document.getElementById("words-" + number);
    words.classList.add("lit");
    words.scrollIntoView({ block: "nearest" });
  }

  const spoken = ({ quote, headline, date, url }, n, number) => el("div", { class: "words", id: n ? "words-" + number : false }, el("blockquote", { dir: "auto" }, quote),
    el("footer", {}, n ? `[${n}] ` : "", url ? link(url, headline || url) : text(headline), date ? ` · ${day(date)}` : ""));

  const words = () => notes.size === 0 ? [] : [el("h3", {}, "In the words of the announcements"), [...notes].map(([number, n]) => spoken(passage(number), n, number))];

  const button = (id, label) => el("button", { class: "plain", type: "button", onclick: () => act.open({ node: id }) }, text(label || nodes[id].name));
  const row = (...inside) => el("li", {}, ...inside);

  function agreementRow(id, said, seenFrom) {
    const parties = links[id].filter((l) => l.out && l.edge.label === "party" && l.other !== seenFrom).map((l) => nodes[l.other].name);
    return row(button(id, nodes[id].label), el("span", { class: "note" }, parties.length ? [seenFrom === undefined ? ": " : " with ", text(parties.join(", "))] : "",
      nodes[id].date ? ` · ${day(nodes[id].date)}` : ""), marks(said));
  }

  function groups(id) {
    const found = new Map();
    const add = (title, item) => found.set(title, [...(found.get(title) || []), item]);
    for (const { edge, other, out } of links[id]) {
      const kinds = [nodes[id].group, nodes[other].group];
      if (kinds.includes("person") && kinds.includes("organization")) add(out ? "Posts" : "People", { edge, other, note: edge.label });
      else if (TITLES[edge.label]) add(TITLES[edge.label][out ? 0 : 1], { edge, other, note: edge.for ? `for ${edge.for}` : "" });
      else add(edge.label[0].toUpperCase() + edge.label.slice(1) + (out ? "" : " in"), { edge, other, note: edge.for ? `for ${edge.for}` : "" });
    }
    const place = (title) => (ORDER.includes(title) ? ORDER.indexOf(title) : ORDER.length);
    return [...found].sort(([a], [b]) => place(a) - place(b)).map(([title, list]) => {
      const rank = mou.model.newestFirst(list.map((one) => one.other));
      list.sort((a, b) => rank.indexOf(a.other) - rank.indexOf(b.other));
      return [el("h3", {}, title), el("ul", { class: "things" }, list.map(({ edge, other, note }) =>
        nodes[other].group === "agreement" && nodes[id].group !== "agreement" ? agreementRow(other, edge.said, nodes[id].group === "organization" ? id : undefined)
          : row(button(other), el("span", { class: "note" }, note ? [" · ", text(note)] : ""), marks(edge.said))))];
    });
  }

  const value = (label, shown) => (/^https?:/.test(shown) ? link(shown) : /^\d{4}(-\d\d)*$/.test(shown) ? day(shown) : text(shown));

  function facts(id) {
    const known = (nodes[id].facts || []).filter(([label]) => label !== "said");
    if (!known.length) return [];
    return el("dl", {}, known.map(([label, shown, said, accepted]) => [el("dt", {}, text(label)),
      el("dd", { class: accepted === 0 ? "lost" : false }, accepted === 0 ? "elsewhere: " : "", value(label, shown), marks(said))]));
  }

  function heading(kind, name, otherwise = "Between two things") {
    return [el("p", { class: "kind" }, kind && glyph(kind), kind ? KIND[kind] : otherwise,
      el("button", { class: "plain", type: "button", onclick: () => act.open(null) }, "close")), el("h2", { tabindex: "-1" }, name)];
  }

  function hops(id) {
    if (!mou.picture.has(id)) return [];
    const choose = (n) => el("button", { type: "button", "aria-pressed": String(state.focus === id && state.hops === n), onclick: () => act.focus(id, n) }, String(n));
    return el("div", { class: "acts", role: "group", "aria-label": "Show only the neighbourhood" }, "Only its neighbourhood, steps:", [1, 2, 3].map(choose),
      state.focus !== null && el("button", { type: "button", onclick: () => act.focus(null, 1) }, "show all"),
      nodes[id].group === "focus area" && el("button", { type: "button", "aria-pressed": String(state.area === id), onclick: () => act.only(state.area === id ? null : id) }, "only agreements on it"),
      nodes[id].group !== "focus area" && el("button", { type: "button", onclick: () => act.join(id) }, "path to …"));
  }

  /* A community: those in it with the most agreements, and the way in. */
  function community(id) {
    const MOST = 40, { name, members } = nodes[id];
    panel.replaceChildren(...heading("community", text(name)), el("div", { class: "acts" }, el("button", { type: "button", onclick: () => act.unfold(id) }, "unfold")),
      el("h3", {}, members.length > MOST ? `The first ${MOST} of ${members.length} organisations` : `${members.length} organisations`),
      el("ul", { class: "things counted" }, members.slice(0, MOST).map((one) => row(button(one), el("span", { class: "note" }, nodes[one].agreements)))));
  }

  function node(id) {
    notes = new Map();
    if (nodes[id].members) return community(id);
    const of = nodes[id], said = (of.facts || []).filter(([label]) => label === "said");
    const quotes = said.length ? [el("h3", {}, "In their own words"), said.map(([, , [[number]]]) => spoken(passage(number)))] : [];
    const body = [facts(id), quotes, groups(id)];
    panel.replaceChildren(...[heading(of.group, text(of.name)), of.names ? el("p", { class: "also" }, "also ", of.names.map((name, n) => [n ? ", " : "", text(name)])) : "",
      hops(id), body, words()].flat(Infinity).filter(Boolean));
  }

  function edge(number) {
    notes = new Map();
    const of = edges[number];
    if (of.shared) {
      const shared = mou.model.newestFirst(of.shared);
      const told = (agreement) => links[agreement].filter((l) => l.other === of.from || l.other === of.to).flatMap((l) => l.edge.said);
      const once = (said) => said.filter(([n], i) => said.findIndex(([m]) => m === n) === i);
      panel.replaceChildren(...[heading(null, [button(of.from), " — ", button(of.to)]), el("h3", {}, shared.length === 1 ? "1 agreement" : `${shared.length} agreements`),
        el("ul", { class: "things" }, shared.map((id) => agreementRow(id, once(told(id))))), words()].flat(Infinity).filter(Boolean));
      return;
    }
    const head = heading(nodes[of.from].group, text(of.label));
    panel.replaceChildren(...[head, el("p", {}, button(of.from), " — ", el("strong", {}, text(of.label)), of.for ? [" for ", text(of.for)] : "", " → ", button(of.to), marks(of.said)), words()].flat(Infinity).filter(Boolean));
  }

  function path({ from, to, steps }) {
    notes = new Map();
    const step = ({ edge, node: id }, n) => {
      const before = n === 0 ? from : steps[n - 1].node, forward = edge.from === before;
      return row(el("span", { class: "note" }, text(edge.label), forward ? " → " : " ← "), button(id, nodes[id].group === "agreement" ? nodes[id].label : undefined), marks(edge.said));
    };
    panel.replaceChildren(...[heading(null, [button(from), " to ", button(to)], "A path"), el("ul", { class: "things" }, row(button(from)), steps.map(step)), words()].flat(Infinity).filter(Boolean));
  }

  /* Nothing chosen: what there is, as a way in for those who do not point. */
  function overview() {
    notes = new Map();
    const count = (kind) => nodes.filter((of) => of.group === kind).length;
    const many = (n, one, more) => `${n} ${n === 1 ? one : more}`;
    const top = (kind, most) => nodes.map((_, id) => id).filter((id) => nodes[id].group === kind && nodes[id].agreements).sort((a, b) => nodes[b].agreements - nodes[a].agreements || a - b).slice(0, most);
    const listed = (title, ids) => ids.length ? [el("h3", {}, title), el("ul", { class: "things counted" }, ids.map((id) => row(button(id), el("span", { class: "note" }, nodes[id].agreements))))] : [];
    const recent = mou.model.newestFirst(nodes.map((_, id) => id).filter((id) => nodes[id].group === "agreement")).slice(0, 8);
    panel.replaceChildren(...[el("h2", { tabindex: "-1" }, text(graph.title)),
      el("p", {}, [many(count("agreement"), "agreement", "agreements"), many(count("organization"), "organisation", "organisations"), many(count("person"), "person", "people"), many(count("focus area"), "focus area", "focus areas")].join(" · "),
        graph.sources.length ? ` · from ${many(graph.sources.length, "announcement", "announcements")}` : ""),
      el("p", { class: "also" }, "Point at anything to read the words it was read from; click for all that is known of it."),
      listed("Most agreements", top("organization", 8)), listed("Most frequent focus areas", top("focus area", 6)),
      recent.length ? [el("h3", {}, "Newest agreements"), el("ul", { class: "things" }, recent.map((id) => agreementRow(id, [])))] : []].flat(Infinity).filter(Boolean));
  }

  /* Who came by keyboard goes on from the heading, as the button they pressed is gone. */
  function show(thing) {
    const inside = panel.contains(document.activeElement);
    if (!thing) overview();
    else if (thing.node !== undefined) node(thing.node);
    else if (thing.path) path(thing.path);
    else edge(thing.edge);
    panel.scrollTop = 0;
    if (inside) panel.querySelector("h2").focus({ preventScroll: true });
  }

  return { show, use: (actions) => { act = actions; }, agreementsOf };
})();
