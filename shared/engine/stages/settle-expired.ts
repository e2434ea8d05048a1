/** Books what became of positions in contracts that expired, once the venue holds nothing of them any more. */
import type { Instrument } from '../../domain/instrument';
import { deliveredAt, settlePosition, type Settlement } from '../../inventory/position';
import type { PositionState } from '../account-state';
import type { AccountSnapshot } from '../events';
import type { MarketState } from '../market-state';
import { raiseAlert, storePosition, touchInventory, type StepWork } from '../step-work';
import { venueTimeMs } from '../venue-time';

/** So long after the expiry a delivery price is waited for; then the last mark stands in, ms. */
const WAITS_FOR_PRICE_MS = 5 * 60_000;

/** A contract that is over at the venue and still held here. */
interface Ended {
  readonly known: PositionState;
  readonly market: MarketState;
  readonly expiresAtMs: number;
}

/** Call only with a snapshot that no fill raced. The venue tells of no fee for a delivery: it is counted by the contract's rate. */
export function settleExpired(work: StepWork, snapshot: AccountSnapshot): void {
  for (const known of Object.values(work.positions)) {
    const ended = findEnded(work, snapshot, known);
    if (ended !== null) settle(work, snapshot, ended);
  }
}

/** Whether a position that the venue delivered waits for the price of it: no difference to the venue, and not settled yet. */
export function awaitsDelivery(work: StepWork, snapshot: AccountSnapshot, known: PositionState): boolean {
  const ended = findEnded(work, snapshot, known);
  return ended !== null && askedAtMs(work, snapshot) < ended.expiresAtMs + WAITS_FOR_PRICE_MS;
}

/** When the snapshot was asked for by the venue's clock: ours may be wrong, and what is booked too early stays booked. */
function askedAtMs(work: StepWork, { venue, requestedAtMs }: AccountSnapshot): number {
  return venueTimeMs(work, venue, requestedAtMs);
}

function findEnded(work: StepWork, snapshot: AccountSnapshot, known: PositionState): Ended | null {
  const { instrumentId: id, lots } = known.position;
  const market = work.markets.get(id);
  const expiresAtMs = market?.instrument.expiresAtMs ?? null;
  if (lots === 0 || market?.instrument.venue !== snapshot.venue) return null;
  if (expiresAtMs === null || askedAtMs(work, snapshot) < expiresAtMs) return null;
  const isHeld = snapshot.positions.some((position) => position.instrumentId === id && position.quantity !== 0);
  return isHeld ? null : { known, market, expiresAtMs };
}

function settle(work: StepWork, snapshot: AccountSnapshot, { known, market, expiresAtMs }: Ended): void {
  const { instrument } = market;
  const { lots } = known.position;
  const found = findSettlement(work, snapshot, { market, expiresAtMs });
  const position = found === null ? null : settlePosition(known.position, found.settlement, instrument);
  if (found === null || position === null) {
    const text = `${instrument.name} expired with ${lots} lots; the delivery price is not published yet.`;
    return raiseAlert(work, { key: `delivery|${instrument.id}`, severity: 1, text });
  }
  const differenceLots = 0;
  storePosition(work, instrument.id, { ...known, position, openingLots: known.openingLots - lots, venueLots: 0, differenceLots });
  touchInventory(work);
  const gained = (position.realisedCoin - known.position.realisedCoin).toPrecision(6);
  const fee = wordsOfFee(position.feesCoin - known.position.feesCoin, instrument);
  const text = `${instrument.name} expired with ${lots} lots: settled at ${found.words}, ${gained} ${instrument.underlying}${fee}.`;
  raiseAlert(work, { key: `settled|${instrument.id}`, severity: 1, text });
}

/** Only the venue's balance has what it really took. */
function wordsOfFee(feeCoin: number, { underlying }: Instrument): string {
  return feeCoin === 0 ? '' : `, less ${feeCoin.toPrecision(6)} ${underlying} of delivery fee by its published rate`;
}

/** At what it is booked, with the words for it; `null` while that is not known. */
function findSettlement(
  work: StepWork,
  snapshot: AccountSnapshot,
  { market: { instrument, ticker }, expiresAtMs }: Pick<Ended, 'market' | 'expiresAtMs'>,
): { readonly settlement: Settlement; readonly words: string } | null {
  const delivery = snapshot.deliveryPrices?.find(
    ({ underlying, deliveredAtMs }) => underlying === instrument.underlying && deliveredAtMs === expiresAtMs,
  );
  if (delivery !== undefined) return delivered(instrument, delivery.price);
  if (askedAtMs(work, snapshot) < expiresAtMs + WAITS_FOR_PRICE_MS || ticker === null) return null;
  const indexPrice = work.indexes[instrument.underlying]?.price ?? ticker.indexPrice;
  const words = `its last mark ${ticker.markPrice}, because the venue published no delivery price`;
  return { settlement: { price: ticker.markPrice, indexPrice }, words };
}

function delivered(instrument: Instrument, price: number): { readonly settlement: Settlement; readonly words: string } {
  return { settlement: { price: deliveredAt(instrument, price), indexPrice: price }, words: `the delivery price ${price}` };
}
