/** Market maker protection: fills over limits within a window cancel and freeze the orders it covers. */

/** A configuration as sent by `private/set_mmp_config`. Seconds; quantities and deltas in coin, vega in USD. */
export interface MmpConfig {
  readonly indexName: string;
  readonly group: string;
  /** 1–3600 s. */
  readonly intervalSeconds: number;
  /** 0–3600 s; 0 means frozen until `reset_mmp`. */
  readonly frozenSeconds: number;
  readonly quantityLimit: number | null;
  readonly deltaLimit: number | null;
  readonly vegaLimit: number | null;
  readonly maxQuoteQuantity: number;
}

/** One fill as the protection counts it. */
export interface MmpFill {
  readonly atMs: number;
  /** Coin, both directions counted positive. */
  readonly quantity: number;
  /** Coin, signed. */
  readonly delta: number;
  /** USD per vol point, signed. */
  readonly vega: number;
}

/** A configured group with its running window. */
export class MmpGroup {
  private fills: MmpFill[] = [];
  private windowStartedAtMs: number | null = null;
  private frozenUntilMs: number | null = null;

  public constructor(public readonly config: MmpConfig) {}

  /** Whether orders of the group are refused now. A freeze without end is lifted by `reset` only. */
  public isFrozen(nowMs: number): boolean {
    return this.frozenUntilMs !== null && nowMs < this.frozenUntilMs;
  }

  /** The end of the freeze: epoch ms, 0 when not frozen, `Infinity` when only a reset ends it. */
  public frozenUntil(nowMs: number): number {
    return this.isFrozen(nowMs) ? (this.frozenUntilMs ?? 0) : 0;
  }

  /** Lifts a freeze and empties the window. */
  public reset(): void {
    this.fills = [];
    this.windowStartedAtMs = null;
    this.frozenUntilMs = null;
  }

  /** Counts a fill. `true` when a limit is now exceeded: the group is frozen and its orders have to be canceled. The window starts at its first fill. */
  public count(fill: MmpFill): boolean {
    const lengthMs = this.config.intervalSeconds * 1000;
    if (this.windowStartedAtMs === null || fill.atMs - this.windowStartedAtMs >= lengthMs) {
      this.windowStartedAtMs = fill.atMs;
      this.fills = [];
    }
    this.fills.push(fill);
    if (!this.isOverLimit()) return false;
    this.fills = [];
    this.windowStartedAtMs = null;
    this.frozenUntilMs = this.config.frozenSeconds === 0 ? Infinity : fill.atMs + this.config.frozenSeconds * 1000;
    return true;
  }

  private isOverLimit(): boolean {
    const quantity = this.fills.reduce((sum, fill) => sum + fill.quantity, 0);
    const delta = Math.abs(this.fills.reduce((sum, fill) => sum + fill.delta, 0));
    const vega = Math.abs(this.fills.reduce((sum, fill) => sum + fill.vega, 0));
    const { quantityLimit, deltaLimit, vegaLimit } = this.config;
    return (
      (quantityLimit !== null && quantity >= quantityLimit) ||
      (deltaLimit !== null && delta >= deltaLimit) ||
      (vegaLimit !== null && vega >= vegaLimit)
    );
  }
}
