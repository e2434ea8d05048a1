/** Executions as they are remembered: the public print and each side's own view of it. */
import type { Side } from '../domain/side';
import type { MutableOrder } from './resting-order';
import type { ContractSpec } from './contract-spec';

/** A public print. */
export interface PublicTrade {
  readonly spec: ContractSpec;
  readonly tradeId: string;
  readonly tradeSeq: number;
  /** Side of the taker. */
  readonly side: Side;
  readonly price: number;
  readonly lots: number;
  readonly timestampMs: number;
  /** 0 up, 1 up again or equal after up, 2 down, 3 down again or equal after down (Deribit). */
  readonly tickDirection: 0 | 1 | 2 | 3;
  readonly markPrice: number;
  readonly indexPrice: number;
  /** Per cent; `null` for futures. */
  readonly markIv: number | null;
}

/** One side's view of a print. */
export interface UserTrade {
  readonly print: PublicTrade;
  readonly order: MutableOrder;
  readonly liquidity: 'M' | 'T';
  /** Coin; negative is a rebate. */
  readonly fee: number;
  /** Coin, without the fee. */
  readonly profit: number;
  /** Whether the order was done by this trade. */
  readonly isOrderDone: boolean;
}
