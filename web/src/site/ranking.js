// Which entries of the search index answer a query, best first.

import { fold } from "./folding.js";

/**
 * A label, or a label and its language where that is not the language of the page.
 * @typedef {string | readonly [text: string, language: string]} Label
 */

/**
 * A page that can be found: its address from the root of the site, what kind of thing it is about,
 * and the labels of the thing, the title of the page first.
 * @typedef {Readonly<{u: string, k: string, l: readonly Label[]}>} Entry
 */

/** @typedef {Readonly<{entry: Entry, label: Label}>} Hit the entry, and the label that matched */

/**
 * @param {Label} label
 * @returns {string}
 */
export const textOf = (label) => (typeof label === "string" ? label : label[0]);

const EXACT = 0;
const AT_START = 1;
const WORDS_START = 2;
const INSIDE = 3;
const ACROSS_LABELS = 4;
const NOWHERE = 5;

/** @type {WeakMap<Entry, readonly string[]>} */
const foldedLabels = new WeakMap();

/** @param {Entry} entry */
function folded(entry) {
  let labels = foldedLabels.get(entry);
  if (!labels) {
    labels = entry.l.map((label) => fold(textOf(label)));
    foldedLabels.set(entry, labels);
  }
  return labels;
}

/**
 * @param {string} label
 * @param {string} query
 * @param {readonly string[]} words of the query
 */
function rankOf(label, query, words) {
  if (label === query) return EXACT;
  if (label.startsWith(query)) return AT_START;
  if (words.every((word) => ` ${label}`.includes(` ${word}`))) return WORDS_START;
  return words.every((word) => label.includes(word)) ? INSIDE : NOWHERE;
}

/**
 * Find the entries in which every word of the query occurs: exact labels first, then labels that
 * start with the query, labels with words that start with its words, then the others. Scripts
 * without spaces between words are found inside a label. Among equals the shorter label wins, then
 * the order of the index.
 * @param {readonly Entry[]} index
 * @param {string} query as typed
 * @returns {Hit[]}
 */
export function search(index, query) {
  const wanted = fold(query);
  if (!wanted) return [];
  const words = wanted.split(" ");
  const hits = [];
  for (const entry of index) {
    const labels = folded(entry);
    let best = 0;
    let rank = NOWHERE;
    labels.forEach((label, place) => {
      const found = rankOf(label, wanted, words);
      if (found < rank) [best, rank] = [place, found];
    });
    if (rank === NOWHERE && words.every((word) => labels.some((label) => label.includes(word)))) {
      rank = ACROSS_LABELS;
    }
    if (rank < NOWHERE) hits.push({ entry, label: entry.l[best], rank, length: labels[best].length });
  }
  hits.sort((a, b) => a.rank - b.rank || a.length - b.length);
  return hits.map(({ entry, label }) => ({ entry, label }));
}
