// A SPARQL endpoint in the place of the engine, for data that no browser holds.
// https://www.w3.org/TR/sparql11-protocol/#query-via-post-urlencoded, which needs no preflight.

import { Ended, QueryError } from "./engine.js";
import { formOf } from "./query-text.js";

/** @typedef {import("./protocol.js").Answer} Answer */

const MOST_WORDS = 300; // of a refusal, which may be a whole page
const RESULTS = "application/sparql-results+json";

export class Endpoint {
  #address;
  #running = new AbortController();

  /** @param {string} address */
  constructor(address) {
    this.#address = address;
  }

  /**
   * Answer a query; rejects with {@link QueryError} or {@link Ended}.
   * @param {string} query
   * @returns {Promise<Answer>}
   */
  async query(query) {
    const started = performance.now();
    const form = formOf(query);
    const isGraph = form === "CONSTRUCT" || form === "DESCRIBE";
    const text = await this.#asked(query, isGraph ? "text/turtle" : RESULTS);
    const time = Math.round(performance.now() - started);
    if (isGraph) return { form: "graph", turtle: text, time };
    const { head, boolean, results } = this.#read(text);
    if (results) return { form: "rows", variables: head.vars, rows: results.bindings, time };
    return { form: "boolean", boolean, time };
  }

  /** @param {string} text */
  #read(text) {
    try {
      return JSON.parse(text);
    } catch {
      throw new QueryError(`${this.#address} did not answer with ${RESULTS}`);
    }
  }

  /**
   * @param {string} query
   * @param {string} accept media type
   */
  async #asked(query, accept) {
    this.#running = new AbortController();
    const { signal } = this.#running;
    try {
      const body = new URLSearchParams({ query });
      const response = await fetch(this.#address, {
        method: "POST",
        headers: { Accept: accept },
        body,
        signal,
      });
      const text = await response.text();
      if (!response.ok) throw new QueryError(`${response.status} ${text.slice(0, MOST_WORDS)}`);
      return text;
    } catch (error) {
      if (signal.aborted) throw new Ended(true);
      if (error instanceof QueryError) throw error;
      throw new QueryError(`${this.#address} could not be reached`);
    }
  }

  /** End the query that runs: its answer is not waited for. */
  stop() {
    this.#running.abort();
  }
}
