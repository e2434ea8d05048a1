/** A surface as the smile panel sees it: SVI-like smiles with quotes about them, one expiry in draft, one held. */
import type { SmileCurve, SmileQuote, SurfaceExpiry, SurfaceView, UnderlyingSurface } from '../../../shared/projection/surface-view';
import { liveStatus } from './sample-greeks';

const INDEX = 61_659.75;
const keys = ['29NOV26', '6DEC26', '27DEC26', '29JAN27', '26MAR27', '25SEP27'];
const years = [7, 14, 35, 68, 124, 307].map((days) => days / 365);

function volatilityAt(k: number, t: number, shift = 0): number {
  const scale = Math.sqrt(t);
  return 0.42 + shift + 0.02 * Math.log(t + 0.1) - (0.06 * k) / scale + (0.09 * k * k) / t ** 0.6;
}

function curve(strikes: readonly number[], at: { readonly forward: number; readonly t: number }, shift = 0): SmileCurve {
  return { strikes, volatilities: strikes.map((strike) => volatilityAt(Math.log(strike / at.forward), at.t, shift)) };
}

function quotes(strikes: readonly number[], forward: number, t: number): readonly SmileQuote[] {
  return strikes.map((strike, index) => {
    const logMoneyness = Math.log(strike / forward);
    const middle = volatilityAt(logMoneyness, t) + 0.002 * Math.sin(index * 2.1);
    const half = 0.004 + Math.abs(logMoneyness) * 0.05;
    const [bid, ask] = [index % 9 === 8 ? null : middle - half, middle + half];
    return {
      strike,
      logMoneyness,
      callDelta: 0.5,
      bidVolatility: bid,
      askVolatility: ask,
      midVolatility: bid === null ? null : middle,
      markVolatility: middle,
      isUsed: index % 7 !== 6,
    };
  });
}

function expiryOf(key: string, index: number): SurfaceExpiry {
  const t = years[index] ?? 1;
  const forward = INDEX * (1 + 0.05 * t);
  const strikes = Array.from({ length: 27 }, (_, step) => 50_000 + step * 1_000);
  const isDrafted = index === 1;
  const isHeld = index === 5;
  const model = curve(strikes, { forward, t });
  return {
    key,
    expiresAtMs: 1_795_600_000_000 + index * 1e9,
    years: t,
    forward,
    forwardSource: 'future of the same expiry',
    label: isHeld ? 'held' : 'fitted',
    labelReason: isHeld ? 'three two-sided strikes, at least five are needed' : '',
    market: quotes(strikes, forward, t),
    model,
    draft: isDrafted ? curve(strikes, { forward, t }, 0.005) : null,
    previous: curve(strikes, { forward, t }, -0.004),
    fitted: model,
    nodes: strikes
      .filter((_, step) => step % 4 === 1)
      .map((strike, place) => {
        const logMoneyness = Math.log(strike / forward);
        return { strike, logMoneyness, volatility: volatilityAt(logMoneyness, t, isDrafted ? 0.005 : 0), isLocked: place === 2 };
      }),
    ownQuotes: [
      {
        instrumentId: `deribit:BTC-${key}-68000-C`,
        strike: 68_000,
        side: 'buy',
        volatility: volatilityAt(Math.log(68_000 / forward), t) - 0.004,
      },
      {
        instrumentId: `deribit:BTC-${key}-68000-C`,
        strike: 68_000,
        side: 'sell',
        volatility: volatilityAt(Math.log(68_000 / forward), t) + 0.004,
      },
    ],
    fit: { quotesUsed: 24, medianErrorPoints: 0.18, p95ErrorPoints: 0.61, insideShare: 0.94, fittedAtMs: 1_795_000_000_000 },
    atmVolatility: volatilityAt(0, t),
    moves: { shift: isDrafted ? 0.5 : 0, tilt: 0, width: 0, 'up-wing': 0, 'down-wing': 0 },
  };
}

function sampleUnderlying(): UnderlyingSurface {
  const expiries = keys.map(expiryOf);
  const logMoneyness = [-0.3, -0.2, -0.1, -0.05, 0, 0.05, 0.1, 0.2, 0.3];
  return {
    underlying: 'BTC',
    status: { ...liveStatus, computeMs: 41 },
    version: 12,
    publishedAtMs: 1_795_000_000_000,
    mode: 'manual',
    draft: {
      baseVersion: 12,
      version: 0,
      edits: ['6DEC26: shift +0.5 v'],
      changes: [62_000, 64_000, 66_000].map((strike) => ({
        instrumentId: `deribit:BTC-6DEC26-${strike}-C`,
        name: `BTC-6DEC26-${strike}-C`,
        expiryKey: '6DEC26',
        volatilityBefore: 0.41,
        volatilityAfter: 0.415,
        priceBefore: 0.0288,
        priceAfter: 0.0292,
        positionCoin: -6,
        remarkUsd: -142,
      })),
      changedCount: 27,
      remarkUsd: -412,
      breaches: [],
    },
    expiries,
    term: expiries.map(({ key, expiresAtMs, years: t, atmVolatility, draft }) => ({
      expiryKey: key,
      expiresAtMs,
      years: t,
      market: (atmVolatility ?? 0) + 0.002,
      model: atmVolatility,
      draft: draft === null ? null : (atmVolatility ?? 0) + 0.005,
      previous: (atmVolatility ?? 0) - 0.004,
    })),
    grid: {
      expiryKeys: keys,
      logMoneyness,
      model: years.map((t) => logMoneyness.map((k) => volatilityAt(k, t))),
      draft: null,
    },
    breaches: [],
  };
}

/** The slice. */
export function sampleSurface(): SurfaceView {
  return { BTC: sampleUnderlying() };
}
