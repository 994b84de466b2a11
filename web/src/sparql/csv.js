// https://www.w3.org/TR/sparql11-results-csv-tsv/

import { csvOf } from "../saving.js";

/** @param {import("./protocol.js").Cell | undefined} cell */
function value(cell) {
  if (!cell) return "";
  return cell.type === "bnode" ? `_:${cell.value}` : cell.value;
}

/**
 * Return the rows of an answer in the SPARQL 1.1 CSV format.
 * @param {import("./protocol.js").Rows} answer
 * @returns {string}
 */
export function toCsv({ variables, rows }) {
  return csvOf([variables, ...rows.map((row) => variables.map((name) => value(row[name])))]);
}

/**
 * Return an answer in the SPARQL 1.1 JSON format.
 * @param {import("./protocol.js").Rows} answer
 * @returns {string}
 */
export function toJson({ variables, rows }) {
  return JSON.stringify({ head: { vars: variables }, results: { bindings: rows } }, null, 2);
}
