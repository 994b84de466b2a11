import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { counts, fits } from "../src/site/choosing.js";
import { fold, marks } from "../src/site/folding.js";
import { addressOf, search } from "../src/site/ranking.js";
import { order } from "../src/site/sorting.js";

/** @param {string} name */
const cases = (name) =>
  JSON.parse(readFileSync(new URL(`cases/${name}.json`, import.meta.url), "utf8"));

for (const { text, folded, why } of cases("folding")) {
  test(`fold “${text}”: ${why}`, () => assert.equal(fold(text), folded));
}

const ranking = cases("ranking");
for (const { query, found, why } of ranking.queries) {
  test(`search “${query}”: ${why}`, () => {
    assert.deepEqual(search(ranking.index, query).map(({ entry }) => entry.u), found);
  });
}

test("a hit says which text matched, and where it is written", () => {
  assert.deepEqual(search(ranking.index, "国際")[0].text, ["国際協力機構", "ja"]);
  assert.equal(addressOf(search(ranking.index, "国際")[0]), "org/jica.html");
  assert.equal(addressOf(search(ranking.index, "ingenuity")[0]), "declaration.html#span-2");
});

for (const { text, words, marked, why } of cases("marks")) {
  test(`mark ${words} in “${text}”: ${why}`, () => {
    assert.deepEqual(marks(text, words).map(([from, to]) => text.slice(from, to)), marked);
  });
}

const choosing = cases("choosing");
for (const { choice, rows, why } of choosing.choices) {
  test(`choose ${JSON.stringify(choice)}: ${why}`, () => {
    const found = choosing.rows.flatMap((/** @type {any} */ row, /** @type {number} */ place) =>
      fits(row, choice) ? [place] : [],
    );
    assert.deepEqual(found, rows);
  });
}

test("each value of a facet is counted among the rows that the other facets leave", () => {
  const choice = { role: "proposer", edition: "2025" };
  const roles = ["participant", "proposer"];
  assert.deepEqual(counts(choosing.rows, "role", roles, choice), [2, 0]);
  assert.deepEqual(counts(choosing.rows, "country", ["PH", "JP"], { role: "participant" }), [1, 1]);
});

/** @param {string[]} keys @param {boolean} ascending @param {string} language */
const sorted = (keys, ascending = true, language = "en") =>
  order(keys, ascending, language).map((place) => keys[place]);

test("numbers are sorted by value", () => {
  assert.deepEqual(sorted(["10", "9", "1,200", "−3", "2.5"]), ["−3", "2.5", "9", "10", "1,200"]);
});

test("texts are sorted as the language does, accents and numbers in them by what they mean", () => {
  assert.deepEqual(sorted(["zebra", "Éclair", "eclipse", "Ada"]), ["Ada", "Éclair", "eclipse", "zebra"]);
  assert.deepEqual(sorted(["3-10", "3-2", "C-1"]), ["3-2", "3-10", "C-1"]);
});

test("dates are sorted by time", () => {
  assert.deepEqual(sorted(["2024-10-24", "2021-01-26", "2024-10-03"], false), [
    "2024-10-24",
    "2024-10-03",
    "2021-01-26",
  ]);
});

test("empty cells stay last in both directions", () => {
  assert.deepEqual(sorted(["", "b", "a"]), ["a", "b", ""]);
  assert.deepEqual(sorted(["", "b", "a"], false), ["b", "a", ""]);
});

test("equal cells keep their order in both directions", () => {
  assert.deepEqual(order(["x", "a", "x"], true, "en"), [1, 0, 2]);
  assert.deepEqual(order(["x", "a", "x"], false, "en"), [0, 2, 1]);
});
