/** The risk slide: the book, and the book with the staged hedge, under moves of spot, volatility and time; then the named scenarios. */
import type { StagedStress } from '../../shared/engine/risk-state';
import type { HedgeLegView, SlideCell, SlideCubes, SlideRequest, StressRow } from '../../shared/projection/risk-slide-view';
import { slideUnits } from '../../shared/projection/project-risk';
import type { SlideBody } from '../../shared/projection/risk-results';
import { groupBy } from '../../shared/risk/greek-exposure';
import type { PricedPosition } from '../../shared/risk/priced-position';
import { revalueLeg, sumOutcomes, type LegOutcome, type RiskLeg } from '../../shared/risk/revaluation';
import { walkSlide } from '../../shared/risk/scenario-matrix';
import { recordedStress, standingStress, stressBook, type StressedLeg } from '../../shared/risk/stress-set';
import { countFallbacks, namesOfUnpriced, type RiskInputs, type Run } from './risk-inputs';
import { asPart } from './run-part';
import { walkMargin } from './slide-margin';
import { describeCell } from './slide-words';

const DAYS_PER_YEAR = 365;
/** Cells between two looks at the clock. */
const SLICE_CELLS = 27;

/** Shares of the whole: a margin takes ten times as long as a revaluation where an account is margined as a portfolio. */
const PARTS = {
  before: { from: 0, to: 0.05 },
  after: { from: 0.05, to: 0.1 },
  margin: { from: 0.1, to: 0.55 },
  marginAfter: { from: 0.55, to: 1 },
} as const;

/** Legs of one underlying with the price that turns its coin into USD. */
interface Part {
  readonly legs: readonly RiskLeg[];
  readonly usdPerCoin: number;
}

function partsOf(book: readonly PricedPosition[], inputs: RiskInputs): readonly Part[] {
  return [...groupBy(book, ({ position }) => position.underlying)].map(([underlying, part]) => ({
    legs: part.flatMap(({ leg }) => leg ?? []),
    usdPerCoin: inputs.markets.get(underlying)?.indexPrice ?? part[0]?.forward ?? Number.NaN,
  }));
}

/** Values of one cell in the slide's units: coin of the one underlying, or USD of all. */
interface CellValues {
  readonly pnl: number | null;
  readonly delta: number | null;
  readonly gamma: number | null;
  readonly vega: number | null;
}

const UNKNOWN: CellValues = { pnl: null, delta: null, gamma: null, vega: null };

function combine(outcomes: readonly (LegOutcome | null)[], factors: readonly number[]): CellValues {
  let [pnl, delta, gamma, vega] = [0, 0, 0, 0];
  for (const [index, outcome] of outcomes.entries()) {
    if (outcome === null) return UNKNOWN;
    const factor = factors[index] ?? Number.NaN;
    pnl += outcome.usd;
    delta += outcome.deltaCoin * factor;
    gamma += outcome.gammaCoin * factor;
    vega += outcome.vegaUsd;
  }
  return [pnl, delta, gamma, vega].every(Number.isFinite) ? { pnl, delta, gamma, vega } : UNKNOWN;
}

/** All cells of a book, in the order of the slide's walk. */
function* walkBook(parts: readonly Part[], request: SlideRequest): Generator<number, readonly CellValues[]> {
  const horizons = request.dayOffsets.map((days) => days / DAYS_PER_YEAR);
  const axes = { moves: request.spotMoves, volatilityMoves: request.volatilityMoves, horizons, smileMode: request.mode };
  const total = axes.moves.length * axes.volatilityMoves.length * horizons.length;
  const walks = parts.map(({ legs }) => walkSlide(legs, axes));
  const values: CellValues[] = [];
  for (let cell = 0; cell < total; cell += 1) {
    const steps = walks.map((walk) => walk.next());
    const outcomes = steps.map((step) => (step.done === true ? null : step.value.outcome));
    const move = axes.moves[cell % axes.moves.length] ?? 0;
    const factors = parts.map(({ usdPerCoin }) => (request.underlying === null ? usdPerCoin * (1 + move) : 1));
    values.push(combine(outcomes, factors));
    if (cell % SLICE_CELLS === SLICE_CELLS - 1) yield cell / total;
  }
  return values;
}

function shape(values: readonly (number | null)[], request: SlideRequest): SlideCubes['pnl'] {
  const [spots, volatilities] = [request.spotMoves.length, request.volatilityMoves.length];
  return request.dayOffsets.map((_day, day) =>
    request.volatilityMoves.map((_move, row) => {
      const from = (day * volatilities + row) * spots;
      return values.slice(from, from + spots);
    }),
  );
}

function cubesOf(values: readonly CellValues[], margin: readonly (number | null)[], request: SlideRequest): SlideCubes {
  return {
    pnl: shape(
      values.map(({ pnl }) => pnl),
      request,
    ),
    delta: shape(
      values.map(({ delta }) => delta),
      request,
    ),
    gamma: shape(
      values.map(({ gamma }) => gamma),
      request,
    ),
    vega: shape(
      values.map(({ vega }) => vega),
      request,
    ),
    margin: shape(margin, request),
  };
}

function cellAt(values: readonly CellValues[], index: number, request: SlideRequest): SlideCell | null {
  const pnlUsd = values[index]?.pnl ?? null;
  if (pnlUsd === null) return null;
  const [spots, volatilities] = [request.spotMoves.length, request.volatilityMoves.length];
  const place = {
    dayIndex: Math.floor(index / (spots * volatilities)),
    volatilityIndex: Math.floor(index / spots) % volatilities,
    spotIndex: index % spots,
  };
  return { ...place, pnlUsd, words: describeCell(request, { ...place, pnlUsd }) };
}

/** `null` if any cell is unknown: the worst might be the one that is missing. */
function worstOf(values: readonly CellValues[], request: SlideRequest): SlideCell | null {
  let worst = 0;
  for (const [index, { pnl }] of values.entries()) {
    if (pnl === null) return null;
    if (pnl < (values[worst]?.pnl ?? Infinity)) worst = index;
  }
  return cellAt(values, worst, request);
}

/** A cell that leaves legs out says so itself. */
function withMissing(cell: SlideCell | null, book: readonly PricedPosition[]): SlideCell | null {
  const missing = namesOfUnpriced(book);
  return cell === null || missing.length === 0
    ? cell
    : { ...cell, words: `${cell.words}; without ${missing.map(({ name }) => name).join(', ')}, which has no price` };
}

function currentOf(values: readonly CellValues[], request: SlideRequest): SlideCell | null {
  const row = request.volatilityMoves.indexOf(0);
  const column = request.spotMoves.indexOf(0);
  return row < 0 || column < 0 ? null : cellAt(values, row * request.spotMoves.length + column, request);
}

const percent = (share: number): string => `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)} %`;

/** Profit of a book under one scenario; `null` where a leg has no price, because a sum without it would look like safety. */
type BookProfit = (book: readonly StressedLeg[]) => number | null;

function profitUnder(staged: StagedStress): BookProfit {
  const isMoved = (underlying: string): boolean => staged.underlying === null || staged.underlying === underlying;
  return (book) => {
    const outcomes = book.map(({ underlying, leg }) => {
      const { spotMove, volatilityMove } = isMoved(underlying) ? staged : { spotMove: 0, volatilityMove: 0 };
      return revalueLeg(leg, { move: spotMove, volatilityMove, yearsPassed: staged.days / DAYS_PER_YEAR, smileMode: 'sticky-strike' });
    });
    return sumOutcomes(outcomes)?.usd ?? null;
  };
}

/** Legs of a book, or the sentence why it has no sum. */
function stressedLegs(book: readonly PricedPosition[]): readonly StressedLeg[] | string {
  const missing = namesOfUnpriced(book);
  if (missing.length > 0) return `unpriced, because ${missing.map(({ name }) => name).join(', ')} has no price`;
  return book.flatMap(({ position, leg }) => (leg === null ? [] : [{ underlying: position.underlying, leg }]));
}

interface StressBooks {
  readonly before: readonly StressedLeg[] | string;
  readonly after: readonly StressedLeg[] | string | null;
}

function stressRow(
  words: Pick<StressRow, 'name' | 'description' | 'kind'>,
  { before, after }: StressBooks,
  profitOf: BookProfit,
): StressRow {
  const pnlUsd = typeof before === 'string' ? null : profitOf(before);
  const pnlAfterUsd = after === null || typeof after === 'string' ? null : profitOf(after);
  const noOutcome = 'unpriced, because a leg has no price after this move, or its underlying is not in the scenario';
  const why = [before, after].find((legs) => typeof legs === 'string');
  const reason = typeof why === 'string' ? why : pnlUsd === null ? noOutcome : '';
  return { ...words, pnlUsd, pnlAfterUsd, reason };
}

function stressRows(inputs: RiskInputs, book: readonly PricedPosition[], after: readonly PricedPosition[] | null): readonly StressRow[] {
  const books = { before: stressedLegs(book), after: after && stressedLegs(after) };
  const recorded = [...recordedStress, ...standingStress].map((scenario) => {
    const words = { name: scenario.name, description: scenario.source, kind: 'recorded' } as const;
    return stressRow(words, books, (legs) => stressBook(legs, scenario)?.usd ?? null);
  });
  const staged = inputs.snapshot.requests.stress.map((one) => {
    const who = one.underlying ?? 'all prices';
    const description = `${who} ${percent(one.spotMove)}, volatility ${percent(one.volatilityMove)}, ${one.days} days`;
    return stressRow({ name: one.name, description, kind: 'staged' }, books, profitUnder(one));
  });
  return [...recorded, ...staged];
}

function hedgeLegs(whatIf: readonly PricedPosition[]): readonly HedgeLegView[] {
  return whatIf.map(({ position: { instrumentId, name }, quantityCoin }) => ({ instrumentId, name, quantityCoin: quantityCoin ?? 0 }));
}

/** Legs without a price are left out and named, beside the slide and in the words of its worst cell. */
export function* runSlide(inputs: RiskInputs): Run<SlideBody> {
  const request = inputs.snapshot.requests.slide;
  const isShown = ({ position }: PricedPosition): boolean => request.underlying === null || position.underlying === request.underlying;
  const book = inputs.book.filter(isShown);
  const after = inputs.whatIf.length === 0 ? null : [...book, ...inputs.whatIf.filter(isShown)];
  const before = yield* asPart(walkBook(partsOf(book, inputs), request), PARTS.before);
  const afterValues = after === null ? null : yield* asPart(walkBook(partsOf(after, inputs), request), PARTS.after);
  const margin = yield* asPart(walkMargin(book, inputs, request), PARTS.margin);
  const marginAfter = after === null ? null : yield* asPart(walkMargin(after, inputs, request), PARTS.marginAfter);
  return {
    shown: request,
    units: slideUnits(request.underlying),
    before: cubesOf(before, margin.values, request),
    marginWords: margin.words,
    after: afterValues === null ? null : cubesOf(afterValues, marginAfter?.values ?? [], request),
    hedge: hedgeLegs(inputs.whatIf),
    current: currentOf(before, request),
    worst: withMissing(worstOf(before, request), book),
    worstAfter: afterValues === null ? null : withMissing(worstOf(afterValues, request), after ?? []),
    stress: stressRows(inputs, book, after),
    instrumentCount: book.length,
    fallbackCount: countFallbacks(book),
    unpriced: namesOfUnpriced(book),
  };
}
