/** Each line's link is a hash over the link before it, its place and its text: a changed, lost or moved line breaks the chain. */
import { fail, ok, type Result } from '../domain/result';

/** A cryptographic hash of text, hexadecimal; given from outside because `shared` has no crypto. */
export type HashText = (text: string) => string;

/** Link before the first line. */
const FIRST_LINK = '0'.repeat(64);

/** A line of the journal as it is stored. */
export interface ChainedText {
  /** Consecutive from 1. */
  readonly sequence: number;
  readonly text: string;
  readonly link: string;
}

/** The end of a chain: what the next line builds on. */
export interface ChainEnd {
  /** 0 before the first line. */
  readonly sequence: number;
  readonly link: string;
}

/** End of an empty chain. */
export const EMPTY_CHAIN: ChainEnd = { sequence: 0, link: FIRST_LINK };

/** The next line after `end`. */
export function chainText(hash: HashText, end: ChainEnd, text: string): ChainedText {
  const sequence = end.sequence + 1;
  return { sequence, text, link: hash(`${end.link}\n${sequence}\n${text}`) };
}

/** Checks lines that follow `end`; the error says at which sequence the chain breaks and how. */
export function verifyChain(hash: HashText, end: ChainEnd, lines: Iterable<ChainedText>): Result<ChainEnd, string> {
  let last = end;
  for (const line of lines) {
    const expected = chainText(hash, last, line.text);
    if (line.sequence !== expected.sequence)
      return fail(`expected entry ${expected.sequence}, found entry ${line.sequence}: entries are missing`);
    if (line.link !== expected.link) return fail(`expected entry ${line.sequence} to match its hash, found it changed`);
    last = line;
  }
  return ok({ sequence: last.sequence, link: last.link });
}
