// Bundles the scripts of the pages into dist/, with the query engine and the licences of what was
// bundled. The same sources give the same bytes; a file that would not change is not touched, and a
// file that does is replaced in one step, so that builds at the same time do not disturb each other.

import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, "dist");
const MODULES = "node_modules/";

/** @type {import("esbuild").BuildOptions} */
const SHARED = {
  absWorkingDir: HERE,
  outdir: DIST,
  bundle: true,
  write: false,
  metafile: true,
  minify: true,
  format: "iife", // classic scripts load from file:, modules do not
  target: "es2022",
  charset: "utf8",
  legalComments: "none", // all licences stand in licences.txt
  logLevel: "warning",
};

const bundles = await Promise.all([
  build({ ...SHARED, entryPoints: ["src/site.js", "src/sparql.js"] }),
  build({
    ...SHARED,
    entryPoints: { "sparql-workbench": "src/sparql/workbench.js" },
    globalName: "asccSparql",
  }),
  build({
    ...SHARED,
    entryPoints: ["src/sparql-worker.js"],
    // Oxigraph finds its own file by this where it is not told, as we do.
    define: { "import.meta.url": "self.location.href" },
  }),
]);

/** @param {string} input path of a module that was bundled */
function packageOf(input) {
  const [scope, name] = input.slice(input.lastIndexOf(MODULES) + MODULES.length).split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}

/** @param {string} name of a package */
async function licence(name) {
  const folder = join(HERE, MODULES, name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((file) => /^licen[cs]e/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return [`${name} ${version}: ${license}`, ...texts.map((text) => text.trim())].join("\n\n");
}

const outputs = bundles.flatMap(({ metafile }) => Object.values(metafile?.outputs ?? {}));
const inputs = outputs.flatMap((output) =>
  Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput ? path : [])),
);
const packages = [...new Set(inputs.filter((path) => path.includes(MODULES)).map(packageOf))];
const licences = await Promise.all(packages.sort().map(licence));

const files = new Map(
  bundles.flatMap(({ outputFiles = [] }) =>
    outputFiles.map(({ path, contents }) => [path, Buffer.from(contents)]),
  ),
);
files.set(join(DIST, "oxigraph.wasm"), await readFile(join(HERE, MODULES, "oxigraph/web_bg.wasm")));
files.set(join(DIST, "licences.txt"), Buffer.from(`${licences.join("\n\n----\n\n")}\n`));

await mkdir(DIST, { recursive: true });
for (const name of await readdir(DIST)) {
  if (!files.has(join(DIST, name))) await rm(join(DIST, name));
}
for (const [path, content] of files) {
  const present = await readFile(path).catch(() => null);
  if (present?.equals(content)) continue;
  const made = join(HERE, MODULES, `.${process.pid}-${basename(path)}`);
  await writeFile(made, content);
  await rename(made, path);
}
