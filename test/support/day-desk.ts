/** A desk for tests that lives over several days: its days go on record, it restarts, and its events replay. */
import type { EngineEffect } from '../../shared/engine/effects';
import type { EngineEventBody } from '../../shared/engine/events';
import type { DeskDay, TailForecast } from '../../shared/engine/desk-days';
import { collectRecovered, type RecoveredAccount } from '../../shared/engine/recovered-account';
import type { VenuePosition } from '../../shared/domain/position';
import { tradeId } from '../../shared/domain/fill';
import { priceTicks } from '../../shared/domain/price';
import { quantityLots } from '../../shared/domain/quantity';
import { timestampMs } from '../../shared/domain/time';
import { TestDesk } from './engine-builder';
import { BTC, datedFuture, fillOf, intentOf, perpetual, positionOf, testSettings, VENUE } from './engine-parts';

/** A forecast in which every named method loses so much at every confidence. */
export function forecastOf(asOfMs: number, varUsd = 1_000): TailForecast {
  const figures = ([0.95, 0.975, 0.99] as const).flatMap((confidence) =>
    (['historical', 'monte-carlo'] as const).map((method) => ({ method, confidence, varUsd, esUsd: 1.2 * varUsd, reason: '' })),
  );
  return { revision: 1, asOfMs, horizonDays: 1, currency: 'USD', windowDays: 500, figures };
}

/** Feeds days that are over back to the engine, as the effect runner does. */
export class DayDesk extends TestDesk {
  private middleTicks = 120_000;
  private trades = 0;

  /** Begins a session at a moment, with what the one before left and what the venue holds. */
  static at(when: string, { lots = 0, recovered }: { readonly lots?: number; readonly recovered?: RecoveredAccount } = {}): DayDesk {
    const desk = new DayDesk();
    desk.nowMs = Date.parse(when);
    const settings = testSettings();
    desk.apply({ kind: 'session-started', sessionId: when, environment: 'practice', settings, ...(recovered && { recovered }) });
    desk.apply({ kind: 'clock-ticked' });
    desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual(), datedFuture()] });
    for (const channel of ['market-data', 'private', 'cancel'] as const) desk.lane(channel, 'live');
    desk.market(desk.middleTicks);
    const positions: readonly VenuePosition[] = lots === 0 ? [] : [positionOf(BTC, lots)];
    desk.reconcile({ positions });
    desk.apply({ kind: 'clock-ticked' });
    return desk;
  }

  override apply(body: EngineEventBody): readonly EngineEffect[] {
    const effects = super.apply(body);
    for (const effect of effects) if (effect.kind === 'record-day') super.apply({ kind: 'day-recorded', day: effect.day });
    return effects;
  }

  /** Goes to a moment with prices and an account heard of right then; the index is at so many dollars. */
  goTo(when: string, usd = this.middleTicks / 2): this {
    this.nowMs = Date.parse(when);
    this.middleTicks = usd * 2;
    this.apply({ kind: 'latency-measured', venue: VENUE, channel: 'private', roundTripMs: 1, clockOffsetMs: 0 });
    this.market(this.middleTicks);
    this.reconcile({ positions: this.held() });
    this.apply({ kind: 'clock-ticked' });
    return this;
  }

  /** What the desk believes to hold, in the venue's words. */
  private held(): readonly VenuePosition[] {
    const positions = Object.values(this.state.positions).filter(({ position }) => position.lots !== 0);
    return positions.map(({ position }) => positionOf(position.instrumentId, position.lots));
  }

  /** The risk worker's word, `minutes` before the end of the day that a moment lies in. */
  forecast(when: string, varUsd?: number): this {
    this.nowMs = Date.parse(when);
    this.apply({ kind: 'tail-forecast-made', forecast: forecastOf(this.nowMs, varUsd) });
    return this;
  }

  /** Buys (or sells) lots of the perpetual at a price in dollars, for a fee in coin. */
  trade(lots: number, usd: number, fee = 0): this {
    this.trades += 1;
    const side = lots > 0 ? 'buy' : 'sell';
    const order = intentOf({ side, price: priceTicks(usd * 2), quantity: quantityLots(Math.abs(lots)) });
    const id = tradeId(`trade-${this.nowMs}-${this.trades}`);
    const fill = fillOf(order, { tradeId: id, fee, indexPrice: usd, clientOrderId: null, executedAtMs: timestampMs(this.nowMs) });
    this.apply({ kind: 'fill-reported', fill });
    return this;
  }

  /** What the next session gets, through a journal's text. */
  leave(): RecoveredAccount {
    return JSON.parse(JSON.stringify(collectRecovered(this.state))) as RecoveredAccount;
  }

  /** Days on record. */
  get record(): readonly DeskDay[] {
    return this.state.days.records;
  }
}
