"use strict";
/* What the reader has chosen, and what of the view it leaves to see. */
mou.state = { view: mou.model.graph.view, hidden: new Set(), from: null, to: null, type: "", status: "", sure: 0, area: null, within: null, focus: null, hops: 1, selected: null, joining: null };

mou.visible = (function () {
  const { nodes, links, byView, agreementsOf, places, communityOf } = mou.model, state = mou.state;

  const filtered = () => state.from !== null || state.to !== null || state.type !== "" || state.status !== "" || state.area !== null || state.sure > 0;

  const surest = (edge) => (edge.said && edge.said.length ? Math.max(...edge.said.map((words) => words[1])) : 1);

  /* The agreements on a focus area, or on a narrower one. */
  const covered = new Map();
  function on(area) {
    if (!covered.has(area)) {
      const areas = new Set([area]);
      for (const one of areas) for (const { edge, other, out } of links[one]) if (!out && edge.label === "narrower than") areas.add(other);
      covered.set(area, new Set([...areas].flatMap((one) => agreementsOf[one])));
    }
    return covered.get(area);
  }

  function passes(id) {
    const agreement = nodes[id];
    if (state.from !== null && !(agreement.year >= state.from)) return false;
    if (state.to !== null && !(agreement.year <= state.to)) return false;
    if (state.area !== null && !on(state.area).has(id)) return false;
    return (!state.type || agreement.type === state.type) && (!state.status || agreement.status === state.status);
  }

  /* A thing without agreements of its own (a parent, a speaker) goes with its neighbours. */
  function remains(id) {
    if (state.hidden.has(nodes[id].group)) return false;
    if (!filtered()) return true;
    if (agreementsOf[id].length) return agreementsOf[id].some(passes);
    return links[id].some(({ other }) => agreementsOf[other].some(passes));
  }

  /* Ties (agreements, collaborations) that are reached come whole, with all who take part. */
  function around(view, centre, hops) {
    const near = new Map();
    for (const edge of byView[view]) {
      for (const [a, b, out] of [[edge.from, edge.to, true], [edge.to, edge.from, false]]) {
        if (!near.has(a)) near.set(a, []);
        near.get(a).push([b, out]);
      }
    }
    const isTie = (id) => nodes[id].group === "agreement" || nodes[id].group === "collaboration";
    const reached = new Set([centre]);
    let rim = [centre];
    for (let hop = 0; hop < hops; hop++) {
      const next = new Set();
      for (const id of rim) for (const [other] of near.get(id) || []) if (!reached.has(other)) next.add(other);
      for (const id of [...next]) if (isTie(id)) for (const [other, out] of near.get(id)) if (out && !reached.has(other)) next.add(other);
      next.forEach((id) => reached.add(id));
      rim = [...next];
    }
    return reached;
  }

  /* What the view has to show from: all of it, or the community that is unfolded. */
  const isWithin = (id) => state.within === null || state.view !== "partners" || communityOf.get(id) === state.within;
  const ids = () => [...places[state.view].keys()].filter(isWithin);
  const lines = () => byView[state.view].filter((edge) => isWithin(edge.from) && isWithin(edge.to));

  function now() {
    const view = state.view, shown = new Set(), drawn = new Set();
    const focus = state.focus !== null && places[view].has(state.focus) ? around(view, state.focus, state.hops) : null;
    for (const id of ids()) if ((!focus || focus.has(id)) && remains(id)) shown.add(id);
    for (const edge of lines()) {
      if (!shown.has(edge.from) || !shown.has(edge.to)) continue;
      if (edge.shared ? edge.shared.some(passes) : surest(edge) >= state.sure) drawn.add(edge.id);
    }
    if (view !== "agreements" && (filtered() || focus)) {
      const tied = new Set(byView[view].filter((edge) => drawn.has(edge.id)).flatMap((edge) => [edge.from, edge.to]));
      for (const id of [...shown]) if (!tied.has(id)) shown.delete(id);
    }
    return { nodes: shown, edges: drawn };
  }

  return { now, ids, lines, isWithin, passes, filtered, around };
})();
