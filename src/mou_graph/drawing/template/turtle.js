"use strict";
/* The visible part as Turtle, in the ontology's terms: names, facts and ties, not the claims and passages about them. */
mou.turtle = (function () {
  const { nodes, edges, links, graph } = mou.model, { types, properties, prefixes } = graph.terms;
  const coded = (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0");
  const iri = function (full) {
    for (const [name, space] of Object.entries(prefixes)) {
      if (full.startsWith(space) && /^[A-Za-z]\w*$/.test(full.slice(space.length))) return `${name}:${full.slice(space.length)}`;
    }
    return `<${full.replace(/[\u0000-\u0020<>"{}|^`\\]/g, coded)}>`;
  };
  const quoted = (text) => `"${text.replace(/["\\]/g, "\\$&").replace(/[\u0000-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, coded)}"`;

  function value(suffix, text) {
    if (suffix === "<>") return iri(text);
    return quoted(text) + (suffix.startsWith("^^<") ? "^^" + iri(suffix.slice(3, -1)) : suffix);
  }

  /* A node of which the graph says more than a name is blank where it has no IRI: left out, the graph itself has it. */
  function told(id) {
    const of = nodes[id], lines = [`a ${iri(types[of.group])}`];
    const add = (form, text) => { const [property, suffix] = graph.forms[form]; if (suffix !== "_:") lines.push(`${iri(property)} ${value(suffix, text)}`); };
    [of.name, ...(of.names || [])].forEach((name, n) => { if (of.forms) add(of.forms[n], name); });
    for (const [, shown, , accepted, form, text] of of.facts || []) if (accepted && form !== undefined) add(form, text ?? shown);
    return lines;
  }

  function tied(edge) {
    if (nodes[edge.from].group === "person" && nodes[edge.to].group === "organization") return properties[""];
    return properties[edge.label];
  }

  /* In a view of organisations the agreements that join them are part of what is seen. */
  function write({ nodes: shown, edges: drawn }) {
    const things = new Set(shown), kept = new Set();
    for (const id of drawn) {
      if (edges[id].shared) edges[id].shared.filter(mou.visible.passes).forEach((agreement) => things.add(agreement));
      else kept.add(edges[id]);
    }
    if (mou.state.view !== "agreements") for (const id of things) for (const { edge, other, out } of links[id]) if (out && things.has(other)) kept.add(edge);
    const lines = new Map([...things].filter((id) => types[nodes[id].group]).map((id) => [id, told(id)]));
    for (const edge of kept) if (tied(edge)) lines.get(edge.from).push(`${iri(tied(edge))} <${nodes[edge.to].iri}>`);
    const head = Object.entries(prefixes).map(([name, space]) => `@prefix ${name}: <${space}> .\n`).join("");
    return head + [...lines].map(([id, said]) => `\n${iri(nodes[id].iri)} ${[...new Set(said)].join(" ;\n  ")} .\n`).join("");
  }

  return { write };
})();
