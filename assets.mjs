// Builds what the browser loads: static/dist/portal.css and static/dist/portal.js.
// The results are committed, so that running the portal needs no Node.
//   node assets.mjs            build into static/dist
//   node assets.mjs --out DIR  build elsewhere (the freshness test compares)
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const at = process.argv.indexOf("--out");
const out = at > 0 ? process.argv[at + 1] : join(root, "static/dist");

// --- Bootstrap: only the rules that forms, buttons, tables and lists of ways need; no utilities. ---------
const CLASSES = new Set(
  `form-label form-text form-control form-select form-check form-check-input form-check-label
   invalid-feedback btn pagination page-item page-link active disabled breadcrumb breadcrumb-item table alert
   visually-hidden visually-hidden-focusable`.split(/\s+/),
);

/** Split CSS into top-level rules: [head, body]; a rule without a body (@import, @charset) has body null. */
function rules(css) {
  const found = [];
  for (let i = 0; i < css.length; ) {
    const open = css.indexOf("{", i);
    if (open < 0) break;
    let depth = 1;
    let end = open + 1;
    for (; depth; end += 1) depth += { "{": 1, "}": -1 }[css[end]] ?? 0;
    found.push([css.slice(i, open).trim(), css.slice(open + 1, end - 1)]);
    i = end;
  }
  return found;
}

const wanted = (selector) => {
  const classes = [...selector.matchAll(/\.([\w-]+)/g)].map((match) => match[1]);
  return classes.length > 0 && classes.every((name) => CLASSES.has(name));
};

/** Keep the selectors that `keep` accepts, also inside @media and @supports. */
function pick(css, keep) {
  return rules(css)
    .map(([head, body]) => {
      if (head.startsWith("@media")) {
        const inner = pick(body, keep);
        return inner && `${head}{${inner}}`;
      }
      if (head.startsWith("@")) return "";
      const selectors = head.split(/,(?![^(]*\))/).filter((selector) => keep(selector.trim()));
      return selectors.length ? `${selectors.join(",")}{${body}}` : "";
    })
    .join("\n")
    .trim();
}

/** The variables of Bootstrap's :root that the kept rules read, directly or through one another. */
function variables(css, source) {
  const declared = new Map(
    rules(source)
      .filter(([head]) => head.includes(":root") && !head.startsWith("@"))
      .flatMap(([, body]) => [...body.matchAll(/(--bs-[\w-]+):\s*([^;]+)/g)].map(([, name, value]) => [name, value])),
  );
  const used = new Set();
  const follow = (text) => {
    for (const [, name] of text.matchAll(/var\((--bs-[\w-]+)/g)) {
      if (used.has(name) || !declared.has(name)) continue;
      used.add(name);
      follow(declared.get(name));
    }
  };
  follow(css);
  return `:root{${[...used].sort().map((name) => `${name}:${declared.get(name)}`).join(";")}}`;
}

function bootstrap() {
  const source = (name) =>
    readFileSync(join(root, "node_modules/bootstrap/dist/css", name), "utf8").replace(/\/\*[\s\S]*?\*\/|@charset[^;]+;/g, "");
  const whole = source("bootstrap.css");
  const reboot = pick(source("bootstrap-reboot.css"), (selector) => !selector.includes("data-bs-theme") && selector !== ":root");
  const kept = `${reboot}\n${pick(whole, wanted)}`;
  return `/* Bootstrap 5.3.8 (MIT, LICENSE.txt), the parts we use; written by assets.mjs. */\n${variables(kept, whole)}\n${kept}\n`;
}

// --- Freshness: a hash of every source, which a test without Node can compare. ---------------------------
function sources(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));
}

function fingerprint() {
  const files = ["assets.mjs", ...sources("static/css"), ...sources("static/js")].sort();
  return files.map((file) => `${createHash("sha256").update(readFileSync(join(root, file))).digest("hex")}  ${file}\n`).join("");
}

mkdirSync(out, { recursive: true });
if (at < 0) writeFileSync(join(root, "static/vendor/bootstrap/bootstrap.css"), bootstrap());
await build({
  entryPoints: [join(root, "static/css/portal.css"), join(root, "static/js/portal.js")],
  outdir: out,
  entryNames: "[name]",
  bundle: true,
  minify: true,
  format: "esm",
  external: ["*.woff2"],
  target: ["chrome114", "firefox125", "safari17"],
  legalComments: "none",
  logLevel: "warning",
});
writeFileSync(join(out, "SOURCES.sha256"), fingerprint());
