// The page of all that a query found, for ?q= in its address.

import { element } from "../element.js";
import { speaker } from "../language.js";
import { shownHit } from "./hits.js";
import { messages } from "./messages.js";
import { addressOf, search } from "./ranking.js";
import { searchIndex } from "./search-index.js";

/**
 * Fill a container with what the query in the address found.
 * @param {HTMLElement} container
 * @param {HTMLFormElement} form the search form of the page
 */
export async function showResults(container, form) {
  const query = new URLSearchParams(location.search).get("q") ?? "";
  const input = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  input.value = query;
  if (!query.trim()) return;
  const say = speaker(messages);
  const status = element("p", { role: "status", class: "search-count" });
  container.replaceChildren(status);
  try {
    const hits = search(await searchIndex(form), query);
    if (hits.length === 0) status.textContent = say("nothing", { query });
    else if (hits.length === 1) status.textContent = say("foundOne");
    else status.textContent = say("found", { count: hits.length });
    const list = element("ol", { class: "search-results" });
    for (const hit of hits) {
      const { title, rest } = shownHit(hit, query);
      const link = element("a", { href: `${form.dataset.root ?? ""}${addressOf(hit)}` }, title);
      list.append(element("li", {}, link, ...rest.flatMap((part) => [" ", part])));
    }
    container.append(list);
  } catch {
    status.textContent = say("failed");
  }
}
