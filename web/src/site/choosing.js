// Which rows of a table a reader chose.

/**
 * A value of a row; `of` names the editions that say so, and is empty where all do.
 * @typedef {Readonly<{key: string, of: readonly string[]}>} Value
 */

/** @typedef {Readonly<Record<string, readonly Value[]>>} Values of a row by facet */

/** @typedef {Readonly<Record<string, string>>} Choice the key that was chosen by facet; empty for all */

/**
 * Return whether a row has all that was chosen, said by one and the same edition.
 * @param {Values} values
 * @param {Choice} choice
 * @returns {boolean}
 */
export function fits(values, choice) {
  const chosen = Object.entries(choice).filter(([, key]) => key);
  const editions = new Set(Object.values(values).flatMap((all) => all.flatMap(({ of }) => of)));
  return (editions.size > 0 ? [...editions] : [""]).some((edition) =>
    chosen.every(([facet, chosenKey]) =>
      values[facet].some(
        ({ key, of }) => key === chosenKey && (of.length === 0 || of.includes(edition)),
      ),
    ),
  );
}

/**
 * Count the rows that each value of a facet would leave, whatever is chosen of the facet now.
 * @param {readonly Values[]} rows
 * @param {string} facet
 * @param {readonly string[]} keys
 * @param {Choice} choice
 * @returns {number[]}
 */
export const counts = (rows, facet, keys, choice) =>
  keys.map((key) => rows.filter((values) => fits(values, { ...choice, [facet]: key })).length);
