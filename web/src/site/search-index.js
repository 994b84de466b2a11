// The index is a classic script beside the pages, loaded when somebody is about to search.

import { loadScript } from "../element.js";

/** @typedef {import("./ranking.js").Entry} Entry */

/** @typedef {Window & {asccSearchIndex?: readonly Entry[]}} IndexedWindow */

/** @type {Map<string, Promise<readonly Entry[]>>} */
const loaded = new Map();

/**
 * Return what the form searches. `data-root` leads to the root of the site, `data-search` names the
 * script there that sets `window.asccSearchIndex`; without a name it is `search-index.js`.
 * @param {HTMLFormElement} form
 * @returns {Promise<readonly Entry[]>} rejects where the script cannot be had
 */
export function searchIndex(form) {
  const address = `${form.dataset.root ?? ""}${form.dataset.search || "search-index.js"}`;
  let index = loaded.get(address);
  if (!index) {
    index = loadScript(address).then(
      () => /** @type {IndexedWindow} */ (window).asccSearchIndex ?? [],
    );
    loaded.set(address, index);
    index.catch(() => loaded.delete(address));
  }
  return index;
}
