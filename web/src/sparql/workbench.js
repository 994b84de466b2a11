// The query page once it was asked for: editor, engine, answers.

import { element } from "../element.js";
import { pageLanguage, speaker } from "../language.js";
import { shownAnswer, summary } from "./answer-view.js";
import { editorFor } from "./editor.js";
import { Endpoint } from "./endpoint.js";
import { Ended, Engine, QueryError } from "./engine.js";
import { messages } from "./messages.js";
import { declaredPrefixes, placeOf } from "./query-text.js";

/** @typedef {import("./protocol.js").Sources} Sources */

/**
 * The parts of the page that the workbench takes over.
 * @typedef {Readonly<{
 *   container: HTMLElement,
 *   form: HTMLFormElement,
 *   text: HTMLTextAreaElement,
 *   button: HTMLButtonElement,
 *   status: HTMLElement,
 *   run: boolean,
 * }>} Parts
 */

/**
 * Absolute addresses, since those in a worker are relative to the worker's script.
 * @param {DOMStringMap} settings of the container
 * @returns {Sources}
 */
function sourcesOf({ root = "", dump = "", description, descriptionGraph }) {
  const absolute = (/** @type {string} */ name) => new URL(`${root}${name}`, document.baseURI).href;
  return {
    engine: absolute("oxigraph.wasm"),
    dump: absolute(dump),
    language: pageLanguage(),
    ...(description && descriptionGraph
      ? { description: { address: absolute(description), graph: descriptionGraph } }
      : {}),
  };
}

/**
 * What answers queries, what it offers to somebody who writes one, and what is said of it.
 * @typedef {Readonly<{
 *   engine: Engine | Endpoint,
 *   offer: import("./protocol.js").Offer,
 *   ready: string,
 *   stopped: string,
 * }>} Answering
 */

/** @typedef {import("./answer-view.js").Context["say"]} Say */

/**
 * @param {string} script address of the worker's
 * @param {Sources} sources
 * @param {Say} say
 * @returns {Promise<Answering>}
 */
async function inBrowser(script, sources, say) {
  const engine = new Engine(script, sources);
  const { quads, offer } = await engine.loaded();
  return { engine, offer, ready: say("loaded", { quads }), stopped: say("stopped") };
}

/**
 * @param {string} endpoint its URL
 * @param {Readonly<Record<string, string>>} prefixes
 * @param {Say} say
 * @returns {Answering}
 */
function atEndpoint(endpoint, prefixes, say) {
  const offer = { prefixes, terms: [] }; // to list the terms of a large store takes it too long
  const ready = say("sent", { endpoint });
  return { engine: new Endpoint(endpoint), offer, ready, stopped: say("stoppedAsking") };
}

/**
 * Load the engine and put the editor in place of the text field; rejects, and leaves the field as it
 * is, where engine or data cannot be had.
 * @param {Parts} parts
 */
export async function open({ container, form, text, button, status, run }) {
  const say = speaker(messages);
  const { root = "", pages = root, base = "", within = "[]", endpoint } = container.dataset;
  const named = JSON.parse(container.dataset.prefixes ?? "{}");
  const routes = { base, root: pages, within: JSON.parse(within) };
  const { engine, offer, ready, stopped } = endpoint
    ? atEndpoint(endpoint, named, say)
    : await inBrowser(`${root}sparql-worker.js`, sourcesOf(container.dataset), say);

  const typing = document.activeElement === text;
  button.textContent = say("run");
  button.removeAttribute("data-sparql-start");
  const stopButton = element("button", { type: "button", class: "sparql-stop" }, say("stop"));
  stopButton.hidden = true;
  const keys = element("p", { class: "sparql-keys" }, say("keys"));
  const output = element("div", { class: "sparql-output" });
  const editor = editorFor(text, {
    label: text.labels[0]?.textContent?.trim() || say("editor"),
    run: () => form.requestSubmit(button),
    offer,
    nameOf: (kind) => say(kind),
  });
  button.after(" ", stopButton);
  form.append(keys);
  status.after(output);
  for (const label of text.labels) label.addEventListener("click", editor.focus);
  if (typing) editor.focus();

  /** @param {boolean} busy */
  function show(busy) {
    button.disabled = busy;
    stopButton.hidden = !busy;
    output.setAttribute("aria-busy", String(busy));
  }

  /** @param {unknown} error */
  function explain(error) {
    if (error instanceof Ended) return error.wanted ? stopped : say("crashed");
    if (!(error instanceof QueryError)) throw error;
    if (/^The service <.*> is not supported$/.test(error.message)) return say("service");
    const place = placeOf(error.message);
    editor.mark(place);
    return place ? say("errorAt", place) : say("error", { reason: error.message });
  }

  async function ask() {
    const query = text.value;
    show(true);
    editor.mark(null);
    status.textContent = say("running");
    output.replaceChildren();
    history.replaceState(null, "", `#${new URLSearchParams({ query })}`);
    try {
      const answer = await engine.query(query);
      const prefixes = { ...named, ...offer.prefixes, ...declaredPrefixes(query) };
      output.replaceChildren(...shownAnswer(answer, { say, prefixes, routes }));
      status.textContent = summary(answer, say);
    } catch (error) {
      status.textContent = explain(error);
    } finally {
      show(false);
    }
  }

  stopButton.addEventListener("click", () => engine.stop());
  form.addEventListener("submit", () => {
    if (!button.disabled) ask();
  });

  status.textContent = ready;
  if (run) await ask();
}
