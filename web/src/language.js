// The language of the interface is that of the page: <html lang>.

/**
 * Messages by key; `{name}` in a message is a place for a value.
 * @typedef {Readonly<Record<string, string>>} Messages
 */

/**
 * Return the language tag of the page, such as `en` or `ja`.
 * @returns {string}
 */
export const pageLanguage = () => document.documentElement.lang || "en";

/**
 * Return a function that gives a message in a language. A language that has no messages of its own
 * (`ja-JP`: those of `ja`) gets the English ones.
 * @template {string} Key
 * @param {Readonly<Record<"en" | "ja", Readonly<Record<Key, string>>>>} messages
 * @param {string} [language] a BCP 47 tag
 */
export function speaker(messages, language = pageLanguage()) {
  const chosen = messages[language.split("-")[0] === "ja" ? "ja" : "en"];
  const number = new Intl.NumberFormat(language);
  /**
   * @param {Key} key
   * @param {Readonly<Record<string, string | number>>} [values]
   * @returns {string}
   */
  return (key, values = {}) =>
    chosen[key].replace(/\{(\w+)\}/g, (_, name) => {
      const value = values[name];
      return typeof value === "number" ? number.format(value) : value;
    });
}
