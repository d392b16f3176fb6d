// Sorting the answer's table, and the history, which stays in this browser.
for (const [column, head] of document.querySelectorAll("#answer th").entries()) {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: head.textContent });
  head.replaceChildren(button);
  button.addEventListener("click", () => {
    const down = head.ariaSort === "ascending", body = document.querySelector("#answer tbody");
    for (const other of document.querySelectorAll("#answer th")) other.ariaSort = null;
    head.ariaSort = down ? "descending" : "ascending";
    const text = (row) => row.cells[column].textContent.trim();
    const rows = [...body.rows].sort((a, b) => text(a).localeCompare(text(b), undefined, { numeric: true }));
    body.replaceChildren(...(down ? rows.reverse() : rows));
  });
}
const KEY = "mou-graph-asked", LONGEST = 20;
const kept = (() => { try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; } })();
const query = document.querySelector("#sparql").value;
const asked = document.querySelector("#answer") ? [query, ...kept.filter((old) => old !== query)].slice(0, LONGEST) : kept;
try { localStorage.setItem(KEY, JSON.stringify(asked)); } catch { /* a browser that keeps nothing */ }
const before = document.querySelector("#history");
before.hidden = asked.length === 0;
before.querySelector("ul").replaceChildren(...asked.map((text) => {
  const link = Object.assign(document.createElement("a"), { href: "/query?query=" + encodeURIComponent(text) });
  link.textContent = text.replace(/^#.*\n|^PREFIX.*\n/gim, "").replace(/\s+/g, " ").slice(0, 100);
  const item = document.createElement("li");
  item.append(link);
  return item;
}));
