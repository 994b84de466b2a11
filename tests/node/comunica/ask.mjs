// Asks a source and prints the solutions as a JSON array of objects with the values as texts.
//
// Usage: node ask.mjs SOURCE QUERY

import { QueryEngine } from "@comunica/query-sparql";

const [source, query] = process.argv.slice(2);
const at = source.indexOf("@");
const sources = [at < 0 ? source : { type: source.slice(0, at), value: source.slice(at + 1) }];
const solutions = await (await new QueryEngine().queryBindings(query, { sources })).toArray();
const rows = solutions.map((solution) =>
  Object.fromEntries([...solution].map(([variable, term]) => [variable.value, term.value])),
);
process.stdout.write(JSON.stringify(rows));
