/** Whatever is changed, lost, added or moved in a chain of lines is noticed. */
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainText, EMPTY_CHAIN, verifyChain, type ChainedText, type ChainEnd } from '../../../../shared/journal/hash-chain';

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function chain(texts: readonly string[]): readonly ChainedText[] {
  let end: ChainEnd = EMPTY_CHAIN;
  return texts.map((text) => {
    const line = chainText(hash, end, { text, count: 1 });
    end = line;
    return line;
  });
}

const someTexts = fc.array(fc.string(), { minLength: 2, maxLength: 8 });

describe('a chain', () => {
  it('as written verifies, in one go or in pieces', () => {
    fc.assert(
      fc.property(someTexts, fc.nat(), (texts, cut) => {
        const lines = chain(texts);
        const whole = verifyChain(hash, EMPTY_CHAIN, lines);
        expect(whole).toMatchObject({ ok: true, value: { sequence: texts.length } });
        const at = cut % texts.length;
        const first = verifyChain(hash, EMPTY_CHAIN, lines.slice(0, at));
        expect(first.ok ? verifyChain(hash, first.value, lines.slice(at)) : first).toEqual(whole);
      }),
    );
  });

  it('with any one text changed does not, and the line is named', () => {
    fc.assert(
      fc.property(someTexts, fc.nat(), fc.string({ minLength: 1 }), (texts, pick, more) => {
        const at = pick % texts.length;
        const lines = chain(texts).map((line, index) => (index === at ? { ...line, text: line.text + more } : line));
        const verified = verifyChain(hash, EMPTY_CHAIN, lines);
        expect(verified.ok ? 0 : verified.error.sequence).toBe(at + 1);
      }),
    );
  });

  it('with a line lost or two exchanged does not', () => {
    fc.assert(
      fc.property(someTexts, fc.nat(), (texts, pick) => {
        const lines = chain(texts);
        const at = pick % (texts.length - 1);
        const without = lines.filter((_line, index) => index !== at);
        expect(verifyChain(hash, EMPTY_CHAIN, without).ok).toBe(false);
        const swapped = [...lines.slice(0, at), ...lines.slice(at, at + 2).reverse(), ...lines.slice(at + 2)];
        expect(verifyChain(hash, EMPTY_CHAIN, swapped).ok).toBe(false);
      }),
    );
  });
});
