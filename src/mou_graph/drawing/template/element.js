"use strict";
/* Everything the page shows is made here, from text nodes: no text of the graph is ever read as HTML. */
const mou = {};

mou.el = function (tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return element;
};

/* A stranger's text: isolated, so that its direction marks end where it ends. */
mou.text = (text) => mou.el("bdi", {}, String(text));

/* A link out, if it is one that a browser may follow; else its text. */
mou.link = function (address, label) {
  let url = null;
  try { url = new URL(address); } catch { url = null; }
  const shown = mou.text(label || address);
  if (!url || !["http:", "https:"].includes(url.protocol)) return shown;
  return mou.el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, shown);
};

mou.glyph = function (kind) {
  const paths = {
    "agreement": "M6.5 0L13 6.5L6.5 13L0 6.5Z",
    "organization": "M6.5 .5a6 6 0 1 0 .01 0Z",
    "person": "M6.5 .5L13 12H0Z",
    "focus area": "M1 1H12V12H1Z",
    "community": "M0 6.5L3.2 .9H9.8L13 6.5L9.8 12.1H3.2Z",
    "collaboration": "M6.5 0L8.4 4.4L13 4.8L9.5 8L10.5 12.8L6.5 10.3L2.5 12.8L3.5 8L0 4.8L4.6 4.4Z",
  };
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "glyph " + kind.replace(" ", "-"));
  svg.setAttribute("viewBox", "0 0 13 13");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[kind]);
  svg.append(path);
  return svg;
};

mou.colour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name.replace(" ", "-")).trim();

mou.day = function (iso) {
  const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const part = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(iso || "");
  if (!part) return iso || "";
  return [part[3] && String(Number(part[3])), part[2] && months[part[2] - 1], part[1]].filter(Boolean).join(" ");
};
