/** How long the risk worker's heavy runs take on one core: the slide and the simulation, every leg repriced in full. */
import { marginRows } from '../../electron/risk/margin-run';
import type { RiskInputs } from '../../electron/risk/risk-inputs';
import { walkMargin } from '../../electron/risk/slide-margin';
import { SeededRandom } from '../../shared/domain/random';
import { componentNames, openBookProfit, type SimulatedLeg } from '../../shared/risk/book-simulation';
import { factorise } from '../../shared/pricing/cholesky';
import { simulatedTail, simulateProfits, type Simulation } from '../../shared/risk/monte-carlo';
import { defaultSlideAxes, walkSlide } from '../../shared/risk/scenario-matrix';
import { marginInputs } from '../support/margin-book';
import { median, type BenchCase, type BenchRow } from './bench-case';

const UNDERLYINGS = ['BTC', 'ETH'];
const FORWARDS = [60_000, 3_000];
const SCENARIOS = 10_000;

function makeBook(legs: number): readonly SimulatedLeg[] {
  const random = new SeededRandom(legs);
  return Array.from({ length: legs }, (_, index): SimulatedLeg => {
    const which = index % UNDERLYINGS.length;
    const forward = FORWARDS[which] ?? Number.NaN;
    return {
      underlying: UNDERLYINGS[which] ?? '',
      leg: {
        kind: 'option',
        optionType: random.next() < 0.5 ? 'call' : 'put',
        forward,
        strike: forward * random.between(0.6, 1.5),
        years: random.between(0.02, 0.8),
        volatility: random.between(0.4, 0.9),
        quantity: random.between(-20, 20),
      },
    };
  });
}

function timeMedian(repeats: number, run: () => void): number {
  return median(
    Array.from({ length: repeats }, () => {
      const startedAt = performance.now();
      run();
      return performance.now() - startedAt;
    }),
  );
}

function finish<Result>(run: Generator<number, Result>): Result {
  for (;;) {
    const next = run.next();
    if (next.done === true) return next.value;
  }
}

function simulationOf(legs: number): Simulation {
  const book = { underlyings: UNDERLYINGS, legs: makeBook(legs), horizonYears: 1 / 365 };
  const profitOf = openBookProfit(book);
  const day = 1 / Math.sqrt(365);
  const deviations = [0.6 * day, 0.05, 0.8 * day, 0.05];
  const correlation = [
    [1, -0.4, 0.8, -0.3],
    [-0.4, 1, -0.3, 0.7],
    [0.8, -0.3, 1, -0.4],
    [-0.3, 0.7, -0.4, 1],
  ];
  const cholesky = factorise(
    correlation.map((line, row) => line.map((value, column) => value * (deviations[row] ?? 0) * (deviations[column] ?? 0))),
  );
  if (profitOf === null || cholesky === null) throw new Error('expected a priced book and a valid model');
  return { scenarios: SCENARIOS, seed: 1, cholesky, components: componentNames(book).length, profitOf };
}

/** The longest time between two yields of a run: what another run has to wait for. */
function longestStep(run: Generator<number, unknown>): number {
  let longest = 0;
  for (;;) {
    const startedAt = performance.now();
    const { done } = run.next();
    longest = Math.max(longest, performance.now() - startedAt);
    if (done === true) return longest;
  }
}

function walkOf(inputs: RiskInputs) {
  return walkMargin(inputs.book, inputs, inputs.snapshot.requests.slide);
}

/** Portfolio margin in every cell of the slide, and where the same account would be liquidated. */
function marginRowsOf(isQuick: boolean): readonly BenchRow[] {
  const inputs = marginInputs(300);
  const slideMs = timeMedian(isQuick ? 1 : 3, () => {
    const { values } = finish(walkOf(inputs));
    if (values.some((value) => value === null)) throw new Error('expected a margin in every cell');
  });
  const liquidationMs = timeMedian(isQuick ? 1 : 3, () => {
    const { liquidations } = finish(marginRows(inputs, new Map()));
    if (liquidations[0]?.reason !== '') throw new Error(`expected a liquidation price, found: ${liquidations[0]?.reason}`);
  });
  return [
    { measure: 'slide with portfolio margin, 300 legs', value: slideMs, unit: 'ms', target: { atMost: 1_000 } },
    { measure: '  longest slice of it', value: longestStep(walkOf(inputs)), unit: 'ms' },
    { measure: 'liquidation under portfolio margin, 300 legs', value: liquidationMs, unit: 'ms', target: { atMost: 1_000 } },
    { measure: '  longest slice of it', value: longestStep(marginRows(inputs, new Map())), unit: 'ms' },
  ];
}

/** Slide of 11 × 9 × 3 over 300 legs; 10,000 scenarios of 200 legs with seed 1. */
export const riskRuns: BenchCase = {
  name: 'risk-runs',
  run({ isQuick }) {
    const legs = makeBook(300).map(({ leg }) => leg);
    const cells = defaultSlideAxes.moves.length * defaultSlideAxes.volatilityMoves.length * defaultSlideAxes.horizons.length;
    const slideMs = timeMedian(isQuick ? 5 : 25, () => {
      const priced = [...walkSlide(legs, defaultSlideAxes)].filter(({ outcome }) => outcome !== null);
      if (priced.length !== cells) throw new Error(`expected ${cells} priced cells, found ${priced.length}`);
    });
    const simulation = simulationOf(200);
    const simulationMs = timeMedian(isQuick ? 3 : 9, () => finish(simulateProfits(simulation)));
    const tail = simulatedTail(finish(simulateProfits(simulation)).total, 0.01);
    if (tail === null) throw new Error('expected a tail');
    const percent = (error: number, value: number): number => (100 * error) / value;
    return Promise.resolve([
      { measure: 'risk slide 11 × 9 × 3, 300 legs', value: slideMs, unit: 'ms', target: { atMost: 50 } },
      ...marginRowsOf(isQuick),
      { measure: 'Monte Carlo 10,000 × 200 legs, full revaluation', value: simulationMs, unit: 'ms', target: { atMost: 1_000 } },
      { measure: '  standard error of the 99 % VaR', value: percent(tail.valueAtRiskError, tail.valueAtRisk), unit: '%' },
      {
        measure: '  standard error of the 99 % shortfall',
        value: percent(tail.expectedShortfallError, tail.expectedShortfall),
        unit: '%',
      },
    ]);
  },
};
