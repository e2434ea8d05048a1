/** What a hedge costs, how candidates rank, and when one is refused. */
import { describe, expect, it } from 'vitest';
import type { HedgeProposal, HedgeRequest } from '../../../../shared/hedging/hedge-candidates';
import { hedgeCandidates } from '../../../../shared/hedging/hedge-candidates';
import { walkDepth } from '../../../../shared/hedging/execution-cost';
import { hedgeInstrument, inverseInstrument } from '../../../support/hedge-instruments';

const request = (change: Partial<HedgeRequest> = {}): HedgeRequest => ({
  deltaCoin: 1.824,
  targetCoin: 0,
  percent: 100,
  indexPrice: 60_000,
  collarBps: 10,
  instruments: [hedgeInstrument('BTC-PERPETUAL')],
  ...change,
});
const first = (proposals: readonly HedgeProposal[]): HedgeProposal => {
  const [proposal] = proposals;
  if (proposal === undefined) throw new Error('expected at least one proposal, found none');
  return proposal;
};

describe('a hedge of long delta by the perpetual', () => {
  it('sells lots rounded toward zero and leaves less than one lot', () => {
    const proposal = first(hedgeCandidates(request()));
    expect(proposal.side).toBe('sell');
    expect(proposal.quantityLots).toBe(10_944);
    expect(proposal.residualCoin).toBeCloseTo(0, 12);
    expect(first(hedgeCandidates(request({ deltaCoin: 1.8241 }))).residualCoin).toBeCloseTo(0.0001, 12);
  });

  it('puts the limit a collar through the touch, on a tick, not beyond', () => {
    const price = (first(hedgeCandidates(request())).limitTicks ?? Number.NaN) * 0.5;
    expect(price).toBe(59_940);
    expect(price).toBeGreaterThanOrEqual(59_999.5 * (1 - 0.001) - 1e-9);
  });

  it('adds fee, half-spread, impact and a day of funding in USD', () => {
    const proposal = first(hedgeCandidates(request()));
    const touch = 59_999.5;
    const fills = [
      [60_000, touch],
      [49_440, 59_995],
    ] as const;
    const coin = (reference: number): number => fills.reduce((sum, [usd, price]) => sum + usd * (1 / price - 1 / reference), 0);
    const spread = fills.reduce((sum, [usd]) => sum + usd * (1 / touch - 1 / 60_000), 0) * 60_000;
    expect(proposal.spreadUsd).toBeCloseTo(spread, 8);
    expect((proposal.spreadUsd ?? 0) + (proposal.impactUsd ?? 0)).toBeCloseTo(coin(60_000) * 60_000, 8);
    expect(proposal.feeUsd).toBeCloseTo(0.0005 * fills.reduce((sum, [usd, price]) => sum + usd / price, 0) * 60_000, 8);
    expect(proposal.fundingUsdPerDay).toBeCloseTo(-0.0003 * 109_440, 8);
    const parts = [proposal.feeUsd, proposal.spreadUsd, proposal.impactUsd, proposal.fundingUsdPerDay];
    expect(proposal.totalUsd).toBeCloseTo(
      parts.reduce<number>((sum, part) => sum + (part ?? Number.NaN), 0),
      10,
    );
  });

  it('moves only the asked share of the distance to target', () => {
    const proposal = first(hedgeCandidates(request({ targetCoin: 0.824, percent: 50 })));
    expect(proposal.quantityCoin).toBeCloseTo(0.5, 3);
    expect(proposal.residualCoin).toBeCloseTo(0.5, 3);
  });
});

describe('ranking', () => {
  it('puts the cheapest first and the refused last, with the reason', () => {
    const dated = { kind: 'future' as const, fees: { maker: 0, taker: 0.0003 } };
    const proposals = hedgeCandidates(
      request({
        instruments: [
          hedgeInstrument('BTC-PERPETUAL'),
          hedgeInstrument('BTC-STALE', { refusal: 'book is stale; reconnect' }),
          hedgeInstrument('BTC-27DEC', { instrument: inverseInstrument('BTC-27DEC', dated), funding8h: null }),
          hedgeInstrument('BTC-THIN', { bids: [[119_999, 10]] }),
        ],
      }),
    );
    expect(proposals.map((proposal) => proposal.instrument.name)).toEqual(['BTC-PERPETUAL', 'BTC-27DEC', 'BTC-STALE', 'BTC-THIN']);
    expect(proposals[1]?.fundingUsdPerDay).toBeNull();
    expect(proposals[2]?.refusal).toContain('stale');
  });

  it('cannot tell the impact when the depth inside the collar does not suffice', () => {
    const thin = first(hedgeCandidates(request({ instruments: [hedgeInstrument('BTC-THIN', { bids: [[119_999, 10]] })] })));
    expect(thin.impactUsd).toBeNull();
    expect(thin.totalUsd).toBeNull();
    expect(thin.refusal).toContain('only 10 of 10944 lots');
  });

  it('refuses without book, without mark, and when nothing is left to hedge', () => {
    const refusal = (change: Partial<HedgeRequest>): string => first(hedgeCandidates(request(change))).refusal;
    expect(refusal({ instruments: [hedgeInstrument('A', { asks: [] })] })).toContain('empty');
    expect(refusal({ instruments: [hedgeInstrument('A', { markPrice: null })] })).toContain('mark price');
    expect(refusal({ deltaCoin: 0.0001 })).toContain('smallest order');
  });

  it('proposes nothing on input that is no number', () => {
    expect(hedgeCandidates(request({ deltaCoin: Number.NaN }))).toEqual([]);
    expect(hedgeCandidates(request({ indexPrice: 0 }))).toEqual([]);
  });
});

describe('walking the depth', () => {
  it('stops at the limit and at the quantity', () => {
    const depth = hedgeInstrument('A').asks;
    const walk = walkDepth({ side: 'buy', quantityLots: 7_000, limitTicks: 120_005, depth });
    expect(walk).toEqual({ filledLots: 6_000, worstTicks: 120_001, fills: [[120_001, 6_000]] });
    expect(walkDepth({ side: 'buy', quantityLots: 7_000, limitTicks: 120_050, depth }).fills).toEqual([
      [120_001, 6_000],
      [120_010, 1_000],
    ]);
    expect(walkDepth({ side: 'sell', quantityLots: 1, limitTicks: 1, depth: [] })).toEqual({ filledLots: 0, worstTicks: null, fills: [] });
  });
});
