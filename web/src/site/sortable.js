// Tables that people sort.
// https://www.w3.org/WAI/ARIA/apg/patterns/table/examples/sortable-table/

import { element } from "../element.js";
import { pageLanguage } from "../language.js";
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
