import { element } from "../element.js";
import { speaker } from "../language.js";
import { messages } from "./messages.js";

/**
 * Put a button before a block of text that copies it. Browsers copy only for pages that came over a
 * safe way; on others there is no button.
 * @param {HTMLElement} block
 */
export function makeCopyable(block) {
  if (!navigator.clipboard) return;
  const say = speaker(messages);
  const button = element("button", { type: "button", class: "copy" }, say("copy"));
  const status = element("span", { role: "status", class: "copy-status" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(block.textContent ?? "");
      status.textContent = say("copied");
    } catch {
      status.textContent = say("refused");
    }
  });
  block.before(element("div", { class: "copy-bar" }, button, " ", status));
}
