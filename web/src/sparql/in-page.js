// The engine in the page itself, to be spoken to as a worker is, for pages opened from disk.

import { loadScript } from "../element.js";

/** @typedef {import("./protocol.js").Order} Order */
/** @typedef {import("./protocol.js").Report} Report */
/** @typedef {Window & {asccEngine?: typeof import("../sparql-disk.js")}} EngineWindow */

/** Time in which a browser draws what has changed and hands out what was typed and clicked. */
const BREATH = 50; // milliseconds

const breathe = () => new Promise((resolve) => setTimeout(resolve, BREATH));

/** Like a worker, but for one thing: nothing ends a query that runs, and the page waits for it. */
export class InPage {
  /** @type {((event: {data: Report}) => void) | null} */
  onmessage = null;
  /** @type {((event: {message: string}) => void) | null} */
  onerror = null;
  #engine;

  /** @param {string} script address of the engine; it is run anew, since an engine starts once */
  constructor(script) {
    this.#engine = loadScript(script).then(() => {
      const { asccEngine } = /** @type {EngineWindow} */ (window);
      if (!asccEngine) throw new Error(script);
      return asccEngine;
    });
  }

  /** @param {Order} order */
  postMessage(order) {
    this.#report(order).then(
      (data) => this.onmessage?.({ data }),
      (error) => this.onerror?.({ message: error.message }),
    );
  }

  /** @param {Order} order */
  async #report(order) {
    const engine = await this.#engine;
    await breathe(); // the page shows that a query runs
    const report = await engine.carryOut(order);
    await breathe(); // clicks while it stood still meet a button that is still disabled
    return report;
  }

  /** Let go of the engine; whatever it still says is not heard. */
  terminate() {
    this.onmessage = null;
    this.onerror = null;
  }
}
