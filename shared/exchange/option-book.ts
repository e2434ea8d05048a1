/** An option book to begin with, as a market maker's might stand: short near the money, long the wings, hedged in part. */
import type { Account } from './account';
import { CURRENCIES, type ContractSpec, type Currency } from './contract-spec';
import type { Floor } from './floor';
import { applyTrade } from './wallet';

/** Contracts held at the nth strike from the money, in lots ten times the smallest; puts below the money, calls above. */
const PATTERN: readonly (readonly [strikesFromMoney: number, tens: number])[] = [
  [-4, 2],
  [-2, -1],
  [-1, -2],
  [0, -1],
  [1, -1],
  [2, -2],
  [4, 3],
];
/** Expiries held, nearest first; the pattern alternates in sign so that the term structure matters. */
const EXPIRIES = 5;
/** Share of the options' delta that the perpetual hedges. */
const HEDGED_SHARE = 0.7;

/** Gives an account its book at the present marks; premiums are paid and received as in a trade. Nothing if it holds any option. */
export function giveOptionBook(floor: Floor, account: Account): void {
  floor.marks.update(floor.allContracts(), floor.now());
  for (const currency of CURRENCIES) {
    if (account.openPositions(currency).some(({ spec }) => spec.kind === 'option')) continue;
    const delta = takeOptions(floor, account, currency);
    hedge(floor, account, { currency, delta });
  }
}

function take(floor: Floor, account: Account, trade: { readonly spec: ContractSpec; readonly lots: number }): void {
  const { spec, lots } = trade;
  if (lots === 0) return;
  const side = lots > 0 ? 'buy' : 'sell';
  applyTrade(account.position(spec), account.wallets[spec.currency], { side, lots: Math.abs(lots), price: floor.marks.mark(spec) });
}

/** Returns the options' delta, coin. */
function takeOptions(floor: Floor, account: Account, currency: Currency): number {
  const options = [...floor.allContracts()].filter((spec) => spec.currency === currency && spec.option !== null);
  const expiries = [...new Set(options.map((spec) => spec.expiresAtMs))].sort((first, second) => (first ?? 0) - (second ?? 0));
  let delta = 0;
  expiries.slice(0, EXPIRIES).forEach((expiresAtMs, nth) => {
    const chain = options.filter((spec) => spec.expiresAtMs === expiresAtMs);
    for (const [steps, tens] of PATTERN) {
      const spec = atSteps(floor, chain, steps);
      if (spec === null) continue;
      const lots = tens * 10 * (nth % 2 === 0 ? 1 : -1);
      take(floor, account, { spec, lots });
      delta += lots * spec.lotSize * floor.marks.deltaPerAmount(spec);
    }
  });
  return delta;
}

/** The put (below the money) or call that many strikes away from the forward. */
function atSteps(floor: Floor, chain: readonly ContractSpec[], steps: number): ContractSpec | null {
  const wanted = chain
    .filter((spec) => spec.option?.optionType === (steps < 0 ? 'put' : 'call'))
    .sort((first, second) => (first.option?.strike ?? 0) - (second.option?.strike ?? 0));
  const [any] = wanted;
  if (any === undefined) return null;
  const forward = floor.marks.forward(any);
  const distance = (spec: ContractSpec): number => Math.abs((spec.option?.strike ?? 0) - forward);
  const nearest = wanted.reduce((best, spec, index) => (distance(spec) < distance(wanted[best] ?? spec) ? index : best), 0);
  return wanted[nearest + steps] ?? null;
}

function hedge(floor: Floor, account: Account, { currency, delta }: { readonly currency: Currency; readonly delta: number }): void {
  const spec = floor.contract(`${currency}-PERPETUAL`);
  if (spec === null) return;
  const lots = Math.round((-HEDGED_SHARE * delta * floor.marks.mark(spec)) / spec.lotSize);
  take(floor, account, { spec, lots });
}
