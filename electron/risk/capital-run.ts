/** VaR, shortfall, limits, margin and capital: one run, because the last rests on all before it. */
import { quantityToCoin } from './order-coin';
import { columnOf } from './joint-returns';
import { marginRoom, marginRows } from './margin-run';
import { tailInputs, type TailInputs } from './tail-inputs';
import { runTails, type TailResults } from './tail-run';
import type { RiskInputs, Run } from './risk-inputs';
import { allocate, exposureRoom, measureRoom, type LimitRoom } from '../../shared/risk/capital-allocation';
import { historicalShortfall } from '../../shared/risk/expected-shortfall';
import { sumExposure } from '../../shared/risk/greek-exposure';
import { momentsOf } from '../../shared/risk/moments';
import type { AllocationRow, LimitBar, MarginRow } from '../../shared/projection/capital-view';
import type { CapitalBody } from '../../shared/projection/risk-results';
import type { RiskSnapshot } from '../../shared/projection/risk-snapshot';

/** From this share of a soft limit on a bar is near it. */
const NEAR = 0.8;

function stateOf(used: number | null, soft: number, hard: number): LimitBar['state'] {
  if (used === null) return 'unknown';
  const size = Math.abs(used);
  if (size >= hard) return 'hard';
  if (size >= soft) return 'soft';
  return size >= NEAR * soft ? 'near' : 'ok';
}

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

function deltaBar(inputs: RiskInputs, underlying: string, delta: number | null): LimitBar[] {
  const band = inputs.snapshot.bands[underlying];
  if (band === undefined) return [];
  const open = openCoins(inputs.snapshot, underlying);
  return [
    {
      ...{ key: `delta|${underlying}`, label: `${underlying} delta`, unit: underlying, underlying },
      ...{ used: delta, soft: band.soft, hard: band.hard },
      afterPending: worse(delta, open.pendingBuy, open.pendingSell),
      afterQuotes: worse(delta, open.pendingBuy + open.quotedBuy, open.pendingSell + open.quotedSell),
      state: stateOf(delta, band.soft, band.hard),
      reason: delta === null ? 'a position has no price' : '',
    },
  ];
}

/** Of the simulation; a desk that holds nothing can lose nothing. */
function shortfallBar(tails: TailResults, { lossLimitUsd: limitUsd, positions }: RiskSnapshot): LimitBar {
  const measure = tails.measures.find(({ method }) => method === 'monte-carlo');
  const used = positions.length === 0 ? 0 : (measure?.esUsd ?? null);
  return {
    ...{ key: 'shortfall', label: 'Expected shortfall', unit: 'USD', underlying: null },
    ...{ used, soft: NEAR * limitUsd, hard: limitUsd, afterPending: null, afterQuotes: null },
    state: stateOf(used, NEAR * limitUsd, limitUsd),
    reason: used === null ? (measure?.reason ?? '') : '',
  };
}

function marginBars(margins: readonly MarginRow[]): readonly LimitBar[] {
  return margins.map(({ venue, currency, ownInitial, equity, reason }) => {
    const hard = Math.max(0, equity ?? 0);
    return {
      ...{ key: `margin|${venue}|${currency}`, label: `${currency} initial margin`, unit: currency, underlying: currency },
      ...{ used: ownInitial, soft: NEAR * hard, hard, afterPending: ownInitial, afterQuotes: ownInitial },
      state: stateOf(ownInitial, NEAR * hard, hard),
      reason,
    };
  });
}

/** Shortfall of one coin of an underlying alone, USD: the most that a coin more can add. */
function shortfallPerCoin(inputs: RiskInputs, tails: TailInputs, underlying: string): number | null {
  const column = tails.returns.underlyings.indexOf(underlying);
  const index = inputs.snapshot.indexes[underlying];
  if (column < 0 || index === undefined) return null;
  const returns = columnOf(tails.returns, column);
  const tail = 1 - tails.request.confidence;
  const [falls, rises] = [
    historicalShortfall(returns, tail),
    historicalShortfall(
      returns.map((value) => -value),
      tail,
    ),
  ];
  return falls === null || rises === null ? null : Math.max(falls, rises) * index * Math.sqrt(tails.request.horizonDays);
}

interface AllocationParts {
  readonly inputs: RiskInputs;
  readonly tails: TailInputs;
  readonly limits: readonly LimitBar[];
  readonly margins: readonly MarginRow[];
}

function roomsOf({ inputs, tails, limits, margins }: AllocationParts, underlying: string): readonly LimitRoom[] {
  const delta = limits.find(({ key }) => key === `delta|${underlying}`);
  const shortfall = limits.find(({ key }) => key === 'shortfall');
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
  const bySize = measureRoom(shortfall?.used ?? null, shortfall?.hard ?? Number.NaN, shortfallPerCoin(inputs, tails, underlying));
  rooms.push({ key: 'shortfall', label: 'Expected shortfall', bidCoin: bySize, askCoin: bySize });
  return rooms.sort((first, second) => (first.bidCoin ?? -1) - (second.bidCoin ?? -1));
}

function side(coin: number | null, binds: LimitRoom | null): string {
  if (coin === null) return `unknown (${binds?.label ?? 'no limit'} is not known)`;
  return `${coin.toFixed(3)} more (${binds?.label ?? 'nothing'} binds)`;
}

function allocationRow(parts: AllocationParts, underlying: string): AllocationRow {
  const rooms = roomsOf(parts, underlying);
  const { bidCoin, askCoin, bidBinds, askBinds } = allocate(rooms);
  return {
    underlying,
    bidRoomCoin: bidCoin,
    askRoomCoin: askCoin,
    bidBinds: bidBinds?.key ?? '',
    askBinds: askBinds?.key ?? '',
    words: `${underlying}: bids ${side(bidCoin, bidBinds)}, offers ${side(askCoin, askBinds)}`,
    rooms,
  };
}

/** The whole panel. */
export function* runCapital(inputs: RiskInputs): Run<CapitalBody> {
  const tails = tailInputs(inputs);
  const results = yield* runTails(tails);
  const deviations = new Map(
    tails.returns.underlyings.map((name, column) => [name, momentsOf(columnOf(tails.returns, column))?.deviation ?? Number.NaN]),
  );
  const { margins, liquidations } = marginRows(inputs, deviations);
  const underlyings = [
    ...new Set([...Object.keys(inputs.snapshot.bands), ...inputs.book.map(({ position }) => position.underlying)]),
  ].sort();
  const deltas = underlyings.flatMap((underlying) => {
    const held = inputs.book.filter(({ position }) => position.underlying === underlying);
    return deltaBar(inputs, underlying, sumExposure(held).greeks.delta);
  });
  const limits = [...deltas, shortfallBar(results, inputs.snapshot), ...marginBars(margins)];
  const parts = { inputs, tails, limits, margins };
  return {
    measures: results.measures,
    contributionsMethod: results.contributionsMethod,
    contributionsByUnderlying: results.byUnderlying,
    contributionsByGreek: results.byGreek,
    backtests: results.backtests,
    limits,
    margins,
    liquidations,
    allocations: underlyings.map((underlying) => allocationRow(parts, underlying)),
  };
}
