/** VaR, shortfall, limits, margin and capital: one run, because the last rests on all before it. */
import { quantityToCoin } from './order-coin';
import { columnOf, jointReturns } from './joint-returns';
import { rulesOf } from './margin-rules';
import { marginRoom, marginRows } from './margin-run';
import { asPart } from './run-part';
import { tailInputs, type TailInputs } from './tail-inputs';
import { runTails, type TailResults } from './tail-run';
import { greekBars, NEAR, optionRooms, stateOf } from './risk-limits';
import { namesOfUnpriced, type RiskInputs, type Run } from './risk-inputs';
import { forecastDay, isForecastDue } from './day-forecast';
import type { TailForecast } from '../../shared/engine/desk-days';
import type { RiskLimit } from '../../shared/engine/settings';
import { allocate, exposureRoom, measureRoom, type LimitRoom } from '../../shared/risk/capital-allocation';
import { historicalShortfall } from '../../shared/risk/expected-shortfall';
import { sumExposure } from '../../shared/risk/greek-exposure';
import { momentsOf } from '../../shared/risk/moments';
import type { AllocationRow, LimitBar, MarginRow } from '../../shared/projection/capital-view';
import type { CapitalBody } from '../../shared/projection/risk-results';
import type { RiskSnapshot } from '../../shared/projection/risk-snapshot';

interface OpenCoins {
  readonly pendingBuy: number;
  readonly pendingSell: number;
  readonly quotedBuy: number;
  readonly quotedSell: number;
}

/** Working orders of delta-one instruments of an underlying, coin. */
function openCoins({ orders }: RiskSnapshot, underlying: string): OpenCoins {
  const sums = { pendingBuy: 0, pendingSell: 0, quotedBuy: 0, quotedSell: 0 };
  for (const row of orders) {
    if (row.position.underlying !== underlying || row.position.kind === 'option') continue;
    const coin = (quantity: number): number => quantityToCoin(row, quantity);
    sums.pendingBuy += coin(row.pendingBuy);
    sums.pendingSell += coin(row.pendingSell);
    sums.quotedBuy += coin(row.quotedBuy);
    sums.quotedSell += coin(row.quotedSell);
  }
  return sums;
}

/** The exposure of larger size that fills of one side or the other lead to. */
function worse(exposure: number | null, buys: number, sells: number): number | null {
  if (exposure === null) return null;
  const [up, down] = [exposure + buys, exposure - sells];
  return Math.abs(up) >= Math.abs(down) ? up : down;
}

/** The bands lie around the target, so it is the distance from there that uses them. */
function deltaBar(inputs: RiskInputs, underlying: string, delta: number | null): LimitBar[] {
  const found = inputs.snapshot.bands[underlying];
  if (found === undefined) return [];
  const { target, ...band } = found;
  const used = delta === null ? null : delta - target;
  const label = target === 0 ? `${underlying} delta` : `${underlying} delta from its target ${target}`;
  const open = openCoins(inputs.snapshot, underlying);
  return [
    {
      ...{ key: `delta|${underlying}`, label, unit: underlying, underlying },
      ...{ used, ...band },
      afterPending: worse(used, open.pendingBuy, open.pendingSell),
      afterQuotes: worse(used, open.pendingBuy + open.quotedBuy, open.pendingSell + open.quotedSell),
      state: stateOf(used, band),
      reason: used === null ? 'a position has no price' : '',
    },
  ];
}

interface TailBar {
  readonly key: 'var' | 'shortfall';
  readonly label: string;
  readonly figure: 'varUsd' | 'esUsd';
  readonly limit: RiskLimit | null;
}

/** Of the simulation; a desk that holds nothing can lose nothing, and a sum without a leg would look like safety. */
function tailBar(inputs: RiskInputs, tails: TailResults, { key, label, figure, limit }: TailBar): readonly LimitBar[] {
  if (limit === null) return [];
  const measure = tails.measures.find(({ method }) => method === 'monte-carlo');
  const leftOut = namesOfUnpriced(inputs.book);
  const found = inputs.snapshot.positions.length === 0 ? 0 : (measure?.[figure] ?? null);
  const used = leftOut.length === 0 ? found : null;
  const why = leftOut.length === 0 ? (measure?.reason ?? '') : `without ${leftOut.map(({ name }) => name).join(', ')}, which have no price`;
  return [
    {
      ...{ key, label, unit: 'USD', underlying: null, used, ...limit, afterPending: null, afterQuotes: null },
      ...{ state: stateOf(used, limit), reason: used === null ? why : '' },
    },
  ];
}

function tailBars(inputs: RiskInputs, tails: TailResults): readonly LimitBar[] {
  const { varLimit, shortfallLimit } = inputs.snapshot;
  return [
    ...tailBar(inputs, tails, { key: 'var', label: 'Value at risk', figure: 'varUsd', limit: varLimit }),
    ...tailBar(inputs, tails, { key: 'shortfall', label: 'Expected shortfall', figure: 'esUsd', limit: shortfallLimit }),
  ];
}

/** Of a joint account the venue may see what is not known here, as in coins that this desk does not trade: the larger figure counts. */
function boundOf({ isJoint = false, ownInitial, venueInitial, marginBalance }: MarginRow): number | null {
  if (!isJoint) return ownInitial;
  return marginBalance === null || venueInitial === null ? null : Math.max(ownInitial ?? 0, venueInitial);
}

function marginBars(margins: readonly MarginRow[]): readonly LimitBar[] {
  return margins.map((row) => {
    const { venue, currency, marginBalance, reason, isJoint = false } = row;
    const hard = Math.max(0, marginBalance ?? 0);
    const used = boundOf(row);
    const label = isJoint ? `${currency} initial margin, all coins` : `${currency} initial margin`;
    return {
      ...{ key: `margin|${venue}|${currency}`, label, unit: currency, underlying: currency },
      ...{ used, soft: NEAR * hard, hard, afterPending: used, afterQuotes: used },
      // An account that holds nothing and owes nothing has reached no limit.
      state: used === 0 && marginBalance === 0 ? 'ok' : stateOf(used, { soft: NEAR * hard, hard }),
      reason,
    };
  });
}

/** Shortfall of one coin of an underlying alone, USD: the most that a coin more can add, also where none is held yet. */
function shortfallPerCoin({ snapshot, histories }: RiskInputs, { request }: TailInputs, underlying: string): number | null {
  const index = snapshot.indexes[underlying];
  if (index === undefined) return null;
  const returns = columnOf(jointReturns([underlying], histories, request.windowDays), 0);
  const tail = 1 - request.confidence;
  const [falls, rises] = [
    historicalShortfall(returns, tail),
    historicalShortfall(
      returns.map((value) => -value),
      tail,
    ),
  ];
  return falls === null || rises === null ? null : Math.max(falls, rises) * index * Math.sqrt(request.horizonDays);
}

interface AllocationParts {
  readonly inputs: RiskInputs;
  readonly tails: TailInputs;
  readonly limits: readonly LimitBar[];
  readonly margins: readonly MarginRow[];
}

function roomsOf({ inputs, tails, limits, margins }: AllocationParts, underlying: string): readonly LimitRoom[] {
  const delta = limits.find(({ key }) => key === `delta|${underlying}`);
  const margin = margins.find(({ currency }) => currency === underlying);
  const open = openCoins(inputs.snapshot, underlying);
  const rooms: LimitRoom[] = [];
  if (delta !== undefined) {
    const room = exposureRoom(delta.used, delta.hard);
    const left = (coin: number | null, taken: number): number | null => (coin === null ? null : Math.max(0, coin - taken));
    const [buys, sells] = [open.pendingBuy + open.quotedBuy, open.pendingSell + open.quotedSell];
    rooms.push({ key: delta.key, label: delta.label, bidCoin: left(room.bidCoin, buys), askCoin: left(room.askCoin, sells) });
  }
  const byMargin = margin === undefined ? null : marginRoom(inputs, margin);
  rooms.push({ key: 'margin', label: 'Free margin', bidCoin: byMargin, askCoin: byMargin });
  for (const { key, label, used, hard } of limits.filter((bar) => bar.key === 'var' || bar.key === 'shortfall')) {
    // The shortfall of a coin is never below its VaR, so the room is not too large for either.
    const bySize = measureRoom(used, hard, shortfallPerCoin(inputs, tails, underlying));
    rooms.push({ key, label, bidCoin: bySize, askCoin: bySize });
  }
  return rooms;
}

function side(coin: number | null, binds: LimitRoom | null): string {
  if (coin === null) return `unknown (${binds?.label ?? 'no limit'} is not known)`;
  return `${coin.toFixed(3)} more (${binds?.label ?? 'nothing'} binds)`;
}

function allocationRow(underlying: string, product: AllocationRow['product'], rooms: readonly LimitRoom[]): AllocationRow {
  const sorted = [...rooms].sort((first, second) => (first.bidCoin ?? -1) - (second.bidCoin ?? -1));
  const { bidCoin, askCoin, bidBinds, askBinds } = allocate(sorted);
  const what = product === 'options' ? `${underlying} options (coin of delta at the money near 30 days)` : underlying;
  return {
    underlying,
    product,
    bidRoomCoin: bidCoin,
    askRoomCoin: askCoin,
    bidBinds: bidBinds?.key ?? '',
    askBinds: askBinds?.key ?? '',
    words: `${what}: bids ${side(bidCoin, bidBinds)}, offers ${side(askCoin, askBinds)}`,
    rooms: sorted,
  };
}

/** Perpetuals and futures add to delta alone; options to every greek that has a limit. */
function allocationRows(parts: AllocationParts, underlying: string): readonly AllocationRow[] {
  const rooms = roomsOf(parts, underlying);
  const deltaOne = allocationRow(underlying, 'delta-one', rooms);
  const margin = parts.margins.find(({ currency }) => currency === underlying);
  const rules = margin && rulesOf(parts.inputs.snapshot, margin.venue, underlying);
  const freeCoin = margin?.freeAfterQuotes ?? null;
  const initialRate = rules?.standard?.option.initial ?? null;
  const own = optionRooms(parts.inputs, underlying, { bars: parts.limits, freeCoin, initialRate });
  if (own.length === 0) return [deltaOne];
  return [deltaOne, allocationRow(underlying, 'options', [...rooms.filter(({ key }) => key !== 'margin'), ...own])];
}

/** Of the whole; the rest is the search for liquidation. */
const TAILS_SHARE = 0.75;
const FORECAST = { from: TAILS_SHARE, to: 0.85 };

/** The whole panel, and what was forecast for the day to come; `null` while that day is far. */
export interface CapitalRun {
  readonly body: CapitalBody;
  readonly forecast: TailForecast | null;
}

/** All of it, in slices. */
export function* runCapital(inputs: RiskInputs): Run<CapitalRun> {
  const tails = tailInputs(inputs);
  const results = yield* asPart(runTails(tails, inputs.days), { from: 0, to: TAILS_SHARE });
  const isDue = isForecastDue(inputs.snapshot.atMs);
  const forecast = isDue ? yield* asPart(forecastDay(inputs, { inputs: tails, tails: results.tails }), FORECAST) : null;
  return { body: yield* capitalBody(inputs, tails, results), forecast };
}

function* capitalBody(inputs: RiskInputs, tails: TailInputs, results: TailResults): Run<CapitalBody> {
  const deviations = new Map(
    tails.returns.underlyings.map((name, column) => [name, momentsOf(columnOf(tails.returns, column))?.deviation ?? Number.NaN]),
  );
  const { margins, liquidations } = yield* asPart(marginRows(inputs, deviations), { from: FORECAST.to, to: 1 });
  const underlyings = [
    ...new Set([...Object.keys(inputs.snapshot.bands), ...inputs.book.map(({ position }) => position.underlying)]),
  ].sort();
  const deltas = underlyings.flatMap((underlying) => {
    const held = inputs.book.filter(({ position }) => position.underlying === underlying);
    return deltaBar(inputs, underlying, sumExposure(held).greeks.delta);
  });
  const greeks = underlyings.flatMap((underlying) => greekBars(inputs, underlying));
  const limits = [...deltas, ...greeks, ...tailBars(inputs, results), ...marginBars(margins)];
  const parts = { inputs, tails, limits, margins };
  return {
    measures: results.measures,
    contributionsMethod: results.contributionsMethod,
    contributionsByUnderlying: results.byUnderlying,
    contributionsByGreek: results.byGreek,
    backtests: results.backtests,
    backtestBases: results.backtestBases,
    leftOut: namesOfUnpriced(inputs.book),
    limits,
    margins,
    liquidations,
    allocations: underlyings.flatMap((underlying) => allocationRows(parts, underlying)),
  };
}
