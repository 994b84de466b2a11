// The query engine, Oxigraph. Each script that has this module has one engine.

import initialise, { Store, namedNode } from "oxigraph/web.js";

import { PREFIXES, prefixesOf, termsOf, termsQuery } from "./offer.js";
import { declaredPrefixes, formOf } from "./query-text.js";
import { toTurtle } from "./turtle.js";

/** @typedef {import("./protocol.js").Answer} Answer */
/** @typedef {import("./protocol.js").Offer} Offer */
/** @typedef {import("./protocol.js").Order} Order */
/** @typedef {import("./protocol.js").Report} Report */
/** @typedef {import("./protocol.js").Sources} Sources */

// The examples ask the union of the named graphs, as the endpoint of the server does.
const UNION = { use_default_graph_as_union: true };

/** @type {Store} */
let store;
/** @type {Record<string, string>} */
let prefixes = {};

/** @param {string} query */
function ask(query) {
  const json = /** @type {string} */ (store.query(query, { ...UNION, results_format: "json" }));
  return JSON.parse(json);
}

/** @param {string} address */
async function get(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  return response;
}

/** @param {string} address */
const text = async (address) => (await get(address)).text();

/**
 * @param {Sources} sources
 * @returns {Promise<Offer>}
 */
async function load({ engine, dump, description, language }) {
  const [module, quads, described] = await Promise.all([
    get(engine).then((response) => response.arrayBuffer()),
    text(dump),
    description ? text(description.address) : "",
  ]);
  await initialise({ module_or_path: module });
  store = new Store();
  store.load(quads, { format: "application/n-quads" });
  if (description) {
    store.load(described, {
      format: "text/turtle",
      base_iri: description.address,
      to_graph_name: namedNode(description.graph),
    });
  }
  prefixes = prefixesOf(ask(PREFIXES).results.bindings);
  const terms = termsOf(ask(termsQuery(language)).results.bindings);
  return { prefixes, terms };
}

/**
 * @param {string} query
 * @returns {Answer}
 */
function answer(query) {
  const started = performance.now();
  const time = () => Math.round(performance.now() - started);
  const form = formOf(query);
  if (form === "CONSTRUCT" || form === "DESCRIBE") {
    const quads = /** @type {import("oxigraph").Quad[]} */ (store.query(query, UNION));
    const turtle = toTurtle(quads, { ...prefixes, ...declaredPrefixes(query) });
    return { form: "graph", turtle, triples: quads.length, time: time() };
  }
  const found = ask(query);
  if (form === "ASK") return { form: "boolean", boolean: found.boolean, time: time() };
  return { form: "rows", variables: found.head.vars, rows: found.results.bindings, time: time() };
}

/**
 * @param {Order} order
 * @returns {Promise<Report>} never rejects
 */
export async function carryOut(order) {
  try {
    if (order.type === "load") {
      const offer = await load(order.sources);
      return { type: "loaded", quads: store.size, offer };
    }
    return { type: "answer", answer: answer(order.query) };
  } catch (error) {
    // After a trap, which is a RuntimeError, the memory of the engine is not to be trusted.
    const fatal = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
    const message = error instanceof Error ? error.message : String(error);
    return { type: "error", message, fatal };
  }
}
