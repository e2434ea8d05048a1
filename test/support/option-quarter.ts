/** A market of bitcoin with one expiry, a quarter of a year ahead, for what needs one forward and no smile. */
import { YEAR_MS } from '../../shared/domain/time';
import { buildForwardCurve } from '../../shared/pricing/build-forward-curve';

export const FORWARD = 60_000;
export const NOW_MS = 1_795_000_000_000;
export const EXPIRES_MS = NOW_MS + YEAR_MS / 4;

const expiry = { expiresAtMs: EXPIRES_MS, futurePrice: FORWARD, syntheticPrice: null, quotes: [] };
const curve = buildForwardCurve({ underlying: 'BTC', asOfMs: NOW_MS, spot: FORWARD, expiries: [expiry] });

export const quarterMarket = { underlying: 'BTC', indexPrice: FORWARD, curve, surface: null, nowMs: NOW_MS };
