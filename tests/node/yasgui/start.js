// YASGUI as somebody would set it up for an endpoint: it learns from the endpoint alone which terms
// to suggest and which examples to offer, each in a tab of its own.
//
// The page's address has the parameter `endpoint`, and may have `method`.

const parameters = new URLSearchParams(location.search);
const endpoint = parameters.get("endpoint");
const method = parameters.get("method") ?? "POST";

const PREFIXES = `PREFIX sh: <http://www.w3.org/ns/shacl#>
SELECT DISTINCT ?prefix ?namespace { ?of sh:prefix ?prefix ; sh:namespace ?namespace }`;
const TERMS = {
  class: "SELECT DISTINCT ?term { ?part <http://rdfs.org/ns/void#class> ?term }",
  property: "SELECT DISTINCT ?term { ?part <http://rdfs.org/ns/void#property> ?term }",
};
const EXAMPLES = `PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX spex: <https://purl.expasy.org/sparql-examples/ontology#>
SELECT ?label ?query {
  ?example a sh:SPARQLExecutable ; rdfs:label ?label ; sh:select|sh:ask|sh:construct|spex:describe ?query .
  FILTER(LANG(?label) = "en")
} ORDER BY ?example`;

async function rows(query) {
  const url = `${endpoint}?query=${encodeURIComponent(query)}`;
  const response = await fetch(url, { headers: { Accept: "application/sparql-results+json" } });
  return (await response.json()).results.bindings;
}

async function prefixes() {
  return (await rows(PREFIXES)).map((row) => `${row.prefix.value}: <${row.namespace.value}>`);
}

async function terms(kind) {
  return (await rows(TERMS[kind])).map((row) => row.term.value);
}

// The completers that it comes with ask a register of vocabularies that is far away.
const learnt = { prefixes, class: () => terms("class"), property: () => terms("property") };
for (const [kind, get] of Object.entries(learnt)) {
  const own = { name: `${kind}-of-the-endpoint`, bulk: true, persistenceId: null, get };
  const { autocompleters } = Yasgui.Yasqe.defaults;
  autocompleters.splice(autocompleters.indexOf(kind), 1);
  Yasgui.Yasqe.forkAutocompleter(kind, own);
}

const editor = new Yasgui(document.getElementById("yasgui"), {
  persistenceId: null,
  requestConfig: { endpoint, method },
});
for (const { label, query } of await rows(EXAMPLES)) {
  editor.addTab(false, { name: label.value, yasqe: { value: query.value } });
}
document.body.dataset.started = "";
