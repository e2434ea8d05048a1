/** Other people who trade options: each has a ladder around what it is worth, and is taken from now and then. */
import type { Account } from '../../shared/exchange/account';
import { fromTicks, passiveTicks, stepAt, type ContractSpec } from '../../shared/exchange/contract-spec';
import type { FlowMarket } from '../../shared/exchange/flow/flow-source';
import { valueOption } from '../../shared/exchange/option-value';
import type { SeededRandom } from '../../shared/domain/random';
import { YEAR_MS } from '../../shared/domain/time';

const LEVELS = 3;
const LEVEL_LOTS = 10;
/** Decimal; that of the marks. */
export const OPTION_VOLATILITY = 0.6;

/** What an option is worth now and who trades it. */
export interface OptionTraders {
  readonly maker: Account;
  readonly taker: Account;
  readonly market: FlowMarket;
  /** USD. */
  readonly forward: number;
  readonly nowMs: number;
}

/** One option's market. */
export class OptionLadder {
  private ids: readonly string[] = [];

  constructor(
    readonly spec: ContractSpec,
    private readonly random: SeededRandom,
  ) {}

  /** What happens in half a second. */
  step(traders: OptionTraders): void {
    if (this.random.next() < 0.35) this.quote(traders);
    if (this.random.next() < 0.3) this.take(traders);
  }

  /** Levels of two steps and more from its value, none where it has no price. */
  quote({ maker, market, forward, nowMs }: OptionTraders): void {
    for (const id of this.ids) market.withdraw(maker, id);
    const worth = this.worth(forward, nowMs) + (this.random.next() - 0.5) * stepAt(this.spec, this.worth(forward, nowMs));
    const ids: (string | null)[] = [];
    for (const side of ['buy', 'sell'] as const) {
      for (let level = 0; level < LEVELS; level += 1) {
        const distance = (2 + level) * stepAt(this.spec, worth);
        const price = Math.max(this.spec.tickSize, worth + (side === 'buy' ? -distance : distance));
        const lots = LEVEL_LOTS + this.random.index(LEVEL_LOTS);
        ids.push(market.rest(maker, this.spec, { side, ticks: passiveTicks(this.spec, price, side), lots }));
      }
    }
    this.ids = ids.filter((id) => id !== null);
  }

  private take({ taker, market }: OptionTraders): void {
    const side = this.random.next() < 0.5 ? 'buy' : 'sell';
    const best = market.best(this.spec, side === 'buy' ? 'sell' : 'buy');
    const lots = 1 + this.random.index(LEVEL_LOTS);
    if (best === null) return;
    const reach = this.random.index(3) * stepAt(this.spec, fromTicks(this.spec, best));
    const price = fromTicks(this.spec, best) + (side === 'buy' ? reach : -reach);
    market.take(taker, this.spec, { side, lots, limitTicks: passiveTicks(this.spec, price, side === 'buy' ? 'sell' : 'buy') });
  }

  /** Coin. */
  private worth(forward: number, nowMs: number): number {
    const { option, expiresAtMs } = this.spec;
    if (option === null || expiresAtMs === null) throw new Error(`expected an option, found ${this.spec.name}`);
    const years = Math.max(0, (expiresAtMs - nowMs) / YEAR_MS);
    return valueOption(option, { forward, years, volatility: OPTION_VOLATILITY }).price;
  }
}
