/** The past of the volatility index: the same for everybody, against the price, in the form of the venue. */
import { describe, expect, it } from 'vitest';
import { ExchangeBench, START_MS } from '../../../support/quiet-exchange';

const DAY_MS = 86_400_000;

interface Answer {
  readonly data: readonly (readonly number[])[];
  readonly continuation: number | null;
}

function ask(currency: string, days: number, endMs = START_MS): Answer {
  const bench = new ExchangeBench();
  bench.login('alice');
  const span = { start_timestamp: endMs - days * DAY_MS, end_timestamp: endMs };
  return bench.ok('alice', 'public/get_volatility_index_data', { currency, ...span, resolution: '1D' }) as unknown as Answer;
}

describe('public/get_volatility_index_data', () => {
  it('has a candle per day, ascending, up to the day that is under way', () => {
    const { data, continuation } = ask('BTC', 30);
    expect(data.map(([atMs]) => atMs)).toEqual(
      Array.from({ length: 30 }, (_each, day) => (Math.floor(START_MS / DAY_MS) - 29 + day) * DAY_MS),
    );
    for (const candle of data) expect(candle.length).toBe(5);
    for (const close of data.map((candle) => candle[4] ?? Number.NaN)) expect(close > 20 && close < 150).toBe(true);
    expect(continuation).toBeNull();
  });

  it('says the same of a day whoever asks and for how long, and where to go on after a thousand', () => {
    const [short, long] = [ask('ETH', 10), ask('ETH', 1_500)];
    expect(long.data.slice(-10)).toEqual(short.data);
    expect(long.data.length).toBe(1_000);
    expect(ask('ETH', 500, long.continuation ?? 0).data.at(-1)?.[0]).toBe((long.data[0]?.[0] ?? 0) - DAY_MS);
  });

  it('refuses what is no currency of this exchange and no resolution that it has', () => {
    const bench = new ExchangeBench();
    bench.login('alice');
    const span = { start_timestamp: 0, end_timestamp: START_MS };
    for (const wrong of [
      { currency: 'DOGE', resolution: '1D' },
      { currency: 'BTC', resolution: '60' },
    ])
      expect(() => bench.ok('alice', 'public/get_volatility_index_data', { ...span, ...wrong })).toThrow();
  });
});
