// Answers a query from what is found by following links, and prints as JSON the solutions, with
// the values as texts, and the documents that were read, each with its media type.
//
// Usage: node follow.mjs START QUERY [ACCEPT]

import { QueryEngine } from "@comunica/query-sparql-link-traversal";

const [start, query, accept] = process.argv.slice(2);
const { origin } = new URL(start);
const SCHEMA_ORG = "https://schema.org/";
const documents = {};

async function fetched(url, options) {
  const { href } = new URL(url);
  // A page names this context for search engines. It is far away, and of no matter to our terms.
  if (href === SCHEMA_ORG) {
    const context = JSON.stringify({ "@context": { "@vocab": SCHEMA_ORG } });
    return new Response(context, { headers: { "Content-Type": "application/ld+json" } });
  }
  if (!href.startsWith(`${origin}/`)) throw new Error(`${href} is somebody else's`);
  const headers = new Headers(options.headers);
  if (accept) headers.set("Accept", accept);
  const response = await fetch(url, { ...options, headers });
  documents[response.url] = response.headers.get("Content-Type");
  return response;
}

// Not lenient: one document that cannot be read, and there is no answer.
const context = { sources: [start], fetch: fetched };
const solutions = await (await new QueryEngine().queryBindings(query, context)).toArray();
const rows = solutions.map((solution) =>
  Object.fromEntries([...solution].map(([variable, term]) => [variable.value, term.value])),
);
process.stdout.write(JSON.stringify({ rows, documents }));
