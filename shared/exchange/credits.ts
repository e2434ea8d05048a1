/** Request credits as Deribit counts them: a pool that refills with time; an empty pool ends the session. */

/** One pool: `burst` requests at once, `perSecond` in the long run, each costing `cost` credits. */
export interface CreditRate {
  readonly cost: number;
  readonly pool: number;
  readonly refillPerSecond: number;
}

/** The pools of one account. */
export interface CreditPlan {
  readonly matching: CreditRate;
  readonly general: CreditRate;
  readonly subscribe: CreditRate;
  readonly quotes: CreditRate;
}

/** A matching-engine rate in requests per second with a burst, as a pool of 500-credit requests. */
export function requestRate(perSecond: number, burst: number): CreditRate {
  return { cost: 500, pool: burst * 500, refillPerSecond: perSecond * 500 };
}

/** Deribit's plan for accounts above 25 M USD in seven days; `general` and `subscribe` are the same for all. */
export const LARGE_ACCOUNT_CREDITS: CreditPlan = {
  matching: requestRate(30, 100),
  general: { cost: 500, pool: 50000, refillPerSecond: 10000 },
  subscribe: { cost: 3000, pool: 30000, refillPerSecond: 10000 },
  quotes: requestRate(500, 500),
};

/** `simulate_portfolio`: once a second. */
export const SIMULATION_CREDITS: CreditRate = { cost: 1000, pool: 1000, refillPerSecond: 1000 };

/** A pool in use. */
export class CreditPool {
  private credits: number;
  private updatedAtMs: number | null = null;

  public constructor(public readonly rate: CreditRate) {
    this.credits = rate.pool;
  }

  /** Pays for `count` requests; `false` and nothing taken when the pool is too low. */
  public take(nowMs: number, count = 1): boolean {
    const elapsed = this.updatedAtMs === null ? 0 : Math.max(0, nowMs - this.updatedAtMs);
    this.updatedAtMs = nowMs;
    this.credits = Math.min(this.rate.pool, this.credits + (elapsed / 1000) * this.rate.refillPerSecond);
    const price = this.rate.cost * count;
    if (this.credits < price) return false;
    this.credits -= price;
    return true;
  }

  /** `burst` and `rate` as `get_account_summary` states them, in requests. */
  public limits(): { readonly burst: number; readonly rate: number } {
    return { burst: Math.floor(this.rate.pool / this.rate.cost), rate: Math.floor(this.rate.refillPerSecond / this.rate.cost) };
  }
}
