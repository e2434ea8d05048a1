/** Market orders that excite each other (a two-sided Hawkes process): a buy makes further buys, and some sells, more likely. */
import type { SeededRandom } from '../../../domain/random';
import type { Side } from '../../../domain/side';

/** Rates per second; `self` and `cross` are expected children per order. Their sum must stay below 1, or the flow explodes. */
export interface ArrivalCharacter {
  readonly baseRate: number;
  readonly self: number;
  readonly cross: number;
  /** Excitation dies with this time constant, seconds. */
  readonly memorySeconds: number;
}

/** Draws the sides of orders that arrive. */
export class Arrivals {
  private readonly excitation: Record<Side, number> = { buy: 0, sell: 0 };

  public constructor(
    private readonly character: ArrivalCharacter,
    private readonly random: SeededRandom,
  ) {}

  /** Orders that arrive within `seconds`; `activity` scales the base rate. At most one of each side per call: keep steps short. */
  public step(seconds: number, activity: number): readonly Side[] {
    const { baseRate, memorySeconds } = this.character;
    const decay = Math.exp(-seconds / memorySeconds);
    const arrived: Side[] = [];
    for (const side of ['buy', 'sell'] as const) {
      this.excitation[side] *= decay;
      const rate = baseRate * activity + this.excitation[side];
      if (this.random.next() < 1 - Math.exp(-rate * seconds)) arrived.push(side);
    }
    for (const side of arrived) this.excite(side);
    return arrived;
  }

  /** Lets an order of other origin excite the flow too. */
  public excite(side: Side): void {
    const { self, cross, memorySeconds } = this.character;
    this.excitation[side] += self / memorySeconds;
    this.excitation[side === 'buy' ? 'sell' : 'buy'] += cross / memorySeconds;
  }

  /** Present rate of a side, orders per second. */
  public rate(side: Side): number {
    return this.character.baseRate + this.excitation[side];
  }
}
