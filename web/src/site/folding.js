// Text as it is compared: without accents, case, width and punctuation.

// Letters that Unicode does not take apart, as people without them on the keyboard type them.
/** @type {Readonly<Record<string, string>>} */
const PLAIN = { đ: "d", ð: "d", ø: "o", ł: "l", ı: "i", ß: "ss", æ: "ae", œ: "oe" };

// Accents of Latin, Greek, Cyrillic and Arabic. Vowel signs of Asian scripts and the voicing marks
// of kana make other words, so they stay.
const ACCENTS = /[\u0300-\u036f\u064b-\u0655\u0670]/g;

// Uzbek writes oʻ; people type o'. The soft hyphen and the joiners are not seen.
const APOSTROPHES = /['\u2018\u2019\u02bb\u02bc`´\u00ad\u200b-\u200d\ufeff]/g;

// A letter with the marks on it.
const LETTERS = /[^\p{M}\uff9e\uff9f][\p{M}\uff9e\uff9f]*/gu;

// Where a word can begin: at the start, after a blank, and beside any letter of the scripts that are
// written without blanks (the names of scripts: https://unicode.org/reports/tr24/).
const BEGINNING =
  /(?<=^|[ \p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])|(?=[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])/uy;

/** @param {string} text */
const compared = (text) =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(ACCENTS, "")
    .normalize("NFC")
    .replace(APOSTROPHES, "")
    .replace(/[đðøłıßæœ]/g, (letter) => PLAIN[letter])
    .replace(/[\p{P}\p{S}\s]+/gu, " ");

/**
 * Fold a text for comparison: `Đà Nẵng` becomes `da nang`, `ＪＩＣＡ` becomes `jica`.
 * @param {string} text
 * @returns {string} words with single spaces between them
 */
export const fold = (text) => compared(text).trim();

/**
 * Return the place of a word in a folded text, or -1. It is found where a word begins with it; in
 * scripts written without blanks that may be anywhere.
 * @param {string} text
 * @param {string} word
 * @param {number} [from] the first place to look at
 * @returns {number}
 */
export function placeOf(text, word, from = 0) {
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) {
    BEGINNING.lastIndex = at;
    if (BEGINNING.test(text)) return at;
  }
  return -1;
}

/**
 * Return where folded words stand in a text as it is written, in its order and without overlaps.
 * @param {string} text
 * @param {readonly string[]} words
 * @returns {[start: number, end: number][]}
 */
export function marks(text, words) {
  let folded = "";
  /** @type {[start: number, end: number][]} of the letter that each character was folded from */
  const letters = [];
  for (const { 0: letter, index } of text.matchAll(LETTERS)) {
    const part = compared(letter);
    if (part === " " && (folded === "" || folded.endsWith(" "))) continue;
    folded += part;
    for (const _ of part.split("")) letters.push([index, index + letter.length]);
  }
  /** @type {[start: number, end: number][]} */
  const found = [];
  for (const word of words) {
    for (let at = placeOf(folded, word); at >= 0; at = placeOf(folded, word, at + word.length)) {
      found.push([letters[at][0], letters[at + word.length - 1][1]]);
    }
  }
  found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return found.filter(([start], place) => found.slice(0, place).every(([, end]) => end <= start));
}
