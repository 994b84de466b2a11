import assert from "node:assert/strict";
import { test } from "node:test";

import { suggest } from "../src/sparql/completion.js";
import { toCsv } from "../src/sparql/csv.js";
import { addressOf, shortened } from "../src/sparql/links.js";
import { declaredPrefixes, formOf, placeOf } from "../src/sparql/query-text.js";

for (const [query, form] of [
  ["SELECT * { ?s ?p ?o }", "SELECT"],
  ["#+ summary: ASK nobody\nPREFIX a: <http://a#b>\nselect ?s {}", "SELECT"],
  ["BASE <http://a/>\nPREFIX : # of CONSTRUCT\n <b#>\nASK {}", "ASK"],
  ["prefix select: <http://a/> CONSTRUCT WHERE {}", "CONSTRUCT"],
  ["DESCRIBE <http://a/>", "DESCRIBE"],
  ["DELETE WHERE { ?s ?p ?o }", null],
  ["selection", null],
  ["", null],
]) {
  test(`the form of ${JSON.stringify(query)}`, () => assert.equal(formOf(query ?? ""), form));
}

test("the prefixes of a query are those of its prologue", () => {
  const query = 'PREFIX a: <http://a#> # PREFIX b: <http://b>\nPREFIX : <c/> SELECT ("PREFIX d: <e>" AS ?x) {}';
  assert.deepEqual(declaredPrefixes(query), { a: "http://a#", "": "c/" });
});

test("an error of Oxigraph is read with its place and without sets of characters", () => {
  const message =
    'error at 3:11: expected one of ",", "}", [\'0\' ..= \'9\' | \'\\u{00B7}\' | \'\\u{0300}\'..=\'\\u{036F}\'\n| \'_\'], [_]';
  assert.deepEqual(placeOf(message), { line: 3, column: 11, reason: 'expected one of ",", "}"' });
  assert.deepEqual(placeOf("error at 1:2: expected one of Prefix not found, ['%'], ['_']"), {
    line: 1,
    column: 2,
    reason: "Prefix not found",
  });
  assert.equal(placeOf("The service <http://a/> is not supported"), null);
});

const ROUTES = {
  base: "https://w3id.org/ascc/",
  root: "../",
  within: /** @type {[string, string][]} */ ([
    ["([a-z0-9-]+/span/[0-9]+-[0-9]+)/(position|quote)", "$1"],
    ["(ns|shapes)/[0-9]+[.][0-9]+[.][0-9]+", "$1"],
    ["(.+)/", "$1"],
  ]),
};

for (const [iri, address] of [
  ["https://w3id.org/ascc/org/jica", "../org/jica.html"],
  ["https://w3id.org/ascc/", "../index.html"],
  ["https://w3id.org/ascc/ns#Commitment", "../ns.html#Commitment"],
  ["https://w3id.org/ascc/ns/2.0.0", "../ns.html"],
  ["https://w3id.org/ascc/scheme/force/", "../scheme/force.html"],
  ["https://w3id.org/ascc/2024/span/1-2/quote", "../2024/span/1-2.html"],
  ["http://www.wikidata.org/entity/Q1", "http://www.wikidata.org/entity/Q1"],
  ["javascript:alert(1)", null],
  ["data:text/html,x", null],
  ["urn:uuid:1", null],
]) {
  test(`the page about ${iri}`, () => assert.equal(addressOf(iri ?? "", ROUTES), address));
}

const PREFIXES = { ascc: "https://w3id.org/ascc/ns#", a: "https://w3id.org/ascc/", org: "https://w3id.org/ascc/org/" };

test("an IRI is shortened with the longest namespace that leaves a local name", () => {
  assert.equal(shortened("https://w3id.org/ascc/org/jica", PREFIXES), "org:jica");
  assert.equal(shortened("https://w3id.org/ascc/ns#Term", PREFIXES), "ascc:Term");
  assert.equal(shortened("https://w3id.org/ascc/2024/text", PREFIXES), "https://w3id.org/ascc/2024/text");
  assert.equal(shortened("https://w3id.org/ascc/ns#", PREFIXES), "https://w3id.org/ascc/ns#");
});

test("CSV quotes what holds commas, quotes or line ends, and leaves unbound cells empty", () => {
  const rows = [
    { a: { type: "literal", value: 'say "1, 2"' }, b: { type: "bnode", value: "x" } },
    { b: { type: "uri", value: "http://a/" } },
  ];
  assert.equal(
    toCsv({ form: "rows", variables: ["a", "b"], rows: /** @type {any} */ (rows) }),
    'a,b\r\n"say ""1, 2""",_:x\r\n,http://a/\r\n',
  );
});

/** @type {import("../src/sparql/protocol.js").Offer} */
const OFFER = {
  prefixes: PREFIXES,
  terms: [
    { iri: "https://w3id.org/ascc/ns#Commitment", kind: "class", label: "誓約", comment: "" },
    { iri: "https://w3id.org/ascc/ns#force", kind: "property", label: "force", comment: "" },
  ],
};

/** @param {string} query with | for the cursor */
const suggested = (query) => suggest(query.replace("|", ""), query.indexOf("|"), OFFER);

test("a term is suggested for the start of its prefixed name, and its prefix is declared", () => {
  assert.deepEqual(suggested("SELECT * { ?s a ascc:Com|"), [
    {
      insert: "ascc:Commitment",
      kind: "class",
      label: "誓約",
      comment: "",
      declares: "PREFIX ascc: <https://w3id.org/ascc/ns#>\n",
    },
  ]);
});

test("a prefix that the query declares is used as it is", () => {
  const [first] = suggested("PREFIX v: <https://w3id.org/ascc/ns#>\nSELECT * { ?s a v:com|");
  assert.deepEqual([first.insert, first.declares], ["v:Commitment", undefined]);
});

test("a term is found by its local name and by its label in any script", () => {
  assert.deepEqual(suggested("{ ?s a commit|").map(({ insert }) => insert), ["ascc:Commitment"]);
  assert.deepEqual(suggested("{ ?s a 誓|").map(({ insert }) => insert), ["ascc:Commitment"]);
});

test("prefixes are suggested with their namespaces after PREFIX", () => {
  assert.deepEqual(suggested("PREFIX or|").map(({ insert }) => insert), [
    "org: <https://w3id.org/ascc/org/>",
  ]);
});

test("variables of the query are suggested, but not the one being typed", () => {
  assert.deepEqual(suggested("SELECT ?name ?node { ?n| }").map(({ insert }) => insert), ["?name", "?node"]);
});
