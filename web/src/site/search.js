// Search as one types: the combobox with a list of the ARIA Authoring Practices.
// https://www.w3.org/WAI/ARIA/apg/patterns/combobox/

import { element } from "../element.js";
import { speaker } from "../language.js";
import { shownHit } from "./hits.js";
import { messages } from "./messages.js";
import { addressOf, search } from "./ranking.js";
import { searchIndex } from "./search-index.js";

/** @typedef {import("./ranking.js").Hit} Hit */

const MOST = 10; // suggestions

/**
 * Let a form suggest pages while one types. Enter without a choice submits the form.
 * @param {HTMLFormElement} form
 * @param {number} number of the form in the page
 */
export function suggestIn(form, number) {
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const say = speaker(messages);
  const id = `search-suggestions-${number}`;
  const list = element("ul", { id, role: "listbox", class: "search-suggestions" });
  const status = element("p", { role: "status", class: "search-status visually-hidden" });
  list.setAttribute("aria-label", say("suggestions"));
  list.hidden = true;
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": id,
  })) {
    input.setAttribute(name, value);
  }
  form.append(list, status);

  /** @type {readonly Hit[]} */
  let hits = [];
  let active = -1;

  /**
   * Say something to screen readers, and to everybody where there is no list that shows it.
   * @param {string} text
   * @param {boolean} shown
   */
  function tell(text, shown) {
    status.textContent = text;
    status.classList.toggle("visually-hidden", !shown);
  }

  function close() {
    hits = [];
    choose(-1);
    list.hidden = true;
    list.replaceChildren();
    status.classList.add("visually-hidden");
    input.setAttribute("aria-expanded", "false");
  }

  /** @param {number} place in the list, or -1 for none */
  function choose(place) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = place;
    const option = list.children[place];
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", option.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function isTold() {
    return !status.classList.contains("visually-hidden");
  }

  /** @param {Hit} hit */
  function open(hit) {
    location.assign(`${form.dataset.root ?? ""}${addressOf(hit)}`);
  }

  /** @param {readonly Hit[]} found */
  function show(found) {
    close();
    hits = found.slice(0, MOST);
    list.append(
      ...hits.map((hit, place) => {
        const { title, rest } = shownHit(hit, input.value);
        const attributes = { role: "option", id: `${id}-${place}`, "aria-selected": "false" };
        const option = element("li", attributes, title, ...rest.flatMap((part) => [" ", part]));
        // The input keeps the focus, or the list would close before the click arrives.
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => open(hit));
        return option;
      }),
    );
    list.hidden = hits.length === 0;
    input.setAttribute("aria-expanded", String(hits.length > 0));
    if (!input.value.trim()) tell("", false);
    else if (found.length === 0) tell(say("nothing", { query: input.value }), true);
    else if (found.length === 1) tell(say("foundOne"), false);
    else tell(say("found", { count: found.length }), false);
  }

  async function update() {
    try {
      const index = await searchIndex(form);
      if (document.activeElement === input) show(search(index, input.value));
    } catch {
      if (document.activeElement === input) tell(say("failed"), true);
    }
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.isComposing) return; // Enter and the arrows belong to the input method.
    const last = hits.length - 1;
    if (event.key === "Escape" && (hits.length > 0 || isTold())) close();
    else if (event.key === "ArrowDown" && last >= 0) choose(active < last ? active + 1 : 0);
    else if (event.key === "ArrowUp" && last >= 0) choose(active > 0 ? active - 1 : last);
    else if (event.key === "Enter" && active >= 0) open(hits[active]);
    else return;
    event.preventDefault();
  }

  input.addEventListener("focus", update);
  input.addEventListener("input", update);
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", close);
}
