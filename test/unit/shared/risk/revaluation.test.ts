/** Full revaluation: slides, stress and what an expiry on the way does. */
import { describe, expect, it } from 'vitest';
import { valueBlack76 } from '../../../../shared/pricing/black76';
import { priceLeg, revalueBook, revalueLeg, type MarketMove, type OptionLeg, type RiskLeg } from '../../../../shared/risk/revaluation';
import { defaultSlideAxes, walkSlide, worstCell } from '../../../../shared/risk/scenario-matrix';
import { recordedStress, standingStress, stressBook } from '../../../../shared/risk/stress-set';

const call: OptionLeg = { kind: 'option', optionType: 'call', forward: 60_000, strike: 65_000, years: 0.2, volatility: 0.6, quantity: -5 };
const put: OptionLeg = { ...call, optionType: 'put', strike: 50_000, years: 5 / 365, quantity: 3 };
const future: RiskLeg = { kind: 'future', forward: 60_000, quantity: 2 };
const nothing: MarketMove = { move: 0, volatilityMove: 0, yearsPassed: 0, smileMode: 'sticky-strike' };

describe('revaluing a book', () => {
  it('gains nothing when nothing happens, and carries the greeks of today', () => {
    const outcome = revalueBook([call, put, future].map(priceLeg), nothing);
    expect(outcome?.usd).toBe(0);
    expect(outcome?.coin).toBe(0);
    const delta = -5 * (valueBlack76(call)?.delta ?? NaN) + 3 * (valueBlack76(put)?.delta ?? NaN) + 2;
    expect(outcome?.deltaCoin).toBeCloseTo(delta, 12);
  });

  it('agrees with delta and gamma for a small move, and with vega for a small change of volatility', () => {
    const base = valueBlack76(call);
    if (base === null) throw new Error('expected a price');
    const step = 1;
    const priced = revalueLeg(call, { ...nothing, move: step / call.forward });
    expect(priced?.usd).toBeCloseTo(-5 * (base.delta * step + 0.5 * base.gamma * step * step), 6);
    const vega = revalueLeg(call, { ...nothing, volatilityMove: 0.0001 });
    expect(vega?.usd).toBeCloseTo(-5 * base.vega * 0.6 * 0.0001, 3);
    expect((vega?.vegaUsd ?? NaN) / (-5 * base.vega * 0.01)).toBeCloseTo(1, 3);
  });

  it('settles what expires on the way at the moved price', () => {
    const outcome = revalueLeg(put, { ...nothing, move: -0.25, yearsPassed: 7 / 365 });
    const premium = valueBlack76(put)?.price ?? NaN;
    expect(outcome?.usd).toBeCloseTo(3 * (50_000 - 45_000 - premium), 8);
    expect(outcome?.deltaCoin).toBe(-3);
    expect(outcome?.vegaUsd).toBe(0);
  });

  it('moves a smile with the price only when asked to, and keeps what a strike differs from it', () => {
    const smile = (k: number): number => 0.55 - 0.2 * k;
    const leg = { ...call, smile };
    const sticky = revalueLeg(leg, { ...nothing, move: 0.1, smileMode: 'sticky-strike' });
    expect(sticky).toEqual(revalueLeg(call, { ...nothing, move: 0.1 }));
    const volatility = 0.6 + smile(Math.log(65_000 / 66_000)) - smile(Math.log(65_000 / 60_000));
    const moved = valueBlack76({ ...call, forward: 66_000, volatility })?.price ?? NaN;
    const delta = revalueLeg(leg, { ...nothing, move: 0.1, smileMode: 'sticky-delta' });
    expect(delta?.usd).toBeCloseTo(-5 * (moved - (valueBlack76(call)?.price ?? NaN)), 8);
  });

  it.each([
    ['no time left', { ...call, years: 0 }],
    ['no volatility', { ...call, volatility: 0 }],
    ['a volatility that is no number', { ...call, volatility: NaN }],
    ['no forward', { ...call, forward: 0 }],
    ['no quantity', { ...call, quantity: NaN }],
  ])('has no sum for a book with a leg that has %s', (_, leg) => {
    expect(revalueBook([future, leg].map(priceLeg), { ...nothing, move: 0.1 })).toBeNull();
    expect(worstCell([...walkSlide([future, leg], defaultSlideAxes)])).toBeNull();
  });
});

describe('the risk slide', () => {
  it('walks every cell once and finds the worst of them', () => {
    const cells = [...walkSlide([call, put, future], defaultSlideAxes)];
    expect(cells).toHaveLength(11 * 9 * 3);
    expect(new Set(cells.map(({ move, volatilityMove, yearsPassed }) => [move, volatilityMove, yearsPassed].join())).size).toBe(297);
    const worst = worstCell(cells);
    expect(worst?.outcome.usd).toBe(Math.min(...cells.map((cell) => cell.outcome?.usd ?? NaN)));
    expect(worst?.move).toBe(0.2);
  });
});

describe('stress scenarios', () => {
  it('hurts who is short options in the recorded crash, and treats both underlyings by their own figures', () => {
    const [crash, rally] = recordedStress;
    if (crash === undefined || rally === undefined) throw new Error('expected the recorded crash and rally');
    const short = { underlying: 'BTC', leg: { ...put, years: 0.2, quantity: -3 } };
    expect(stressBook([short], crash)?.usd).toBeLessThan(0);
    expect(stressBook([short], rally)?.usd).toBeGreaterThan(0);
    const one = { kind: 'future', forward: 2_000, quantity: 1 } as const;
    expect(stressBook([{ underlying: 'ETH', leg: one }], crash)?.usd).toBeCloseTo(-0.1205 * 2_000, 9);
    expect(stressBook([{ underlying: 'BTC', leg: one }], crash)?.usd).toBeCloseTo(-0.128 * 2_000, 9);
  });

  it('knows no outcome for a coin that a scenario does not speak of', () => {
    for (const scenario of [...recordedStress, ...standingStress])
      expect(stressBook([{ underlying: 'SOL', leg: future }], scenario)).toBeNull();
  });
});
