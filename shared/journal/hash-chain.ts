/** Each line's link is a hash over the link before it, its place and its text: a changed, lost or moved line breaks the chain. */
import { fail, ok, type Result } from '../domain/result';

/** A cryptographic hash of text, hexadecimal; given from outside because `shared` has no crypto. */
export type HashText = (text: string) => string;

/** Link before the first line. */
const FIRST_LINK = '0'.repeat(64);

/** A line of the journal as it is stored: one entry, or several that were written together. */
export interface ChainedText {
  /** Of its first entry; consecutive from 1 over all entries. */
  readonly sequence: number;
  /** Entries in the text, at least 1. */
  readonly count: number;
  readonly text: string;
  readonly link: string;
}

/** The end of a chain: what the next line builds on. */
export interface ChainEnd {
  /** Of the last entry; 0 before the first line. */
  readonly sequence: number;
  readonly link: string;
}

/** End of an empty chain. */
export const EMPTY_CHAIN: ChainEnd = { sequence: 0, link: FIRST_LINK };

/** Where a chain breaks, in words that fit between "expected" and "found". */
export interface ChainBreak {
  /** Of the first entry that can't be believed. */
  readonly sequence: number;
  readonly expected: string;
  readonly found: string;
}

/** The next line after `end`. */
export function chainText(hash: HashText, end: ChainEnd, { text, count }: Pick<ChainedText, 'text' | 'count'>): ChainedText {
  const sequence = end.sequence + 1;
  return { sequence, count, text, link: hash(`${end.link}\n${sequence}\n${text}`) };
}

/** The end of a chain whose last line is `line`. */
export function endOf(line: ChainedText): ChainEnd {
  return { sequence: line.sequence + line.count - 1, link: line.link };
}

/** Checks lines that follow `end`; the error says at which entry the chain breaks and how. */
export function verifyChain(hash: HashText, end: ChainEnd, lines: Iterable<ChainedText>): Result<ChainEnd, ChainBreak> {
  let last = end;
  for (const line of lines) {
    const broken = findBreak(hash, last, line);
    if (broken !== null) return fail(broken);
    last = endOf(line);
  }
  return ok(last);
}

/** What is wrong with a line that follows `end`; `null` if nothing is. */
function findBreak(hash: HashText, end: ChainEnd, line: ChainedText): ChainBreak | null {
  const sequence = end.sequence + 1;
  if (line.sequence !== sequence) return { sequence, expected: `entry ${sequence}`, found: `entry ${line.sequence}: entries are missing` };
  if (line.link === chainText(hash, end, line).link) return null;
  const last = sequence + line.count - 1;
  const which = line.count === 1 ? `entry ${sequence} to match its hash` : `entry ${sequence} and those up to ${last} to match their hash`;
  return { sequence, expected: which, found: line.count === 1 ? 'it changed' : 'them changed' };
}
