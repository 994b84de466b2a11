// The query engine for a page opened from disk, in the page itself: from there a browser starts no
// worker and `fetch` reads nothing. Classic scripts it does load, so the site has each file that
// the engine needs as a script too: `ascc.nq.js` gives the text of `ascc.nq`, `oxigraph.wasm.js`
// the bytes of `oxigraph.wasm` in Base64.

import { loadScript } from "./element.js";
import { carryOut as answered } from "./sparql/oxigraph.js";

/** @typedef {import("./sparql/protocol.js").Order} Order */
/** @typedef {Window & {asccFiles?: Record<string, string>}} FilesWindow */

/** @param {string} address of a file that has a script beside it */
async function contentOf(address) {
  const script = `${address}.js`;
  await loadScript(script);
  const name = address.slice(address.lastIndexOf("/") + 1);
  const { asccFiles: files = {} } = /** @type {FilesWindow} */ (window);
  const content = files[name];
  if (content === undefined) throw new Error(`${script} does not hold ${name}`);
  delete files[name]; // the engine keeps what it needs
  return content;
}

/** @type {import("./sparql/protocol.js").Files} */
const files = {
  async bytes(address) {
    const binary = atob(await contentOf(address));
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i += 1) bytes[i] = binary.charCodeAt(i);
    return bytes.buffer;
  },
  text: contentOf,
};

/** @param {Order} order */
export const carryOut = (order) => answered(order, files);
