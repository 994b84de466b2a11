// The index is a classic script beside the pages, loaded when somebody is about to search.

import { loadScript } from "../element.js";

/** @typedef {import("./ranking.js").Entry} Entry */

/** @typedef {Window & {asccSearchIndex?: readonly Entry[]}} IndexedWindow */

/** @type {Map<string, Promise<readonly Entry[]>>} */
const loaded = new Map();

/**
 * Return what the form searches: `search-index.js` at `data-root`, the root of the pages in the
 * language of this one, sets `window.asccSearchIndex`.
 * @param {HTMLFormElement} form
 * @returns {Promise<readonly Entry[]>} rejects where the script cannot be had
 */
export function searchIndex(form) {
  const address = `${form.dataset.root ?? ""}search-index.js`;
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
