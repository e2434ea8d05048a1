/** The smile that a venue settles by is asked of its marks, or refused in a sentence. */
import { describe, expect, it } from 'vitest';
import { settlementSmile } from '../../../../shared/engine/commands/settlement-smile';
import type { OptionQuote } from '../../../../shared/domain/option-quote';
import { NO_ADJUSTMENT } from '../../../../shared/pricing/surface/smile-adjustment';
import { atTheMoneyVolatility, type SurfaceSlice } from '../../../../shared/pricing/surface/volatility-surface';

const EXPIRY_MS = 1_800_000_000_000;
const NOW_MS = EXPIRY_MS - 36.5 * 86_400_000;
const slice: SurfaceSlice = {
  ...{ expiresAtMs: EXPIRY_MS, years: 0.1, forward: 60_000, adjustment: NO_ADJUSTMENT, label: 'fitted', because: '', fit: null },
  ...{ shape: { kind: 'svi', raw: { a: 0.01, b: 0.08, rho: 0, m: 0, sigma: 0.15 }, years: 0.1 }, quotedFrom: -0.5, quotedTo: 0.5 },
};
const names = [50_000, 54_000, 58_000, 60_000, 62_000, 66_000, 70_000].map((strike) => ({ id: `deribit:${strike}`, strike }));
const markets = new Map(
  names.map(({ id, strike }) => [id, { instrument: { expiresAtMs: EXPIRY_MS, option: { optionType: 'call', strike } } }]),
);

function quotesAt(markVolatility: number | null): readonly OptionQuote[] {
  return names.map(({ id }) => ({
    instrumentId: id as never,
    bid: null,
    ask: null,
    markPrice: null,
    markVolatility,
    underlyingPrice: 60_000,
  }));
}

function ask(chain: object | undefined, slices: readonly SurfaceSlice[] = [slice]): ReturnType<typeof settlementSmile> {
  const surface = { underlying: 'BTC', fitted: { slices }, published: { slices } };
  return settlementSmile({ chains: { BTC: chain }, markets, session: { nowMs: NOW_MS } } as never, surface as never, EXPIRY_MS);
}

describe('the smile that a venue settles by', () => {
  it('is the market’s, moved to the marks of the expiry', () => {
    const level = (atTheMoneyVolatility(slice) ?? Number.NaN) + 0.03;
    const found = ask({ atMs: NOW_MS - 2_000, quotes: quotesAt(level) });
    expect(found.ok && atTheMoneyVolatility(found.value)).toBeCloseTo(level, 2);
  });

  it.each([
    ['no chain', undefined, 'expected marks of the venue at most 20 s old, found none'],
    ['an old chain', { atMs: NOW_MS - 65_000, quotes: quotesAt(0.5) }, 'expected marks of the venue at most 20 s old, found some of 65 s'],
    ['a chain without marks', { atMs: NOW_MS, quotes: quotesAt(null) }, 'expected mark volatilities at 6 strikes or more, found 0'],
  ])('is refused with %s', (_what, chain, error) => {
    expect(ask(chain)).toEqual({ ok: false, error });
  });

  it('is refused where there is no smile to move', () => {
    const error = 'expected a smile to move to the venue’s marks, found none for this expiry';
    expect(ask({ atMs: NOW_MS, quotes: quotesAt(0.5) }, [])).toEqual({ ok: false, error });
  });
});
