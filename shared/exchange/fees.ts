/** Fees in the settlement coin; negative is a rebate to the payer. */
import { notionalCoin, type ContractSpec } from './contract-spec';

/** An option fee is never more than this share of the option's price. */
const OPTION_FEE_CAP = 0.125;

/** Fee of an execution, in coin: rate × notional; for options capped at 12.5 % of the premium (Deribit's rule). */
export function feeFor(spec: ContractSpec, liquidity: 'maker' | 'taker', trade: { amount: number; price: number }): number {
  const rate = liquidity === 'maker' ? spec.makerFee : spec.takerFee;
  const fee = rate * notionalCoin(spec, trade.amount, trade.price);
  return spec.kind === 'option' ? Math.min(fee, OPTION_FEE_CAP * trade.price * trade.amount) : fee;
}
