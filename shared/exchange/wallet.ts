/** Positions and cash in coin: exact sums, so that over all accounts they cancel out. */
import { fromLots, type ContractSpec } from './contract-spec';
import type { Side } from '../domain/side';

/** One account's position in one contract. Only `applyTrade` and settlement write it. */
export interface MutablePosition {
  readonly spec: ContractSpec;
  /** Signed lots, positive long. */
  sizeLots: number;
  /** Futures: Σ signed amount ÷ price. Options: Σ signed amount × price. In coin. */
  costCoin: number;
  /** Profit taken since the position was first opened, in coin, without fees. */
  realisedCoin: number;
  /** Funding received since the last settlement, coin; negative was paid. Also in the wallet's `sessionRealised`. */
  sessionFunding: number;
  /** Funding received before the last settlement, coin; negative was paid. */
  settledFunding: number;
}

/** An account's coin. */
export interface MutableWallet {
  /** Settled cash, coin. */
  balance: number;
  /** Futures profit and funding not yet settled into the balance, coin. */
  sessionRealised: number;
  /** Option premium and payoff profit taken in this session, coin (already in the balance). */
  sessionOptions: number;
  /** Fees paid since the start, coin; negative is rebates received. */
  feesPaid: number;
}

/** An untouched wallet. */
export function openWallet(balance: number): MutableWallet {
  return { balance, sessionRealised: 0, sessionOptions: 0, feesPaid: 0 };
}

/** An empty position. */
export function openPosition(spec: ContractSpec): MutablePosition {
  return { spec, sizeLots: 0, costCoin: 0, realisedCoin: 0, sessionFunding: 0, settledFunding: 0 };
}

/** Signed amount: USD for futures, coin for options. */
export function positionAmount(position: MutablePosition): number {
  return fromLots(position.spec, position.sizeLots);
}

/** Average entry price in quote units; 0 when flat. */
export function averagePrice(position: MutablePosition): number {
  if (position.sizeLots === 0 || position.costCoin === 0) return 0;
  const amount = positionAmount(position);
  return position.spec.kind === 'option' ? position.costCoin / amount : amount / position.costCoin;
}

/** Unrealised profit at a mark price, coin. Inverse: amount × (1/entry − 1/mark); options: amount × (mark − entry). */
export function unrealised(position: MutablePosition, markPrice: number): number {
  const amount = positionAmount(position);
  return position.spec.kind === 'option' ? amount * markPrice - position.costCoin : position.costCoin - amount / markPrice;
}

/** Books a trade into position and wallet. Returns the profit it realised, coin, without fees. */
export function applyTrade(position: MutablePosition, wallet: MutableWallet, trade: { side: Side; lots: number; price: number }): number {
  const { spec } = position;
  const signed = trade.side === 'buy' ? trade.lots : -trade.lots;
  const perLot = spec.kind === 'option' ? spec.lotSize * trade.price : spec.lotSize / trade.price;
  const closing = Math.sign(position.sizeLots) * signed < 0 ? Math.min(Math.abs(signed), Math.abs(position.sizeLots)) : 0;
  let realised = 0;
  if (closing > 0) {
    const costPart = position.costCoin * (closing / Math.abs(position.sizeLots));
    const exitPart = Math.sign(position.sizeLots) * closing * perLot;
    realised = spec.kind === 'option' ? exitPart - costPart : costPart - exitPart;
    position.costCoin = closing === Math.abs(position.sizeLots) ? 0 : position.costCoin - costPart;
    position.sizeLots -= Math.sign(position.sizeLots) * closing;
  }
  const opening = signed - Math.sign(signed) * closing;
  position.sizeLots += opening;
  position.costCoin += opening * perLot;
  position.realisedCoin += realised;
  if (spec.kind === 'option') {
    wallet.balance -= signed * perLot;
    wallet.sessionOptions += realised;
  } else {
    wallet.sessionRealised += realised;
  }
  return realised;
}
