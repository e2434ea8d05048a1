/** Pools of nearly equal coins: the StableSwap invariant by the contract's own integer Newton steps. Egorov (2019). */

const MOST_STEPS = 255;

/** Balances of every coin, scaled to one common unit, and the amplification as the contract holds it: A·n^(n−1). */
export interface StablePool {
  readonly balances: readonly bigint[];
  readonly amplification: bigint;
}

function isAlive({ balances, amplification }: StablePool): boolean {
  return balances.length >= 2 && amplification > 0n && balances.every((balance) => balance > 0n);
}

function settled(next: bigint, last: bigint): boolean {
  const change = next - last;
  return change <= 1n && change >= -1n;
}

/** The invariant D: total value when all coins are equal. `null` for an empty pool or one that does not settle. */
export function stableInvariant(pool: StablePool): bigint | null {
  if (!isAlive(pool)) return null;
  const count = BigInt(pool.balances.length);
  const sum = pool.balances.reduce((total, balance) => total + balance, 0n);
  const leverage = pool.amplification * count;
  let invariant = sum;
  for (let step = 0; step < MOST_STEPS; step++) {
    const last = invariant;
    const product = pool.balances.reduce((partial, balance) => (partial * last) / (balance * count), last);
    invariant = ((leverage * sum + product * count) * last) / ((leverage - 1n) * last + (count + 1n) * product);
    if (settled(invariant, last)) return invariant;
  }
  return null;
}

/** A swap of coin `from` for coin `to`, by their places in the pool. */
export interface StableSwap {
  readonly from: number;
  readonly to: number;
  readonly paidIn: bigint;
}

/** What the curve gives before any fee; the contract pays one unit less, in its own favour. `null` where there is no such swap. */
export function stableSwapOut(pool: StablePool, { from, to, paidIn }: StableSwap): bigint | null {
  const invariant = stableInvariant(pool);
  const before = pool.balances[to];
  if (invariant === null || before === undefined || from === to || paidIn <= 0n || !(from in pool.balances)) return null;
  const after = balanceFor(pool, invariant, { from, to, paidIn });
  return after === null ? null : before - after;
}

/** Balance of coin `to` that keeps the invariant once the payment is in. */
function balanceFor({ balances, amplification }: StablePool, invariant: bigint, { from, to, paidIn }: StableSwap): bigint | null {
  const count = BigInt(balances.length);
  const leverage = amplification * count;
  let sum = 0n;
  let product = invariant;
  balances.forEach((balance, index) => {
    if (index === to) return;
    const held = index === from ? balance + paidIn : balance;
    sum += held;
    product = (product * invariant) / (held * count);
  });
  product = (product * invariant) / (leverage * count);
  const offset = sum + invariant / leverage;
  let balance = invariant;
  for (let step = 0; step < MOST_STEPS; step++) {
    const last = balance;
    balance = (last * last + product) / (2n * last + offset - invariant);
    if (settled(balance, last)) return balance;
  }
  return null;
}
