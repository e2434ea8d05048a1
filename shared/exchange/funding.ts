/** Perpetual funding: paid continuously, longs to shorts when the perpetual stands above its index. */
import type { Account } from './account';
import type { ContractSpec } from './contract-spec';
import { positionAmount } from './wallet';

/** A premium within this band costs nothing (Deribit's dead band, 0.05 % per 8 h). */
const FUNDING_DEAD_BAND = 0.0005;
/** Funding per 8 h is never beyond this. */
const FUNDING_CAP = 0.005;
const PERIOD_MS = 8 * 60 * 60 * 1000;

/** Funding per 8 h as a fraction, from the premium (mark over index, a fraction). Positive: longs pay. */
export function fundingRate(premium: number): number {
  const damped = Math.max(FUNDING_DEAD_BAND, premium) + Math.min(-FUNDING_DEAD_BAND, premium);
  return Math.min(FUNDING_CAP, Math.max(-FUNDING_CAP, damped));
}

/** What a position pays over `elapsedMs` at a rate per 8 h: rate × amount ÷ index × time ÷ 8 h, coin; negative is received. */
export function fundingPayment(amountUsd: number, terms: { rate: number; index: number; elapsedMs: number }): number {
  return ((terms.rate * amountUsd) / terms.index) * (terms.elapsedMs / PERIOD_MS);
}

/** Books funding of one perpetual for every account; the sum over all accounts is zero because all positions sum to zero. */
export function settleFunding(
  accounts: Iterable<Account>,
  spec: ContractSpec,
  terms: { rate: number; index: number; elapsedMs: number },
): void {
  if (terms.rate === 0 || terms.elapsedMs <= 0) return;
  for (const account of accounts) {
    const position = account.positions.get(spec.name);
    if (position === undefined || position.sizeLots === 0) continue;
    const paid = fundingPayment(positionAmount(position), terms);
    account.wallets[spec.currency].sessionRealised -= paid;
    position.sessionFunding -= paid;
  }
}
