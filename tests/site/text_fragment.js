// Finds a text directive as the specification says, in the page in which this script is run
// (https://wicg.github.io/scroll-to-text-fragment/#finding-ranges-in-a-document), and returns what a
// test asks about the range: `arguments` are the directive's value and the `id` of an element.

const BLOCKS = new Set(["block", "table", "flow-root", "grid", "flex", "list-item"]);
const INVISIBLE = "script, style, select, iframe, img, meter, object, progress, video, audio";

function blockOf(node) {
  let element = node.parentElement;
  while (!BLOCKS.has(getComputedStyle(element).display) && element.parentElement) {
    element = element.parentElement;
  }
  return element;
}

// The text of each run of text nodes in one block, white space collapsed; `places` has the node and
// offset of each character.
function readBlocks() {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const blocks = [];
  let current = null;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (parent.closest(INVISIBLE) || !parent.checkVisibility({ visibilityProperty: true })) continue;
    const block = blockOf(node);
    if (!current || current.block !== block) {
      current = { block, text: "", places: [] };
      blocks.push(current);
    }
    for (let offset = 0; offset < node.data.length; offset += 1) {
      const space = /\s/.test(node.data[offset]);
      if (space && /^$|\s$/.test(current.text.slice(-1))) continue;
      current.text += space ? " " : node.data[offset];
      current.places.push([node, offset]);
    }
  }
  const segmenter = new Intl.Segmenter("en", { granularity: "word" });
  for (const each of blocks) {
    each.folded = Array.from(each.text, (c) => (c.length === 1 ? c.toLowerCase()[0] : "\ufffd\ufffd"))
      .join("");
    each.bounds = new Set([each.text.length]);
    for (const segment of segmenter.segment(each.text)) each.bounds.add(segment.index);
  }
  return blocks.filter((each) => each.text.trim() !== "");
}

function findString(blocks, query, from, startBounded, endBounded) {
  const folded = query.toLowerCase();
  for (let block = from.block; block < blocks.length; block += 1) {
    const { folded: text, bounds } = blocks[block];
    let at = text.indexOf(folded, block === from.block ? from.offset : 0);
    while (at >= 0) {
      const end = at + folded.length;
      if ((!startBounded || bounds.has(at)) && (!endBounded || bounds.has(end))) {
        return { start: { block, offset: at }, end: { block, offset: end } };
      }
      at = text.indexOf(folded, at + 1);
    }
  }
  return null;
}

function pastSpace(blocks, { block, offset }) {
  while (block < blocks.length) {
    const rest = blocks[block].text.slice(offset);
    if (rest.trim() !== "") return { block, offset: offset + rest.length - rest.trimStart().length };
    block += 1;
    offset = 0;
  }
  return null;
}

const same = (one, other) => one.block === other.block && one.offset === other.offset;
const after = ({ block, offset }) => ({ block, offset: offset + 1 });

function findDirective(blocks, { prefix, start, end, suffix }) {
  let from = { block: 0, offset: 0 };
  for (;;) {
    let match;
    if (prefix) {
      const before = findString(blocks, prefix, from, true, false);
      if (!before) return null;
      from = after(before.start);
      const next = pastSpace(blocks, before.end);
      if (!next) return null;
      match = findString(blocks, start, next, false, Boolean(end || !suffix));
      if (!match) return null;
      if (!same(match.start, next)) continue;
    } else {
      match = findString(blocks, start, from, true, Boolean(end || !suffix));
      if (!match) return null;
      from = after(match.start);
    }
    if (end) {
      const last = findString(blocks, end, match.end, true, !suffix);
      if (!last) return null;
      match.end = last.end;
    }
    if (!suffix) return match;
    const next = pastSpace(blocks, match.end);
    const following = next && findString(blocks, suffix, next, false, true);
    if (!following) return null;
    if (same(following.start, next)) return match;
  }
}

function parse(directive) {
  const parts = directive.split(",");
  const prefix = parts[0].endsWith("-") ? parts.shift().slice(0, -1) : "";
  const suffix = parts.at(-1).startsWith("-") ? parts.pop().slice(1) : "";
  const [start, end = ""] = parts;
  const values = Object.entries({ prefix, start, end, suffix });
  return Object.fromEntries(values.map(([name, value]) => [name, decodeURIComponent(value)]));
}

const [directive, id] = arguments;
window.searchedBlocks ??= readBlocks();
const match = findDirective(window.searchedBlocks, parse(directive));
if (!match) return null;
const place = ({ block, offset }) => window.searchedBlocks[block].places[offset];
const [first, at] = place(match.start);
const [last, before] = place({ ...match.end, offset: match.end.offset - 1 });
const range = document.createRange();
range.setStart(first, at);
range.setEnd(last, before + 1);
const within = id ? document.getElementById(id) : document.querySelector("article");
const common = range.commonAncestorContainer;
const ancestor = common.nodeType === Node.TEXT_NODE ? common.parentElement : common;
const besides = [first, last].some((node) => node.parentElement.closest("aside"));
return {
  words: range.toString(),
  inside: within.contains(ancestor) && !besides,
  targeted: document.querySelector(":target") === ancestor,
  fromMiddle: range.getBoundingClientRect().top - innerHeight / 2,
};
