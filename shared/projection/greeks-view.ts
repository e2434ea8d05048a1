/** Greeks by strike and expiry (the matrix of P6): our own, the venue's beside them, totals and limits. */
import type { RiskStatus, UnpricedInstrument } from './risk-status';

/** A number the matrix can show. */
export type GreekName = 'delta' | 'gamma' | 'vega' | 'weightedVega' | 'theta' | 'vanna' | 'volga';

/**
 * Greeks of a signed position; `null`: at least one part has no price. In coin or in USD, as the field that holds it says.
 * delta: Black delta N(d1) of options, quantity ÷ mark of inverse contracts, in underlying (coin) or its value (USD).
 * gamma: change of delta per 1 % move. vega: per vol point. weightedVega: vega·√(30 days ÷ days left). theta: per calendar day.
 * vanna: change of delta per vol point. volga: change of vega per vol point.
 */
export type GreekValues = { readonly [Name in GreekName]: number | null };

/** A sum or a cell, in both units. */
export interface GreekAmounts {
  /** Contracts held, signed, coin of underlying. Inverse futures count as quantity ÷ mark. */
  readonly quantityCoin: number | null;
  readonly coin: GreekValues;
  readonly usd: GreekValues;
  /** Premium-adjusted delta in coin: delta minus the option's own value in coin. */
  readonly adjustedDeltaCoin: number | null;
}

/** The venue states four of them, in the same units; `null` where it stated none. */
export interface VenueAmounts {
  readonly deltaCoin: number | null;
  readonly gammaCoin: number | null;
  readonly vegaUsd: number | null;
  readonly thetaUsd: number | null;
}

/** One instrument inside a cell. */
export interface GreekInstrument {
  readonly instrumentId: string;
  readonly name: string;
  readonly quantityCoin: number;
  readonly deltaCoin: number | null;
  readonly vegaUsd: number | null;
  /** Ours, decimal (0.6 = 60 %); `null` for futures. */
  readonly volatility: number | null;
  /** `surface`: ours; `mark`: the venue's mark volatility because no surface covers it; `none`. */
  readonly volatilitySource: 'surface' | 'mark' | 'none';
}

/** One strike of one expiry. */
export interface GreekCell extends GreekAmounts {
  /** Of `UnderlyingGreeks.expiries`. */
  readonly expiryKey: string;
  /** USD. */
  readonly strike: number;
  /** Where the delta of its call lies, for the view by delta: `10P` … `ATM` … `10C`. */
  readonly deltaBucket: string;
  readonly venue: VenueAmounts;
  /** Ours minus the venue's. */
  readonly gap: VenueAmounts;
  readonly instruments: readonly GreekInstrument[];
}

/** A row or column total, or a delta bucket of an expiry. */
export interface GreekTotal extends GreekAmounts {
  /** Expiry key, strike as text, or `expiry|bucket`. */
  readonly key: string;
}

/** One column. */
export interface GreekExpiry {
  /** As the venue writes it: `26DEC25`. */
  readonly key: string;
  readonly expiresAtMs: number;
  /** Act/365. */
  readonly years: number;
  /** USD; `null` unknown. */
  readonly forward: number | null;
  readonly atmVolatility: number | null;
}

/** Use of a limit: `used` and both limits in the unit named; of a delta its distance from the target. */
export interface GreekLimit {
  readonly greek: GreekName;
  readonly unit: 'coin' | 'USD';
  readonly used: number | null;
  readonly soft: number;
  readonly hard: number;
}

/** All of one underlying. Arrays are replaced whole with each result. */
export interface UnderlyingGreeks {
  readonly underlying: string;
  readonly indexPrice: number | null;
  /** Ascending. */
  readonly expiries: readonly GreekExpiry[];
  /** Ascending, USD; only strikes held. */
  readonly strikes: readonly number[];
  readonly cells: readonly GreekCell[];
  readonly expiryTotals: readonly GreekTotal[];
  readonly strikeTotals: readonly GreekTotal[];
  /** Options by expiry and delta bucket. */
  readonly bucketTotals: readonly GreekTotal[];
  /** Perpetuals and futures, one per instrument; `key` is the instrument's name. */
  readonly deltaOne: readonly GreekTotal[];
  readonly optionTotal: GreekAmounts;
  readonly total: GreekAmounts;
  readonly venueTotal: VenueAmounts;
  readonly gapTotal: VenueAmounts;
  readonly limits: readonly GreekLimit[];
  readonly unpriced: readonly UnpricedInstrument[];
  /** Options priced by the venue's mark volatility because our surface does not cover them. */
  readonly fallbackCount: number;
}

/** The greeks slice. */
export interface GreeksView {
  readonly status: RiskStatus;
  /** Buckets in the order to show them. */
  readonly deltaBuckets: readonly string[];
  /** Keyed by underlying. */
  readonly underlyings: Readonly<Record<string, UnderlyingGreeks>>;
}
