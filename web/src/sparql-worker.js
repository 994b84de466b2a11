// The query engine in a worker, so that a long query never holds up the page, and so that it can be
// stopped at any moment by ending the worker.

import { carryOut } from "./sparql/oxigraph.js";

/** @typedef {import("./sparql/protocol.js").Order} Order */

/** @param {string} address */
async function get(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${response.statusText}`);
  return response;
}

/** @type {import("./sparql/protocol.js").Files} */
const files = {
  bytes: async (address) => (await get(address)).arrayBuffer(),
  text: async (address) => (await get(address)).text(),
};

addEventListener("message", async (/** @type {MessageEvent<Order>} */ { data }) => {
  postMessage(await carryOut(data, files));
});
