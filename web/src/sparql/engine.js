// The page's end of the engine.

/** @typedef {import("./protocol.js").Answer} Answer */
/** @typedef {Extract<import("./protocol.js").Report, {type: "loaded"}>} Loaded */
/** @typedef {import("./protocol.js").Order} Order */
/** @typedef {import("./protocol.js").Report} Report */
/** @typedef {import("./protocol.js").Sources} Sources */

/** A query that the engine did not answer, with the engine's own words. */
export class QueryError extends Error {}

/** The end of a query that was stopped, by the person or for want of memory. */
export class Ended extends Error {
  /** @param {boolean} wanted by the person */
  constructor(wanted) {
    super("The query was ended.");
    this.wanted = wanted;
  }
}

/** An engine that loads once, answers one query at a time, and is stopped by ending its worker. */
export class Engine {
  #script;
  #sources;
  /** @type {Worker} */
  #worker;
  /** @type {Promise<Loaded>} */
  #loaded;
  /** @type {((reason: Error) => void) | null} */
  #reject = null;

  /**
   * @param {string} script address of what the worker runs
   * @param {Sources} sources
   */
  constructor(script, sources) {
    this.#script = script;
    this.#sources = sources;
    [this.#worker, this.#loaded] = this.#start();
  }

  /** @returns {[Worker, Promise<Loaded>]} */
  #start() {
    const worker = new Worker(this.#script);
    const loaded = this.#order(worker, { type: "load", sources: this.#sources }).then((report) =>
      report.type === "loaded" ? report : Promise.reject(new Error(report.type)),
    );
    loaded.catch(() => worker.terminate()); // whoever waits for it learns why
    return [worker, loaded];
  }

  /**
   * @param {Worker} worker
   * @param {Order} order
   * @returns {Promise<Report>}
   */
  #order(worker, order) {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      worker.onmessage = (/** @type {MessageEvent<Report>} */ { data }) => {
        if (data.type !== "error") resolve(data);
        else if (data.fatal && order.type === "query") this.#restart(false);
        else reject(new QueryError(data.message));
      };
      worker.onerror = (event) => reject(new Error(event.message || this.#script));
      worker.postMessage(order);
    });
  }

  /** @param {boolean} wanted */
  #restart(wanted) {
    const reject = this.#reject;
    this.#worker.terminate();
    [this.#worker, this.#loaded] = this.#start();
    reject?.(new Ended(wanted));
  }

  /**
   * Wait until the data is loaded; the worker ends where engine or data cannot be had.
   * @returns {Promise<Loaded>} the number of quads, and what they offer
   */
  loaded() {
    return this.#loaded;
  }

  /**
   * Answer a query; rejects with {@link QueryError} or {@link Ended}.
   * @param {string} query
   * @returns {Promise<Answer>}
   */
  async query(query) {
    await this.#loaded;
    const report = await this.#order(this.#worker, { type: "query", query });
    if (report.type !== "answer") throw new Error(report.type);
    return report.answer;
  }

  /** End the query that runs, whatever it does, and start afresh. */
  stop() {
    this.#restart(true);
  }
}
