// What the page and the engine say to each other.

/**
 * Where the worker finds the engine and the data: absolute addresses. The description, if there is
 * one, is loaded into a named graph of its own.
 * @typedef {Readonly<{
 *   engine: string,
 *   dump: string,
 *   description?: Readonly<{address: string, graph: string}>,
 *   language: string,
 * }>} Sources
 */

/** @typedef {"class" | "property" | "concept"} Kind */

/**
 * A term that a query can name.
 * @typedef {Readonly<{iri: string, kind: Kind, label: string, comment: string}>} Term
 */

/**
 * What the data offers for a query: prefixes and the terms that it uses or defines.
 * @typedef {Readonly<{prefixes: Readonly<Record<string, string>>, terms: readonly Term[]}>} Offer
 */

/**
 * A term of an answer, as in the SPARQL 1.1 Query Results JSON Format.
 * @typedef {Readonly<{
 *   type: "uri" | "literal" | "bnode",
 *   value: string,
 *   "xml:lang"?: string,
 *   datatype?: string,
 * }>} Cell
 */

/** @typedef {Readonly<Record<string, Cell>>} Row */

/**
 * @typedef {Readonly<{form: "rows", variables: readonly string[], rows: readonly Row[]}>} Rows
 * @typedef {Readonly<{form: "boolean", boolean: boolean}>} Truth
 * @typedef {Readonly<{form: "graph", turtle: string, triples?: number}>} Graph
 */

/** @typedef {(Rows | Truth | Graph) & Readonly<{time: number}>} Answer time in milliseconds */

/**
 * @typedef {Readonly<{type: "load", sources: Sources} | {type: "query", query: string}>} Order
 */

/**
 * @typedef {Readonly<
 *   | {type: "loaded", quads: number, offer: Offer}
 *   | {type: "answer", answer: Answer}
 *   | {type: "error", message: string, fatal: boolean}
 * >} Report a fatal error leaves an engine that cannot be used any more
 */

export {};
