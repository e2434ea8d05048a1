/** Accounts whose coins secure each other: the venue states margin for all coins in each of them, and liquidates them together. */
import { describe, expect, it } from 'vitest';
import { runCapital } from '../../../../electron/risk/capital-run';
import { marginRows } from '../../../../electron/risk/margin-run';
import type { RiskInputs } from '../../../../electron/risk/risk-inputs';
import { decodeBalance } from '../../../../electron/venues/deribit/decode-account';
import { initialRiskState } from '../../../../shared/engine/risk-state';
import type { RiskSnapshot } from '../../../../shared/projection/risk-snapshot';
import { pricePosition, type BookPosition } from '../../../../shared/risk/priced-position';
import { FORWARD, NOW_MS, quarterMarket as market } from '../../../support/option-quarter';
import { finish } from '../../../support/tail-book';

/** 20 coin of the other currency to one of this: what the venue states in one coin is a twentieth of it in the other. */
const ETH_USD = FORWARD / 20;

function perpetual(underlying: 'BTC' | 'ETH', coins: number): BookPosition {
  const name = `${underlying}-PERPETUAL`;
  const markPrice = underlying === 'BTC' ? FORWARD : ETH_USD;
  const terms = { kind: 'perpetual', optionType: null, strike: null, expiresAtMs: null, isInverse: true } as const;
  const priced = { venueGreeks: null, markVolatility: null, markPrice, quantity: coins * markPrice };
  return { underlying, instrumentId: `deribit:${name}`, name, ...terms, ...priced };
}

/** What the venue says of an account with 1 BTC of equity and 40 ETH, 2 BTC worth: 3 BTC together. */
function account(
  held: readonly BookPosition[],
  { initialBtc = 0.6, maintenanceBtc = 0.3, others = [] as readonly object[] } = {},
): RiskInputs {
  const balanceOf = (currency: 'BTC' | 'ETH', equity: number): object => {
    const rate = currency === 'BTC' ? 1 : 20;
    const margins = { initial_margin: initialBtc * rate, maintenance_margin: maintenanceBtc * rate, margin_balance: 3 * rate };
    const funds = { available_funds: (3 - initialBtc) * rate, margin_model: 'cross_sm', cross_collateral_enabled: true };
    return { venue: 'deribit', atMs: NOW_MS, ...decodeBalance({ currency, balance: equity, equity, ...margins, ...funds }) };
  };
  const balances = [balanceOf('BTC', 1), balanceOf('ETH', 40), ...others];
  const indexes = { BTC: FORWARD, ETH: ETH_USD };
  const snapshot = {
    ...{ requests: initialRiskState, futures: [], orders: [], atMs: NOW_MS, indexes, positions: held, bands: {} },
    ...{ balances, marginSimulations: {}, greekLimits: {}, varLimit: null, shortfallLimit: { soft: 1, hard: 2 }, surfaces: {} },
  } as unknown as RiskSnapshot;
  const ethMarket = { ...market, underlying: 'ETH', indexPrice: ETH_USD, surface: null };
  const empty = { chains: new Map(), histories: new Map(), volatilities: new Map(), days: [], whatIf: [] };
  const book = held.map((each) => pricePosition(each, each.underlying === 'BTC' ? market : ethMarket));
  return {
    snapshot,
    ...empty,
    markets: new Map([
      ['BTC', market],
      ['ETH', ethMarket],
    ]),
    book,
  };
}

const rowsOf = (inputs: RiskInputs) => finish(marginRows(inputs, new Map()));

describe('an account whose coins secure each other', () => {
  it('is liquidated where all of its collateral no longer carries it, not where the equity of one coin does not', () => {
    const { liquidations } = rowsOf(account([perpetual('BTC', 8)], { maintenanceBtc: 8 * (0.01 + 8 * 0.00005) }));
    // In USD per present price: 3 + x·1 + 8·x (a long of 8 coin beside 1 coin of cash) against about 1 % of 8.
    const down = (liquidations[0]?.downPrice ?? Number.NaN) / FORWARD - 1;
    expect(down).toBeGreaterThan(-0.34);
    expect(down).toBeLessThan(-0.31);
    expect(liquidations[0]?.reason).toContain('all coins together');
  });

  it('falls with the coin of its collateral, also where nothing is held in that coin', () => {
    const { liquidations } = rowsOf(account([perpetual('BTC', -0.5)], { maintenanceBtc: 1.5 }));
    // 40 ETH are worth 2 of the 3 BTC, and 1.5 are needed: ETH may lose three quarters.
    expect(liquidations[1]?.downPrice).toBeCloseTo(ETH_USD / 4, 4);
  });

  it('holds the margin of all coins against the balance of all coins, ours as the venue does', () => {
    const inputs = account([perpetual('BTC', 10), perpetual('ETH', 100)]);
    const [btc, eth] = rowsOf(inputs).margins;
    const ownBtc = 10 * (0.02 + 10 * 0.00005);
    const ownEth = 100 * (0.02 + 100 * 0.000004);
    expect(btc).toMatchObject({ marginBalance: 3, equity: 1, isJoint: true, reason: '' });
    expect(btc?.ownInitial).toBeCloseTo(ownBtc + ownEth / 20, 9);
    expect(eth?.ownInitial).toBeCloseTo(ownBtc * 20 + ownEth, 9);
    expect(btc?.gapInitial).toBeCloseTo(ownBtc + ownEth / 20 - 0.6, 9);
    const bar = finish(runCapital(inputs)).body.limits.find(({ key }) => key === 'margin|deribit|BTC');
    // What the venue binds beyond what is known here counts too.
    expect(bar).toMatchObject({ used: 0.6, hard: 3, label: 'BTC initial margin, all coins' });
  });

  it('is known although it has a coin in which nothing is held and of which no rule is known', () => {
    const usdc = { currency: 'USDC', balance: 0, equity: 0, initialMargin: 36_000, maintenanceMargin: 18_000, availableFunds: 144_000 };
    const others = [{ venue: 'deribit', atMs: NOW_MS, marginModel: 'cross_sm', ...usdc, joint: { marginBalance: 180_000 } }];
    const [btc] = rowsOf(account([perpetual('BTC', 10)], { others })).margins;
    expect(btc?.ownInitial).toBeCloseTo(10 * (0.02 + 10 * 0.00005), 9);
  });

  it('says that it is not known where the venue does not state its margin balance', () => {
    const inputs = account([perpetual('BTC', 8)]);
    const untold = inputs.snapshot.balances.map((balance) => ({ ...balance, joint: { marginBalance: null } }));
    const { liquidations, margins } = rowsOf({ ...inputs, snapshot: { ...inputs.snapshot, balances: untold } });
    expect(liquidations[0]).toMatchObject({ downPrice: null, reason: expect.stringContaining('unpriced') });
    expect(margins[0]?.marginBalance).toBeNull();
  });
});
