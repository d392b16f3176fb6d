// The query page: an editor in the place of the text field, tables that sort, names that are suggested, what was asked before.
// Without it the page works all the same.
import { autocompletion, closeBrackets, closeBracketsKeymap, completeFromList, completionKeymap, ifNotIn } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const KEYWORDS = "SELECT DISTINCT WHERE OPTIONAL FILTER UNION MINUS VALUES BIND CONSTRUCT ASK DESCRIBE GROUP ORDER BY HAVING LIMIT OFFSET PREFIX NOT EXISTS COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT STR LANG REGEX CONTAINS STRSTARTS LCASE YEAR COALESCE".split(" ");
const KEY = "mou-graph-asked", LONGEST = 20;

const area = document.querySelector("#sparql");
const view = area && edited(area);
for (const table of document.querySelectorAll("#answer table")) sortable(table);
for (const field of document.querySelectorAll("fieldset input[type=text]")) suggesting(field);
if (area) remembered(area.value);

/** An editor that keeps the text field up to date; it is in a shadow root, whose styles a strict policy lets be. */
function edited(area) {
  const host = document.createElement("div");
  host.className = "editor";
  area.after(host);
  area.hidden = true;
  const root = host.attachShadow({ mode: "open" });
  const paint = (name) => `var(--code-${name})`;
  const colours = HighlightStyle.define([
    { tag: tags.keyword, color: paint("word"), fontWeight: "bold" },
    { tag: [tags.variableName, tags.local(tags.variableName)], color: paint("variable") },
    { tag: [tags.string, tags.number, tags.bool], color: paint("value") },
    { tag: [tags.atom, tags.labelName, tags.propertyName, tags.meta], color: paint("name") },
    { tag: tags.comment, color: paint("remark"), fontStyle: "italic" },
  ]);
  const look = EditorView.theme({
    "&": { color: "var(--ink)", backgroundColor: "var(--paper)", fontSize: "14px" },
    "&.cm-focused": { outline: "2px solid var(--link)" },
    ".cm-content": { fontFamily: "ui-monospace, monospace", minHeight: "13rem", caretColor: "var(--ink)" },
    ".cm-scroller": { maxHeight: "60vh", lineHeight: "1.45" },
    ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--paper)", borderRight: "1px solid var(--line)" },
    ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--line) 35%, transparent)" },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--mark) !important" },
    "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)", color: "inherit" },
    ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy 2px var(--fault)" },
    ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--soft)" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--ink)", backgroundColor: "var(--mark)" },
    ".cm-completionDetail": { color: "var(--soft)" },
  });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(),
        EditorView.lineWrapping, EditorState.tabSize.of(2), StreamLanguage.define(sparql), syntaxHighlighting(colours), look,
        autocompletion({ override: [terms, variables, ifNotIn(["String", "Comment"], completeFromList(KEYWORDS.map((label) => ({ label, type: "keyword" }))))] }),
        keymap.of([{ key: "Mod-Enter", run: () => (area.form.requestSubmit(), true) }, ...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({ "aria-label": area.labels[0].textContent, spellcheck: "false" }),
        EditorView.updateListener.of((update) => { if (update.docChanged) area.value = update.state.doc.toString(); }),
      ],
    }),
  });
  area.labels[0].addEventListener("click", () => view.focus());
  const fault = document.querySelector("[role=alert][data-line]");
  if (fault) {
    const line = view.state.doc.line(Math.min(+fault.dataset.line, view.state.doc.lines));
    const from = Math.min(line.from + +fault.dataset.column - 1, line.to);
    const to = Math.max(from, Math.min(from + 1, line.to));
    view.dispatch(setDiagnostics(view.state, [{ from: from === to && from > line.from ? from - 1 : from, to, severity: "error", message: fault.textContent.trim() }]));
    view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    view.focus();
  }
  return view;
}

/** The names of the ontology, asked of the server when the first is wanted. */
let known;
async function terms(context) {
  const word = context.matchBefore(/[A-Za-z][\w-]*:[\w-]*/);
  if (!word && !context.explicit) return null;
  known ??= fetch("/query/words").then((answer) => answer.json());
  try {
    return { from: word ? word.from : context.pos, options: await known, validFor: /^[\w-]*:?[\w-]*$/ };
  } catch {
    known = undefined;
    return null;
  }
}

function variables(context) {
  const word = context.matchBefore(/\?\w*/);
  if (!word) return null;
  const own = new Set([...context.state.doc.toString().matchAll(/\?\w+/g)].filter((found) => found.index !== word.from).map(([name]) => name));
  return { from: word.from, options: [...own].map((label) => ({ label, type: "variable" })), validFor: /^\?\w*$/ };
}

/** Columns sort when their heads are pressed: numbers by their size, all else by its letters. */
function sortable(table) {
  const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0];
  for (const [column, head] of heads.entries()) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: head.textContent });
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.ariaSort === "ascending";
      for (const other of heads) other.ariaSort = null;
      head.ariaSort = down ? "descending" : "ascending";
      const text = (row) => row.cells[column].textContent.trim();
      const rows = [...body.rows].sort((a, b) => text(a).localeCompare(text(b), undefined, { numeric: true }));
      body.replaceChildren(...(down ? rows.reverse() : rows));
    });
  }
}

/** The graph's names for a field of a question. */
function suggesting(field) {
  const list = Object.assign(document.createElement("datalist"), { id: "names-" + field.name });
  field.after(list);
  field.setAttribute("list", list.id);
  let turn = 0;
  field.addEventListener("input", async () => {
    const own = ++turn;
    await new Promise((done) => setTimeout(done, 150));
    if (own !== turn || field.value.trim().length < 2) return;
    const answer = await fetch("/suggest?q=" + encodeURIComponent(field.value));
    if (!answer.ok || own !== turn) return;
    list.replaceChildren(...(await answer.json()).map((one) => Object.assign(document.createElement("option"), { value: one.name })));
  });
}

/** What was asked before stays in this browser, the newest first. */
function remembered(query) {
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { /* a browser that keeps nothing, or something else of this name */ }
  if (document.querySelector("#answer")) kept = [query, ...kept.filter((old) => old !== query)].slice(0, LONGEST);
  try { localStorage.setItem(KEY, JSON.stringify(kept)); } catch { /* it is full, or not to be had */ }
  const before = document.querySelector("#history");
  before.hidden = kept.length === 0;
  before.querySelector("ul").replaceChildren(...kept.map((text) => {
    const link = Object.assign(document.createElement("a"), { href: "/query?query=" + encodeURIComponent(text) });
    link.textContent = text.replace(/^\s*(#|PREFIX).*\n/gim, "").replace(/\s+/g, " ").slice(0, 120);
    const item = document.createElement("li");
    item.append(link);
    return item;
  }));
  before.querySelector("button").addEventListener("click", () => {
    try { localStorage.removeItem(KEY); } catch { /* nothing is kept */ }
    before.hidden = true;
  });
}
