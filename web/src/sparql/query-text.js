// What can be read off the text of a query without parsing it as a whole.
// https://www.w3.org/TR/sparql11-query/#sparqlGrammar

const SPACE = String.raw`(?:\s|#[^\n\r]*(?:[\n\r]|$))`;
const PREFIX = String.raw`PREFIX${SPACE}*([^\s:]*):${SPACE}*<([^<>]*)>`;
const BASE = String.raw`BASE${SPACE}*<[^<>]*>`;
const PROLOGUE = new RegExp(`^(?:${SPACE}|${PREFIX}|${BASE})*`, "i");

/** @typedef {"SELECT" | "ASK" | "CONSTRUCT" | "DESCRIBE"} Form */

/**
 * Return the form of a query, or null where no form follows its prologue.
 * @param {string} query
 * @returns {Form | null}
 */
export function formOf(query) {
  const rest = query.slice(PROLOGUE.exec(query)?.[0].length ?? 0);
  const word = /^(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i.exec(rest)?.[1].toUpperCase();
  return /** @type {Form | undefined} */ (word) ?? null;
}

/**
 * Return the prefixes that the prologue of a query declares.
 * @param {string} query
 * @returns {Record<string, string>}
 */
export function declaredPrefixes(query) {
  const prologue = PROLOGUE.exec(query)?.[0] ?? "";
  const withoutComments = prologue.replace(/(<[^<>]*>)|#[^\n\r]*/g, (_, iri) => iri ?? " ");
  const found = withoutComments.matchAll(new RegExp(PREFIX, "gi"));
  return Object.fromEntries([...found].map(([, name, namespace]) => [name, namespace]));
}

/**
 * Return where Oxigraph found an error, counted from 1, and its reason without the long sets of
 * characters that the grammar would have allowed there.
 * @param {string} message of Oxigraph
 * @returns {{line: number, column: number, reason: string} | null}
 */
export function placeOf(message) {
  const found = /^error at (\d+):(\d+): (.*)$/s.exec(message);
  if (!found) return null;
  const [, line, column, words] = found;
  const prefix = words.includes("Prefix not found") ? "Prefix not found" : null;
  const expected = words.replace(/(?:,\s*)?(?:\[[^\]]*\](?:\s*\|\s*)?)+/g, "");
  return { line: Number(line), column: Number(column), reason: prefix ?? expected };
}
