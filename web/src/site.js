// What scripts add to every page. Nothing that a page says depends on it.

import { makeCopyable } from "./site/copying.js";
import { makeFilterable } from "./site/filterable.js";
import { offerPng, showSentences } from "./site/pictures.js";
import { showResults } from "./site/search-page.js";
import { suggestIn } from "./site/search.js";
import { makeSortable } from "./site/sortable.js";

/**
 * @template {HTMLElement} Kind
 * @param {string} selector
 * @returns {Kind[]}
 */
const all = (selector) => [...document.querySelectorAll(selector)].map((e) => /** @type {any} */ (e));

function enhance() {
  /** @type {HTMLFormElement[]} */
  const forms = all("form[data-search]");
  forms.forEach(suggestIn);
  if (forms.length > 0) all("[data-search-results]").forEach((box) => showResults(box, forms[0]));
  all("table[data-sortable]").forEach((table) => makeSortable(/** @type {any} */ (table)));
  all("table[data-filterable]").forEach((table) => makeFilterable(/** @type {any} */ (table)));
  all("a[data-picture]").forEach((link) => offerPng(/** @type {any} */ (link)));
  all("figure.pictures").forEach(showSentences);
  all("[data-copy]").forEach(makeCopyable);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", enhance);
else enhance();
