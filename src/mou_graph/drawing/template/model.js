"use strict";
/* What the file knows: nodes, edges of each view, passages and the announcements they stand in. */
mou.model = (function () {
  const read = (name) => JSON.parse(document.getElementById("data-" + name).textContent);
  const nodes = read("nodes"), edges = read("edges"), graph = read("graph");
  const kinds = ["agreement", "organization", "person", "focus area", "collaboration", "community"];

  const links = nodes.map(() => []); // of the full graph: { edge, other, out }
  const byView = { overview: [], agreements: [], partners: [], topics: [] };
  for (const edge of edges) {
    byView[edge.view || "agreements"].push(edge);
    if (!edge.view) {
      links[edge.from].push({ edge, other: edge.to, out: true });
      links[edge.to].push({ edge, other: edge.from, out: false });
    }
  }
  const agreementsOf = nodes.map((node, id) =>
    node.group === "agreement" ? [id] : [...new Set(links[id].map((l) => l.other).filter((o) => nodes[o].group === "agreement"))]);

  const communityOf = new Map();
  nodes.forEach((node, id) => {
    for (const member of node.members || []) communityOf.set(member, id);
    if (node.members) agreementsOf[id] = [...new Set(node.members.flatMap((member) => agreementsOf[member]))];
  });

  const places = {};
  for (const [view, flat] of Object.entries(graph.views)) {
    places[view] = new Map();
    for (let i = 0; i < flat.length; i += 3) places[view].set(flat[i], [flat[i + 1], flat[i + 2]]);
  }

  const passage = function (number) {
    const [source, quote] = graph.passages[number], [headline, date, url] = graph.sources[source];
    return { quote, headline, date, url };
  };
  const firstWords = function (id) {
    const told = nodes[id].facts ? nodes[id].facts.flatMap((f) => f[2]) : [];
    const said = told.length ? told : links[id].flatMap((l) => l.edge.said);
    return said.length ? passage(said[0][0]) : null;
  };
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const names = nodes.map((node) => [node.name, ...(node.names || [])].map((name) => [name, plain(name)]));

  return {
    nodes, edges, graph, kinds, links, byView, agreementsOf, communityOf, places, passage, firstWords, plain, names,
    views: Object.keys(graph.views),
    numberOf: (iri) => nodes.findIndex((node) => node.iri === iri),
    newestFirst: (ids) => [...ids].sort((a, b) => (nodes[b].date || "").localeCompare(nodes[a].date || "") || a - b),
  };
})();
