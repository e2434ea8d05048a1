/** Use of the desk's limits on greeks, and how far options can still be quoted before one of them ends it. */
import { YEAR_MS } from '../../shared/domain/time';
import type { GreekLimits, RiskLimit } from '../../shared/engine/settings';
import { forwardAt } from '../../shared/pricing/forward-curve';
import { surfaceVolatility } from '../../shared/pricing/surface/volatility-surface';
import type { LimitBar } from '../../shared/projection/capital-view';
import type { GreekLimit } from '../../shared/projection/greeks-view';
import { exposureRoom, type LimitRoom } from '../../shared/risk/capital-allocation';
import { sumExposure, type ExposureSum } from '../../shared/risk/greek-exposure';
import { pricePosition, type BookMarket, type PositionGreeks } from '../../shared/risk/priced-position';
import type { RiskInputs } from './risk-inputs';

/** From this share of a soft limit on a bar is near it. */
export const NEAR = 0.8;

/** How a use stands to its limit; `null` is not known. */
export function stateOf(used: number | null, { soft, hard }: RiskLimit): LimitBar['state'] {
  if (used === null) return 'unknown';
  const size = Math.abs(used);
  if (size >= hard) return 'hard';
  if (size >= soft) return 'soft';
  return size >= NEAR * soft ? 'near' : 'ok';
}

type LimitedGreek = 'gamma' | 'vega' | 'weightedVega' | 'theta';

interface LimitedRow {
  readonly greek: LimitedGreek;
  readonly label: string;
  readonly unit: 'coin' | 'USD';
  /** After the coin or USD. */
  readonly per: string;
  readonly limit: keyof GreekLimits;
}

const ROWS: readonly LimitedRow[] = [
  { greek: 'gamma', label: 'gamma', unit: 'coin', per: 'per 1 %', limit: 'gammaCoin' },
  { greek: 'vega', label: 'vega', unit: 'USD', per: 'per vol point', limit: 'vegaUsd' },
  { greek: 'weightedVega', label: 'weighted vega', unit: 'USD', per: 'per vol point', limit: 'weightedVegaUsd' },
  { greek: 'theta', label: 'theta', unit: 'USD', per: 'per day', limit: 'thetaUsd' },
];

/** Marks for the greeks matrix; none where no limit is set. */
export function greekLimits({ snapshot }: RiskInputs, underlying: string, { greeks }: ExposureSum): readonly GreekLimit[] {
  const limits = snapshot.greekLimits[underlying];
  if (limits === undefined) return [];
  return ROWS.map(({ greek, unit, limit }) => ({ greek, unit, used: greeks[greek], ...limits[limit] }));
}

/** Bars for the capital panel. Working orders are not counted: their greeks are not known before they fill. */
export function greekBars(inputs: RiskInputs, underlying: string): readonly LimitBar[] {
  const limits = inputs.snapshot.greekLimits[underlying];
  if (limits === undefined) return [];
  const { greeks } = sumExposure(inputs.book.filter(({ position }) => position.underlying === underlying));
  return ROWS.map(({ greek, label, unit, per, limit }): LimitBar => {
    const used = greeks[greek];
    return {
      ...{ key: `${greek}|${underlying}`, label: `${underlying} ${label}`, underlying, used, ...limits[limit] },
      ...{ unit: `${unit === 'coin' ? underlying : 'USD'} ${per}`, afterPending: null, afterQuotes: null },
      state: stateOf(used, limits[limit]),
      reason: used === null ? 'a position has no price' : '',
    };
  });
}

/** What room is counted in: a call at the money, the listed expiry nearest to so many days. */
const REFERENCE_DAYS = 30;

/** Greeks of one coin of the reference call; `null` without a surface, because nothing is assumed. */
function referenceGreeks({ surface, curve, nowMs, underlying }: BookMarket): PositionGreeks | null {
  const wantedMs = nowMs + REFERENCE_DAYS * (YEAR_MS / 365);
  const distance = (expiresAtMs: number): number => Math.abs(expiresAtMs - wantedMs);
  const [slice] = [...(surface?.slices ?? [])].sort((first, second) => distance(first.expiresAtMs) - distance(second.expiresAtMs));
  if (surface === null || slice === undefined) return null;
  const { expiresAtMs } = slice;
  const forward = forwardAt(curve, expiresAtMs);
  const volatility = surfaceVolatility(surface, { expiresAtMs, logMoneyness: 0 });
  if (!forward.ok || !volatility.ok) return null;
  const name = `${underlying} at the money`;
  const terms = { kind: 'option', optionType: 'call', strike: forward.value.forward, expiresAtMs, isInverse: false } as const;
  const market = { markPrice: null, markVolatility: volatility.value, venueGreeks: null };
  const position = { instrumentId: name, name, underlying, ...terms, quantity: 1, ...market };
  return pricePosition(position, { surface, curve, nowMs, underlying, indexPrice: null }).greeks;
}

/** What the rooms of options are judged by. */
export interface OptionRooms {
  readonly bars: readonly LimitBar[];
  /** Free margin of the account, coin; `null` not known. */
  readonly freeCoin: number | null;
  /** Initial margin of a sold option at the money, share of a coin, beside its mark; `null` not known. */
  readonly initialRate: number | null;
}

/** Selling binds rate and mark, buying pays the premium. */
function marginRoomOf({ freeCoin, initialRate }: OptionRooms, { delta, valueCoin }: PositionGreeks): LimitRoom {
  const isKnown = freeCoin !== null && initialRate !== null && valueCoin > 0;
  const room = (cost: number): number => (Math.max(0, freeCoin ?? 0) / cost) * delta;
  const askCoin = isKnown ? room(initialRate + valueCoin) : null;
  return { key: 'margin', label: 'Free margin', bidCoin: isKnown ? room(valueCoin) : null, askCoin };
}

/**
 * Room of margin and of each greek limit in coin of delta of the reference call: bought on bids, sold on asks. Empty where no limit is
 * set, or where there is no surface to count in.
 */
export function optionRooms(inputs: RiskInputs, underlying: string, judged: OptionRooms): readonly LimitRoom[] {
  const market = inputs.markets.get(underlying);
  const reference = market === undefined ? null : referenceGreeks(market);
  if (reference === null) return [];
  const rooms = ROWS.flatMap(({ greek }) => {
    const bar = judged.bars.find(({ key }) => key === `${greek}|${underlying}`);
    if (bar === undefined) return [];
    const perCoin = reference[greek] / reference.delta;
    const { bidCoin, askCoin } = exposureRoom(bar.used, bar.hard);
    const [up, down] = [bidCoin, askCoin].map((room) => (room === null ? null : room / Math.abs(perCoin)));
    const [bid, ask] = perCoin >= 0 ? [up, down] : [down, up];
    return [{ key: bar.key, label: bar.label, bidCoin: bid ?? null, askCoin: ask ?? null }];
  });
  return rooms.length === 0 ? [] : [...rooms, marginRoomOf(judged, reference)];
}
