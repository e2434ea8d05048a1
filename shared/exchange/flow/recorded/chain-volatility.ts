/** Volatilities of a recorded chain by expiry and strike. */
import type { ContractSpec } from '../../contract-spec';
import type { ChainEntry } from './recorded-market';

/** Looks a contract's recorded volatility up. */
export class ChainVolatility {
  private readonly values = new Map<string, number>();

  public constructor(entries: readonly ChainEntry[]) {
    for (const entry of entries) this.values.set(`${entry.expiry.expiresAtMs}:${entry.strike}`, entry.volatility);
  }

  /** Decimal; `null` for a contract that the chain does not hold. */
  public of(spec: ContractSpec): number | null {
    return this.values.get(`${spec.expiresAtMs ?? 0}:${spec.option?.strike ?? 0}`) ?? null;
  }
}
