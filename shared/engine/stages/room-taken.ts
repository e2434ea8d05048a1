/** What the quotes of one underlying have taken of the room up to its hard band, as one of its instruments sees it. */
import type { Instrument, InstrumentId } from '../../domain/instrument';
import { ticksToPrice } from '../../domain/price';
import { oppositeSide, type Side } from '../../domain/side';
import { mayYetFill, outstandingLots, type TrackedOrder } from '../../execution/order-state';
import type { RoomTaken } from '../../quoting/adjustments/shared-room';
import { contractDelta } from '../../quoting/volatility-units';
import { lotsToCoin } from '../../risk/exposure';
import type { MarketState } from '../market-state';
import type { StepWork } from '../step-work';

type Tally = { -readonly [Part in keyof RoomTaken]: RoomTaken[Part] };
type Work = Pick<StepWork, 'markets' | 'orders' | 'quoting' | 'session'>;

/** Per side of the instrument; `null` if no other one of its underlying has a quote that may fill. */
export function findRoomTaken(work: Work, { instrument }: MarketState): Readonly<Record<Side, RoomTaken>> | null {
  const sharing = findSharing(work, instrument);
  if (sharing.length === 0) return null;
  const taken = { buy: emptyTally(), sell: emptyTally() };
  const rank = rankOf(work, instrument.id);
  for (const other of [instrument, ...sharing]) {
    const part = other.id === instrument.id ? 'ownCoin' : rankOf(work, other.id) < rank ? 'earlierCoin' : 'laterCoin';
    for (const order of work.orders.openOf(other.id)) {
      if (!isCounted(work, order)) continue;
      // A put that is bought moves the delta as a call that is sold.
      const side = isPut(other) === isPut(instrument) ? order.side : oppositeSide(order.side);
      taken[side][part] += coinOf(work, other, order);
    }
  }
  return taken;
}

/** The other instruments of the underlying that have quotes which may fill. */
function findSharing(work: Work, { id, underlying }: Instrument): readonly Instrument[] {
  const found: Instrument[] = [];
  for (const [other, orders] of work.orders.openByInstrument) {
    const instrument = orders.size === 0 || other === id ? undefined : work.markets.get(other)?.instrument;
    if (instrument?.underlying !== underlying) continue;
    if (work.orders.openOf(other).some((order) => isCounted(work, order))) found.push(instrument);
  }
  return found;
}

/** Place in the order of the desk; what it no longer quotes comes before all, because it is only on its way out. */
function rankOf({ quoting }: Work, id: InstrumentId): number {
  return Object.keys(quoting).indexOf(id);
}

function isCounted({ session }: Work, order: TrackedOrder): boolean {
  return order.purpose === 'quote' && mayYetFill(order, session.nowMs);
}

/** At its own price, so that a quote which rests takes the same room wherever the market goes. */
function coinOf({ markets }: Work, instrument: Instrument, order: TrackedOrder): number {
  const coin = lotsToCoin(instrument, outstandingLots(order), ticksToPrice(order.price, instrument.tickSize));
  if (instrument.option === null) return coin;
  return coin * contractDelta(markets.get(instrument.id)?.ticker?.greeks?.delta ?? null);
}

function emptyTally(): Tally {
  return { earlierCoin: 0, laterCoin: 0, ownCoin: 0 };
}

function isPut({ option }: Instrument): boolean {
  return option?.optionType === 'put';
}
