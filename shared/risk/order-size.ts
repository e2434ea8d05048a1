/** From which size on an order by hand is confirmed by typing its quantity: the slip of a digit is ten times what is usual. */
import { keepsLimit, lotsToCoin, lotsToUsd, type CountedIn } from './exposure';
import { reducesOnly, roundedForWords, type Check, type SoftOrder } from './gate-context';
import type { GateLimits } from './limits';

/** Twice the largest level that usual parameters quote, and half of the slip of a digit. */
const USUAL_CLIPS = 5;

/** Of each hard limit of a single order. */
const HARD_SHARE = 0.5;

/** Five times the usual quantity where one is known, and never more than half of what is refused. Coin and USD; `usualCoin` null: none is known. */
export function softOrder(limits: Pick<GateLimits, 'maximumOrderCoin' | 'maximumOrderNotionalUsd'>, usualCoin: number | null): SoftOrder {
  const byLimit = limits.maximumOrderCoin * HARD_SHARE;
  return {
    coin: usualCoin === null ? byLimit : Math.min(byLimit, usualCoin * USUAL_CLIPS),
    usd: limits.maximumOrderNotionalUsd * HARD_SHARE,
  };
}

/** An order's quantity in coin, and its value in USD. */
export interface OrderSize {
  readonly coin: number;
  readonly usd: number;
}

/** What an order is as the limits count it; `NaN` where a needed price is missing. Price in quote units, index in USD. */
export function orderSize(
  instrument: CountedIn,
  { lots, price, indexPrice }: { readonly lots: number; readonly price: number; readonly indexPrice: number | null },
): OrderSize {
  return { coin: lotsToCoin(instrument, lots, price), usd: lotsToUsd(instrument, lots, indexPrice ?? Number.NaN) };
}

/** Whether an order is to be typed; one whose size is not known is. */
export function isBeyondSoft(size: OrderSize, soft: SoftOrder): boolean {
  return !keepsLimit(size.coin, soft.coin) || !keepsLimit(size.usd, soft.usd);
}

/** Only of orders by hand: quotes and hedges are sized by the desk. One that only reduces its position passes: it must never wait for a keyboard. */
export function checkSoftLimit(check: Check): string | null {
  const { intent, context, instrument, price } = check;
  const { soft } = context;
  if (intent.purpose !== 'manual' || soft === null || context.isTyped || reducesOnly(check)) return null;
  const size = orderSize(instrument, { lots: intent.quantity, price, indexPrice: context.indexPrice });
  if (!isBeyondSoft(size, soft)) return null;
  return (
    `Order of ${roundedForWords(size.coin)} ${instrument.underlying} (${roundedForWords(size.usd)} USD); ` +
    `beyond ${roundedForWords(soft.coin)} ${instrument.underlying} or ${roundedForWords(soft.usd)} USD its quantity must be typed to confirm.`
  );
}
