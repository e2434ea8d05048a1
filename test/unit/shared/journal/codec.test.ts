/** An entry comes back from its text as it went in, or it never becomes text. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timestampMs } from '../../../../shared/domain/time';
import { decodeEntry, encodeEntry } from '../../../../shared/journal/codec';
import type { JournalEntry } from '../../../../shared/journal/entry';

function ended(atMs: number, reason: string): JournalEntry {
  return { kind: 'session-ended', atMs: timestampMs(atMs), sessionId: 's1', reason };
}

describe('encoding', () => {
  it('and decoding give the same entry for every finite number and every text', () => {
    const numbers = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0));
    fc.assert(
      fc.property(numbers, fc.string({ unit: 'binary' }), (atMs, reason) => {
        const entry = ended(atMs, reason);
        const text = encodeEntry(entry);
        expect(text.ok ? decodeEntry(text.value) : text).toEqual({ ok: true, value: entry });
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %d and names where it stands', (value) => {
    const result = encodeEntry({
      kind: 'event',
      event: {
        kind: 'index-updated',
        venue: 'deribit' as never,
        underlying: 'BTC',
        price: value,
        sequence: 1,
        atMs: timestampMs(1),
      },
    });
    expect(result.ok ? '' : result.error).toContain(`${value} at event.price`);
  });
});

describe('decoding', () => {
  it.each([
    '',
    '{',
    'null',
    '[]',
    '{}',
    '{"kind":"rumour"}',
    '{"kind":"constructor"}',
    '{"kind":"event"}',
    '{"kind":"event","event":null}',
    '{"kind":"intent","intent":1}',
  ])('refuses %j', (text) => {
    const result = decodeEntry(text);
    expect(result.ok ? 'decoded' : result.error).toMatch(/^expected /);
  });
});
