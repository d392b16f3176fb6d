"use strict";
/* A large picture that is moved is not drawn anew in each frame (10,000 things: 100 ms): as on a map, a drawing of it with
   a margin moves along, and when it rests it is drawn again.  Coming nearer, the drawing is stretched until then. */
mou.moving = (function () {
  const REST = 140, STRETCH = 1.8; // ms without a move; how much a drawing is stretched

  /* labels(ctx, margin) writes the names.  What is given back ends it. */
  function glide(network, labels) {
    const { renderer, canvas, body } = network, redraw = renderer._redraw.bind(renderer), sheet = canvas.frame.canvas;
    let kept = null, last = null, rest = 0, idle = 0;
    const view = () => ({ ...body.view.translation, scale: body.view.scale });

    function keep() {
      const wide = sheet.clientWidth, high = sheet.clientHeight, ratio = sheet.width / wide, margin = [Math.round(wide / 2), Math.round(high / 2)];
      if (!wide || !high) return;
      const drawing = kept ? kept.drawing : document.createElement("canvas"), at = view();
      Object.assign(drawing, { width: (wide + 2 * margin[0]) * ratio, height: (high + 2 * margin[1]) * ratio }); // empties it too
      const ctx = drawing.getContext("2d");
      ctx.setTransform(ratio, 0, 0, ratio, margin[0] * ratio, margin[1] * ratio);
      ctx.translate(at.x, at.y);
      ctx.scale(at.scale, at.scale);
      renderer._drawEdges(ctx);
      renderer._drawNodes(ctx, true);
      renderer._drawArrows(ctx);
      labels(ctx, margin);
      kept = { drawing, at, margin, wide, high, fresh: true };
    }

    /* Where the kept drawing lies now: left, top, and how much it is stretched. */
    function placed(now) {
      const by = now.scale / kept.at.scale;
      return [now.x - (kept.margin[0] + kept.at.x) * by, now.y - (kept.margin[1] + kept.at.y) * by, by];
    }

    function covers(now) {
      if (!kept || !kept.fresh || kept.wide !== sheet.clientWidth || kept.high !== sheet.clientHeight) return false;
      const [left, top, by] = placed(now);
      return by <= STRETCH && left <= 0 && top <= 0 && left + (kept.wide + 2 * kept.margin[0]) * by >= kept.wide && top + (kept.high + 2 * kept.margin[1]) * by >= kept.high;
    }

    /* Drawn in full after the last move; not while a hand still holds it, as the library then leaves out the lines. */
    function settle() {
      clearTimeout(rest);
      rest = setTimeout(() => {
        if (renderer.dragging || renderer.zooming) { settle(); return; }
        last = null;
        network.redraw();
      }, REST);
    }

    renderer._redraw = (hidden = false) => {
      clearTimeout(idle);
      const now = view(), moved = last && !hidden && (now.x !== last.x || now.y !== last.y || now.scale !== last.scale);
      if (moved && !covers(now) && now.scale === last.scale) keep();
      if (moved && covers(now)) {
        renderer.redrawRequested = false;
        body.emitter.emit("initRedraw");
        const ctx = canvas.getContext(), ratio = sheet.width / sheet.clientWidth, [left, top, by] = placed(now);
        ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
        ctx.clearRect(0, 0, sheet.clientWidth, sheet.clientHeight);
        ctx.drawImage(kept.drawing, left, top, (kept.wide + 2 * kept.margin[0]) * by, (kept.high + 2 * kept.margin[1]) * by);
        last = now;
        settle();
        return;
      }
      if (kept) kept.fresh = false; // what is drawn may have changed
      redraw(hidden);
      last = view();
      if (moved) settle();
      else idle = setTimeout(() => { if (!renderer.dragging && !renderer.zooming) keep(); }, REST); // ready for the next move
    };
    return () => { clearTimeout(rest); clearTimeout(idle); };
  }

  return { glide };
})();
