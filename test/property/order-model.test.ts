/** The order tracker against a model that only adds up, over any sequence of gestures, news of the venue and repeats (model based). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tradeId, type Fill } from '../../shared/domain/fill';
import { clientOrderId, isFinal, type OrderReport } from '../../shared/domain/order';
import { quantityLots } from '../../shared/domain/quantity';
import { timestampMs } from '../../shared/domain/time';
import { OrderTracker } from '../../shared/execution/order-tracker';
import { isWorking, outstandingLots } from '../../shared/execution/order-state';
import { fillOf, intentOf, reportOf, START_MS } from '../support/engine-parts';
import { propertyRuns } from '../support/property-runs';

const LOTS = 100;

/** What is true of one order, told by nothing but addition: its fills by trade id, and the furthest word of the venue. */
interface ModelOrder {
  readonly fills: Map<string, number>;
  reportedFilled: number;
  hasReport: boolean;
  isEnded: boolean;
}

interface Model {
  readonly orders: Map<number, ModelOrder>;
  /** All executions that were ever told, for telling them again. */
  readonly told: Fill[];
}

class Real {
  readonly tracker = new OrderTracker();
  nowMs = START_MS;
}

const atMs = (real: Real): ReturnType<typeof timestampMs> => timestampMs((real.nowMs += 1));
const intentNumber = (number: number): ReturnType<typeof intentOf> =>
  intentOf({ clientOrderId: clientOrderId(`keel-model-${number}`), quantity: quantityLots(LOTS) });

const sum = (order: ModelOrder): number => [...order.fills.values()].reduce((total, lots) => total + lots, 0);

/** What must hold of every order after every step. */
function check(model: Model, { tracker }: Real): void {
  for (const [number, expected] of model.orders) {
    const order = tracker.find(clientOrderId(`keel-model-${number}`));
    if (order === null) throw new Error(`order ${number} was forgotten`);
    expect(order.fillsQuantity).toBe(sum(expected));
    expect(order.filledQuantity).toBe(Math.max(sum(expected), expected.reportedFilled));
    expect(outstandingLots(order)).toBeGreaterThanOrEqual(0);
    // Until the last word of the venue all that is left may still fill, whatever we believe of it.
    if (isWorking(order)) expect(outstandingLots(order)).toBe(Math.max(0, LOTS - sum(expected)));
    if (expected.isEnded) expect(isFinal(order.status)).toBe(true);
    expect(tracker.open.has(order.clientOrderId)).not.toBe(tracker.settled.has(order.clientOrderId));
    if (isWorking(order)) expect(tracker.open.has(order.clientOrderId)).toBe(true);
  }
  expect(tracker.knownTradeIds.size).toBe(new Set(model.told.map((fill) => fill.tradeId)).size);
}

type Step = fc.Command<Model, Real>;

class Submit implements Step {
  constructor(private readonly number: number) {}
  check = (model: Readonly<Model>): boolean => !model.orders.has(this.number);
  run(model: Model, real: Real): void {
    real.tracker.submit(intentNumber(this.number), atMs(real));
    model.orders.set(this.number, { fills: new Map(), reportedFilled: 0, hasReport: false, isEnded: false });
    check(model, real);
  }
  toString = (): string => `submit ${this.number}`;
}

class Execute implements Step {
  constructor(
    private readonly number: number,
    private readonly lots: number,
  ) {}
  check = (model: Readonly<Model>): boolean => {
    const order = model.orders.get(this.number);
    return order !== undefined && sum(order) + this.lots <= LOTS;
  };
  run(model: Model, real: Real): void {
    const fill = fillOf(intentNumber(this.number), {
      tradeId: tradeId(`m${model.told.length}`),
      quantity: quantityLots(this.lots),
    });
    expect(real.tracker.applyFill(fill, fill.tradeId, atMs(real)).kind).toBe('applied');
    model.told.push(fill);
    model.orders.get(this.number)?.fills.set(fill.tradeId, this.lots);
    check(model, real);
  }
  toString = (): string => `fill ${this.number} ${this.lots}`;
}

class RepeatFill implements Step {
  constructor(private readonly pick: number) {}
  check = (model: Readonly<Model>): boolean => model.told.length > 0;
  run(model: Model, real: Real): void {
    const fill = model.told[this.pick % model.told.length];
    if (fill === undefined) throw new Error('expected a fill to repeat');
    const before = real.tracker.revisionOf(fill.instrumentId);
    expect(real.tracker.applyFill(fill, fill.tradeId, atMs(real)).kind).toBe('duplicate');
    expect(real.tracker.revisionOf(fill.instrumentId)).toBe(before);
    check(model, real);
  }
  toString = (): string => `fill again ${this.pick}`;
}

class Report implements Step {
  constructor(
    private readonly number: number,
    private readonly ending: 'none' | 'canceled' | 'expired',
    /** How many of the executions that happened the venue has counted in it. */
    private readonly isBehind: boolean,
  ) {}
  check = (model: Readonly<Model>): boolean => model.orders.get(this.number)?.isEnded === false;
  run(model: Model, real: Real): void {
    const order = model.orders.get(this.number);
    if (order === undefined) throw new Error('expected an order to report');
    const counted = this.isBehind ? order.reportedFilled : Math.max(order.reportedFilled, sum(order));
    const isFilled = counted === LOTS;
    const status: OrderReport['status'] = isFilled ? 'filled' : this.ending === 'none' ? 'accepted' : this.ending;
    const at = atMs(real);
    real.tracker.applyReport(
      reportOf(intentNumber(this.number), { status, filledQuantity: quantityLots(counted), venueUpdatedAtMs: at }),
      at,
    );
    Object.assign(order, { reportedFilled: counted, hasReport: true, isEnded: status !== 'accepted' });
    check(model, real);
  }
  toString = (): string => `report ${this.number} ${this.ending}${this.isBehind ? ' behind' : ''}`;
}

class LateReport implements Step {
  constructor(private readonly number: number) {}
  check = (model: Readonly<Model>): boolean => model.orders.get(this.number)?.hasReport === true;
  run(model: Model, real: Real): void {
    const old = reportOf(intentNumber(this.number), {
      status: 'accepted',
      filledQuantity: quantityLots(0),
      venueUpdatedAtMs: timestampMs(1),
    });
    real.tracker.applyReport(old, atMs(real));
    check(model, real);
  }
  toString = (): string => `old report ${this.number}`;
}

class Doubt implements Step {
  constructor(
    private readonly number: number,
    private readonly status: 'unknown' | 'lost',
  ) {}
  check = (model: Readonly<Model>): boolean => model.orders.get(this.number)?.hasReport === false;
  run(model: Model, real: Real): void {
    real.tracker.amend(clientOrderId(`keel-model-${this.number}`), { localStatus: this.status });
    check(model, real);
  }
  toString = (): string => `${this.status} ${this.number}`;
}

class RestoreImage implements Step {
  check = (): boolean => true;
  run(model: Model, real: Real): void {
    const restored = OrderTracker.restore(structuredClone(real.tracker.toImage()));
    expect(restored.toImage()).toEqual(real.tracker.toImage());
    Object.assign(real, { tracker: restored });
    check(model, real);
  }
  toString = (): string => 'restart from a snapshot';
}

const number = fc.integer({ min: 1, max: 4 });
const steps = [
  number.map((each) => new Submit(each)),
  fc.tuple(number, fc.integer({ min: 1, max: 60 })).map(([each, lots]) => new Execute(each, lots)),
  fc.nat(50).map((pick) => new RepeatFill(pick)),
  fc
    .tuple(number, fc.constantFrom('none' as const, 'none' as const, 'canceled' as const, 'expired' as const), fc.boolean())
    .map(([each, ending, isBehind]) => new Report(each, ending, isBehind)),
  number.map((each) => new LateReport(each)),
  fc.tuple(number, fc.constantFrom('unknown' as const, 'lost' as const)).map(([each, status]) => new Doubt(each, status)),
  fc.constant(new RestoreImage()),
];

describe('the order tracker', () => {
  it('agrees with a model that only adds up, whatever happens in whatever order (faults 5, 6, 24, 25, 26)', () => {
    fc.assert(
      fc.property(fc.commands(steps, { maxCommands: 60 }), (commands) => {
        fc.modelRun(() => ({ model: { orders: new Map(), told: [] }, real: new Real() }), commands);
      }),
      { numRuns: propertyRuns(400) },
    );
  });
});
