/** Fees in the settlement coin; negative is a rebate to the payer. */
import { notionalCoin, type ContractSpec } from './contract-spec';
import { payoffCoin } from './option-value';

/** An option fee is never more than this share of the option's price. */
const OPTION_FEE_CAP = 0.125;
/** Charged to both sides of what is delivered, as published: of notional for futures, of the underlying for options. */
const DELIVERY_FEES = { perpetual: 0, future: 0.00025, option: 0.00015 } as const;
/** What ends so often is delivered free of charge. */
const FREE_DELIVERIES = { perpetual: 'perpetual', future: 'week', option: 'day' } as const;

/** Fee of an execution, in coin: rate × notional; for options capped at 12.5 % of the premium (Deribit's rule). */
export function feeFor(spec: ContractSpec, liquidity: 'maker' | 'taker', trade: { amount: number; price: number }): number {
  const rate = liquidity === 'maker' ? spec.makerFee : spec.takerFee;
  const fee = rate * notionalCoin(spec, trade.amount, trade.price);
  return spec.kind === 'option' ? Math.min(fee, OPTION_FEE_CAP * trade.price * trade.amount) : fee;
}

/** Fee of a delivery, coin: rate × notional at the delivery price (USD); for options capped at 12.5 % of the payoff. `amount` is signed or not. */
export function deliveryFeeFor(spec: ContractSpec, amount: number, deliveryPrice: number): number {
  if (spec.settlementPeriod === FREE_DELIVERIES[spec.kind]) return 0;
  const held = Math.abs(amount);
  const fee = DELIVERY_FEES[spec.kind] * notionalCoin(spec, held, deliveryPrice);
  return spec.option === null ? fee : Math.min(fee, OPTION_FEE_CAP * held * payoffCoin(spec.option, deliveryPrice));
}
