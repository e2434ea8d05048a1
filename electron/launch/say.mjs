/** What the launcher tells the person at the console. */

/** @typedef {(line: string) => void} Say */

/** A failure with words for a person: what was expected, what was found, what to do. */
export class LaunchProblem extends Error {}

/** @param {string} line */
export function sayOnConsole(line) {
  process.stderr.write(`${line}\n`);
}
