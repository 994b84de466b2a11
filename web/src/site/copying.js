import { element } from "../element.js";
import { speaker } from "../language.js";
import { messages } from "./messages.js";

/**
 * Put a button that copies a text before it where it is a block, behind it where it stands in a line.
 * `data-copy` may have another text to copy, and `data-copy-as` the words of the button.
 * Browsers copy only for pages that came over a safe way; on others there is no button.
 * @param {HTMLElement} text
 */
export function makeCopyable(text) {
  if (!navigator.clipboard) return;
  const say = speaker(messages);
  const { copy, copyAs } = text.dataset;
  const button = element("button", { type: "button", class: "copy" }, copyAs || say("copy"));
  if (copyAs) button.ariaLabel = `${copyAs}: ${text.textContent}`;
  const status = element("span", { role: "status", class: "copy-status" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(copy || (text.textContent ?? ""));
      status.textContent = say("copied");
    } catch {
      status.textContent = say("refused");
    }
  });
  if (text.tagName === "PRE") text.before(element("div", { class: "copy-bar" }, button, " ", status));
  else text.after(" ", button, " ", status);
}
