/** Keeps what was known around each fill: edge at once, markouts 1, 10 and 60 s later; nothing of one that is told long after. */
import type { Fill } from '../../domain/fill';
import { ticksToPrice } from '../../domain/price';
import { sideSign } from '../../domain/side';
import type { TrackedOrder } from '../../execution/order-state';
import type { FillRecord } from '../account-state';
import { venueOfInstrument } from '../state';
import type { StepWork } from '../step-work';
import { venueTimeMs } from '../venue-time';

/** Fills kept in the state; `fillCount` counts all. */
const FILLS_KEPT = 500;

/** When markouts are taken after a fill, ms. */
const MARKOUTS = [
  ['markout1sBps', 1000],
  ['markout10sBps', 10_000],
  ['markout60sBps', 60_000],
] as const;

/** Later than this after its time a markout, and the edge of a fill, is left unknown rather than taken from another moment, ms. */
const MARKOUT_PATIENCE_MS = 2000;

/** Whether a fill was told so late, as after a lost connection, that the market it was made in is over. */
function isToldLate(work: StepWork, { executedAtMs, instrumentId }: Fill, receivedAtMs: number): boolean {
  return venueTimeMs(work, venueOfInstrument(instrumentId), receivedAtMs) - executedAtMs > MARKOUT_PATIENCE_MS;
}

/** Notes a fill just applied. */
export function recordFill(work: StepWork, fill: Fill, order: TrackedOrder | null): void {
  const market = work.markets.get(fill.instrumentId);
  const fairValue = isToldLate(work, fill, work.session.nowMs) ? null : (market?.fairValue ?? null);
  const record: FillRecord = {
    fill,
    receivedAtMs: work.session.nowMs,
    number: work.fillCount + 1,
    source: describeSource(order),
    fairValueAtFill: fairValue?.value ?? null,
    edgeBps: fairValue === null || market === undefined ? null : favourBps(fill, market.instrument.tickSize, fairValue.value),
    markout1sBps: null,
    markout10sBps: null,
    markout60sBps: null,
    deltaAfterCoin: null,
  };
  work.fillCount += 1;
  work.fills = work.fills.length < FILLS_KEPT ? [...work.fills, record] : [...work.fills.slice(1), record];
}

function describeSource(order: TrackedOrder | null): string {
  if (order === null) return 'external';
  return order.purpose === 'quote' ? `quote ${order.level}` : order.purpose;
}

/** How far `reference` lies from the fill in our favour, basis points of the fill price: positive is a gain. */
function favourBps(fill: Fill, tickSize: number, reference: number): number {
  const price = ticksToPrice(fill.price, tickSize);
  return sideSign(fill.side) * (reference / price - 1) * 10_000;
}

/** Takes the markouts that are due, from the mid of now. */
export function takeMarkouts(work: StepWork): void {
  if (work.event.kind !== 'clock-ticked') return;
  const { nowMs } = work.session;
  const horizonMs = MARKOUTS[2][1] + MARKOUT_PATIENCE_MS;
  let isChanged = false;
  const fills = work.fills.map((record) => {
    if (record.markout60sBps !== null || nowMs - record.receivedAtMs > horizonMs || isToldLate(work, record.fill, record.receivedAtMs))
      return record;
    const next = withDueMarkouts(work, record);
    isChanged ||= next !== record;
    return next;
  });
  if (isChanged) work.fills = fills;
}

function withDueMarkouts(work: StepWork, record: FillRecord): FillRecord {
  const market = work.markets.get(record.fill.instrumentId);
  const fairValue = market?.fairValue ?? null;
  if (market === undefined || fairValue === null) return record;
  let next = record;
  for (const [field, afterMs] of MARKOUTS) {
    const lateMs = work.session.nowMs - record.receivedAtMs - afterMs;
    if (record[field] !== null || lateMs < 0 || lateMs > MARKOUT_PATIENCE_MS) continue;
    next = { ...next, [field]: favourBps(record.fill, market.instrument.tickSize, fairValue.mid) };
  }
  return next;
}

/** Completes the fills of this step with the delta they led to, once exposures are known. */
export function completeFillDeltas(work: StepWork, countBefore: number): void {
  if (work.fillCount === countBefore) return;
  work.fills = work.fills.map((record) => {
    if (record.number <= countBefore) return record;
    const underlying = work.markets.get(record.fill.instrumentId)?.instrument.underlying;
    const exposure = underlying === undefined ? undefined : work.exposures[underlying];
    return { ...record, deltaAfterCoin: exposure?.deltaCoin ?? null };
  });
}
