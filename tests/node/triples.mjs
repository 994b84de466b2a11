// Prints the triples of RDF files as JSON, read by the parsers of the JavaScript world:
// N3.js, rdfxml-streaming-parser and jsonld.js. Usage: node triples.mjs FILE...
//
// Output: { file: [[subject, predicate, value, language, datatype], ...] }. An IRI as object has no
// datatype. A blank node is written as _:name, so that it cannot pass for an IRI.

import { createReadStream, readFileSync } from "node:fs";
import { basename, extname } from "node:path";

import jsonld from "jsonld";
import { Parser } from "n3";
import { RdfXmlParser } from "rdfxml-streaming-parser";

const FORMATS = {
  ".ttl": "text/turtle",
  ".nt": "application/n-triples",
  ".nq": "application/n-quads",
  ".trig": "application/trig",
};

const name = (term) => (term.termType === "BlankNode" ? `_:${term.value}` : term.value);

function row({ subject, predicate, object }) {
  const literal = object.termType === "Literal";
  const language = literal ? object.language ?? "" : "";
  const datatype = literal ? object.datatype.value : "";
  return [name(subject), name(predicate), name(object), language, datatype];
}

function refuseNetwork(url) {
  throw new Error(`${url} was asked for: the file must be readable without a network`);
}

async function readJsonLd(file) {
  const document = JSON.parse(readFileSync(file, "utf8"));
  const nquads = await jsonld.toRDF(document, {
    format: "application/n-quads",
    documentLoader: refuseNetwork,
  });
  return new Parser({ format: FORMATS[".nq"] }).parse(nquads);
}

async function readRdfXml(file) {
  const quads = [];
  const parser = new RdfXmlParser({ strict: true });
  for await (const quad of createReadStream(file, "utf8").pipe(parser)) quads.push(quad);
  return quads;
}

async function read(file) {
  const extension = extname(file);
  if (extension === ".jsonld") return readJsonLd(file);
  if (extension === ".rdf") return readRdfXml(file);
  if (!(extension in FORMATS)) throw new Error(`${file}: no format for ${extension}`);
  return new Parser({ format: FORMATS[extension] }).parse(readFileSync(file, "utf8"));
}

const found = {};
for (const file of process.argv.slice(2)) {
  found[basename(file)] = (await read(file)).map(row);
}
process.stdout.write(JSON.stringify(found));
