/** What margin is held against where each position is margined alone: what options are worth is no collateral. */
import { describe, expect, it } from 'vitest';
import { marginBalance } from '../../../../electron/risk/margin-balance';
import { marginRows } from '../../../../electron/risk/margin-run';
import type { RiskInputs } from '../../../../electron/risk/risk-inputs';
import { runCapital } from '../../../../electron/risk/capital-run';
import { initialRiskState } from '../../../../shared/engine/risk-state';
import type { RiskSnapshot } from '../../../../shared/projection/risk-snapshot';
import { pricePosition, type BookPosition } from '../../../../shared/risk/priced-position';
import { finish } from '../../../support/tail-book';
import { EXPIRES_MS, FORWARD, NOW_MS, quarterMarket as market } from '../../../support/option-quarter';

const none = { underlying: 'BTC', venueGreeks: null } as const;

function option(quantity: number, markPrice: number): BookPosition {
  const name = 'BTC-60000-C';
  const terms = { kind: 'option', optionType: 'call', strike: 60_000, expiresAtMs: EXPIRES_MS, isInverse: false } as const;
  return { ...none, instrumentId: `deribit:${name}`, name, ...terms, quantity, markPrice, markVolatility: 0.5 };
}

function perpetual(coins: number): BookPosition {
  const name = 'BTC-PERPETUAL';
  const terms = { kind: 'perpetual', optionType: null, strike: null, expiresAtMs: null, isInverse: true } as const;
  return { ...none, instrumentId: `deribit:${name}`, name, ...terms, quantity: coins * FORWARD, markPrice: FORWARD, markVolatility: null };
}

/** An account whose cash and equity follow from what is held: its options are worth their mark beside the cash. */
function account(cash: number, held: readonly BookPosition[]): RiskInputs {
  const worth = held.reduce(
    (sum, { kind, quantity, markPrice }) => sum + (kind === 'option' ? quantity * (markPrice ?? Number.NaN) : 0),
    0,
  );
  const figures = { balance: cash, equity: cash + worth, availableFunds: cash, initialMargin: 0, maintenanceMargin: 0 };
  const balance = { venue: 'deribit', currency: 'BTC', marginModel: 'segregated_sm', atMs: NOW_MS, ...figures };
  const snapshot = {
    ...{ requests: initialRiskState, futures: [], orders: [], atMs: NOW_MS, indexes: { BTC: FORWARD }, positions: held, bands: {} },
    ...{ balances: [balance], marginSimulations: {}, greekLimits: {}, varLimit: null, shortfallLimit: { soft: 1, hard: 2 }, surfaces: {} },
  } as unknown as RiskSnapshot;
  const empty = { chains: new Map(), histories: new Map(), volatilities: new Map(), days: [], whatIf: [] };
  return { snapshot, ...empty, markets: new Map([['BTC', market]]), book: held.map((each) => pricePosition(each, market)) };
}

const liquidationOf = (inputs: RiskInputs) => finish(marginRows(inputs, new Map())).liquidations[0];

describe('an account that is margined position by position', () => {
  it('has the margin balance that the venue states in its documented example', () => {
    // Equity 302.61869214, options worth −0.0086, margin balance 302.62729214: available funds and initial margin together.
    const book = account(0, [option(-1, 0.0086)]).book;
    expect(marginBalance(book, 'standard', 302.61869214)).toBeCloseTo(301.38059622 + 1.24669592, 8);
    expect(marginBalance(book, 'portfolio', 302.61869214)).toBe(302.61869214);
  });

  it('is liquidated as soon as cash and futures no longer carry it, whatever it holds in bought options', () => {
    const alone = liquidationOf(account(1, [perpetual(20)]));
    const beside = liquidationOf(account(1, [perpetual(20), option(50, 0.1)]));
    expect(alone?.downPrice).toBeGreaterThan(0.95 * FORWARD);
    expect(beside?.downPrice).toBeCloseTo(alone?.downPrice ?? Number.NaN, 6);
  });

  it('counts the mark of a sold option once', () => {
    const sold = account(1, [option(-5, 0.1)]);
    // Beyond 0.075 a coin it stands as long as 1 − 5·mark does: marks of up to 0.125.
    const { ownMaintenance, marginBalance: balance } = finish(marginRows(sold, new Map())).margins[0] ?? {};
    expect(balance).toBeCloseTo(1, 12);
    expect(ownMaintenance).toBeCloseTo(5 * 0.175, 12);
    expect(liquidationOf(sold)?.upPrice).toBeGreaterThan(FORWARD);
  });

  it('binds initial margin for the options that it offers', () => {
    const inputs = account(1, []);
    const order = { position: option(0, 0.1), price: 0.105, quotedBuy: 0, quotedSell: 2, pendingBuy: 0, pendingSell: 0 };
    const quoting = { ...inputs, snapshot: { ...inputs.snapshot, orders: [order] } };
    expect(finish(marginRows(quoting, new Map())).margins[0]?.ownInitial).toBeCloseTo(2 * (0.15 + 0.1), 12);
  });

  it('shows in its bar the share of the margin balance that is bound', () => {
    const { limits } = finish(runCapital(account(1, [perpetual(42), option(50, 0.1)]))).body;
    const bar = limits.find(({ key }) => key === 'margin|deribit|BTC');
    expect(bar).toMatchObject({ hard: 1, state: 'soft' });
    expect(bar?.used).toBeCloseTo(0.84 + 42 * 42 * 0.00005, 9);
  });
});
