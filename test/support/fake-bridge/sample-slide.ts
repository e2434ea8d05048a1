/** A revalued book as the risk slide sees it: the product's own slide over a short strangle and a future. */
import type { RiskSlideView, SlideCell, SlideCubes } from '../../../shared/projection/risk-slide-view';
import { describeCell } from '../../../electron/risk/slide-words';
import { initialRiskState } from '../../../shared/engine/risk-state';
import { priceLeg, revalueBook, type LegOutcome, type RiskLeg } from '../../../shared/risk/revaluation';
import { liveStatus } from './sample-greeks';

const request = initialRiskState.slide;
const option = { kind: 'option', forward: 61_700, years: 35 / 365, volatility: 0.45 } as const;
const book: readonly RiskLeg[] = [
  { ...option, optionType: 'call', strike: 68_000, quantity: -12 },
  { ...option, optionType: 'put', strike: 55_000, quantity: -9 },
  { kind: 'future', forward: 61_660, quantity: 1.8 },
];

function outcomes(legs: readonly RiskLeg[]): readonly (readonly (readonly (LegOutcome | null)[])[])[] {
  const priced = legs.map(priceLeg);
  return request.dayOffsets.map((days) =>
    request.volatilityMoves.map((volatilityMove) =>
      request.spotMoves.map((move) => revalueBook(priced, { move, volatilityMove, yearsPassed: days / 365, smileMode: request.mode })),
    ),
  );
}

function cubes(legs: readonly RiskLeg[]): SlideCubes {
  const all = outcomes(legs);
  const read = (pick: (outcome: LegOutcome) => number) => all.map((day) => day.map((row) => row.map((one) => one && pick(one))));
  return {
    pnl: read(({ usd }) => usd),
    delta: read(({ deltaCoin }) => deltaCoin),
    gamma: read(({ gammaCoin }) => gammaCoin),
    vega: read(({ vegaUsd }) => vegaUsd),
    // A rule of thumb: the loss that is left and a tenth of the notional.
    margin: read(({ usd, deltaCoin }) => Math.abs(deltaCoin) * 0.1 + Math.max(0, -usd) / 61_660 + 1.2),
  };
}

function worstOf({ pnl }: SlideCubes): SlideCell {
  const cells = pnl.flatMap((day, dayIndex) =>
    day.flatMap((row, volatilityIndex) => row.map((value, spotIndex) => ({ dayIndex, volatilityIndex, spotIndex, pnlUsd: value ?? 0 }))),
  );
  const worst = cells.reduce((least, cell) => (cell.pnlUsd < least.pnlUsd ? cell : least));
  return { ...worst, words: describeCell({ ...request, underlying: 'BTC' }, worst) };
}

/** The slice; with a staged hedge if asked. */
export function sampleSlide(isHedged = false): RiskSlideView {
  const before = cubes(book);
  const hedge = { ...option, optionType: 'call', strike: 72_000, quantity: 8 } as const;
  const after = isHedged ? cubes([...book, hedge]) : null;
  return {
    status: { ...liveStatus, computeMs: 17.2 },
    request: { ...request, underlying: 'BTC' },
    shown: { ...request, underlying: 'BTC' },
    units: { pnl: 'USD', delta: 'BTC', gamma: 'BTC per 1 %', vega: 'USD per vol point', margin: 'BTC' },
    before,
    marginWords: 'BTC standard: futures 2 % (the venue’s greatest leverage 50)',
    after,
    hedge: isHedged ? [{ instrumentId: 'deribit:BTC-27DEC26-72000-C', name: 'BTC-27DEC26-72000-C', quantityCoin: 8 }] : [],
    current: null,
    worst: worstOf(before),
    worstAfter: after === null ? null : worstOf(after),
    stress: [
      {
        name: 'Crash of 5 February 2026',
        description: 'BTC −12.8 %, volatility +60 %',
        kind: 'recorded',
        pnlUsd: -21_340,
        pnlAfterUsd: isHedged ? -18_200 : null,
        reason: '',
      },
      {
        name: 'Rally of 6 February 2026',
        description: 'BTC +10.4 %, volatility −35 %',
        kind: 'recorded',
        pnlUsd: -8_120,
        pnlAfterUsd: isHedged ? 1_030 : null,
        reason: '',
      },
      {
        name: 'my weekend',
        description: 'BTC −8 %, volatility +20 %',
        kind: 'staged',
        pnlUsd: null,
        pnlAfterUsd: null,
        reason: 'unpriced, because ETH has no move in it',
      },
    ],
    instrumentCount: 3,
    fallbackCount: 1,
    unpriced: [],
    triggers: ['a fill', 'the index moved 0.5 %', 'a new surface'],
  };
}
