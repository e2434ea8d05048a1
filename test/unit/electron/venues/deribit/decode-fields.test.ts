/** A refusal is a short sentence, whatever was found. */
import { describe, expect, it } from 'vitest';
import { FieldRefused, readMultiple, readNumber, readRecord } from '../../../../../electron/venues/deribit/decode-fields';

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

describe('a refused field', () => {
  it.each([
    ['a text', 'x'.repeat(1_000_000), /found "x{59}…$/],
    ['a list', Array.from({ length: 1_000_000 }, () => 1), /found a list of 1000000$/],
    ['an object', { price: 1, amount: 2 }, /found an object of price, amount$/],
    ['nothing', undefined, /found nothing$/],
    ['a number that is none', Number.NaN, /found NaN$/],
  ])('names %s in a few words', (_, found, words) => {
    expect(() => readNumber(found, 'price')).toThrow(words);
  });

  it('is refused as any other when it is nested deeper than a program can follow (fault 8)', () => {
    expect(() => readNumber(nested(50_000), 'price')).toThrow(FieldRefused);
    expect(() => readMultiple(nested(50_000), 0.5, 'price')).toThrow(FieldRefused);
    expect(() => readRecord([nested(50_000)], 'frame')).toThrow(FieldRefused);
  });
});
