// What scripts add to pictures: the sentence that a mark is about, and the picture as PNG.

import { element } from "../element.js";
import { speaker } from "../language.js";
import { messages } from "./messages.js";

const PATIENCE = 400; // ms to come from a mark to its sentence
const SCALE = 2; // pixels a unit: sharp in print and in slides

// What a stylesheet gives the parts of a picture, which its copy must carry itself.
const DRAWN = [
  "fill", "fill-opacity", "fill-rule", "font-family", "font-size", "font-weight",
  "stroke", "stroke-dasharray", "stroke-width",
];

/**
 * Show the sentence that a mark is about when the mark is pointed at, reached by keyboard or touched:
 * the first touch shows it, the next follows the link. The sentence can be pointed at itself, and
 * Escape hides it (https://www.w3.org/TR/WCAG22/#content-on-hover-or-focus).
 * @param {HTMLElement} figure
 */
export function showSentences(figure) {
  const card = element("dl", { class: "card", hidden: "" });
  figure.append(card);
  /** @type {Element | null} */
  let shown = null;
  let touch = false;
  let leaving = 0;

  const hide = () => {
    shown = null;
    card.hidden = true;
  };
  const hideSoon = () => {
    if (!touch) leaving = window.setTimeout(hide, PATIENCE);
  };
  /** @param {Event} event */
  const markOf = ({ target }) =>
    target instanceof Element ? target.closest("a[aria-describedby]") : null;
  /** @param {Event} event */
  const show = (event) => {
    const mark = markOf(event);
    const said = mark && document.getElementById(mark.getAttribute("aria-describedby") ?? "");
    clearTimeout(leaving);
    if (said && mark !== shown) {
      const copied = [...said.children].map((part) => part.cloneNode(true));
      card.replaceChildren(element("div", {}, ...copied));
      const { top } = /** @type {Element} */ (mark).getBoundingClientRect();
      card.classList.toggle("above", top > window.innerHeight / 2);
      card.hidden = false;
      shown = mark;
    } else if (!said && !card.contains(/** @type {Node} */ (event.target))) hideSoon();
  };

  figure.addEventListener("pointerdown", ({ pointerType }) => (touch = pointerType === "touch"));
  figure.addEventListener("mouseover", (event) => touch || show(event));
  figure.addEventListener("mouseleave", hideSoon);
  figure.addEventListener("focusin", (event) => touch || show(event));
  figure.addEventListener("focusout", hideSoon);
  figure.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (!touch || mark === shown) return;
    if (mark) event.preventDefault();
    show(event);
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
}

/**
 * Put a button behind the link to a picture that saves the picture as PNG. It is drawn from the page,
 * since a page from the disk may read no other file.
 * @param {HTMLAnchorElement} link
 */
export function offerPng(link) {
  const picture = document.getElementById(link.dataset.picture ?? "");
  if (!(picture instanceof SVGSVGElement)) return;
  const button = element("button", { type: "button", class: "copy" }, speaker(messages)("png"));
  link.closest("li")?.after(element("li", {}, button));
  button.addEventListener("click", async () => {
    const url = URL.createObjectURL(await drawn(picture));
    const name = (link.getAttribute("href") ?? "").replace(/^.*\/|\.svg$/g, "");
    element("a", { href: url, download: `${name}.png` }).click();
    URL.revokeObjectURL(url);
  });
}

/**
 * @param {SVGSVGElement} picture
 * @returns {Promise<Blob>} the picture as PNG, in the colours of the page
 */
async function drawn(picture) {
  const copy = /** @type {SVGSVGElement} */ (picture.cloneNode(true));
  const parts = [picture, ...picture.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((part, place) => {
    const style = getComputedStyle(parts[place]);
    for (const name of DRAWN) part.setAttribute(name, style.getPropertyValue(name));
  });
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = element("canvas");
  canvas.width = image.width * SCALE;
  canvas.height = image.height * SCALE;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob((blob) => done(/** @type {Blob} */ (blob))));
}
