// Prints the triples of RDF files as JSON, read by the parsers of the JavaScript world. JSON-LD is
// read by jsonld.js and by the streaming parser of RDF/JS, as old as Comunica's and as new as may be.
// Usage: node triples.mjs FILE...
//
// Output: { file: { reader: [[subject, predicate, value, language, datatype], ...] } }. An IRI as
// object has no datatype. A blank node is written as _:name, so that it cannot pass for an IRI.

import { createReadStream, readFileSync } from "node:fs";
import { extname } from "node:path";

import jsonld from "jsonld";
import { JsonLdParser as StreamingParser4 } from "jsonld-streaming-parser-4";
import { JsonLdParser as StreamingParser5 } from "jsonld-streaming-parser-5";
import { Parser } from "n3";
import { RdfXmlParser } from "rdfxml-streaming-parser";

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

async function jsonldJs(file) {
  const document = JSON.parse(readFileSync(file, "utf8"));
  const nquads = await jsonld.toRDF(document, {
    format: "application/n-quads",
    documentLoader: refuseNetwork,
    safe: true,
  });
  return new Parser({ format: "application/n-quads" }).parse(nquads);
}

const n3 = (format) => (file) => new Parser({ format }).parse(readFileSync(file, "utf8"));

const streaming = (Parser, options) => async (file) => {
  const quads = [];
  const parser = new Parser(options);
  for await (const quad of createReadStream(file, "utf8").pipe(parser)) quads.push(quad);
  return quads;
};

const offline = { documentLoader: { load: refuseNetwork } };
const READERS = {
  ".ttl": { "N3.js": n3("text/turtle") },
  ".nt": { "N3.js": n3("application/n-triples") },
  ".nq": { "N3.js": n3("application/n-quads") },
  ".trig": { "N3.js": n3("application/trig") },
  ".rdf": { "rdfxml-streaming-parser": streaming(RdfXmlParser, { strict: true }) },
  ".jsonld": {
    "jsonld.js": jsonldJs,
    "jsonld-streaming-parser 4": streaming(StreamingParser4, offline),
    "jsonld-streaming-parser 5": streaming(StreamingParser5, offline),
  },
};

const found = {};
for (const file of process.argv.slice(2)) {
  found[file] = {};
  for (const [reader, read] of Object.entries(READERS[extname(file)])) {
    found[file][reader] = (await read(file)).map(row);
  }
}
process.stdout.write(JSON.stringify(found));
