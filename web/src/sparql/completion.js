// What to suggest while a query is typed: keywords, variables, prefixes and the terms of the data.

import { fold } from "../site/folding.js";
import { declaredPrefixes } from "./query-text.js";
import { shortened } from "./links.js";

/** @typedef {import("./protocol.js").Offer} Offer */
/** @typedef {import("./protocol.js").Term} Term */

/**
 * A suggestion: what is inserted, what it is, and a prefix to declare where the query does not yet.
 * @typedef {Readonly<{
 *   insert: string,
 *   kind: import("./protocol.js").Kind | "prefix" | "keyword" | "variable",
 *   label: string,
 *   comment: string,
 *   declares?: string,
 * }>} Suggestion
 */

const KEYWORDS = (
  "ASK AVG BASE BIND BOUND BY COALESCE CONCAT CONSTRUCT CONTAINS COUNT DATATYPE DESC DESCRIBE " +
  "DISTINCT EXISTS FILTER FROM GRAPH GROUP GROUP_CONCAT HAVING IF IN IRI LANG LANGMATCHES LCASE " +
  "LIMIT MAX MIN MINUS NAMED NOT OFFSET OPTIONAL ORDER PREFIX REGEX REPLACE SAMPLE SELECT STR " +
  "STRAFTER STRBEFORE STRENDS STRLEN STRSTARTS SUBSTR SUM UCASE UNION VALUES WHERE YEAR"
).split(" ");

const MOST = 50; // suggestions

/**
 * The part of a query that a suggestion would replace: a variable, a prefixed name or a word.
 * @param {string} before the text before the cursor
 * @returns {string} empty where nothing has been begun
 */
export const begun = (before) => /[?$][\p{L}\p{N}_]*$|[\p{L}\p{N}_:-]+$/u.exec(before)?.[0] ?? "";

/**
 * Suggest how to go on, best first.
 * @param {string} query the whole text
 * @param {number} position of the cursor
 * @param {Offer} offer
 * @returns {Suggestion[]}
 */
export function suggest(query, position, offer) {
  const before = query.slice(0, position);
  const word = begun(before);
  if (/PREFIX\s+\S*$/i.test(before)) return prefixes(word, offer);
  if (/^[?$]/.test(word)) return variables(query, word);
  const declared = declaredPrefixes(query);
  // What the query declares comes first, since of two prefixes for a namespace the first is taken.
  const known = { ...declared, ...offer.prefixes, ...declared };
  return [
    ...keywords(word),
    ...ranked(offer.terms, word, known).map((term) => suggestion(term, known, declared)),
  ].slice(0, MOST);
}

/**
 * @param {string} word
 * @param {Offer} offer
 * @returns {Suggestion[]}
 */
function prefixes(word, offer) {
  const wanted = word.replace(/:$/, "").toLowerCase();
  return Object.entries(offer.prefixes)
    .filter(([prefix]) => prefix.startsWith(wanted))
    .map(([prefix, namespace]) => ({
      insert: `${prefix}: <${namespace}>`,
      kind: "prefix",
      label: "",
      comment: "",
    }));
}

/**
 * @param {string} query
 * @param {string} word
 * @returns {Suggestion[]}
 */
function variables(query, word) {
  const names = new Set(query.match(/[?$][\p{L}\p{N}_]+/gu));
  names.delete(word);
  return [...names]
    .filter((name) => name.startsWith(word))
    .map((name) => ({ insert: name, kind: "variable", label: "", comment: "" }));
}

/**
 * @param {string} word
 * @returns {Suggestion[]}
 */
function keywords(word) {
  if (!word) return [];
  return KEYWORDS.filter((name) => name.startsWith(word.toUpperCase())).map((name) => ({
    insert: name,
    kind: "keyword",
    label: "",
    comment: "",
  }));
}

/**
 * Terms whose prefixed name or label begins with what was typed, then those that contain it, and
 * last those that no prefix shortens.
 * @param {readonly Term[]} terms
 * @param {string} word
 * @param {Readonly<Record<string, string>>} known prefixes
 * @returns {Term[]}
 */
function ranked(terms, word, known) {
  const typed = word.toLowerCase();
  const words = fold(word);
  /** @type {Map<Term, number>} */
  const ranks = new Map();
  for (const term of terms) {
    const name = shortened(term.iri, known).toLowerCase();
    const local = name.slice(name.lastIndexOf(":") + 1);
    const label = fold(term.label);
    if (name.startsWith(typed)) ranks.set(term, 0);
    else if (local.startsWith(typed) || (words && label.startsWith(words))) ranks.set(term, 1);
    else if (name.includes(typed) || (words && label.includes(words))) ranks.set(term, 2);
    const rank = ranks.get(term);
    if (rank !== undefined && name === term.iri.toLowerCase()) ranks.set(term, rank + 3);
  }
  return [...ranks.keys()].sort((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0));
}

/**
 * @param {Term} term
 * @param {Readonly<Record<string, string>>} known prefixes
 * @param {Readonly<Record<string, string>>} declared prefixes of the query
 * @returns {Suggestion}
 */
function suggestion({ iri, kind, label, comment }, known, declared) {
  const name = shortened(iri, known);
  if (name === iri) return { insert: `<${iri}>`, kind, label, comment };
  const prefix = name.slice(0, name.indexOf(":"));
  if (prefix in declared) return { insert: name, kind, label, comment };
  const declares = `PREFIX ${prefix}: <${known[prefix]}>\n`;
  return { insert: name, kind, label, comment, declares };
}
