// query.js with all that it imports, in one file for the wheel, and the licences of what is in it.
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const to = "../src/mou_graph/web/static/";
const { metafile } = await build({
  entryPoints: ["query.js"],
  outfile: to + "query.js",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  metafile: true,
  banner: { js: "// Built from web-editor/query.js (npm ci && npm run build); licences: query.licenses.txt" },
});
const packages = new Set(Object.keys(metafile.inputs).flatMap((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []));
const texts = [...packages].sort().map((name) => {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  return `${name} ${version} (${license})\n\n${readFileSync(`node_modules/${name}/LICENSE`, "utf8").trim()}\n`;
});
writeFileSync(to + "query.licenses.txt", "What query.js is built with.\n\n" + texts.join("\n---\n\n"));
