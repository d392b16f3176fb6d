"use strict";
/* vis-network at work: one network, whose data are those of the chosen view. */
mou.picture = (function () {
  const { nodes, edges, byView, places } = mou.model, { ids, lines, isWithin } = mou.visible, state = mou.state;
  const MANY = 1500; // items: above it nothing is dimmed, edges hide while one thing is dragged, and a drawing moves instead of the picture
  const DASHES = { "builds on": [8, 5], "renews": [8, 5], "collaborator": [8, 5], "narrower than": [2, 4], "part of": [2, 4] };
  const ARROWS = new Set(["renews", "builds on", "part of", "narrower than"]);
  const container = document.getElementById("canvas");
  let network = null, data = null, order = [], shown = { nodes: new Set(), edges: new Set() }, hovered = null, picked = null, watchers = {}, larger = 1, waiting = 0, rest = () => {};

  const colourOf = (kind) => ({ background: mou.colour(kind), border: mou.colour("card"),
    highlight: { background: mou.colour(kind), border: mou.colour("ink") }, hover: { background: mou.colour(kind), border: mou.colour("ink") } });

  function options() {
    const given = JSON.parse(document.getElementById("data-options").textContent);
    for (const kind of mou.model.kinds) given.groups[kind].color = colourOf(kind);
    given.edges.color = { color: mou.colour("edge"), highlight: mou.colour("accent"), hover: mou.colour("ink") };
    const many = lines().length > MANY;
    Object.assign(given.interaction, { hideEdgesOnDrag: many, hideEdgesOnZoom: many });
    return given;
  }

  const weight = (agreements) => state.view === "overview" ? Math.min(5, 0.7 * Math.sqrt(agreements)) : Math.min(9, 1.2 + 1.1 * (agreements - 1));

  /* Parallel lines bend apart, to the same side whichever way they point. */
  function bends(list) {
    const together = new Map();
    for (const edge of list) {
      const pair = Math.min(edge.from, edge.to) + "-" + Math.max(edge.from, edge.to);
      if (!together.has(pair)) together.set(pair, []);
      together.get(pair).push(edge);
    }
    const found = new Map();
    for (const group of together.values()) {
      group.forEach((edge, n) => {
        const bend = (n - (group.length - 1) / 2) * 0.3;
        if (bend) found.set(edge.id, { enabled: true, type: (bend > 0) === (edge.from < edge.to) ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) });
      });
    }
    return found;
  }

  /* How much larger symbols and lines must be at a scale to be seen: a symbol keeps 4 pixels, and off its neighbours. */
  const enlarged = (scale) => Math.max(1, Math.min(2.8, 4.2 / (10 * scale)));
  const sizeAt = (id, larger) => ({ size: Math.min(nodes[id].size * larger, 60), borderWidth: larger > 1.5 ? 0 : 1.5 });
  const widthAt = (edge, larger) => larger * (edge.shared ? weight(edge.shared.filter(mou.visible.passes).length) : edge.label === "party" ? 2 : 1.2);

  function sides(ids) {
    const found = [Infinity, Infinity, -Infinity, -Infinity];
    for (const id of ids) places[state.view].get(id).forEach((at, n) => { found[n] = Math.min(found[n], at); found[n + 2] = Math.max(found[n + 2], at); });
    return found;
  }

  /* All of them in sight, with room for the labels of those at the sides. */
  function scaleFor(ids) {
    const [left, top, right, bottom] = sides(ids), wide = container.clientWidth, high = container.clientHeight;
    const room = (length, margin) => length - 2 * Math.min(margin, 0.15 * length);
    return Math.min(1.25, room(wide, 75) / Math.max(1, right - left), room(high, 48) / Math.max(1, bottom - top));
  }

  /* Coming nearer, symbols shrink back to their size, so that they make room for one another. */
  function rescale() {
    const now = enlarged(network.getScale());
    if (data.nodes.length + data.edges.length > 2 * MANY || Math.abs(Math.log(now / larger)) < 0.15) return;
    larger = now;
    data.nodes.update(data.nodes.getIds().map((id) => ({ id, ...sizeAt(id, larger) })));
    data.edges.update(lines().map((edge) => ({ id: edge.id, width: widthAt(edge, larger) })));
  }

  function items() {
    larger = enlarged(shown.nodes.size ? scaleFor(shown.nodes) : 1);
    const bent = bends(lines());
    const drawnNodes = ids().map((id) => {
      const [x, y] = places[state.view].get(id);
      return { id, group: nodes[id].group, ...sizeAt(id, larger), x, y, hidden: !shown.nodes.has(id) };
    });
    const drawnEdges = lines().map((edge) => ({
      id: edge.id, from: edge.from, to: edge.to, hidden: !shown.edges.has(edge.id),
      width: widthAt(edge, larger),
      dashes: DASHES[edge.label] || false, arrows: ARROWS.has(edge.label) ? { to: { enabled: true, scaleFactor: 0.5 } } : undefined,
      smooth: bent.get(edge.id) || false,
    }));
    return { nodes: new vis.DataSet(drawnNodes), edges: new vis.DataSet(drawnEdges) };
  }

  function drawn(ctx) {
    clearTimeout(waiting);
    waiting = setTimeout(rescale, 150);
    container.dataset.labels = drawLabels(ctx, [0, 0]);
  }

  function drawLabels(ctx, margin) {
    const first = [hovered, picked].flatMap((thing) => (!thing ? [] : thing.path ? thing.path.nodes : thing.node !== undefined ? [thing.node] : [])).filter((id) => shown.nodes.has(id));
    const chosen = [hovered, picked].filter((thing) => thing && thing.edge !== undefined).map((thing) => edges[thing.edge]);
    const list = state.view === "topics" || shown.edges.size > 400 ? chosen : [...chosen, ...byView[state.view].filter((edge) => shown.edges.has(edge.id))];
    const text = (edge) => edge.label || (edge.shared.length > 1 ? String(edge.shared.length) : "");
    return mou.canvas.labels(ctx, network, {
      order, first, margin, edges: list.filter(text).map((edge) => ({ from: edge.from, to: edge.to, text: text(edge), must: chosen.includes(edge) })),
    });
  }

  function rank() {
    const weight = { "organization": 1, "community": 1, "person": 0.7, "focus area": 0.7 };
    const score = (id) => (nodes[id].agreements || 0) * (weight[nodes[id].group] || 0.5);
    order = [...shown.nodes].sort((a, b) => score(b) - score(a) || a - b);
  }

  function pointed(event) {
    const at = { x: event.offsetX, y: event.offsetY }, node = network.getNodeAt(at);
    if (node !== undefined) return { node };
    const edge = network.getEdgeAt(at);
    return edge === undefined ? null : { edge };
  }

  function show(watch) {
    watchers = watch || watchers;
    rest();
    if (network) network.destroy();
    shown = mou.visible.now();
    rank();
    data = items();
    network = new vis.Network(container, data, options());
    container.firstChild.tabIndex = -1; // the keyboard stops once, at the picture that has a name
    network.on("afterDrawing", drawn);
    rest = lines().length > MANY ? mou.moving.glide(network, drawLabels) : () => {};
    network.on("hoverNode", ({ node, event }) => { hovered = { node }; watchers.hover(hovered, event); });
    network.on("hoverEdge", ({ edge, event }) => { hovered = { edge }; watchers.hover(hovered, event); });
    for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(name, () => { hovered = null; watchers.hover(null); });
    network.on("click", ({ nodes: [node], edges: [edge] }) => watchers.click(node !== undefined ? { node } : edge !== undefined ? { edge } : null));
    network.on("doubleClick", ({ nodes: [node] }) => { if (node !== undefined) watchers.unfold(node); });
    network.on("dragEnd", ({ nodes: [node] }) => {
      if (node === undefined) return;
      const { x, y } = network.getPosition(node);
      watchers.moved(node, places[state.view].get(node));
      places[state.view].set(node, [x, y]);
    });
    network.once("afterDrawing", () => { container.dataset.drawn = state.view; });
    fit(false);
  }

  /* Only what changes is told to the library: 10,000 items at a time would be felt. */
  function refresh() {
    const before = shown;
    shown = mou.visible.now();
    rank();
    const changed = (was, is, all) => all.filter((id) => was.has(id) !== is.has(id)).map((id) => ({ id, hidden: !is.has(id) }));
    data.nodes.update(changed(before.nodes, shown.nodes, ids()));
    data.edges.update(changed(before.edges, shown.edges, lines().map((edge) => edge.id)));
    const wider = byView[state.view].filter((edge) => edge.shared && shown.edges.has(edge.id));
    data.edges.update(wider.map((edge) => ({ id: edge.id, width: widthAt(edge, larger) })));
    pick(picked);
  }

  function pick(thing) {
    picked = thing;
    const few = shown.nodes.size + shown.edges.size <= MANY;
    let near = null, touched = () => true;
    if (thing && thing.path) {
      near = new Set(thing.path.nodes);
      touched = (edge) => thing.path.edges.includes(edge.id);
    } else if (thing) {
      near = new Set(thing.node !== undefined ? [thing.node] : [edges[thing.edge].from, edges[thing.edge].to]);
      touched = (edge) => (thing.node !== undefined ? edge.from === thing.node || edge.to === thing.node : edge.id === thing.edge);
      if (thing.node !== undefined) for (const edge of byView[state.view]) if (shown.edges.has(edge.id) && touched(edge)) near.add(edge.from).add(edge.to);
    }
    if (few) {
      data.nodes.update([...shown.nodes].map((id) => ({ id, opacity: !near || near.has(id) ? 1 : 0.22 })));
      data.edges.update(byView[state.view].filter((edge) => shown.edges.has(edge.id)).map((edge) => ({ id: edge.id, color: { opacity: touched(edge) ? 1 : 0.15 } })));
    }
    network.unselectAll();
    if (thing && thing.path) network.setSelection({ nodes: thing.path.nodes.filter((id) => shown.nodes.has(id)), edges: thing.path.edges.filter((id) => shown.edges.has(id)) }, { highlightEdges: false });
    if (thing && thing.node !== undefined && shown.nodes.has(thing.node)) network.selectNodes([thing.node]);
    if (thing && thing.edge !== undefined && shown.edges.has(thing.edge)) network.selectEdges([thing.edge]);
  }

  function fit(animated, some) {
    if (!shown.nodes.size) return;
    const ids = some || [...shown.nodes], [left, top, right, bottom] = sides(ids);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: scaleFor(ids), animation: animated && !calm() ? { duration: 250 } : false });
  }

  function put(id, place) {
    places[state.view].set(id, place);
    network.moveNode(id, ...place);
  }

  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  const go = (id) => network.focus(id, { scale: Math.max(0.9, Math.min(1.4, network.getScale())), animation: calm() ? false : { duration: 350 } });
  const move = (dx, dy) => { const { x, y } = network.getViewPosition(), s = network.getScale(); network.moveTo({ position: { x: x + dx / s, y: y + dy / s } }); };
  const zoom = (by) => network.moveTo({ scale: network.getScale() * by });
  const where = (id) => { const { x, y } = network.canvasToDOM(network.getPosition(id)); return [x, y]; };

  return { show, refresh, pick, put, fit, go, move, zoom, where, pointed, now: () => shown, has: (id) => places[state.view].has(id) && isWithin(id) };
})();
