/** Joins style class names, leaving out what does not apply. */

/** The given names that are text, separated by blanks. */
export function classNames(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter((name): name is string => typeof name === 'string' && name !== '').join(' ');
}
