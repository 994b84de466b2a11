// What the loaded data offers to somebody who writes a query: its prefixes and its terms.

/** @typedef {import("./protocol.js").Cell} Cell */
/** @typedef {import("./protocol.js").Term} Term */

export const PREFIXES = `
PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace { ?declaration sh:prefix ?prefix ; sh:namespace ?namespace }
ORDER BY ?prefix ?namespace`;

const TERMS = `
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?iri ?kind (SAMPLE(?oneLabel) AS ?label) (SAMPLE(?oneComment) AS ?comment) {
  {
    { SELECT DISTINCT ?iri { { ?thing a ?iri } UNION { ?iri a owl:Class } } }
    BIND ("class" AS ?kind)
  } UNION {
    { SELECT DISTINCT ?iri {
      { ?thing ?iri ?value } UNION { ?iri a owl:ObjectProperty } UNION { ?iri a owl:DatatypeProperty }
    } }
    BIND ("property" AS ?kind)
  } UNION {
    { SELECT DISTINCT ?iri { ?iri a skos:Concept } }
    BIND ("concept" AS ?kind)
  }
  OPTIONAL { ?iri rdfs:label ?oneLabel FILTER (LANG(?oneLabel) = "LANGUAGE") }
  OPTIONAL { ?iri rdfs:comment ?oneComment FILTER (LANG(?oneComment) = "LANGUAGE") }
}
GROUP BY ?iri ?kind
ORDER BY ?iri`;

/**
 * Return the query for classes, properties and concepts with their labels in a language.
 * @param {string} language a BCP 47 tag; only its first part counts
 * @returns {string}
 */
export function termsQuery(language) {
  const [primary] = language.split("-");
  return TERMS.replaceAll("LANGUAGE", /^[a-z]{2,3}$/i.test(primary) ? primary : "en");
}

/**
 * @param {readonly Readonly<Record<string, Cell>>[]} rows of {@link PREFIXES}
 * @returns {Record<string, string>}
 */
export const prefixesOf = (rows) =>
  Object.fromEntries(rows.map((row) => [row.prefix.value, row.namespace.value]));

/**
 * @param {readonly Readonly<Record<string, Cell>>[]} rows of {@link termsQuery}
 * @returns {Term[]}
 */
export const termsOf = (rows) =>
  rows.map((row) => ({
    iri: row.iri.value,
    kind: /** @type {import("./protocol.js").Kind} */ (row.kind.value),
    label: row.label?.value ?? "",
    comment: row.comment?.value ?? "",
  }));
