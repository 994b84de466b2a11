// https://www.w3.org/TR/sparql11-results-csv-tsv/

/** @param {string} text */
const field = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** @param {import("./protocol.js").Cell | undefined} cell */
function value(cell) {
  if (!cell) return "";
  return field(cell.type === "bnode" ? `_:${cell.value}` : cell.value);
}

/**
 * Return the rows of an answer in the SPARQL 1.1 CSV format.
 * @param {import("./protocol.js").Rows} answer
 * @returns {string}
 */
export function toCsv({ variables, rows }) {
  const lines = [variables.map(field), ...rows.map((row) => variables.map((name) => value(row[name])))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

/**
 * Return an answer in the SPARQL 1.1 JSON format.
 * @param {import("./protocol.js").Rows} answer
 * @returns {string}
 */
export function toJson({ variables, rows }) {
  return JSON.stringify({ head: { vars: variables }, results: { bindings: rows } }, null, 2);
}
