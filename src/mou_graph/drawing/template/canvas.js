"use strict";
/* Labels, drawn over vis-network's picture as on a map: the important first, none on another, always the same size. */
mou.canvas = (function () {
  const { nodes } = mou.model, FONT = "system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
  const LINE = 14, LOOK = 2500, FIRST = 8; // nodes looked at for labels; those that may cover another
  const most = (seen) => (seen <= 150 ? 150 : 40); // in a crowd only the important have a name, the others by pointing or coming nearer
  const cache = new Map();

  /* A text on lines of so many letters. */
  function rows(ctx, text, letters) {
    const key = letters + text;
    if (cache.has(key)) return cache.get(key);
    const lines = [];
    for (const word of text.split(" ")) {
      const last = lines[lines.length - 1];
      if (last !== undefined && (last + " " + word).length <= letters) lines[lines.length - 1] = last + " " + word;
      else lines.push(word.length > 30 ? word.slice(0, 29) + "…" : word);
    }
    const kept = lines.length > 3 ? [...lines.slice(0, 2), lines[2] + " …"] : lines;
    const label = { lines: kept, width: Math.max(...kept.map((line) => ctx.measureText(line).width)), height: kept.length * LINE };
    cache.set(key, label);
    return label;
  }

  /* Where a label can stand, the best first: below, above, beside, at the corners; then the same on longer lines. */
  function spots(ctx, text, x, y, r) {
    return [22, 34].map((letters) => rows(ctx, text, letters)).filter((label, n, both) => n === 0 || label !== both[0] && label.lines.length < both[0].lines.length)
      .flatMap(({ lines, width, height }) => {
        const half = width / 2, near = r * 0.7;
        return [[x, y + r + 3], [x, y - r - 2 - height], [x + r + 5 + half, y - height / 2], [x - r - 5 - half, y - height / 2],
          [x + near + 3 + half, y + near], [x - near - 3 - half, y + near], [x + near + 3 + half, y - near - height], [x - near - 3 - half, y - near - height]]
          .map(([cx, top]) => ({ lines, cx, top, box: [cx - half - 2, top, cx + half + 2, top + height] }));
      });
  }

  const meets = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

  function write(ctx, lines, x, y, ink, paper) {
    ctx.lineWidth = 3.5; ctx.lineJoin = "round"; ctx.strokeStyle = paper; ctx.fillStyle = ink;
    lines.forEach((line, n) => { ctx.strokeText(line, x, y + n * LINE); ctx.fillText(line, x, y + n * LINE); });
  }

  /* order: node ids, the important first; first: ids to label before all others; edges: [{ from, to, text, must }];
     margin: how much more there is at each side than the window shows. */
  function labels(ctx, network, { order, first, edges, margin: [aside, above] }) {
    const sheet = network.canvas.frame.canvas, ratio = sheet.width / sheet.clientWidth, scale = network.getScale();
    const wide = sheet.clientWidth, high = sheet.clientHeight;
    const ink = mou.colour("ink"), paper = mou.colour("paper"), quiet = mou.colour("quiet");
    const taken = [];
    const free = (box) => !taken.some((other) => meets(box, other));
    const at = (id) => { // the library's own record: getPositions() would build 10,000 objects a frame
      const node = network.body.nodes[id];
      return network.canvasToDOM({ x: node.x, y: node.y });
    };
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, aside * ratio, above * ratio);
    ctx.font = `12px ${FONT}`; ctx.textAlign = "center"; ctx.textBaseline = "top";

    const seen = [];
    for (const id of [...first, ...order.filter((id) => !first.includes(id))]) {
      if (seen.length >= LOOK) break;
      const { x, y } = at(id), r = Math.max(2, network.body.nodes[id].options.size * scale);
      if (x > -60 - aside && y > -30 - above && x < wide + aside + 60 && y < high + above + 30) seen.push([id, x, y, r]);
    }
    /* Symbols that can be seen keep their place, but not from the most important labels. */
    const symbols = seen.filter(([, , , r]) => r >= 2.5).slice(0, 400).map(([id, x, y, r]) => [x - r, y - r, x + r, y + r, id]);
    const covered = (box, id) => symbols.reduce((sum, symbol) => sum + (symbol[4] !== id && meets(box, symbol) ? 1 : 0), 0);
    const within = ([left, top, right, bottom]) => left >= -aside && right <= wide + aside && top >= -above && bottom <= high + above;
    let written = 0;
    for (const [n, [id, x, y, r]] of seen.entries()) {
      if (written >= most(seen.length)) break;
      const all = spots(ctx, nodes[id].label || nodes[id].name, x, y, r), open = all.filter(({ box }) => within(box) && free(box));
      let chosen = open.find(({ box }) => !covered(box, id));
      if (!chosen && n < FIRST) chosen = open.map((spot) => [covered(spot.box, id), spot]).sort(([a], [b]) => a - b).filter(([hidden]) => hidden <= 5).map(([, spot]) => spot)[0];
      if (!chosen && first.includes(id)) chosen = all[0];
      if (!chosen) continue;
      taken.push(chosen.box);
      write(ctx, chosen.lines, chosen.cx, chosen.top, ink, paper);
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
