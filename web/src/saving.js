// Files that a page makes of what it shows.

import { element } from "./element.js";

/** @param {string} text */
const field = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * Return rows of cells as CSV (RFC 4180).
 * @param {readonly (readonly string[])[]} rows
 * @returns {string}
 */
export const csvOf = (rows) => rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");

/**
 * Save a text as a file of the reader.
 * @param {string} name
 * @param {string} type media type
 * @param {string} content
 */
export function save(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  // The browser has taken hold of the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(address));
}
