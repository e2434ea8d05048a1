/** Margin in each cell of the slide and the search for liquidation: the plain margin of the moved book, in slices. */
import { describe, expect, it } from 'vitest';
import { rulesOf } from '../../../../electron/risk/margin-rules';
import { marginRows } from '../../../../electron/risk/margin-run';
import { AT_REST, followedNeed, neededAfter } from '../../../../electron/risk/own-margin';
import type { RiskInputs } from '../../../../electron/risk/risk-inputs';
import { runSlide } from '../../../../electron/risk/slide-run';
import { walkMargin } from '../../../../electron/risk/slide-margin';
import type { SlideRequest } from '../../../../shared/projection/risk-slide-view';
import { revalueLeg } from '../../../../shared/risk/revaluation';
import { marginInputs } from '../../../support/margin-book';

interface Walked<Result> {
  readonly shares: readonly number[];
  readonly result: Result;
}

function walk<Result>(run: Generator<number, Result>): Walked<Result> {
  const shares: number[] = [];
  for (;;) {
    const step = run.next();
    if (step.done === true) return { shares, result: step.value };
    shares.push(step.value);
  }
}

/** Cell by cell by the plain form. */
function plainCells(inputs: RiskInputs, { dayOffsets, volatilityMoves, spotMoves, mode }: SlideRequest): readonly number[] {
  const rules = rulesOf(inputs.snapshot, 'deribit', 'BTC');
  return dayOffsets.flatMap((days) =>
    volatilityMoves.flatMap((volatilityMove) =>
      spotMoves.map((move) => {
        const moment = {
          nowMs: inputs.snapshot.atMs,
          move: { move, volatilityMove, yearsPassed: days / 365, smileMode: mode },
        };
        return followedNeed(inputs.book, rules, moment)?.initial ?? Number.NaN;
      }),
    ),
  );
}

function standard(inputs: RiskInputs): RiskInputs {
  const balances = inputs.snapshot.balances.map((balance) => ({ ...balance, marginModel: 'cross_sm' }));
  return { ...inputs, snapshot: { ...inputs.snapshot, balances } };
}

// The last day lies behind the first expiries.
const request = { spotMoves: [-0.2, 0, 0.3], volatilityMoves: [-0.3, 0, 0.5], dayOffsets: [0, 1, 12] } as const;

describe('margin in the cells of the slide', () => {
  it.each(['sticky-strike', 'sticky-delta'] as const)('is the plain portfolio margin of the moved book, %s', (mode) => {
    const inputs = marginInputs(60, { ...request, mode });
    const { slide } = inputs.snapshot.requests;
    const { values } = walk(walkMargin(inputs.book, inputs, slide)).result;
    const expected = plainCells(inputs, slide);
    expect(expected.every((value) => value > 1)).toBe(true);
    expect(values).toHaveLength(27);
    values.forEach((value, cell) => expect(Math.abs((value ?? Number.NaN) / (expected[cell] ?? Number.NaN) - 1)).toBeLessThan(1e-12));
  });

  it('is the plain standard margin of the moved book', () => {
    const inputs = standard(marginInputs(60, request));
    const { slide } = inputs.snapshot.requests;
    expect(walk(walkMargin(inputs.book, inputs, slide)).result.values).toEqual(plainCells(inputs, slide));
  });

  it('lets others work after every cell and says how far it is', () => {
    const inputs = marginInputs(10, request);
    const { shares } = walk(walkMargin(inputs.book, inputs, inputs.snapshot.requests.slide));
    expect(shares).toEqual(Array.from({ length: 27 }, (_, cell) => (cell + 1) / 27));
  });

  it('is a part of the slide, whose share done never goes back', () => {
    const inputs = marginInputs(10, request);
    const [leg] = inputs.book;
    const { shares } = walk(runSlide({ ...inputs, whatIf: leg === undefined ? [] : [leg] }));
    expect(shares.length).toBeGreaterThan(2 * 27);
    expect(shares.every((share, index) => share <= 1 && share >= (shares[index - 1] ?? 0))).toBe(true);
    expect(shares.at(-1)).toBe(1);
  });

  it('is not known, in words, where the venue published no parameters', () => {
    const inputs = marginInputs(10, request);
    const unknown = { ...inputs, snapshot: { ...inputs.snapshot, marginSimulations: {} } };
    const { values, words } = walk(walkMargin(unknown.book, unknown, unknown.snapshot.requests.slide)).result;
    expect(values.every((value) => value === null)).toBe(true);
    expect(words).toMatch(/^no margin of BTC: unpriced, because the venue has not published/);
  });
});

describe('liquidation of an account on portfolio margin', () => {
  const inputs = marginInputs(60, {}, 120);
  const rules = rulesOf(inputs.snapshot, 'deribit', 'BTC');

  /** Equity less maintenance by the plain forms after a relative move. */
  function cover(size: number): number {
    const move = { ...AT_REST, move: size };
    const gain = inputs.book.reduce((sum, { leg }) => sum + (leg === null ? Number.NaN : (revalueLeg(leg, move)?.coin ?? Number.NaN)), 0);
    return 120 + gain - (followedNeed(inputs.book, rules, { nowMs: inputs.snapshot.atMs, move })?.maintenance ?? Number.NaN);
  }

  it('lies where equity meets the plain maintenance, and is searched in slices', () => {
    const { shares, result } = walk(marginRows(inputs, new Map([['BTC', 0.03]])));
    const [row] = result.liquidations;
    const prices = [row?.downPrice, row?.upPrice].filter((price) => typeof price === 'number');
    expect(prices.length).toBeGreaterThan(0);
    for (const price of prices) {
      const move = price / 60_000 - 1;
      expect(Math.abs(cover(move))).toBeLessThan(1e-6);
      expect(cover(move * 0.999)).toBeGreaterThan(0);
    }
    expect(row?.distanceSigmas).toBeCloseTo((row?.distance ?? Number.NaN) / 0.03, 12);
    expect(shares.length).toBeGreaterThan(50);
    expect(shares.every((share, index) => share <= 1 && share >= (shares[index - 1] ?? 0))).toBe(true);
  });

  it('asks for the very margin that the plain form gives at rest', () => {
    const moment = { nowMs: inputs.snapshot.atMs, move: AT_REST };
    const [fast, plain] = [neededAfter(inputs.book, rules)(moment), followedNeed(inputs.book, rules, moment)];
    expect((fast?.initial ?? Number.NaN) / (plain?.initial ?? Number.NaN)).toBeCloseTo(1, 12);
    expect((fast?.maintenance ?? Number.NaN) / (plain?.maintenance ?? Number.NaN)).toBeCloseTo(1, 12);
  });
});
