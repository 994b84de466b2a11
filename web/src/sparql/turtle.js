import { Writer } from "n3";

/**
 * Write quads as Turtle with the prefixes that they use.
 * @param {readonly import("oxigraph").Quad[]} quads
 * @param {Readonly<Record<string, string>>} prefixes
 * @returns {string}
 */
export function toTurtle(quads, prefixes) {
  const names = new Set(quads.flatMap((quad) => namesIn(quad)));
  const used = Object.entries(prefixes).filter(([, namespace]) =>
    [...names].some((name) => name.startsWith(namespace)),
  );
  const writer = new Writer({ prefixes: Object.fromEntries(used) });
  for (const { subject, predicate, object } of quads) {
    writer.addQuad(/** @type {any} */ (subject), /** @type {any} */ (predicate), /** @type {any} */ (object));
  }
  let written = "";
  writer.end((_, text) => {
    written = text;
  });
  return written;
}

/** @param {import("oxigraph").Quad} quad */
function namesIn({ subject, predicate, object }) {
  const names = [subject.value, predicate.value];
  if (object.termType === "NamedNode") names.push(object.value);
  if (object.termType === "Literal") names.push(object.datatype.value);
  return names;
}
