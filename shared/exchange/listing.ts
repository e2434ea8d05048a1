/** The list of contracts at the start instant: perpetuals, two dated futures each, option chains around the index. */
import { CURRENCIES, type ContractSpec, type Currency } from './contract-spec';
import { expiryCode, futureExpiries, optionExpiries, type OptionExpiry } from './expiry-calendar';
import { YEAR_MS } from '../domain/time';

/** Strikes per expiry, odd so that one sits at the money. */
export const STRIKES_PER_EXPIRY = 15;

const FUTURE_FEES = { makerFee: -0.0001, takerFee: 0.0005 };
const OPTION_FEES = { makerFee: 0.0003, takerFee: 0.0003 };
const FUTURE_GRID = { BTC: { tickSize: 0.5, lotSize: 10 }, ETH: { tickSize: 0.05, lotSize: 1 } } as const;
const OPTION_LOT = { BTC: 0.1, ETH: 1 } as const;
const STRIKE_STEPS: Readonly<Record<Currency, readonly [number, ...number[]]>> = {
  BTC: [250, 500, 1000, 2000, 3000, 4000, 5000, 10000, 20000],
  ETH: [10, 25, 50, 100, 150, 200, 250, 500, 1000],
};
/** Strikes are this many one-sigma moves apart at a volatility of 60 %. */
const STRIKE_SPACING = 0.6 * 0.32;

/** One strike of a given chain. USD. */
export interface ListedStrike {
  readonly expiry: OptionExpiry;
  readonly strike: number;
}

/** Builds every contract listed at `nowMs` for the given index prices (USD). Ids count up from 1. A chain, if given, sets the options. */
export function listContracts(
  nowMs: number,
  index: Readonly<Record<Currency, number>>,
  chains: Readonly<Record<Currency, readonly ListedStrike[] | null>> = { BTC: null, ETH: null },
): readonly ContractSpec[] {
  const contracts: ContractSpec[] = [];
  for (const currency of CURRENCIES) {
    const add = (spec: Omit<ContractSpec, 'id'>): void => {
      contracts.push({ id: contracts.length + 1, ...spec });
    };
    add(futureSpec(currency, null, nowMs));
    for (const expiresAtMs of futureExpiries(nowMs)) add(futureSpec(currency, expiresAtMs, nowMs));
    for (const { expiry, strike } of chains[currency] ?? ordinaryChain(currency, index[currency], nowMs)) {
      add(optionSpec(currency, { expiry, strike, optionType: 'call' }, nowMs));
      add(optionSpec(currency, { expiry, strike, optionType: 'put' }, nowMs));
    }
  }
  return contracts;
}

function ordinaryChain(currency: Currency, index: number, nowMs: number): readonly ListedStrike[] {
  return optionExpiries(nowMs).flatMap((expiry) =>
    strikesFor(currency, index, (expiry.expiresAtMs - nowMs) / YEAR_MS).map((strike) => ({ expiry, strike })),
  );
}

/** A perpetual (`expiresAtMs` null) or a dated inverse future. `id` is left to the caller. */
function futureSpec(currency: Currency, expiresAtMs: number | null, createdAtMs: number): Omit<ContractSpec, 'id'> {
  const grid = FUTURE_GRID[currency];
  return {
    name: `${currency}-${expiresAtMs === null ? 'PERPETUAL' : expiryCode(expiresAtMs)}`,
    kind: expiresAtMs === null ? 'perpetual' : 'future',
    currency,
    ...grid,
    tickSteps: [],
    contractSize: grid.lotSize,
    settlementPeriod: expiresAtMs === null ? 'perpetual' : 'month',
    createdAtMs,
    expiresAtMs,
    option: null,
    ...FUTURE_FEES,
  };
}

/** One option to list. */
export interface OptionListing {
  readonly expiry: OptionExpiry;
  readonly strike: number;
  readonly optionType: 'call' | 'put';
}

/** An option settled in coin. `id` is left to the caller. */
function optionSpec(currency: Currency, listing: OptionListing, createdAtMs: number): Omit<ContractSpec, 'id'> {
  const { expiry, strike, optionType } = listing;
  return {
    name: `${currency}-${expiryCode(expiry.expiresAtMs)}-${strike}-${optionType === 'call' ? 'C' : 'P'}`,
    kind: 'option',
    currency,
    tickSize: 0.0001,
    tickSteps: [{ abovePrice: 0.005, tickSize: 0.0005 }],
    lotSize: OPTION_LOT[currency],
    contractSize: 1,
    settlementPeriod: expiry.period,
    createdAtMs,
    expiresAtMs: expiry.expiresAtMs,
    option: { optionType, strike },
    ...OPTION_FEES,
  };
}

/** Fifteen strikes around the money, spaced by the size of a move until expiry (`years`, act/365). USD, ascending. */
function strikesFor(currency: Currency, index: number, years: number): readonly number[] {
  const wanted = index * STRIKE_SPACING * Math.sqrt(Math.max(years, 1 / 365));
  const steps = STRIKE_STEPS[currency];
  const step = steps.reduce((best, candidate) => (Math.abs(candidate - wanted) < Math.abs(best - wanted) ? candidate : best));
  const half = (STRIKES_PER_EXPIRY - 1) / 2;
  const center = Math.max(Math.round(index / step), half + 1);
  return Array.from({ length: STRIKES_PER_EXPIRY }, (_, position) => (center - half + position) * step);
}
