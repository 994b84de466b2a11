// Asks an endpoint with sparql-http-client: prints the rows, how many triples, and whether it is so.
//
// Usage: node client.mjs ENDPOINT SELECT CONSTRUCT ASK

import ParsingClient from "sparql-http-client/ParsingClient.js";

const [endpointUrl, select, construct, ask] = process.argv.slice(2);
const { query } = new ParsingClient({ endpointUrl });
const rows = (await query.select(select)).map((row) =>
  Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value])),
);
const graph = await query.construct(construct);
process.stdout.write(JSON.stringify([rows, graph.size, await query.ask(ask)]));
