/** Background makers of perpetuals and futures: a ladder of levels kept around the price they believe in. */
import type { Account } from '../../account';
import type { ContractSpec } from '../../contract-spec';
import type { SeededRandom } from '../../../domain/random';
import type { Side } from '../../../domain/side';
import type { FlowMarket } from '../flow-source';

/** How a ladder looks. Ticks and lots. */
export interface LadderCharacter {
  readonly halfSpreadTicks: number;
  /** Every tick this near to the top has a level; further out ever fewer do. */
  readonly denseTicks: number;
  readonly reachTicks: number;
  readonly topLots: number;
  /** Chance per step that a stale price is noticed. */
  readonly attention: number;
  /** Random cancellations per step (expected). */
  readonly churn: number;
}

/** Keeps both sides of one book. */
export class LadderMaker {
  private readonly orders: Record<Side, Map<number, string>> = { buy: new Map(), sell: new Map() };

  public constructor(
    private readonly spec: ContractSpec,
    private readonly character: LadderCharacter,
    private readonly tools: { readonly account: Account; readonly market: FlowMarket; readonly random: SeededRandom },
  ) {}

  /** Moves the ladder towards a fair price (USD). `haste` 1 fills every gap at once. */
  public step(fair: number, haste: number): void {
    const { halfSpreadTicks } = this.character;
    const center = fair / this.spec.tickSize;
    const top = { buy: Math.floor(center - halfSpreadTicks), sell: Math.ceil(center + halfSpreadTicks) };
    if (top.sell === top.buy) top.sell += 1;
    for (const side of ['buy', 'sell'] as const) {
      this.withdrawStale(side, top[side]);
      this.churn(side);
    }
    for (const side of ['buy', 'sell'] as const) this.refill(side, top[side], haste);
  }

  private withdrawStale(side: Side, top: number): void {
    const { random } = this.tools;
    const sign = side === 'buy' ? 1 : -1;
    for (const [ticks, id] of this.orders[side]) {
      const outside = (top - ticks) * sign;
      const isStale = outside < 0 && random.next() < this.character.attention;
      if (isStale || outside > this.character.reachTicks * 1.3) this.withdraw(side, ticks, id);
    }
  }

  private churn(side: Side): void {
    const { random } = this.tools;
    const open = this.orders[side];
    if (open.size === 0 || random.next() >= this.character.churn) return;
    let skip = random.index(open.size);
    for (const [ticks, id] of open) {
      if (skip === 0) {
        this.withdraw(side, ticks, id);
        return;
      }
      skip -= 1;
    }
  }

  private withdraw(side: Side, ticks: number, id: string): void {
    this.tools.market.withdraw(this.tools.account, id);
    if (!this.tools.account.openOrders.has(id)) this.orders[side].delete(ticks);
  }

  private refill(side: Side, top: number, haste: number): void {
    const { random } = this.tools;
    const sign = side === 'buy' ? -1 : 1;
    for (let offset = 0; offset <= this.character.reachTicks; offset += 1) {
      const ticks = top + sign * offset;
      if (!this.isPopular(ticks, offset) || this.isCovered(side, ticks)) continue;
      const eagerness = Math.max(haste, offset < this.character.denseTicks ? 0.7 : 0.15);
      if (random.next() >= eagerness) continue;
      const lots = Math.max(1, Math.round(this.character.topLots * (1 + offset / 12) * Math.exp(0.9 * random.gaussian())));
      const id = this.tools.market.rest(this.tools.account, this.spec, { side, ticks, lots });
      if (id === null) continue;
      // A post-only order that would cross is moved away from its price: a maker who finds it elsewhere takes it back and waits.
      const isWhereWanted = this.tools.account.openOrders.get(id)?.priceTicks === ticks;
      if (isWhereWanted) this.orders[side].set(ticks, id);
      else this.tools.market.withdraw(this.tools.account, id);
    }
  }

  /** Some prices have a level and some do not, the same ones each time. */
  private isPopular(ticks: number, offset: number): boolean {
    if (offset < this.character.denseTicks) return true;
    const draw = (Math.imul(ticks ^ (this.spec.id * 7919), 0x9e3779b1) >>> 8) / 16777216;
    return draw < 0.75 - 0.45 * (offset / this.character.reachTicks);
  }

  private isCovered(side: Side, ticks: number): boolean {
    const id = this.orders[side].get(ticks);
    if (id === undefined) return false;
    if (this.tools.account.openOrders.has(id)) return true;
    this.orders[side].delete(ticks);
    return false;
  }
}
