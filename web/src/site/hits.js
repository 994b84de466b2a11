// What is shown of a hit.

import { element } from "../element.js";
import { marks } from "./folding.js";
import { languageOf, wordsOf, written } from "./ranking.js";

const AROUND = 70; // characters of a long text on each side of the first word that was found
const WHOLE = 180; // characters of a text that is shown whole

/**
 * Return the part of a text with the words that were found in it.
 * @param {string} text
 * @param {number} first place that was found
 * @returns {[start: number, end: number]}
 */
function excerpt(text, first) {
  if (text.length <= WHOLE) return [0, text.length];
  const start = first > AROUND ? text.indexOf(" ", first - AROUND) + 1 : 0;
  const end = first + AROUND < text.length ? text.lastIndexOf(" ", first + AROUND) : text.length;
  // A text without blanks is cut anywhere.
  return [
    start > 0 && start <= first ? start : Math.max(0, first - AROUND),
    end > first ? end : Math.min(text.length, first + AROUND),
  ];
}

/**
 * Show a text with the words of the query marked, and its language where that is not the page's.
 * @param {import("./ranking.js").Text} text
 * @param {string} query as typed
 * @param {string} className
 */
function shown(text, query, className) {
  const whole = written(text);
  const found = marks(whole, wordsOf(query));
  const [start, end] = excerpt(whole, found[0]?.[0] ?? 0);
  const box = element("span", { class: className });
  if (languageOf(text)) box.lang = languageOf(text);
  let at = start;
  if (start > 0) box.append("… ");
  for (const [from, to] of found.filter(([from, to]) => from >= start && to <= end)) {
    box.append(whole.slice(at, from), element("mark", {}, whole.slice(from, to)));
    at = to;
  }
  box.append(whole.slice(at, end));
  if (end < whole.length) box.append(" …");
  return box;
}

/**
 * What is shown of a hit: the title, the text that matched where that is another, and the kind.
 * @param {import("./ranking.js").Hit} hit
 * @param {string} query as typed
 * @returns {{title: HTMLElement, rest: HTMLElement[]}}
 */
export function shownHit({ entry, text }, query) {
  const rest = [element("span", { class: "search-kind" }, entry.k)];
  if (entry.t?.includes(text)) rest.push(shown(text, query, "search-excerpt"));
  else if (text !== entry.l[0]) rest.unshift(shown(text, query, "search-match"));
  return { title: shown(entry.l[0], query, "search-title"), rest };
}
