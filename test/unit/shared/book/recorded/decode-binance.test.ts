/** The decoder of recorded Binance wire refuses everything it does not know. */
import { describe, expect, it } from 'vitest';
import { decodeRecordedLine } from '../../../../../shared/book/recorded/decode-binance';

const STAMP = '1723161255030314667';
const depth = {
  stream: 'btcusdt@depth@0ms',
  data: { e: 'depthUpdate', s: 'BTCUSDT', U: 5, u: 9, pu: 4, b: [['100.10', '0.5']], a: [] },
};

function decode(value: unknown): ReturnType<typeof decodeRecordedLine> {
  return decodeRecordedLine(`${STAMP} ${JSON.stringify(value)}`);
}

describe('a recorded line', () => {
  it('keeps the receive time whole and the numbers as text', () => {
    expect(decode(depth)).toEqual({
      ok: true,
      value: {
        kind: 'depth',
        receivedAtNs: 1723161255030314667n,
        stream: 'btcusdt@depth@0ms',
        instrument: 'BTCUSDT',
        firstUpdateId: 5,
        lastUpdateId: 9,
        previousUpdateId: 4,
        bids: [['100.10', '0.5']],
        asks: [],
      },
    });
  });

  it('knows a spot change by its missing predecessor', () => {
    const { pu: _, ...spot } = depth.data;
    expect(decode({ ...depth, data: spot })).toMatchObject({ ok: true, value: { previousUpdateId: null } });
  });

  it('takes the side of the taker: a print on a resting buyer was a sell', () => {
    const trade = (m: boolean): unknown => ({ stream: 'btcusdt@trade', data: { s: 'BTCUSDT', t: 1, p: '1', q: '2', m, T: 3 } });
    expect(decode(trade(true))).toMatchObject({ ok: true, value: { kind: 'trade', side: 'sell', tradeId: 1, executedAtMs: 3 } });
    expect(decode(trade(false))).toMatchObject({ ok: true, value: { side: 'buy' } });
  });

  it('reads the venue’s best bid and ask, and the snapshot', () => {
    expect(decode({ stream: 'btcusdt@bookTicker', data: { s: 'BTCUSDT', u: 7, b: '1', B: '2', a: '3', A: '4' } })).toMatchObject({
      ok: true,
      value: { kind: 'top', updateId: 7, bid: ['1', '2'], ask: ['3', '4'] },
    });
    expect(decode({ lastUpdateId: 7, bids: [['1', '2']], asks: [] })).toMatchObject({
      ok: true,
      value: { kind: 'snapshot', lastUpdateId: 7 },
    });
  });

  it.each([
    { name: 'a line without a receive time', line: JSON.stringify(depth) },
    { name: 'a receive time in milliseconds', line: `1723161255030 ${JSON.stringify(depth)}` },
    { name: 'a cut line', line: `${STAMP} ${JSON.stringify(depth).slice(0, 50)}` },
    { name: 'an array', line: `${STAMP} [1,2]` },
    { name: 'an unknown channel', line: `${STAMP} {"stream":"btcusdt@kline","data":{}}` },
    { name: 'an unknown object', line: `${STAMP} {"hello":1}` },
    { name: 'numbers in place of text', line: `${STAMP} ${JSON.stringify({ ...depth, data: { ...depth.data, b: [[100.1, 0.5]] } })}` },
    { name: 'a level of three parts', line: `${STAMP} ${JSON.stringify({ ...depth, data: { ...depth.data, b: [['1', '2', '3']] } })}` },
    { name: 'an update id that is no whole number', line: `${STAMP} ${JSON.stringify({ ...depth, data: { ...depth.data, u: 1.5 } })}` },
    { name: 'an empty line', line: '' },
  ])('is refused with what was expected and found: $name', ({ line }) => {
    const decoded = decodeRecordedLine(line);
    expect(decoded.ok).toBe(false);
    expect(decoded.ok ? '' : decoded.error).toMatch(/^expected .+, found "/);
  });
});
