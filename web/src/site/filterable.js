// Tables whose rows people choose: by words, and by the values of columns. The address has the choice.

import { element } from "../element.js";
import { pageLanguage, speaker } from "../language.js";
import { csvOf, save } from "../saving.js";
import { counts, fits } from "./choosing.js";
import { fold } from "./folding.js";
import { messages } from "./messages.js";

const WORDS = "filter"; // the part of the address that has the words

/** @typedef {Readonly<{name: string, keys: string[], labels: string[], select: HTMLSelectElement}>} Facet */

/**
 * Return what stands in a cell, values with bars between them as in the CSV files of the site.
 * @param {HTMLTableCellElement} cell
 */
function textIn(cell) {
  const copy = /** @type {HTMLElement} */ (cell.cloneNode(true));
  for (const each of copy.querySelectorAll(".tag")) each.remove();
  const values = [...copy.querySelectorAll("[data-key]")];
  return (values.length > 0 ? values : [copy]).map((each) => each.textContent?.trim()).join("|");
}

/**
 * Return the values of a cell that a facet goes by.
 * @param {HTMLTableCellElement} cell
 */
const valuesIn = (cell) =>
  [.../** @type {NodeListOf<HTMLElement>} */ (cell.querySelectorAll("[data-key]"))].map((each) => ({
    key: each.dataset.key ?? "",
    of: each.dataset.of?.split(" ") ?? [],
    label: textIn(/** @type {any} */ (each)),
  }));

/**
 * Put above a table what chooses its rows: a field for words, a list for each column that is a facet
 * (`data-facet` names it), and the CSV of what is shown.
 * @param {HTMLTableElement} table
 */
export function makeFilterable(table) {
  const say = speaker(messages);
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const texts = rows.map((row) => fold([...row.cells].map((cell) => cell.textContent).join(" ")));
  const columns = heads.filter((head) => head.dataset.facet);
  const values = rows.map((row) =>
    Object.fromEntries(
      columns.map((head) => [head.dataset.facet ?? "", valuesIn(row.cells[head.cellIndex])]),
    ),
  );
  const input = element("input", { type: "search", autocomplete: "off" });
  const count = element("output");
  const bar = element("div", { class: "table-filter" });
  bar.append(element("label", {}, `${say("filter")} `, input));
  const facets = columns.map((head) => facetOf(head, values)).filter(({ keys }) => keys.length > 1);
  for (const { select, name } of facets) {
    const head = columns.find(({ dataset }) => dataset.facet === name);
    const label = element("span", {}, `${head?.textContent?.trim()} `);
    bar.append(element("label", {}, label, select));
  }

  function show() {
    const words = fold(input.value).split(" ");
    const choice = Object.fromEntries(facets.map(({ name, select }) => [name, select.value]));
    const worded = rows.map((_, place) => words.every((word) => texts[place].includes(word)));
    rows.forEach((row, place) => {
      row.hidden = !(worded[place] && fits(values[place], choice));
    });
    const left = values.filter((_, place) => worded[place]);
    for (const { name, keys, labels, select } of facets) {
      counts(left, name, keys, choice).forEach((number, place) => {
        const option = select.options[place + 1];
        option.textContent = say("counted", { label: labels[place], count: number });
        option.disabled = number === 0 && option.value !== select.value;
      });
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = say("rows", { shown, count: rows.length });
  }

  /** Read the choice from the address. */
  function read() {
    const asked = new URLSearchParams(location.search);
    input.value = asked.get(WORDS) ?? "";
    for (const { name, keys, select } of facets) {
      const key = asked.get(name) ?? "";
      select.value = keys.includes(key) ? key : "";
    }
  }

  /** Write the choice to the address, and to the links to this page in other languages. */
  function write() {
    const address = new URL(location.href);
    const chosen = [[WORDS, input.value.trim()], ...facets.map(({ name, select }) => [name, select.value])];
    for (const [name, value] of chosen) {
      address.searchParams.delete(name);
      if (value) address.searchParams.append(name, value); // in one order, whatever came first
    }
    history.replaceState(null, "", address);
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const others = document.querySelectorAll("header a[hreflang]");
    for (const link of others) link.search = address.search;
  }

  function saveShown() {
    const shown = [...(table.tBodies[0]?.rows ?? [])].filter((row) => !row.hidden);
    const head = ["iri", ...heads.map((each) => each.textContent?.trim() ?? "")];
    const cells = shown.map((row) => [row.dataset.iri ?? "", ...[...row.cells].map(textIn)]);
    const name = location.pathname.split("/").pop()?.replace(/\.html$/, "") || "table";
    save(`${name}.csv`, "text/csv", csvOf([head, ...cells]));
  }

  bar.append(" ", count);
  if (facets.length > 0) {
    const button = element("button", { type: "button" }, say("saveShown"));
    button.addEventListener("click", saveShown);
    bar.append(" ", button);
    read();
  }
  // A table that scrolls in a box of its own keeps its field outside of it.
  const place = table.closest(".scroll") ?? table;
  place.before(bar);
  for (const event of ["input", "change"]) {
    bar.addEventListener(event, () => {
      show();
      if (facets.length > 0) write();
    });
  }
  show();
}

/**
 * @param {HTMLTableCellElement} head
 * @param {readonly Readonly<Record<string, readonly {key: string, label: string}[]>>[]} rows
 * @returns {Facet}
 */
function facetOf(head, rows) {
  const name = head.dataset.facet ?? "";
  const labels = new Map(rows.flatMap((row) => row[name].map(({ key, label }) => [key, label])));
  const collator = new Intl.Collator(pageLanguage(), { numeric: true });
  const sorted = [...labels].sort((a, b) => collator.compare(a[1], b[1]));
  const select = element("select", {}, element("option", { value: "" }, speaker(messages)("all")));
  select.append(...sorted.map(([key]) => element("option", { value: key })));
  return { name, keys: sorted.map(([key]) => key), labels: sorted.map(([, label]) => label), select };
}
