/** Asks at what price the venue delivered what expired; only while something that is known did so of late. */
import type { DeliveryPrice } from '../../../shared/domain/delivery-price';
import type { Underlying } from '../../../shared/domain/instrument';
import { timestampMs } from '../../../shared/domain/time';
import type { InstrumentsByName } from './decode-account';
import { findField } from './decode-fields';
import type { RpcSession } from './rpc';

/** Older deliveries are long booked. */
const RECENT_MS = 3 * 24 * 60 * 60 * 1000;
const DAYS_ASKED = 4;
/** Contracts of the venue end at this time of the day that a price is of. */
const TIME_OF_EXPIRY = 'T08:00:00Z';

/** Empty where the venue has none yet or does not answer: the engine waits for it, and a reading of the account must not. */
export async function readDeliveryPrices(
  session: RpcSession,
  { instruments, venueNowMs }: { readonly instruments: InstrumentsByName; readonly venueNowMs: number },
): Promise<readonly DeliveryPrice[]> {
  const expired = [...instruments.values()].filter(
    ({ expiresAtMs }) => expiresAtMs !== null && expiresAtMs <= venueNowMs && expiresAtMs > venueNowMs - RECENT_MS,
  );
  const underlyings = [...new Set(expired.map(({ underlying }) => underlying))];
  const lists = await Promise.all(underlyings.map((underlying) => askPrices(session, underlying)));
  return lists.flat();
}

async function askPrices(session: RpcSession, underlying: Underlying): Promise<readonly DeliveryPrice[]> {
  const params = { index_name: `${underlying.toLowerCase()}_usd`, offset: 0, count: DAYS_ASKED };
  const outcome = await session.call('public/get_delivery_prices', params, { requestClass: 'account' });
  const days = outcome.ok ? findField(outcome.value, 'data') : null;
  return Array.isArray(days) ? days.flatMap((day: unknown) => decodeDay(day, underlying)) : [];
}

/** A day that cannot be read is none: a wrong price would be booked as profit. */
function decodeDay(day: unknown, underlying: Underlying): readonly DeliveryPrice[] {
  const atMs = Date.parse(`${String(findField(day, 'date'))}${TIME_OF_EXPIRY}`);
  const price = findField(day, 'delivery_price');
  const isReadable = Number.isFinite(atMs) && typeof price === 'number' && price > 0 && price < Infinity;
  return isReadable ? [{ underlying, deliveredAtMs: timestampMs(atMs), price }] : [];
}
