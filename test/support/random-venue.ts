/** A desk under random events: a market that jumps, a venue that accepts, fills, rejects, forgets and repeats, a trader who presses keys. */
import fc from 'fast-check';
import { tradeId } from '../../shared/domain/fill';
import { quantityLots } from '../../shared/domain/quantity';
import { timestampMs } from '../../shared/domain/time';
import type { TrackedOrder } from '../../shared/execution/order-state';
import { TestDesk } from './engine-builder';
import { BTC, fillOf, reportOf, testSettings, VENUE } from './engine-parts';
import { seenHedge } from './seen-hedge';

/** What happens without any choice. */
type SimpleKind =
  'gap' | 'accept-all' | 'confirm-cancels' | 'reconcile' | 'private-loss' | 'private-back' | 'kill' | 'pull' | 'arm-and-trade';

/** One thing that happens; numbers choose among what there is at that moment. */
export type Happening =
  | { readonly kind: 'market'; readonly shiftTicks: number }
  | { readonly kind: 'top'; readonly lots: number }
  | {
      readonly kind:
        'gap' | 'accept-all' | 'confirm-cancels' | 'reconcile' | 'private-loss' | 'private-back' | 'kill' | 'pull' | 'arm-and-trade';
    }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | {
      readonly kind: 'fill' | 'fill-again' | 'reject' | 'unknown' | 'not-found' | 'cancel-failed' | 'late-report';
      readonly pick: number;
      readonly share: number;
    }
  | { readonly kind: 'order'; readonly isBuy: boolean; readonly ticksAway: number; readonly quantityCoin: number }
  | { readonly kind: 'hedge'; readonly percent: number };

const pick = fc.nat(1000);
const share = fc.integer({ min: 1, max: 10 });

/** Any happening; ordinary ones more often than disasters. */
export const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('market' as const), shiftTicks: fc.integer({ min: -40, max: 40 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('top' as const), lots: fc.integer({ min: 1, max: 900 }) }) },
  { weight: 6, arbitrary: fc.constantFrom('accept-all', 'confirm-cancels', 'arm-and-trade').map((kind) => ({ kind }) as Happening) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.integer({ min: 1, max: 2500 }) }) },
  { weight: 10, arbitrary: fc.record({ kind: fc.constantFrom('fill' as const, 'fill-again' as const), pick, share }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('reject' as const, 'unknown' as const, 'not-found' as const, 'cancel-failed' as const, 'late-report' as const),
      pick,
      share,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      isBuy: fc.boolean(),
      ticksAway: fc.integer({ min: -30, max: 200 }),
      quantityCoin: fc.double({ min: 0.001, max: 4, noNaN: true }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('hedge' as const), percent: fc.integer({ min: 1, max: 100 }) }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('gap', 'reconcile', 'private-loss', 'private-back', 'kill', 'pull').map((kind) => ({ kind }) as Happening),
  },
);

/** Plays happenings on a desk that has started. */
class RandomVenue {
  private middleTicks = 120_000;
  private trades = 0;
  private lastFill: ReturnType<typeof fillOf> | null = null;

  constructor(readonly desk: TestDesk) {}

  /** Lets one thing happen. */
  play(event: Happening): void {
    this.desk.nowMs += 1;
    switch (event.kind) {
      case 'market':
        this.middleTicks += event.shiftTicks;
        return this.desk.market(this.middleTicks);
      case 'top':
        this.desk.delta(BTC, { bids: [[this.desk.state.markets.get(BTC)?.top.bid ?? 1, event.lots]] });
        return;
      case 'wait':
        this.desk.wait(event.milliseconds);
        return;
      case 'order':
        return this.order(event);
      case 'hedge':
        return this.hedge(event.percent);
      case 'fill':
      case 'fill-again':
      case 'reject':
      case 'unknown':
      case 'not-found':
      case 'cancel-failed':
      case 'late-report':
        return this.orderNews(event);
      default:
        return this.simple(event.kind);
    }
  }

  private simple(kind: SimpleKind): void {
    const { desk } = this;
    const actions: Readonly<Record<SimpleKind, () => unknown>> = {
      gap: () => desk.delta(BTC, {}, 7),
      'accept-all': () => desk.acceptAll(),
      'confirm-cancels': () => {
        desk.cancelPending();
        desk.apply({ kind: 'cancel-all-confirmed', venue: VENUE, remaining: 0, elapsedMs: 40 });
      },
      reconcile: () => desk.reconcile(),
      'private-loss': () => desk.lane('private', 'closed', 'lost'),
      'private-back': () => {
        desk.lane('private', 'live');
        desk.reconcile();
      },
      kill: () => desk.command('kill', {}),
      pull: () => desk.command('pull-quotes', { instrumentId: null }),
      'arm-and-trade': () => {
        desk.command('arm', {});
        desk.command('resume', { confirmation: 'RESUME' });
        desk.command('set-trading', { instrumentId: BTC, isOn: true });
      },
    };
    actions[kind]();
  }

  private choose(number: number): TrackedOrder | null {
    const all = [...this.desk.state.orders.open.values()];
    return all[number % Math.max(1, all.length)] ?? null;
  }

  private orderNews(event: { readonly kind: string; readonly pick: number; readonly share: number }): void {
    const order = this.choose(event.pick);
    if (event.kind === 'fill-again' && this.lastFill !== null) this.desk.apply({ kind: 'fill-reported', fill: this.lastFill });
    if (order === null) return;
    const id = order.clientOrderId;
    if (event.kind === 'fill') this.fill(order, event.share);
    if (event.kind === 'reject' && order.status === 'submitted')
      this.desk.apply({ kind: 'order-rejected', clientOrderId: id, code: 1, reason: 'random' });
    if (event.kind === 'unknown') this.desk.apply({ kind: 'order-outcome-unknown', clientOrderId: id, reason: 'random' });
    if (event.kind === 'not-found') this.desk.apply({ kind: 'order-not-found', clientOrderId: id });
    if (event.kind === 'cancel-failed') this.desk.apply({ kind: 'cancel-failed', clientOrderId: id, reason: 'random' });
    if (event.kind === 'late-report')
      this.desk.apply({ kind: 'order-reported', report: reportOf(order, { venueUpdatedAtMs: timestampMs(0) }) });
  }

  /** Never more than the order has left: the venue is right about quantities. */
  private fill(order: TrackedOrder, tenths: number): void {
    const left = order.quantity - order.fillsQuantity;
    const lots = Math.min(left, Math.ceil((order.quantity * tenths) / 10));
    if (lots <= 0 || (order.report !== null && order.report.status !== 'accepted')) return;
    this.trades += 1;
    this.lastFill = fillOf(order, {
      tradeId: tradeId(`r${this.trades}`),
      quantity: quantityLots(lots),
      executedAtMs: timestampMs(this.desk.nowMs),
    });
    this.desk.apply({ kind: 'fill-reported', fill: this.lastFill });
  }

  private order(event: Extract<Happening, { kind: 'order' }>): void {
    const { top } = this.desk.state.markets.get(BTC) ?? {};
    if (top?.bid == null || top.ask === null) return;
    const ticks = event.isBuy ? top.ask - event.ticksAway : top.bid + event.ticksAway;
    this.desk.command('place-order', {
      instrumentId: BTC,
      side: event.isBuy ? 'buy' : 'sell',
      price: ticks * 0.5,
      quantityCoin: event.quantityCoin,
      isPostOnly: false,
      isReduceOnly: false,
      seenBestBid: top.bid * 0.5,
      seenBestAsk: top.ask * 0.5,
      isConfirmed: true,
      confirmedCoin: event.quantityCoin,
    });
  }

  private hedge(percent: number): void {
    const { desk } = this;
    desk.command('close-hedge', {});
    desk.command('open-hedge', { underlying: 'BTC', percent });
    const { hedge } = desk.state;
    if (hedge?.candidates[0]?.limitTicks == null) return;
    desk.command('send-hedge', seenHedge(hedge));
  }
}

/** Largest position of the random desk, coin: small, so that sessions do run into it. */
export const POSITION_LIMIT_COIN = 1.5;

/** Starts a desk with trading on and plays all happenings; `afterEach` sees the desk after each of them. */
export function playAll(
  happenings: readonly Happening[],
  afterEach: (desk: TestDesk, effectsBefore: number) => void = () => undefined,
): TestDesk {
  const settings = testSettings();
  const limits = settings.limits['BTC'];
  if (limits === undefined) throw new Error('the default settings have no limits for BTC');
  const desk = new TestDesk().startTrading({ ...settings, limits: { BTC: { ...limits, maximumPositionCoin: POSITION_LIMIT_COIN } } });
  const venue = new RandomVenue(desk);
  for (const event of happenings) {
    const before = desk.effects.length;
    venue.play(event);
    afterEach(desk, before);
  }
  if (desk.state.venues[VENUE] === undefined) throw new Error('the venue vanished');
  return desk;
}
