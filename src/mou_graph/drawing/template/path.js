"use strict";
/* The shortest way from one thing to another through agreements, posts and collaborations; focus areas join nobody. */
mou.path = function (from, to) {
  const { nodes, links } = mou.model, cameBy = new Map([[from, null]]), queue = [from];
  for (let next = 0; next < queue.length && !cameBy.has(to); next++) {
    for (const { edge, other } of links[queue[next]]) {
      if (cameBy.has(other) || (nodes[other].group === "focus area" && other !== to)) continue;
      cameBy.set(other, { edge, before: queue[next] });
      queue.push(other);
    }
  }
  if (!cameBy.has(to)) return null;
  const steps = [];
  for (let at = to; cameBy.get(at); at = cameBy.get(at).before) steps.unshift({ edge: cameBy.get(at).edge, node: at });
  return { from, to, steps, nodes: [from, ...steps.map((step) => step.node)], edges: steps.map((step) => step.edge.id) };
};
