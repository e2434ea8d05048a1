/** The tag by which a test says which faults it covers: `(fault 14)`, `(faults 45, 57)`. */

const tag = /\(faults? (\d+(?:, \d+)*)\)/g;
const tagLike = /\(faults?\b[^)]*\)?/gi;

/** What a title says: the numbers, and what looks like a tag and is none. */
export interface TitleTags {
  readonly numbers: readonly number[];
  readonly broken: readonly string[];
}

/** Reads the title of a test together with those of the groups it is in. */
export function readTags(title: string): TitleTags {
  const numbers = [...title.matchAll(tag)].flatMap(([, list = '']) => list.split(', ').map(Number));
  const broken = [...title.replace(tag, '').matchAll(tagLike)].map(([text]) => text);
  return { numbers: [...new Set(numbers)].sort((a, b) => a - b), broken };
}
