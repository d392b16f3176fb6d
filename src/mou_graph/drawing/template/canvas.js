"use strict";
/* Labels, drawn over vis-network's picture as on a map: the important first, none on another, always the same size. */
mou.canvas = (function () {
  const { nodes } = mou.model, FONT = "system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
  const LINE = 14, LOOK = 2500; // nodes looked at for labels
  const most = (seen) => (seen <= 150 ? 150 : 40); // in a crowd only the important have a name, the others by pointing or coming nearer
  const cache = new Map();

  function rows(ctx, text) {
    if (cache.has(text)) return cache.get(text);
    const lines = [];
    for (const word of text.split(" ")) {
      const last = lines[lines.length - 1];
      if (last !== undefined && (last + " " + word).length <= 22) lines[lines.length - 1] = last + " " + word;
      else lines.push(word.length > 30 ? word.slice(0, 29) + "…" : word);
    }
    const kept = lines.length > 3 ? [...lines.slice(0, 2), lines[2] + " …"] : lines;
    const label = { lines: kept, width: Math.max(...kept.map((line) => ctx.measureText(line).width)), height: kept.length * LINE };
    cache.set(text, label);
    return label;
  }

  const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  function write(ctx, lines, x, y, ink, paper) {
    ctx.lineWidth = 3.5; ctx.lineJoin = "round"; ctx.strokeStyle = paper; ctx.fillStyle = ink;
    lines.forEach((line, n) => { ctx.strokeText(line, x, y + n * LINE); ctx.fillText(line, x, y + n * LINE); });
  }

  /* order: node ids, the important first; first: ids to label before all others; edges: [{ from, to, text, must }] */
  function labels(ctx, network, { order, first, edges }) {
    const ratio = ctx.canvas.width / ctx.canvas.clientWidth, scale = network.getScale();
    const wide = ctx.canvas.clientWidth, high = ctx.canvas.clientHeight;
    const ink = mou.colour("ink"), paper = mou.colour("paper"), quiet = mou.colour("quiet");
    const taken = [];
    const free = (box) => !taken.some((other) => meets(box, other));
    const at = (id) => { // the library's own record: getPositions() would build 10,000 objects a frame
      const node = network.body.nodes[id];
      return network.canvasToDOM({ x: node.x, y: node.y });
    };
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.font = `12px ${FONT}`; ctx.textAlign = "center"; ctx.textBaseline = "top";

    const seen = [];
    for (const id of [...first, ...order.filter((id) => !first.includes(id))]) {
      if (seen.length >= LOOK) break;
      const { x, y } = at(id), r = Math.max(2, network.body.nodes[id].options.size * scale);
      if (x > -60 && y > -30 && x < wide + 60 && y < high + 30) seen.push([id, x, y, r]);
    }
    /* Symbols that can be seen keep their place, but not from the most important labels. */
    const symbols = seen.filter(([, , , r]) => r >= 4).slice(0, 400).map(([id, x, y, r]) => [x - r, y - r, x + r, y + r, id]);
    const clear = (box, id) => !symbols.some((symbol) => symbol[4] !== id && meets(box, symbol));
    const inside = (x, half) => Math.max(half + 4, Math.min(wide - half - 4, x));
    let written = 0;
    for (const [n, [id, x, y, r]] of seen.entries()) {
      if (written >= most(seen.length)) break;
      const { lines, width, height } = rows(ctx, nodes[id].label || nodes[id].name), half = width / 2;
      const spots = [[x, y + r + 3], [x, y - r - 3 - height], [x + r + 5 + half, y - height / 2], [x - r - 5 - half, y - height / 2]]
        .map(([cx, top]) => ({ cx: inside(cx, half), top })).map(({ cx, top }) => ({ cx, top, box: [cx - half - 2, top, cx + half + 2, top + height] }));
      const chosen = spots.find(({ box }) => free(box) && clear(box, id)) || (n < 20 && spots.find(({ box }) => free(box))) || (first.includes(id) && spots[0]);
      if (!chosen) continue;
      taken.push(chosen.box);
      write(ctx, lines, chosen.cx, chosen.top, ink, paper);
      written++;
    }
    for (const symbol of symbols) taken.push(symbol);
    ctx.font = `11px ${FONT}`;
    for (const edge of edges) {
      const a = at(edge.from), b = at(edge.to), width = ctx.measureText(edge.text).width;
      const x = (a.x + b.x) / 2, y = (a.y + b.y) / 2 - 7, box = [x - width / 2 - 3, y, x + width / 2 + 3, y + 13];
      if (!edge.must && (Math.hypot(a.x - b.x, a.y - b.y) < width + 50 || !free(box))) continue;
      taken.push(box);
      write(ctx, [edge.text], x, y, edge.must ? ink : quiet, paper);
    }
    ctx.restore();
    return written;
  }

  return { labels };
})();
