/** Profit, fees, funding, option value and expiry in coin. */
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../../shared/exchange/account';
import type { ContractSpec } from '../../../../shared/exchange/contract-spec';
import { settleSession } from '../../../../shared/exchange/expiry-settlement';
import { deliveryFeeFor, feeFor } from '../../../../shared/exchange/fees';
import { fundingPayment, fundingRate, settleFunding } from '../../../../shared/exchange/funding';
import { listContracts } from '../../../../shared/exchange/listing';
import { payoffCoin, valueOption } from '../../../../shared/exchange/option-value';
import { applyTrade, averagePrice, openPosition, openWallet, unrealised } from '../../../../shared/exchange/wallet';
import { ExchangeBench, INDEX, quietFlow, START_MS } from '../../../support/quiet-exchange';

const contracts = listContracts(START_MS, INDEX);

function contract(isWanted: (spec: ContractSpec) => boolean): ContractSpec {
  const found = contracts.find(isWanted);
  if (found === undefined) throw new Error('no such contract in the listing');
  return found;
}

const perpetual = contract((spec) => spec.name === 'BTC-PERPETUAL');
const call = contract((spec) => spec.option?.optionType === 'call' && spec.currency === 'BTC' && spec.option.strike === 60_000);

describe('inverse profit', () => {
  it('is amount × (1/entry − 1/exit) in coin', () => {
    const position = openPosition(perpetual);
    const wallet = openWallet(0);
    applyTrade(position, wallet, { side: 'buy', lots: 6_000, price: 60_000 });
    expect(unrealised(position, 66_000)).toBeCloseTo(60_000 * (1 / 60_000 - 1 / 66_000), 12);
    const profit = applyTrade(position, wallet, { side: 'sell', lots: 3_000, price: 66_000 });
    expect(profit).toBeCloseTo(30_000 * (1 / 60_000 - 1 / 66_000), 12);
    expect(wallet).toMatchObject({ balance: 0, sessionRealised: profit });
    expect(averagePrice(position)).toBeCloseTo(60_000, 6);
  });

  it('averages entries harmonically and survives a turn through zero', () => {
    const position = openPosition(perpetual);
    const wallet = openWallet(0);
    applyTrade(position, wallet, { side: 'buy', lots: 100, price: 50_000 });
    applyTrade(position, wallet, { side: 'buy', lots: 100, price: 60_000 });
    expect(averagePrice(position)).toBeCloseTo(2_000 / (1_000 / 50_000 + 1_000 / 60_000), 6);
    applyTrade(position, wallet, { side: 'sell', lots: 300, price: 55_000 });
    expect(position.sizeLots).toBe(-100);
    expect(averagePrice(position)).toBeCloseTo(55_000, 6);
  });
});

describe('fees', () => {
  it('pay the maker of a future and cap an option at an eighth of its price', () => {
    expect(feeFor(perpetual, 'maker', { amount: 60_000, price: 60_000 })).toBeCloseTo(-0.0001, 12);
    expect(feeFor(perpetual, 'taker', { amount: 60_000, price: 60_000 })).toBeCloseTo(0.0005, 12);
    expect(feeFor(call, 'taker', { amount: 2, price: 0.05 })).toBeCloseTo(0.0006, 12);
    expect(feeFor(call, 'taker', { amount: 2, price: 0.001 })).toBeCloseTo(0.00025, 12);
  });
});

describe('fees of a delivery', () => {
  const monthly = contract((spec) => spec.kind === 'future' && spec.currency === 'BTC');
  const weekly = contract((spec) => spec.kind === 'option' && spec.currency === 'BTC' && spec.settlementPeriod === 'week');

  it('are a share of the notional of a future, and of the underlying of an option up to an eighth of what it pays', () => {
    expect(deliveryFeeFor(monthly, -60_000, 60_000)).toBeCloseTo(0.00025, 12);
    const strike = (usd: number): ContractSpec => ({ ...weekly, option: { optionType: 'call', strike: usd } });
    expect(deliveryFeeFor(strike(50_000), 2, 60_000)).toBeCloseTo(0.0003, 12);
    expect(deliveryFeeFor(strike(59_970), -2, 60_000)).toBeCloseTo((0.125 * 2 * 30) / 60_000, 12);
    expect(deliveryFeeFor(strike(70_000), 2, 60_000)).toBe(0);
  });

  it('are nothing for a future of a week and an option of a day', () => {
    expect(deliveryFeeFor({ ...monthly, settlementPeriod: 'week' }, 60_000, 60_000)).toBe(0);
    expect(deliveryFeeFor({ ...weekly, settlementPeriod: 'day', option: { optionType: 'call', strike: 50_000 } }, 1, 60_000)).toBe(0);
  });
});

describe('funding', () => {
  it('has a dead band and a cap', () => {
    expect(fundingRate(0.0004)).toBe(0);
    expect(fundingRate(-0.0004)).toBe(0);
    expect(fundingRate(0.0008)).toBeCloseTo(0.0003, 12);
    expect(fundingRate(-0.02)).toBe(-0.005);
  });

  it('takes from longs what it gives to shorts', () => {
    const terms = { rate: 0.0001, index: 60_000, elapsedMs: 8 * 3600_000 };
    expect(fundingPayment(60_000, terms)).toBeCloseTo(0.0001, 12);
    expect(fundingPayment(-60_000, terms)).toBeCloseTo(-0.0001, 12);
  });

  it('is named with each position since the last settlement: positive for who received it', () => {
    const account = (lots: number): Account => {
      const position = { ...openPosition(perpetual), sizeLots: lots };
      return { wallets: { BTC: openWallet(0) }, positions: new Map([[perpetual.name, position]]) } as never;
    };
    const accounts = [account(6_000), account(-6_000)];
    settleFunding(accounts, perpetual, { rate: 0.0001, index: 60_000, elapsedMs: 8 * 3600_000 });
    const figures = accounts.map(({ positions, wallets }) => [positions.get(perpetual.name)?.sessionFunding, wallets.BTC.sessionRealised]);
    expect(figures).toEqual([
      [-0.0001, -0.0001],
      [0.0001, 0.0001],
    ]);
    settleSession(accounts);
    expect(accounts.map(({ positions, wallets }) => [positions.get(perpetual.name)?.sessionFunding, wallets.BTC.balance])).toEqual([
      [0, -0.0001],
      [0, 0.0001],
    ]);
  });
});

describe('options', () => {
  it('obey put-call parity in coin, and pay off in coin', () => {
    const option = { strike: 55_000, optionType: 'call' } as const;
    const inputs = { forward: 60_000, years: 0.25, volatility: 0.7 };
    const callValue = valueOption(option, inputs);
    const putValue = valueOption({ ...option, optionType: 'put' }, inputs);
    expect(callValue.price - putValue.price).toBeCloseTo(1 - 55_000 / 60_000, 10);
    expect(callValue.delta - putValue.delta).toBeCloseTo(1, 10);
    expect(payoffCoin(option, 60_000)).toBeCloseTo(5_000 / 60_000, 12);
    expect(valueOption(option, { ...inputs, years: 0 })).toMatchObject({ price: 5_000 / 60_000, gamma: 0, vega: 0 });
  });
});

describe('expiry', () => {
  it('pays options and futures in coin at the index, cancels their orders and takes them off the list', () => {
    const index = { ...INDEX };
    const made = new ExchangeBench({ flow: quietFlow(index) });
    made.login('alice');
    made.login('bob');
    const daily = contracts.find(
      (spec) => spec.settlementPeriod === 'day' && spec.currency === 'BTC' && spec.option?.optionType === 'call',
    );
    if (daily?.option == null || daily.expiresAtMs === null) throw new Error('no daily call in the listing');
    const { strike } = daily.option;
    const price = Math.round(payoffCoin(daily.option, index.BTC) * 2000) / 2000;
    made.order('alice', 'sell', { instrument_name: daily.name, amount: 1, price });
    made.order('bob', 'buy', { instrument_name: daily.name, amount: 1, price });
    made.order('bob', 'buy', { instrument_name: daily.name, amount: 0.1, price: 0.0005 });
    index.BTC = strike + 10_000;
    for (let hour = 0; made.now <= daily.expiresAtMs; hour += 1) {
      made.pass(3600_000 / 8);
      made.login('bob', `bob-${hour}`);
    }
    made.login('alice', 'alice-late');
    made.login('bob', 'bob-late');
    const fee = feeFor(daily, 'taker', { amount: 1, price });
    const payoff = 10_000 / (strike + 10_000);
    const balance = (session: string): number =>
      made.ok<{ balance: number }>(session, 'private/get_account_summary', { currency: 'BTC' }).balance;
    expect(balance('bob-late')).toBeCloseTo(10 - price - fee + payoff, 8);
    expect(balance('alice-late')).toBeCloseTo(10 + price - fee - payoff, 8);
    expect(made.code('bob-late', 'public/ticker', { instrument_name: daily.name })).toBe(-32602);
    expect(made.ok('bob-late', 'practice/open_orders')).toEqual([]);
    expect(made.ok<object[]>('bob-late', 'practice/get_log', { kind: 'delivery' })).toHaveLength(2);
  });
});
