/** An account's own data in Deribit's JSON: orders, trades, positions, summaries. */
import type { Account } from '../account';
import { extend } from '../../domain/extend';
import { indexName } from '../channels';
import { fromLots, fromTicks, notionalCoin, type ContractSpec, type Currency } from '../contract-spec';
import { toDecimals } from '../decimals';
import type { Floor } from '../floor';
import { marginOf, marginState } from '../margin';
import type { MutableOrder } from '../resting-order';
import type { UserTrade } from '../trade-record';
import { averagePrice, positionAmount, unrealised, type MutablePosition } from '../wallet';
import { contractsOf, sizeCurrency, tradeShape, wireKind } from './market-shapes';

type Shape = Readonly<Record<string, unknown>>;

/** An order as every order answer and notification shows it. */
export function orderShape(spec: ContractSpec, order: MutableOrder): Shape {
  const amount = fromLots(spec, order.lots);
  return {
    order_id: order.id,
    order_state: order.state,
    order_type: order.orderType,
    instrument_name: order.instrument,
    direction: order.side,
    price: order.orderType === 'market' ? 'market_price' : fromTicks(spec, order.priceTicks),
    amount,
    contracts: contractsOf(spec, amount),
    filled_amount: fromLots(spec, order.filledLots),
    average_price: averageFill(spec, order),
    time_in_force: order.timeInForce,
    post_only: order.isPostOnly,
    reject_post_only: order.rejectPostOnly,
    reduce_only: order.isReduceOnly,
    risk_reducing: false,
    mmp: order.isMmp,
    label: order.label,
    user_id: order.accountId,
    api: order.isApi,
    web: false,
    replaced: order.isReplaced,
    is_liquidation: false,
    creation_timestamp: order.createdAtMs,
    last_update_timestamp: order.updatedAtMs,
    ...(order.cancelReason === null ? {} : { cancel_reason: order.cancelReason }),
    ...(order.quote === null
      ? {}
      : { quote: true, quote_id: String(order.quote.quoteId), quote_set_id: order.quote.quoteSetId, mmp_group: order.quote.mmpGroup }),
  };
}

/** An own trade. */
export function userTradeShape(trade: UserTrade): Shape {
  const { order, print } = trade;
  return extend(tradeShape(print), {
    direction: order.side,
    state: trade.isOrderDone ? 'filled' : 'open',
    order_id: order.id,
    order_type: order.orderType,
    label: order.label,
    liquidity: trade.liquidity,
    fee: toDecimals(trade.fee, 12),
    fee_currency: print.spec.currency,
    profit_loss: toDecimals(trade.profit, 12),
    post_only: order.isPostOnly,
    reduce_only: order.isReduceOnly,
    risk_reducing: false,
    mmp: order.isMmp,
    self_trade: false,
    matching_id: null,
    api: order.isApi,
    user_id: order.accountId,
    ...(order.quote === null ? {} : { quote_id: String(order.quote.quoteId), quote_set_id: order.quote.quoteSetId }),
  });
}

/** A position, also a flat one. */
export function positionShape(floor: Floor, position: MutablePosition): Shape {
  const { spec } = position;
  const mark = floor.marks.mark(spec);
  const amount = positionAmount(position);
  const floating = unrealised(position, mark);
  const need = marginOf(spec, amount, floor.marks);
  const value = floor.marks.optionMark(spec);
  return {
    instrument_name: spec.name,
    kind: wireKind(spec),
    direction: amount > 0 ? 'buy' : amount < 0 ? 'sell' : 'zero',
    size: amount,
    ...(spec.kind === 'option' ? {} : { size_currency: Math.sign(amount) * sizeCurrency(spec, Math.abs(amount), mark), leverage: 50 }),
    average_price: toDecimals(averagePrice(position), 8),
    mark_price: mark,
    index_price: toDecimals(floor.marks.index(spec), 2),
    settlement_price: floor.settlementPrices.get(spec.name) ?? 0,
    floating_profit_loss: toDecimals(floating, 9),
    realized_profit_loss: toDecimals(position.realisedCoin, 9),
    total_profit_loss: toDecimals(floating + position.realisedCoin, 9),
    initial_margin: toDecimals(need.initial, 9),
    maintenance_margin: toDecimals(need.maintenance, 9),
    open_orders_margin: 0,
    estimated_liquidation_price: null,
    interest_value: 0,
    realized_funding: toDecimals(position.sessionFunding, 12),
    delta: toDecimals(amount * floor.marks.deltaPerAmount(spec), 6),
    ...(value === null
      ? {}
      : {
          gamma: toDecimals(amount * value.gamma, 8),
          vega: toDecimals(amount * value.vega, 6),
          theta: toDecimals(amount * value.theta, 6),
        }),
  };
}

/** `user.portfolio` and the core of `get_account_summary`. Coin. */
export function portfolioShape(floor: Floor, account: Account, currency: Currency): Shape {
  const state = marginState({ account, currency, marks: floor.marks, candidate: null });
  const wallet = account.wallets[currency];
  const greeks = optionGreeks(floor, account, currency);
  const futuresDelta = futuresDeltaOf(floor, account, currency);
  const coin = (value: number): number => toDecimals(value, 9);
  return {
    currency,
    balance: coin(wallet.balance),
    equity: coin(state.equity),
    margin_balance: coin(state.marginBalance),
    available_funds: coin(state.available),
    available_withdrawal_funds: coin(Math.max(0, Math.min(state.available, wallet.balance))),
    initial_margin: coin(state.initial),
    maintenance_margin: coin(state.maintenance),
    projected_initial_margin: coin(state.initial),
    projected_maintenance_margin: coin(state.maintenance),
    session_rpl: coin(wallet.sessionRealised + wallet.sessionOptions),
    session_upl: coin(state.futuresUnrealised + state.optionsUnrealised),
    futures_session_rpl: coin(wallet.sessionRealised),
    futures_session_upl: coin(state.futuresUnrealised),
    futures_pl: coin(wallet.sessionRealised + state.futuresUnrealised),
    options_session_rpl: coin(wallet.sessionOptions),
    options_session_upl: coin(state.optionsUnrealised),
    options_pl: coin(wallet.sessionOptions + state.optionsUnrealised),
    options_value: coin(state.optionsValue),
    total_pl: coin(wallet.sessionRealised + wallet.sessionOptions + state.futuresUnrealised + state.optionsUnrealised),
    delta_total: coin(futuresDelta + greeks.delta),
    delta_total_map: { [indexName(currency)]: coin(futuresDelta + greeks.delta) },
    projected_delta_total: coin(futuresDelta + greeks.delta),
    options_delta: coin(greeks.delta),
    options_gamma: greeks.gamma,
    options_vega: coin(greeks.vega),
    options_theta: coin(greeks.theta),
    fee_balance: 0,
    spot_reserve: 0,
    additional_reserve: 0,
    portfolio_margining_enabled: false,
    cross_collateral_enabled: false,
    margin_model: 'segregated_sm',
  };
}

/** `get_account_summary` with own rate limits. */
export function summaryShape(floor: Floor, account: Account, currency: Currency): Shape {
  const matching = account.matchingCredits.limits();
  return extend(portfolioShape(floor, account, currency), {
    limits: {
      limits_per_currency: false,
      non_matching_engine: account.generalCredits.limits(),
      matching_engine: {
        trading: { total: matching },
        spot: matching,
        quotes: account.quoteCredits.limits(),
        max_quotes: account.quoteCredits.limits(),
        guaranteed_quotes: { burst: 2, rate: 2 },
        cancel_all: matching,
      },
    },
  });
}

/** Who the account is; beside the summaries in `get_account_summaries`, inside an extended `get_account_summary`. */
export function identityShape(account: Account): Shape {
  return {
    id: account.id,
    email: `${account.settings.clientId}@practice.invalid`,
    system_name: account.settings.clientId,
    username: account.settings.clientId,
    type: 'main',
    login_enabled: false,
    security_keys_enabled: false,
    mmp_enabled: true,
    interuser_transfers_enabled: false,
    self_trading_reject_mode: 'cancel_maker',
    self_trading_extended_to_subaccounts: false,
    referrer_id: null,
    creation_timestamp: 0,
  };
}

/** Delta of an account's futures in one currency, coin. */
function futuresDeltaOf(floor: Floor, account: Account, currency: Currency): number {
  return account
    .openPositions(currency)
    .filter((position) => position.spec.kind !== 'option')
    .reduce((sum, position) => sum + signedDelta(floor, position), 0);
}

function signedDelta(floor: Floor, position: MutablePosition): number {
  return notionalCoin(position.spec, positionAmount(position), floor.marks.mark(position.spec));
}

function optionGreeks(floor: Floor, account: Account, currency: Currency): { delta: number; gamma: number; vega: number; theta: number } {
  const sums = { delta: 0, gamma: 0, vega: 0, theta: 0 };
  for (const position of account.openPositions(currency)) {
    const value = floor.marks.optionMark(position.spec);
    if (value === null) continue;
    const amount = positionAmount(position);
    sums.delta += amount * value.delta;
    sums.gamma += amount * value.gamma;
    sums.vega += amount * value.vega;
    sums.theta += amount * value.theta;
  }
  return sums;
}

function averageFill(spec: ContractSpec, order: MutableOrder): number {
  if (order.filledLots === 0) return 0;
  const average = spec.kind === 'option' ? order.filledValue / order.filledLots : order.filledLots / order.filledValue;
  return toDecimals(average, spec.kind === 'option' ? 6 : 4);
}
