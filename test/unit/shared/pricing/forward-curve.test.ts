/** Forwards: from futures, from put–call parity alone, between expiries, and the reason where there is none. */
import { describe, expect, it } from 'vitest';
import { buildForwardCurve } from '../../../../shared/pricing/build-forward-curve';
import { annualCarry, forwardAt, type ForwardCurve } from '../../../../shared/pricing/forward-curve';
import { parityForward, type OptionQuote } from '../../../../shared/pricing/parity-forward';
import { CHAIN_AT_MS, expiryAt, places, quotesOf, smileOf } from '../../../support/option-chains';

const made = (forward: number, years: number, halfWidth = 0.005): readonly OptionQuote[] =>
  quotesOf({ years, forward, raw: smileOf(0.6, years), places: places(0.3, 13), halfWidth });

function curveOf(futures: readonly (number | null)[], quotes: (index: number) => readonly OptionQuote[] = () => []): ForwardCurve {
  const expiries = futures.map((futurePrice, index) => ({
    expiresAtMs: expiryAt(0.1 * (index + 1)),
    futurePrice,
    syntheticPrice: null,
    quotes: quotes(index),
  }));
  return buildForwardCurve({ underlying: 'BTC', asOfMs: CHAIN_AT_MS, spot: 60_000, expiries });
}

describe('put–call parity in coin', () => {
  it('returns the forward that the options were priced on', () => {
    const parity = parityForward(made(61_234.5, 0.25));
    expect(parity.ok && parity.value.forward / 61_234.5).toBeCloseTo(1, 9);
    expect(parity.ok && parity.value.isConsistent).toBe(true);
    expect(parity.ok && parity.value.pairs).toBe(8);
  });

  it('is less certain the wider the quotes', () => {
    const [narrow, wide] = [parityForward(made(60_000, 0.25, 0.002)), parityForward(made(60_000, 0.25, 0.02))];
    expect(narrow.ok && wide.ok && wide.value.standardError / narrow.value.standardError).toBeGreaterThan(5);
  });

  it('says what it misses: one-sided, crossed and single strikes have no forward', () => {
    const oneSided = made(60_000, 0.25).map((quote) => ({ ...quote, bid: null }));
    const crossed = made(60_000, 0.25).map((quote) => ({ ...quote, bid: quote.ask, ask: quote.bid }));
    const single = made(60_000, 0.25).slice(0, 2);
    for (const quotes of [oneSided, crossed, single, []]) {
      const parity = parityForward(quotes);
      expect(parity.ok ? '' : parity.error.because).toMatch(/^expected 2 put–call pairs quoted on both sides, found [01]$/);
    }
  });
});

describe('forward curve', () => {
  it('takes the future, compares it with parity, and says when they disagree', () => {
    const agreeing = curveOf([60_300], () => made(60_300, 0.1)).points[0];
    expect(agreeing).toMatchObject({ forward: 60_300, source: 'future', quality: 'good', because: '' });
    const apart = curveOf([60_900], () => made(60_300, 0.1)).points[0];
    expect(apart).toMatchObject({ forward: 60_900, quality: 'poor' });
    expect(apart?.because).toMatch(/^expected put–call parity within .* of the future, found 0\.98/);
  });

  it('falls back to parity, and lists an expiry with neither as missing', () => {
    const curve = curveOf([null, null], (index) => (index === 0 ? made(60_300, 0.1) : []));
    expect(curve.points).toHaveLength(1);
    expect(curve.points[0]).toMatchObject({ source: 'parity', quality: 'fair' });
    const missing = forwardAt({ ...curve, spot: null }, expiryAt(0.2));
    expect(missing.ok ? '' : missing.error).toMatchObject({
      cause: 'no-forward',
      because: expect.stringContaining('no future and no synthetic price'),
    });
  });

  it('never takes zero, a negative or no number for a price', () => {
    for (const price of [0, -1, NaN, Infinity]) expect(curveOf([price]).points).toEqual([]);
  });

  it('keeps the carry constant between two expiries, from the index to the first, and a little beyond the last', () => {
    const curve = curveOf([60_600, 61_206]);
    const middle = forwardAt(curve, expiryAt(0.15));
    expect(middle.ok && middle.value).toMatchObject({ source: 'interpolated', quality: 'fair' });
    expect(middle.ok && middle.value.forward).toBeCloseTo(Math.sqrt(60_600 * 61_206), 2);
    const early = forwardAt(curve, expiryAt(0.05));
    expect(early.ok && annualCarry(curve, early.value)).toBeCloseTo(10 * Math.log(1.01), 6);
    const later = forwardAt(curve, expiryAt(0.3));
    expect(later.ok && later.value).toMatchObject({ source: 'extrapolated', quality: 'poor' });
    expect(forwardAt(curve, expiryAt(3)).ok).toBe(false);
  });

  it('has no forward for an expiry that is past', () => {
    const expired = forwardAt(curveOf([60_600]), CHAIN_AT_MS - 1);
    expect(expired.ok ? '' : expired.error.cause).toBe('expired');
    const past = buildForwardCurve({
      underlying: 'BTC',
      asOfMs: expiryAt(1),
      spot: 1,
      expiries: [{ expiresAtMs: expiryAt(0.5), futurePrice: 5, syntheticPrice: null, quotes: [] }],
    });
    expect(past.missing[0]?.because).toContain('it has expired');
  });
});
