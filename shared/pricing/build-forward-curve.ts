/** Builds the forward curve of an underlying out of listed futures, the venue's synthetic prices and put–call parity. */
import { YEAR_MS } from '../domain/time';
import { finiteOrNull } from './finite';
import type { ForwardCurve, ForwardPoint, ForwardQuality, ForwardSource, MissingForward } from './forward-curve';
import { parityForward, type OptionQuote, type ParityForward } from './parity-forward';

/** What is known about one expiry. Prices in USD; `null`: none. */
export interface ExpiryMarket {
  readonly expiresAtMs: number;
  /** Price of the listed future that these options are marked on. */
  readonly futurePrice: number | null;
  /** The venue's own forward where no future is listed. */
  readonly syntheticPrice: number | null;
  readonly quotes: readonly OptionQuote[];
}

/** One underlying at one time. */
export interface ForwardInputs {
  readonly underlying: string;
  readonly asOfMs: number;
  readonly spot: number | null;
  readonly expiries: readonly ExpiryMarket[];
}

/** Parity may differ from the future by this many of its standard errors, or by `AGREEMENT`, whichever is more. */
const ERRORS_ALLOWED = 3;
const AGREEMENT = 5e-4;
/** Beyond this relative error parity alone is a poor forward. */
const LARGE_ERROR = 2e-3;

/** A positive, finite number: what a price is, and the time to an expiry. */
function isPositive(value: number | null): value is number {
  return value !== null && value > 0 && value < Infinity;
}

interface Judged {
  readonly quality: ForwardQuality;
  readonly because: string;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(3)} %`;
}

function judgeQuoted(forward: number, parity: ParityForward | null, source: ForwardSource): Judged {
  if (parity === null) return { quality: 'fair', because: 'no put–call pairs to compare with' };
  const gap = Math.abs(parity.forward / forward - 1);
  const allowed = Math.max(ERRORS_ALLOWED * parity.standardError, AGREEMENT);
  if (gap > allowed) {
    const name = source === 'future' ? 'the future' : 'the venue’s synthetic price';
    return { quality: 'poor', because: `expected put–call parity within ${percent(allowed)} of ${name}, found ${percent(gap)}` };
  }
  return { quality: 'good', because: '' };
}

function judgeParity({ isConsistent, standardError, pairs }: ParityForward): Judged {
  if (!isConsistent) return { quality: 'poor', because: 'no single forward lies inside bid and ask of every put–call pair' };
  if (standardError > LARGE_ERROR) return { quality: 'poor', because: `put–call parity is only known to ${percent(standardError)}` };
  return { quality: 'fair', because: `no future and no synthetic price: put–call parity of ${pairs} pairs` };
}

function statisticsOf(parity: ParityForward | null): Pick<ForwardPoint, 'parityError' | 'pairs'> {
  return { parityError: parity?.standardError ?? null, pairs: parity?.pairs ?? 0 };
}

function pointOf(market: ExpiryMarket, years: number): ForwardPoint | MissingForward {
  const { expiresAtMs } = market;
  if (!isPositive(years))
    return { expiresAtMs, because: `expected time to expiry, found ${(years * 365).toFixed(2)} days: it has expired` };
  const regression = parityForward(market.quotes);
  const parity = regression.ok ? regression.value : null;
  const [quoted, source]: readonly [number | null, ForwardSource] = isPositive(market.futurePrice)
    ? [market.futurePrice, 'future']
    : [market.syntheticPrice, 'venue-synthetic'];
  if (isPositive(quoted)) {
    const parityGap = parity === null ? null : finiteOrNull(parity.forward / quoted - 1);
    return { expiresAtMs, years, forward: quoted, source, parityGap, ...statisticsOf(parity), ...judgeQuoted(quoted, parity, source) };
  }
  if (parity === null)
    return { expiresAtMs, because: regression.ok ? '' : `no future and no synthetic price; ${regression.error.because}` };
  return { expiresAtMs, years, forward: parity.forward, source: 'parity', parityGap: 0, ...statisticsOf(parity), ...judgeParity(parity) };
}

/**
 * One point per expiry: the future that the options are marked on, else the venue's synthetic price, else parity; parity is always
 * compared with the first two. An expiry with none of them is listed as missing, with the reason.
 */
export function buildForwardCurve({ underlying, asOfMs, spot, expiries }: ForwardInputs): ForwardCurve {
  const points: ForwardPoint[] = [];
  const missing: MissingForward[] = [];
  for (const market of [...expiries].sort((left, right) => left.expiresAtMs - right.expiresAtMs)) {
    const point = pointOf(market, (market.expiresAtMs - asOfMs) / YEAR_MS);
    if ('forward' in point) points.push(point);
    else missing.push(point);
  }
  return { underlying, asOfMs, spot: isPositive(spot) ? spot : null, points, missing };
}
