/** The readable order book that the fast one is compared with: two maps, sorted whenever asked. */
import type { BookLevel } from '../../shared/book/order-book';
import type { Side } from '../../shared/domain/side';

export class PlainBook {
  private readonly sides: Readonly<Record<Side, Map<number, number>>> = { buy: new Map(), sell: new Map() };

  set(side: Side, ticks: number, lots: number): void {
    if (lots === 0) this.sides[side].delete(ticks);
    else this.sides[side].set(ticks, lots);
  }

  levels(side: Side): readonly BookLevel[] {
    return [...this.sides[side]].sort(([one], [other]) => (side === 'buy' ? other - one : one - other));
  }

  best(side: Side): number | null {
    return this.levels(side)[0]?.[0] ?? null;
  }
}
