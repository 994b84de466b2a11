// Links from the IRIs of an answer to the pages about them.

/**
 * How IRIs become addresses. `root` leads to the root of the pages, `within` is the table of the things that are described in another
 * thing's document, as in the table of routes: a pattern for a whole path, and the document's path
 * with `$1` for the first group.
 * @typedef {Readonly<{
 *   base: string,
 *   root: string,
 *   within: readonly (readonly [pattern: string, document: string])[],
 * }>} Routes
 */

/**
 * Return the address of the page about an IRI, or null where a link would lead nowhere a browser
 * should go. IRIs below the base lead to the page beside this one, others to where they point.
 * @param {string} iri
 * @param {Routes} routes
 * @returns {string | null}
 */
export function addressOf(iri, { base, root, within }) {
  if (!iri.startsWith(base)) return /^https?:\/\//i.test(iri) ? iri : null;
  const [path, fragment] = iri.slice(base.length).split("#", 2);
  const anchor = fragment ? `#${fragment}` : "";
  if (path === "") return `${root}index.html${anchor}`;
  for (const [pattern, document] of within) {
    const match = new RegExp(`^(?:${pattern})$`);
    if (match.test(path)) return `${root}${path.replace(match, document)}.html${anchor}`;
  }
  return `${root}${path}.html${anchor}`;
}

/**
 * Return an IRI as a prefixed name, or as it is where no prefix fits. The longest namespace wins.
 * @param {string} iri
 * @param {Readonly<Record<string, string>>} prefixes
 * @returns {string}
 */
export function shortened(iri, prefixes) {
  let best = "";
  let length = 0;
  for (const [prefix, namespace] of Object.entries(prefixes)) {
    const longer = namespace.length > length;
    if (longer && prefix && iri.startsWith(namespace) && LOCAL.test(iri.slice(namespace.length))) {
      best = prefix;
      length = namespace.length;
    }
  }
  return best ? `${best}:${iri.slice(length)}` : iri;
}

// The local names that SPARQL and Turtle read without escapes, a little narrower than PN_LOCAL.
const LOCAL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u;
