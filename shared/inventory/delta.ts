/** Delta: coin of the underlying that a position is worth the first move of. */
import type { Instrument } from '../domain/instrument';

/** What one instrument's delta is computed from. */
export interface DeltaInput {
  readonly instrument: Pick<Instrument, 'isInverse' | 'kind'>;
  /** Signed, quantity units. */
  readonly quantity: number;
  /** Quote units; `null` unknown. */
  readonly markPrice: number | null;
  /** The venue's delta per contract, options only; `null` unknown. */
  readonly optionDelta: number | null;
}

/**
 * Delta in coin, positive long; `null` if an input is missing. Inverse contracts: quantity in USD ÷ mark price. Options: the venue's
 * delta × quantity; Deribit's is N(d1), not premium-adjusted. It is the delta of what the contracts are worth in USD, the same that the
 * greeks, the slide and VaR state, so a book hedged to zero keeps its worth in USD. The premium is coin, like the balance, and in no delta:
 * profit in coin × index moves besides by the premium paid in coin. The net transaction delta, N(d1) less the price in coin, is shown beside
 * the greeks as the premium-adjusted delta; nothing is hedged by it.
 */
export function deltaCoin(input: DeltaInput): number | null {
  if (input.quantity === 0) return 0;
  if (input.instrument.kind === 'option') return multiplyIfFinite(input.quantity, input.optionDelta);
  if (!input.instrument.isInverse) return input.quantity;
  return input.markPrice !== null && input.markPrice > 0 ? multiplyIfFinite(input.quantity, 1 / input.markPrice) : null;
}

function multiplyIfFinite(quantity: number, factor: number | null): number | null {
  const product = factor === null ? Number.NaN : quantity * factor;
  return Number.isFinite(product) ? product : null;
}

/** Sum of deltas in coin; `null` as soon as one is unknown: half a sum is not a delta. */
export function sumDeltas(deltas: Iterable<number | null>): number | null {
  let sum = 0;
  for (const delta of deltas) {
    if (delta === null) return null;
    sum += delta;
  }
  return sum;
}
