/** What recordings can take over from the synthetic market of one currency. */
import type { ContractSpec } from '../../contract-spec';
import type { OptionExpiry } from '../../expiry-calendar';
import type { FlowMarket } from '../flow-source';
import type { PriceProcess } from '../synthetic/fair-price';

/** Drives the perpetual's book and trades instead of makers and takers; also says what the coin is worth. */
export interface PerpetualDriver extends PriceProcess {
  /** Fills the book. Called once. */
  open(spec: ContractSpec, market: FlowMarket): void;
  /** Acts for all time up to `elapsedMs` since the start. */
  advance(elapsedMs: number): void;
}

/** One strike of a recorded chain, moved to a present expiry. */
export interface ChainEntry {
  readonly expiry: OptionExpiry;
  /** USD. */
  readonly strike: number;
  /** Mark volatility, decimal. */
  readonly volatility: number;
}

/** Recordings of one currency; `null` parts stay synthetic. */
export interface RecordedMarket {
  /** USD at the start. */
  readonly startPrice: number;
  readonly perpetual: PerpetualDriver | null;
  readonly chain: readonly ChainEntry[] | null;
}
