// The query page once it was asked for: editor, engine, answers.

import { element } from "../element.js";
import { pageLanguage, speaker } from "../language.js";
import { shownAnswer, summary } from "./answer-view.js";
import { editorFor } from "./editor.js";
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
 * Load the engine and put the editor in place of the text field; rejects, and leaves the field as it
 * is, where engine or data cannot be had.
 * @param {Parts} parts
 */
export async function open({ container, form, text, button, status, run }) {
  const say = speaker(messages);
  const { root = "", pages = root, base = "", within = "[]" } = container.dataset;
  const named = JSON.parse(container.dataset.prefixes ?? "{}");
  const routes = { base, root: pages, within: JSON.parse(within) };
  const engine = new Engine(`${root}sparql-worker.js`, sourcesOf(container.dataset));
  const { quads, offer } = await engine.loaded();

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
    if (error instanceof Ended) return say(error.wanted ? "stopped" : "crashed");
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

  status.textContent = say("loaded", { quads });
  if (run) await ask();
}
