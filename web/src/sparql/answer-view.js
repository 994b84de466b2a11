// An answer as people read it.

import { element } from "../element.js";
import { save } from "../saving.js";
import { makeFilterable } from "../site/filterable.js";
import { makeSortable } from "../site/sortable.js";
import { toCsv, toJson } from "./csv.js";
import { addressOf, shortened } from "./links.js";

/** @typedef {import("./protocol.js").Answer} Answer */
/** @typedef {import("./protocol.js").Cell} Cell */
/** @typedef {import("./protocol.js").Rows} Rows */

const MOST = 1000; // rows that are shown
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMERIC = /^(integer|decimal|double|float|nonNegativeInteger|positiveInteger|int|long)$/;

/**
 * @typedef {Readonly<{
 *   say: (key: any, values?: Readonly<Record<string, string | number>>) => string,
 *   prefixes: Readonly<Record<string, string>>,
 *   routes: import("./links.js").Routes,
 * }>} Context
 */

/**
 * Show an answer. Everything in it is data, and goes in as text.
 * @param {Answer} answer
 * @param {Context} context
 * @returns {Node[]}
 */
export function shownAnswer(answer, context) {
  if (answer.form === "boolean") {
    return [element("p", { class: "sparql-truth" }, context.say(answer.boolean ? "yes" : "no"))];
  }
  if (answer.form === "graph") {
    const turtle = element("pre", { class: "sparql-turtle", tabindex: "0" }, answer.turtle);
    return [downloads(context, { Turtle: ["ttl", "text/turtle", () => answer.turtle] }), turtle];
  }
  return shownRows(answer, context);
}

/**
 * What is said of an answer as a whole.
 * @param {Answer} answer
 * @param {Context["say"]} say
 * @returns {string}
 */
export function summary(answer, say) {
  const { time } = answer;
  const count =
    answer.form === "rows" ? answer.rows.length : answer.form === "graph" ? answer.triples : undefined;
  if (count === undefined) return say("answered", { time });
  const what = answer.form === "graph" ? "triples" : "rows";
  return say(count === 1 ? `${what}One` : what, { count, time });
}

/**
 * @param {Rows} answer
 * @param {Context} context
 */
function shownRows(answer, context) {
  const { variables, rows } = answer;
  const heads = variables.map((name) => element("th", { scope: "col" }, name));
  const body = element("tbody");
  for (const row of rows.slice(0, MOST)) {
    body.append(element("tr", {}, ...variables.map((name) => shownCell(row[name], context))));
  }
  const table = element(
    "table",
    { class: "sparql-table" },
    element("caption", {}, context.say("result")),
    element("thead", {}, element("tr", {}, ...heads)),
    body,
  );
  const scroll = element("div", { class: "scroll sparql-scroll", tabindex: "0", role: "region" }, table);
  scroll.setAttribute("aria-label", context.say("result"));
  const shown = [
    downloads(context, {
      CSV: ["csv", "text/csv", () => toCsv(answer)],
      JSON: ["json", "application/sparql-results+json", () => toJson(answer)],
    }),
    scroll,
  ];
  if (rows.length > MOST) {
    const first = context.say("first", { shown: MOST, count: rows.length });
    shown.splice(1, 0, element("p", { class: "sparql-first" }, first));
  }
  // The field is placed beside the table, which needs a parent of its own.
  const box = element("div", {}, ...shown);
  makeSortable(table);
  if (rows.length > 1) makeFilterable(table);
  return [box];
}

/**
 * @param {Cell | undefined} cell
 * @param {Context} context
 */
function shownCell(cell, { prefixes, routes }) {
  if (!cell) return element("td");
  if (cell.type === "bnode") return element("td", {}, `_:${cell.value}`);
  if (cell.type === "uri") {
    const name = shortened(cell.value, prefixes);
    const address = addressOf(cell.value, routes);
    if (!address) return element("td", {}, name);
    return element("td", {}, element("a", { href: address, title: cell.value }, name));
  }
  if (cell.type !== "literal") return element("td", {}, JSON.stringify(cell));
  const language = cell["xml:lang"];
  if (language) {
    const text = element("span", { lang: language }, cell.value);
    return element("td", {}, text, " ", element("small", { class: "sparql-tag" }, language));
  }
  const type = cell.datatype?.startsWith(XSD) ? cell.datatype.slice(XSD.length) : null;
  if (type && NUMERIC.test(type)) return element("td", { class: "number" }, cell.value);
  if (!cell.datatype || type === "string") return element("td", {}, cell.value);
  const named = shortened(cell.datatype, prefixes);
  return element("td", {}, cell.value, " ", element("small", { class: "sparql-tag" }, named));
}

/**
 * Buttons that save the answer. A file is made when it is asked for.
 * @param {Context} context
 * @param {Readonly<Record<string, readonly [string, string, () => string]>>} formats
 */
function downloads({ say }, formats) {
  const bar = element("p", { class: "sparql-downloads" });
  for (const [format, [extension, type, content]] of Object.entries(formats)) {
    const button = element("button", { type: "button" }, say("download", { format }));
    button.addEventListener("click", () => save(`result.${extension}`, type, content()));
    bar.append(button, " ");
  }
  return bar;
}
