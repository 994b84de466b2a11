// Which entries of the search index answer a query, best first.

import { fold, placeOf } from "./folding.js";

/**
 * A text, its language where that is not the language of the page, and the address of the place where
 * it is written, if that is not the page of its entry.
 * @typedef {string | readonly [text: string, language?: string, address?: string]} Text
 */

/**
 * A page that can be found: its address from the root of the site, what kind of thing it is about,
 * the labels of the thing, the title of the page first, and its sentences and notes.
 * @typedef {Readonly<{u: string, k: string, l: readonly Text[], t?: readonly Text[]}>} Entry
 */

/** @typedef {Readonly<{entry: Entry, text: Text}>} Hit the entry, and the text that matched */

/** @param {Text} text */
export const written = (text) => (typeof text === "string" ? text : text[0]);

/** @param {Text} text */
export const languageOf = (text) => (typeof text === "string" ? "" : (text[1] ?? ""));

/**
 * Return the address of a hit from the root: where the text that matched is written.
 * @param {Hit} hit
 */
export const addressOf = ({ entry, text }) =>
  (typeof text === "string" ? undefined : text[2]) ?? entry.u;

/**
 * Return the folded words of a query.
 * @param {string} query as typed
 */
export const wordsOf = (query) => fold(query).split(" ").filter(Boolean);

const EXACT = 0;
const AT_START = 1;
const IN_LABEL = 2;
const ACROSS_LABELS = 3;
const IN_TEXT = 4;
const ACROSS_TEXTS = 5;
const NOWHERE = 6;

/** @typedef {Readonly<{text: Text, folded: string}>} Folded */

/** @type {WeakMap<Entry, {labels: readonly Folded[], texts: readonly Folded[]}>} */
const foldedEntries = new WeakMap();

/** @param {Entry} entry */
function foldedEntry(entry) {
  let known = foldedEntries.get(entry);
  if (!known) {
    /** @param {readonly Text[]} texts */
    const all = (texts) => texts.map((text) => ({ text, folded: fold(written(text)) }));
    known = { labels: all(entry.l), texts: all(entry.t ?? []) };
    foldedEntries.set(entry, known);
  }
  return known;
}

/**
 * @param {string} label
 * @param {readonly string[]} words of the query
 */
function rankOf(label, words) {
  const query = words.join(" ");
  if (label === query) return EXACT;
  if (label.startsWith(query)) return AT_START;
  return words.every((word) => placeOf(label, word) >= 0) ? IN_LABEL : NOWHERE;
}

/**
 * Return how well an entry answers and with which of its texts.
 * @param {Entry} entry
 * @param {readonly string[]} words of the query
 * @returns {{rank: number, best: Folded}}
 */
function answer(entry, words) {
  const { labels, texts } = foldedEntry(entry);
  let [rank, best] = [NOWHERE, labels[0]];
  for (const label of labels) {
    const found = rankOf(label.folded, words);
    if (found < rank) [rank, best] = [found, label];
  }
  /** @param {string} word @returns {(each: Folded) => boolean} */
  const holds = (word) => (each) => placeOf(each.folded, word) >= 0;
  if (rank < NOWHERE) return { rank, best };
  if (words.every((word) => labels.some(holds(word)))) return { rank: ACROSS_LABELS, best };
  const whole = texts.find((text) => words.every((word) => holds(word)(text)));
  if (whole) return { rank: IN_TEXT, best: whole };
  const some = texts.find((text) => words.some((word) => holds(word)(text)));
  if (some && words.every((word) => [...labels, ...texts].some(holds(word)))) {
    return { rank: ACROSS_TEXTS, best: some };
  }
  return { rank, best };
}

/**
 * Find the entries in which every word of the query occurs: exact labels first, then labels that
 * start with the query, other labels, sentences and notes. A word is found where a word begins with
 * it. Among equal labels the shorter wins, then the order of the index.
 * @param {readonly Entry[]} index
 * @param {string} query as typed
 * @returns {Hit[]}
 */
export function search(index, query) {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  return index
    .map((entry) => ({ entry, ...answer(entry, words) }))
    .filter(({ rank }) => rank < NOWHERE)
    .map((hit) => ({ ...hit, length: hit.rank < IN_TEXT ? hit.best.folded.length : 0 }))
    .sort((a, b) => a.rank - b.rank || a.length - b.length)
    .map(({ entry, best }) => ({ entry, text: best.text }));
}
