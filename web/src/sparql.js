// The query page before anybody asks for the engine: only this small script is loaded. The engine,
// the editor and the data follow on a click on the button, or on the first focus of the text field.

import { element, loadScript } from "./element.js";
import { speaker } from "./language.js";
import { messages } from "./sparql/messages.js";

/** @typedef {Window & {asccSparql?: typeof import("./sparql/workbench.js")}} WorkbenchWindow */

/**
 * The query in the address of the page: `#query=` or `?query=`.
 * @param {Location} place
 * @returns {string | null}
 */
const queryIn = (place) =>
  new URLSearchParams(place.hash.slice(1)).get("query") ??
  new URLSearchParams(place.search).get("query");

/** @param {HTMLElement} container */
function prepare(container) {
  const say = speaker(messages);
  const form = /** @type {HTMLFormElement} */ (container.querySelector("form"));
  const text = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("query"));
  text.value = queryIn(location) ?? text.value;
  const { endpoint, root = "" } = container.dataset;
  if (location.protocol === "file:" && !endpoint) {
    // From there a browser starts no worker and `fetch` reads nothing.
    form.after(element("p", { class: "sparql-from-disk" }, say("fromDisk")));
    return;
  }
  const button = element("button", { "data-sparql-start": "" }, say(endpoint ? "run" : "start"));
  const status = element("p", { role: "status", class: "sparql-status" });
  form.append(button);
  form.after(status);

  let asked = false;
  /** @param {boolean} run the query once all is there */
  async function open(run) {
    if (asked) return;
    asked = true;
    status.textContent = say(endpoint ? "loadingEditor" : "loading");
    try {
      await loadScript(`${root}sparql-workbench.js`);
      const workbench = /** @type {WorkbenchWindow} */ (window).asccSparql;
      if (!workbench) throw new Error("sparql-workbench.js");
      await workbench.open({ container, form, text, button, status, run });
    } catch (error) {
      asked = false;
      const reason = error instanceof Error ? error.message : String(error);
      status.textContent = say("failed", { reason });
    }
  }

  text.addEventListener("focus", () => open(false));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open(true);
  });
}

/** Prepare the query field of the page. */
function prepareAll() {
  for (const container of document.querySelectorAll("[data-sparql]")) {
    prepare(/** @type {HTMLElement} */ (container));
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", prepareAll);
else prepareAll();
