// The order of the cells of a column.

const NUMBER = /^[+\-\u2212]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\s?%?$/;

/** @param {string} key */
const toNumber = (key) => Number(key.replace(/[,%\s]/g, "").replace("\u2212", "-"));

/**
 * Return the places of the keys of a column in their order: numbers by value where all are numbers,
 * texts as the language sorts them (ISO dates by time). What is empty stays last, what is equal
 * stays in its order.
 * @param {readonly string[]} keys
 * @param {boolean} ascending
 * @param {string} language a BCP 47 tag
 * @returns {number[]}
 */
export function order(keys, ascending, language) {
  const filled = keys.filter((key) => key !== "");
  const collator = new Intl.Collator(language, { numeric: true });
  /** @type {(a: string, b: string) => number} */
  const compare = filled.every((key) => NUMBER.test(key))
    ? (a, b) => toNumber(a) - toNumber(b)
    : collator.compare;
  const sign = ascending ? 1 : -1;
  return keys
    .map((_, place) => place)
    .sort((a, b) => {
      if (keys[a] === "" || keys[b] === "") return Number(keys[a] === "") - Number(keys[b] === "");
      return sign * compare(keys[a], keys[b]);
    });
}
