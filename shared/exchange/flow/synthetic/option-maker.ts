/** Background makers of options: a few levels around the surface's value, wider where vega is large and time is long. */
import type { Account } from '../../account';
import { passiveTicks, stepAt, type ContractSpec } from '../../contract-spec';
import { valueOption } from '../../option-value';
import type { SeededRandom } from '../../../domain/random';
import type { ReferencePrices } from '../../reference-prices';
import type { Side } from '../../../domain/side';
import { YEAR_MS } from '../../../domain/time';
import type { FlowMarket } from '../flow-source';

/** Levels a side. */
const LEVELS = 3;
/** Half-spread in volatility, decimal. */
const HALF_SPREAD_VOLATILITY = 0.012;

interface Quote {
  readonly top: number;
  readonly ids: readonly string[];
}

/** Quotes one option. */
export class OptionMaker {
  private readonly quotes: Record<Side, Quote | null> = { buy: null, sell: null };

  public constructor(
    private readonly spec: ContractSpec,
    private readonly tools: {
      readonly account: Account;
      readonly market: FlowMarket;
      readonly random: SeededRandom;
      readonly reference: ReferencePrices;
    },
  ) {}

  /** Requotes if the value moved to other ticks, or if a quote was taken. */
  public step(nowMs: number): void {
    const { option, expiresAtMs } = this.spec;
    if (option === null || expiresAtMs === null || !this.tools.market.isOpen(this.spec)) return;
    const forward = this.tools.reference.forward(this.spec.currency, expiresAtMs);
    const years = (expiresAtMs - nowMs) / YEAR_MS;
    if (years <= 0) return;
    const value = valueOption(option, { forward, years, volatility: this.tools.reference.volatility(this.spec) });
    const half = Math.max(stepAt(this.spec, value.price) * 0.6, (value.vega * 100 * HALF_SPREAD_VOLATILITY) / forward, value.price * 0.01);
    this.requote('buy', value.price - half);
    this.requote('sell', value.price + half);
  }

  private requote(side: Side, price: number): void {
    const { account, market } = this.tools;
    const top = this.topTicks(side, price);
    const known = this.quotes[side];
    if (known !== null && known.top === top && known.ids.every((id) => account.openOrders.has(id))) return;
    for (const id of known?.ids ?? []) market.withdraw(account, id);
    this.quotes[side] = { top, ids: top === 0 ? [] : this.place(side, top) };
  }

  /** 0: too cheap to bid for. */
  private topTicks(side: Side, price: number): number {
    if (side === 'buy' && price < this.spec.tickSize) return 0;
    return passiveTicks(this.spec, Math.max(price, this.spec.tickSize), side);
  }

  private place(side: Side, top: number): readonly string[] {
    const { account, market, random } = this.tools;
    const ids: string[] = [];
    const step = Math.round(stepAt(this.spec, top * this.spec.tickSize) / this.spec.tickSize);
    for (let level = 0; level < LEVELS; level += 1) {
      const ticks = side === 'buy' ? top - level * step : top + level * step;
      const lots = Math.max(1, Math.round((40 + 60 * level) * Math.exp(0.8 * random.gaussian())));
      const id = market.rest(account, this.spec, { side, ticks, lots });
      if (id !== null) ids.push(id);
    }
    return ids;
  }
}
