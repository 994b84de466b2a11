// Text as it is compared: without accents, case, width and punctuation.

// Letters that Unicode does not take apart, as people without them on the keyboard type them.
/** @type {Readonly<Record<string, string>>} */
const PLAIN = { đ: "d", ð: "d", ø: "o", ł: "l", ı: "i", ß: "ss", æ: "ae", œ: "oe" };

// Accents of Latin, Greek, Cyrillic and Arabic. Vowel signs of Asian scripts and the voicing marks
// of kana make other words, so they stay.
const ACCENTS = /[\u0300-\u036f\u064b-\u0655\u0670]/g;

// Uzbek writes oʻ; people type o'. The soft hyphen and the joiners are not seen.
const APOSTROPHES = /['\u2018\u2019\u02bb\u02bc`´\u00ad\u200b-\u200d\ufeff]/g;

/**
 * Fold a text for comparison: `Đà Nẵng` becomes `da nang`, `ＪＩＣＡ` becomes `jica`.
 * @param {string} text
 * @returns {string} words with single spaces between them
 */
export function fold(text) {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(ACCENTS, "")
    .normalize("NFC")
    .replace(APOSTROPHES, "")
    .replace(/[đðøłıßæœ]/g, (letter) => PLAIN[letter])
    .replace(/[\p{P}\p{S}\s]+/gu, " ")
    .trim();
}
