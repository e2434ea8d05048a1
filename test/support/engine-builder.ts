/** A desk for tests: numbers events, steps the engine, keeps events and effects. */
import type { CommandArgs, CommandCall, CommandName } from '../../shared/contract/commands';
import type { CommandOutcome } from '../../shared/contract/envelope';
import { extend } from '../../shared/domain/extend';
import type { InstrumentId } from '../../shared/domain/instrument';
import type { OrderIntent } from '../../shared/domain/order';
import { timestampMs } from '../../shared/domain/time';
import type { VenueChannel } from '../../shared/domain/venue';
import type { EngineEffect } from '../../shared/engine/effects';
import type { AccountSnapshot, EngineEvent, EngineEventBody, LevelChange } from '../../shared/engine/events';
import { createInitialState } from '../../shared/engine/initial-state';
import type { RecoveredAccount } from '../../shared/engine/recovered-account';
import type { DeskSettings } from '../../shared/engine/settings';
import type { EngineState } from '../../shared/engine/state';
import { step } from '../../shared/engine/step';
import { BTC, BTC_FUTURE, START_MS, VENUE, balanceOf, datedFuture, levelsAround, perpetual, reportOf, testSettings } from './engine-parts';

/** The engine's clock ticks this often, ms. */
const TICK_MS = 25;

/** Steps an engine and remembers what it asked for. */
export class TestDesk {
  state: EngineState = createInitialState();
  nowMs = START_MS;
  /** All effects since the start. */
  readonly effects: EngineEffect[] = [];
  /** All events since the start, to be replayed. */
  readonly events: EngineEvent[] = [];
  private sequence = 0;
  private changeId = 1000;
  private generation = 0;
  private commandNumber = 0;

  /** Steps one event; the result is what it asked for. */
  apply(body: EngineEventBody): readonly EngineEffect[] {
    this.sequence += 1;
    const event: EngineEvent = extend(body, { sequence: this.sequence, atMs: timestampMs(this.nowMs) });
    this.events.push(event);
    const result = step(this.state, event);
    this.state = result.state;
    this.effects.push(...result.effects);
    return result.effects;
  }

  /** Starts, connects, loads, gives a book around 60,000 and reconciles: the desk is active, unarmed, trading off. */
  start(settings: DeskSettings = testSettings(), snapshot: Partial<AccountSnapshot> = {}, recovered?: RecoveredAccount): this {
    const before = recovered === undefined ? {} : { recovered };
    this.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings, ...before });
    this.apply({ kind: 'clock-ticked' });
    this.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual(), datedFuture()] });
    for (const channel of ['market-data', 'private', 'cancel'] as const) this.lane(channel, 'live');
    this.market(120_000);
    this.reconcile(snapshot);
    return this;
  }

  /** Start, then arm and turn trading on: quotes are sent. */
  startTrading(settings: DeskSettings = testSettings()): this {
    this.start(settings);
    this.command('arm', {});
    this.command('set-trading', { instrumentId: BTC, isOn: true });
    return this;
  }

  /** Changes the state of a lane. */
  lane(
    channel: VenueChannel,
    state: 'live' | 'stale' | 'closed' | 'connecting' | 'resynchronising' | 'blocked',
    reason = '',
  ): readonly EngineEffect[] {
    return this.apply({ kind: 'channel-changed', venue: VENUE, channel, state, reason });
  }

  /** Ticker, index and a fresh book snapshot around a middle price in ticks of the perpetual; the future is 10 ticks above. */
  market(middleTicks: number): void {
    this.ticker(BTC, middleTicks);
    this.ticker(BTC_FUTURE, middleTicks + 10);
    this.apply({ kind: 'index-updated', venue: VENUE, underlying: 'BTC', price: middleTicks * 0.5 });
    this.snapshot(BTC, middleTicks);
    this.snapshot(BTC_FUTURE, middleTicks + 10);
  }

  /** A ticker with the mark at a price in ticks. */
  ticker(id: InstrumentId, ticks: number): readonly EngineEffect[] {
    const markPrice = ticks * 0.5;
    const ticker = {
      instrumentId: id,
      markPrice,
      indexPrice: markPrice,
      bestBid: null,
      bestAsk: null,
      lastPrice: null,
      funding8h: 0.0001,
      markVolatility: null,
      greeks: null,
      venueTimeMs: timestampMs(this.nowMs),
    };
    return this.apply({ kind: 'ticker-updated', ticker });
  }

  /** A new generation of a book. */
  snapshot(id: InstrumentId, middleTicks: number): readonly EngineEffect[] {
    this.changeId += 1;
    this.generation += 1;
    return this.apply({
      kind: 'book-snapshot',
      instrumentId: id,
      generation: this.generation,
      changeId: this.changeId,
      ...levelsAround(middleTicks),
      venueTimeMs: timestampMs(this.nowMs),
    });
  }

  /** A change of the book that follows the last one; `skip` leaves a gap. */
  delta(id: InstrumentId, change: { readonly bids?: LevelChange[]; readonly asks?: LevelChange[] }, skip = 0): readonly EngineEffect[] {
    const market = this.state.markets.get(id);
    if (market === undefined) throw new Error(`${id} is not loaded`);
    const previousChangeId = market.changeId + skip;
    this.changeId = Math.max(this.changeId, previousChangeId) + 1;
    return this.apply({
      kind: 'book-delta',
      instrumentId: id,
      generation: market.generation,
      previousChangeId,
      changeId: this.changeId,
      bids: change.bids ?? [],
      asks: change.asks ?? [],
      venueTimeMs: timestampMs(this.nowMs),
    });
  }

  /** Lets time pass, then ticks the clock. */
  wait(milliseconds: number): readonly EngineEffect[] {
    this.nowMs += milliseconds;
    return this.apply({ kind: 'clock-ticked' });
  }

  /** Time passes as the engine's own clock ticks. */
  waitInTicks(milliseconds: number): readonly EngineEffect[] {
    return Array.from({ length: milliseconds / TICK_MS }, () => this.wait(TICK_MS)).flat();
  }

  /** A complete account snapshot asked for now; by default flat, with ample margin and without orders. */
  reconcile(change: Partial<AccountSnapshot> = {}): readonly EngineEffect[] {
    return this.apply({
      kind: 'account-snapshot',
      venue: VENUE,
      requestedAtMs: timestampMs(this.nowMs),
      openOrders: [],
      fills: [],
      positions: [],
      balances: [balanceOf('BTC'), balanceOf('ETH')],
      ...change,
    });
  }

  /** Sends a command under an id of its own and returns how it ended. */
  command<Name extends CommandName>(name: Name, args: CommandArgs<Name>, id?: string): CommandOutcome {
    this.commandNumber += 1;
    const commandId = id ?? `command-${this.commandNumber}`;
    const call = { name, args } as unknown as CommandCall;
    const effects = this.apply({ kind: 'command-received', commandId, call });
    const outcome = effects.find((effect) => effect.kind === 'acknowledge-command');
    if (outcome?.kind !== 'acknowledge-command') throw new Error(`${name} was not acknowledged`);
    return outcome.outcome;
  }

  /** Orders sent so far. */
  sent(): readonly OrderIntent[] {
    return ordersSent(this.effects);
  }

  /** The venue accepts every order that is only submitted. */
  acceptAll(): void {
    for (const order of [...this.state.orders.open.values()]) {
      if (order.status === 'submitted')
        this.apply({ kind: 'order-reported', report: reportOf(order, { venueUpdatedAtMs: timestampMs(this.nowMs) }) });
    }
  }

  /** The venue confirms every cancel that is pending. */
  cancelPending(): void {
    for (const order of [...this.state.orders.open.values()]) {
      if (order.isCancelPending)
        this.apply({
          kind: 'order-reported',
          report: reportOf(order, { status: 'canceled', filledQuantity: order.filledQuantity, venueUpdatedAtMs: timestampMs(this.nowMs) }),
        });
    }
  }
}

/** The intents of all send-order effects, in order. */
export function ordersSent(effects: readonly EngineEffect[]): readonly OrderIntent[] {
  return effects.flatMap((effect) => (effect.kind === 'send-order' ? [effect.order.intent] : []));
}
