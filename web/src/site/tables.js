// Tables that people sort and filter.
// https://www.w3.org/WAI/ARIA/apg/patterns/table/examples/sortable-table/

import { element } from "../element.js";
import { pageLanguage, speaker } from "../language.js";
import { fold } from "./folding.js";
import { messages } from "./messages.js";
import { order } from "./sorting.js";

/**
 * What a cell is sorted by: `data-value`, the time it gives, or its text.
 * @param {HTMLTableCellElement} cell
 */
function key(cell) {
  const time = cell.querySelector("time")?.dateTime;
  return (cell.dataset.value ?? time ?? cell.textContent ?? "").trim();
}

/**
 * Put a button into each header of one column, which sorts the rows of the table's first body.
 * @param {HTMLTableElement} table
 */
export function makeSortable(table) {
  const headers = [...(table.tHead?.rows[0]?.cells ?? [])].filter((cell) => cell.colSpan === 1);
  const [body] = table.tBodies;
  for (const header of headers) {
    const button = element("button", { type: "button", class: "sort" });
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener("click", () => {
      const ascending = header.ariaSort !== "ascending";
      const rows = [...body.rows];
      const keys = rows.map((row) => key(row.cells[header.cellIndex]));
      body.append(...order(keys, ascending, pageLanguage()).map((place) => rows[place]));
      for (const other of headers) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    });
  }
}

/**
 * Put a field above the table that hides the rows in which a typed word does not occur.
 * @param {HTMLTableElement} table
 */
export function makeFilterable(table) {
  const say = speaker(messages);
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const texts = rows.map((row) => fold([...row.cells].map((cell) => cell.textContent).join(" ")));
  const input = element("input", { type: "search", autocomplete: "off" });
  const count = element("output");
  const show = () => {
    const words = fold(input.value).split(" ");
    rows.forEach((row, place) => {
      row.hidden = !words.every((word) => texts[place].includes(word));
    });
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = say("rows", { shown, count: rows.length });
  };
  const label = element("label", {}, `${say("filter")} `, input);
  // A table that scrolls in a box of its own keeps its field outside of it.
  const place = table.closest(".scroll") ?? table;
  place.before(element("div", { class: "table-filter" }, label, " ", count));
  input.addEventListener("input", show);
  show();
}
