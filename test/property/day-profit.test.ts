/** However often a desk is restarted on a day, and whatever is executed meanwhile, the day's profit is that of a desk that never stopped. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tradeId, type Fill } from '../../shared/domain/fill';
import type { VenuePosition } from '../../shared/domain/position';
import { venueOrderId } from '../../shared/domain/order';
import { priceTicks } from '../../shared/domain/price';
import { quantityLots } from '../../shared/domain/quantity';
import type { Side } from '../../shared/domain/side';
import { timestampMs } from '../../shared/domain/time';
import { dayProfitUsd } from '../../shared/engine/day-profit';
import { TestDesk } from '../support/engine-builder';
import { BTC, positionOf, testSettings } from '../support/engine-parts';
import { propertyRuns } from '../support/property-runs';
import { restart } from '../support/restarted-desk';

const unlimited = testSettings({ maximumDailyLossUsd: 0 });

type Happening =
  | { readonly kind: 'move'; readonly ticks: number }
  | { readonly kind: 'trade'; readonly side: Side; readonly lots: number; readonly ticks: number; readonly fee: number }
  | { readonly kind: 'fund'; readonly coin: number }
  | { readonly kind: 'restart'; readonly venueAverage: number };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), ticks: fc.integer({ min: 100_000, max: 140_000 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('trade' as const),
      side: fc.constantFrom<Side>('buy', 'sell'),
      lots: fc.integer({ min: 1, max: 5_000 }),
      ticks: fc.integer({ min: 100_000, max: 140_000 }),
      fee: fc.double({ min: -1e-4, max: 1e-4, noNaN: true }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('fund' as const), coin: fc.double({ min: -1e-2, max: 1e-2, noNaN: true }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const), venueAverage: fc.integer({ min: 50_000, max: 70_000 }) }) },
);

/** So long after the last execution a first reading is taken whole; of one that comes sooner only the executions are kept, ms. */
const RESTS_FOR_MS = 2_000;

/** One desk that never stops beside one that is restarted; what is traded after a restart is asked for, the venue has executed already. */
class TwoDesks {
  readonly steady = new TestDesk().start(unlimited, { positions: [{ ...positionOf(BTC, 0, 0), fundingCoin: 0 }] });
  restarted = new TestDesk().start(unlimited, { positions: [{ ...positionOf(BTC, 0, 0), fundingCoin: 0 }] });
  /** What the venue paid, at the index of each payment. */
  fundedUsd = 0;
  private missed: Fill[] | null = null;
  private venueAverage = 0;
  private lots = 0;
  private ticks = 120_000;
  private trades = 0;
  private funding = 0;

  /** Between a restart and the next move of the market nobody looks. */
  play(one: Happening): void {
    this.steady.nowMs += 100;
    if (one.kind === 'restart') {
      this.missed ??= [];
      ({ venueAverage: this.venueAverage } = one);
    } else if (one.kind === 'trade') this.trade(one);
    else if (one.kind === 'fund') this.fund(one.coin);
    else this.move(one.ticks);
  }

  /** What the venue paid is asked for by both desks, or by neither while one is off: at another index it would be worth other dollars. */
  private fund(coin: number): void {
    if (this.missed !== null) return;
    this.funding += coin;
    this.fundedUsd += coin * (this.ticks / 2);
    this.restarted.nowMs = this.steady.nowMs;
    for (const desk of [this.steady, this.restarted]) desk.reconcile({ positions: [this.reported()] });
  }

  private reported(average = 60_000): VenuePosition {
    return { ...positionOf(BTC, this.lots, average), fundingCoin: this.funding };
  }

  /** Ends with both desks up and looking at the same market. */
  finish(): readonly [number | null, number | null] {
    this.move(this.ticks);
    return [dayProfitUsd(this.steady.state), dayProfitUsd(this.restarted.state)];
  }

  private move(ticks: number): void {
    this.ticks = ticks;
    if (this.missed !== null) this.restart(this.missed);
    for (const desk of [this.steady, this.restarted]) {
      desk.nowMs = this.steady.nowMs;
      desk.market(ticks);
      desk.wait(0);
    }
  }

  private restart(fills: readonly Fill[]): void {
    const positions = [this.reported(this.venueAverage)];
    const afterMs = this.steady.nowMs - this.restarted.nowMs;
    this.restarted = restart(this.restarted, { afterMs, settings: unlimited, snapshot: { positions, fills } });
    this.steady.nowMs += RESTS_FOR_MS;
    this.restarted.nowMs = this.steady.nowMs;
    // The executions were told with the reading before, whether that was taken or put off.
    this.restarted.reconcile({ positions });
    this.missed = null;
  }

  private trade({ side, lots, ticks, fee }: Extract<Happening, { kind: 'trade' }>): void {
    this.trades += 1;
    this.lots += side === 'buy' ? lots : -lots;
    const fill: Fill = {
      tradeId: tradeId(`t-${this.trades}`),
      instrumentId: BTC,
      venueOrderId: venueOrderId(`v-${this.trades}`),
      clientOrderId: null,
      side,
      price: priceTicks(ticks),
      quantity: quantityLots(lots),
      liquidity: 'maker',
      fee,
      feeCurrency: 'BTC',
      indexPrice: this.ticks / 2,
      executedAtMs: timestampMs(this.steady.nowMs),
    };
    this.steady.apply({ kind: 'fill-reported', fill });
    if (this.missed === null) {
      this.restarted.nowMs = this.steady.nowMs;
      this.restarted.apply({ kind: 'fill-reported', fill });
    } else this.missed.push(fill);
  }
}

describe('the profit of the day', () => {
  it('is the same with restarts as without', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 3, maxLength: 40 }), (happenings) => {
        const desks = new TwoDesks();
        for (const one of happenings) desks.play(one);
        expect(desks.steady.state.funding[BTC]?.bookedUsd).toBeCloseTo(desks.fundedUsd, 6);
        const [steady, restarted] = desks.finish();
        expect(steady).not.toBeNull();
        expect(restarted).toBeCloseTo(steady ?? Number.NaN, 4);
      }),
      { numRuns: propertyRuns(80) },
    );
  });
});
