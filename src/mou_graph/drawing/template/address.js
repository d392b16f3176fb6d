"use strict";
/* What is seen, as the part of the address behind #, which brings it back; and the steps that led there, to undo them. */
mou.address = (function () {
  const { nodes, edges, byView, kinds, views, numberOf } = mou.model, state = mou.state;
  const MOST = 100, SLIDING = 800; // steps kept; milliseconds within which a slider's movements are one step
  const steps = [];
  let now = null, waiting = false, slid = { name: null, at: 0 };

  function written() {
    const kept = new URLSearchParams({ view: state.view }), thing = state.selected;
    for (const name of ["from", "to", "type", "status", "sure"]) if (state[name]) kept.set(name, state[name]);
    if (state.area !== null) kept.set("area", nodes[state.area].iri);
    if (state.within !== null) kept.set("within", nodes[state.within].iri);
    if (state.hidden.size) kept.set("hide", [...state.hidden].join(","));
    if (state.focus !== null) { kept.set("around", nodes[state.focus].iri); kept.set("hops", state.hops); }
    if (thing && thing.node !== undefined) kept.set("at", nodes[thing.node].iri);
    if (thing && thing.path) kept.set("path", `${nodes[thing.path.from].iri} ${nodes[thing.path.to].iri}`);
    if (thing && thing.edge !== undefined) {
      const { from, to, label } = edges[thing.edge];
      kept.set("line", `${nodes[from].iri} ${nodes[to].iri} ${label || ""}`);
    }
    return kept.toString();
  }

  function thingOf(kept) {
    const [at, ends] = [numberOf(kept.get("at")), (kept.get("path") || "").split(" ").map(numberOf)];
    if (at >= 0) return { node: at };
    if (ends.length === 2 && Math.min(...ends) >= 0) { const path = mou.path(...ends); return path && { path }; }
    const [from, to, ...label] = (kept.get("line") || "").split(" ");
    const edge = kept.has("line") && byView[state.view].find((one) => nodes[one.from].iri === from && nodes[one.to].iri === to && (one.label || "") === label.join(" "));
    return edge ? { edge: edge.id } : null;
  }

  /* The state becomes what is written; what was selected is returned, for the page to open. */
  function read(text) {
    const kept = new URLSearchParams(text), number = (name) => (kept.has(name) && Number.isFinite(Number(kept.get(name))) ? Number(kept.get(name)) : null);
    const node = (name) => (numberOf(kept.get(name)) < 0 ? null : numberOf(kept.get(name)));
    Object.assign(state, { view: views.includes(kept.get("view")) ? kept.get("view") : state.view, from: number("from"), to: number("to"),
      type: kept.get("type") || "", status: kept.get("status") || "", sure: number("sure") || 0, area: node("area"), within: node("within"), focus: node("around"),
      hops: number("hops") || 1, hidden: new Set((kept.get("hide") || "").split(",").filter((kind) => kinds.includes(kind))) });
    return thingOf(kept);
  }

  function differs(a, b) {
    const [old, young] = [new URLSearchParams(a), new URLSearchParams(b)], all = new Set([...old.keys(), ...young.keys()]);
    return [...all].filter((name) => old.get(name) !== young.get(name));
  }

  function step(entry) {
    steps.push(entry);
    if (steps.length > MOST) steps.shift();
    mou.address.changed();
  }

  /* One action may change several things: what they come to is one step. A frame without an address (a notebook) has steps only. */
  function remember() {
    if (waiting) return;
    waiting = true;
    queueMicrotask(() => {
      waiting = false;
      const before = now, names = before === null ? [] : differs(before, written());
      if (before !== null && names.length === 0) return;
      now = written();
      const sliding = names.length === 1 && ["from", "to", "sure"].includes(names[0]), at = performance.now();
      if (before !== null && !(sliding && names[0] === slid.name && at - slid.at < SLIDING)) step({ address: before });
      slid = { name: sliding ? names[0] : null, at };
      if (location.protocol !== "about:") history.replaceState(null, "", "#" + now);
    });
  }

  /* The step before this one: an address, or where something stood; the caller goes there. */
  function undo() {
    const last = steps.pop();
    if (last && last.address !== undefined) {
      now = last.address;
      if (location.protocol !== "about:") history.replaceState(null, "", "#" + now);
    }
    slid.name = null;
    mou.address.changed();
    return last;
  }

  return { read, remember, undo, moved: (view, id, place) => step({ view, id, place }), any: () => steps.length > 0, changed: () => {} };
})();
