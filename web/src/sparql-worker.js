// The query engine in a worker, so that a long query never holds up the page, and so that it can be
// stopped at any moment by ending the worker.

import { carryOut } from "./sparql/oxigraph.js";

/** @typedef {import("./sparql/protocol.js").Order} Order */

addEventListener("message", async (/** @type {MessageEvent<Order>} */ { data }) => {
  postMessage(await carryOut(data));
});
