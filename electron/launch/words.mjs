/** What a person types after a command. */

/**
 * `--name=value` is `--name value`, to the desk and to every tool alike.
 * @param {readonly string[]} words
 * @returns {string[]}
 */
export function splitWords(words) {
  return words.flatMap((word) => {
    const [, name, value] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
    return name === undefined || value === undefined ? [word] : [name, value];
  });
}
