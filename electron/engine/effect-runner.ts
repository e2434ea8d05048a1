/** Carries out what the engine decided: cancels at once, orders only after their intents are durable. */
import type { CommandOutcome } from '../../shared/contract/envelope';
import type { RiskRun } from '../../shared/contract/risk-commands';
import type { InstrumentId } from '../../shared/domain/instrument';
import type { Result } from '../../shared/domain/result';
import type { VenueId } from '../../shared/domain/venue';
import type { EngineEffect, SendOrder } from '../../shared/engine/effects';
import type { EngineEventBody } from '../../shared/engine/events';
import { venueOfInstrument } from '../../shared/engine/state';
import type { VenueConnection } from '../venues/venue-port';
import { DurableSender } from './durable-sender';

/** What the runner needs of the world. */
export interface EffectRim {
  monotonicMs(): number;
  /** Makes everything recorded so far and these intents durable, then calls back; the error says what the disk said. */
  commitIntents(intents: readonly SendOrder[], done: (result: Result<null, string>) => void): void;
  submit(body: EngineEventBody): void;
  acknowledge(commandId: string, outcome: CommandOutcome): void;
  /** Absent where nothing can check it. */
  verifyJournal?(isWanted: boolean): void;
  /** Absent where no risk worker runs. */
  steerRiskRun?(run: RiskRun, action: 'refresh' | 'cancel'): void;
}

/** Stands between effects and venue connections. */
export class EffectRunner {
  readonly #rim: EffectRim;
  readonly #connections = new Map<VenueId, VenueConnection>();
  readonly #sender: DurableSender;

  constructor(rim: EffectRim) {
    this.#rim = rim;
    this.#sender = new DurableSender({
      monotonicMs: () => rim.monotonicMs(),
      commitIntents: (intents, done) => rim.commitIntents(intents, done),
      submit: (body) => rim.submit(body),
      send: ({ order }) => this.#of(order.intent.instrumentId)?.sendOrder(order),
    });
  }

  /** Adds a venue; its effects go there from now on. */
  attach(connection: VenueConnection): void {
    this.#connections.set(connection.venue, connection);
  }

  /** Every attached connection. */
  get connections(): readonly VenueConnection[] {
    return [...this.#connections.values()];
  }

  /** Runs effects in their order, except that orders wait until cancels left and the journal is durable; what a later cancel means never leaves. */
  run(effects: readonly EngineEffect[]): void {
    const orders: SendOrder[] = [];
    for (const effect of effects) {
      if (effect.kind !== 'send-order') this.#runNow(effect);
      else {
        this.#sender.hold(effect);
        orders.push(effect);
      }
    }
    this.#sender.send(orders);
  }

  /** Withholds orders that waited too long for the disk. */
  expireWaiting(): void {
    this.#sender.expire();
  }

  #runNow(effect: Exclude<EngineEffect, SendOrder>): void {
    switch (effect.kind) {
      case 'cancel-order':
        if (this.#sender.withdraw(effect.clientOrderId)) return;
        return this.#of(effect.instrumentId)?.cancelOrder(effect);
      case 'cancel-all':
        this.#sender.withdrawAll(effect.venue, effect.scope);
        return this.#connections.get(effect.venue)?.cancelAll(effect.scope);
      case 'query-order':
        return this.#of(effect.instrumentId)?.queryOrder(effect.instrumentId, effect.clientOrderId);
      case 'request-reconciliation':
        return this.#connections.get(effect.venue)?.reconcile();
      case 'subscribe':
      case 'follow-tickers':
      case 'resynchronise-book':
        return this.#askMarketData(effect);
      case 'disconnect':
        return this.#connections.get(effect.venue)?.disconnect();
      case 'reconnect':
        return this.#connections.get(effect.venue)?.reconnect();
      case 'steer-risk-run':
        return this.#rim.steerRiskRun?.(effect.run, effect.action);
      case 'record-day':
        return this.#rim.submit({ kind: 'day-recorded', day: effect.day });
      case 'verify-journal':
        return this.#rim.verifyJournal?.(effect.isWanted);
      case 'acknowledge-command':
        return this.#rim.acknowledge(effect.commandId, effect.outcome);
    }
  }

  #askMarketData(effect: Extract<EngineEffect, { readonly kind: 'subscribe' | 'follow-tickers' | 'resynchronise-book' }>): void {
    if (effect.kind === 'subscribe') this.#connections.get(effect.venue)?.subscribe(effect.instrumentIds);
    else if (effect.kind === 'follow-tickers') this.#connections.get(effect.venue)?.followTickers?.(effect.instrumentIds);
    else this.#of(effect.instrumentId)?.resynchroniseBook(effect.instrumentId, effect.reason);
  }

  #of(instrumentId: InstrumentId): VenueConnection | undefined {
    return this.#connections.get(venueOfInstrument(instrumentId));
  }
}
