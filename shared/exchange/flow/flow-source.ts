/** Other people's flow: where their orders, the index and the volatilities come from. */
import type { Account } from '../account';
import type { ContractSpec } from '../contract-spec';
import type { ReferencePrices } from '../reference-prices';
import type { Side } from '../../domain/side';

/** What a flow may do at the exchange. Prices in ticks, quantities in lots. */
export interface FlowMarket {
  /** Opens an account of other people. */
  participant(name: string): Account;
  /** Rests an order that never takes: its price is moved behind the best opposite price. Returns its id, or `null` if refused. */
  rest(participant: Account, spec: ContractSpec, order: FlowOrder): string | null;
  /** Cancels a resting order; `false` when it is gone. */
  withdraw(participant: Account, orderId: string): boolean;
  /** Lowers a resting order by lots; it keeps its place in the queue. `lots` below what is open. */
  reduce(participant: Account, orderId: string, lots: number): void;
  /** Takes what is there at the limit or better (`null`: at any price). Returns the lots taken. */
  take(participant: Account, spec: ContractSpec, order: FlowTake): number;
  /** Best price of a side in ticks, or `null`. */
  best(spec: ContractSpec, side: Side): number | null;
  /** Lots at a price. */
  lotsAt(spec: ContractSpec, side: Side, ticks: number): number;
  /** Whether a contract is listed and not frozen by a test. */
  isOpen(spec: ContractSpec): boolean;
}

/** A resting order of the flow. */
export interface FlowOrder {
  readonly side: Side;
  readonly ticks: number;
  readonly lots: number;
}

/** An aggressive order of the flow. */
export interface FlowTake {
  readonly side: Side;
  readonly lots: number;
  readonly limitTicks: number | null;
}

/** A source of flow. Deterministic: same source, same calls, same actions. */
export interface FlowSource {
  /** One word for the log: `synthetic` or `recorded`. */
  readonly name: string;
  readonly reference: ReferencePrices;
  /** What is listed at the start. */
  readonly contracts: readonly ContractSpec[];
  /** Called once, before anything else: opens accounts and fills the books. */
  open(market: FlowMarket): void;
  /** Acts for all time up to `nowMs` (epoch ms). */
  advance(nowMs: number, market: FlowMarket): void;
}
