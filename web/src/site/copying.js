import { element } from "../element.js";
import { speaker } from "../language.js";
import { messages } from "./messages.js";

/**
 * Put a button that copies a text before it where it is a block, behind it where it stands in a line.
 * Browsers copy only for pages that came over a safe way; on others there is no button.
 * @param {HTMLElement} text
 */
export function makeCopyable(text) {
  if (!navigator.clipboard) return;
  const say = speaker(messages);
  const button = element("button", { type: "button", class: "copy" }, say("copy"));
  const status = element("span", { role: "status", class: "copy-status" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent ?? "");
      status.textContent = say("copied");
    } catch {
      status.textContent = say("refused");
    }
  });
  if (text.tagName === "PRE") text.before(element("div", { class: "copy-bar" }, button, " ", status));
  else text.after(" ", button, " ", status);
}
