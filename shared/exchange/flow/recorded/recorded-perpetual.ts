/** Plays a recorded Binance book and its trades onto the perpetual. Other people's quantity follows the recording; ours queues in it. */
import { fromTicks, type ContractSpec } from '../../contract-spec';
import type { Account } from '../../account';
import type { RecordedEvent, RecordedScale } from '../../../book/recorded/recorded-stream';
import type { Side } from '../../../domain/side';
import type { FlowMarket } from '../flow-source';
import type { PerpetualDriver } from './recorded-market';

/** Levels further than this many ticks from the top are left out. */
const REACH_TICKS = 120;

/** A decoded recording. */
export interface Recording {
  readonly events: readonly RecordedEvent[];
  readonly scale: RecordedScale;
  /** `coin`: quantities are coins. `contracts`: of 100 USD (COIN-M). */
  readonly quantityUnit: 'coin' | 'contracts';
}

/** USD of one COIN-M contract. */
const CONTRACT_USD = 100;

/**
 * The queue model: a trade of the recording is a market order here, so it takes what stands in front of us first. Quantity that
 * leaves the recorded book without a trade is taken from the back of the queue: it never helps us forward. Where the recorded book
 * moves through one of our prices, we are filled. At its end the recording starts over.
 */
export class RecordedPerpetual implements PerpetualDriver {
  private readonly raw: Record<Side, Map<number, number>> = { buy: new Map(), sell: new Map() };
  private readonly resting: Record<Side, Map<number, string[]>> = { buy: new Map(), sell: new Map() };
  private stage: { readonly spec: ContractSpec; readonly market: FlowMarket; readonly maker: Account; readonly taker: Account } | null =
    null;
  private next = 0;
  private round = 0;
  private price: number;
  private readonly startNs: bigint;
  private readonly lengthMs: number;

  public constructor(private readonly recording: Recording) {
    const [first] = recording.events;
    const last = recording.events[recording.events.length - 1];
    this.startNs = first?.receivedAtNs ?? 0n;
    this.lengthMs = Number(((last?.receivedAtNs ?? 0n) - this.startNs) / 1_000_000n) + 1;
    this.price = startPriceOf(recording);
  }

  /** See `PriceProcess`. */
  public informed(): number {
    return this.price;
  }

  /** See `PriceProcess`. */
  public believed(): number {
    return this.price;
  }

  /** See `PriceProcess`. */
  public index(): number {
    return this.price;
  }

  /** See `PriceProcess`. */
  public activity(): number {
    return 1;
  }

  /** The price moves with `advance` only. */
  public step(): number {
    return 0;
  }

  /** See `PerpetualDriver`. */
  public open(spec: ContractSpec, market: FlowMarket): void {
    this.stage = { spec, market, maker: market.participant('recorded-maker'), taker: market.participant('recorded-taker') };
    this.advance(0);
  }

  /** See `PerpetualDriver`. */
  public advance(elapsedMs: number): void {
    while (elapsedMs >= (this.round + 1) * this.lengthMs) {
      this.playUntil(this.lengthMs);
      this.round += 1;
      this.next = 0;
    }
    this.playUntil(elapsedMs - this.round * this.lengthMs);
  }

  private playUntil(roundMs: number): void {
    const untilNs = this.startNs + BigInt(Math.floor(roundMs * 1e6));
    let hasBookChanged = false;
    for (; this.next < this.recording.events.length; this.next += 1) {
      const event = this.recording.events[this.next];
      if (event === undefined || event.receivedAtNs > untilNs) break;
      if (event.kind === 'trade') {
        if (hasBookChanged) this.match();
        hasBookChanged = false;
        this.trade(event);
      } else if (event.kind !== 'top') {
        if (event.kind === 'book-snapshot') for (const side of ['buy', 'sell'] as const) this.raw[side].clear();
        this.note('buy', event.bids);
        this.note('sell', event.asks);
        hasBookChanged = true;
      }
    }
    if (hasBookChanged) this.match();
  }

  private note(side: Side, levels: readonly (readonly [number, number])[]): void {
    for (const [ticks, lots] of levels) {
      if (lots === 0) this.raw[side].delete(ticks);
      else this.raw[side].set(ticks, lots);
    }
  }

  private trade(event: RecordedEvent & { kind: 'trade' }): void {
    if (this.stage === null) return;
    const { spec, market, taker } = this.stage;
    const limit = this.gridTicks(event.ticks, event.side === 'buy' ? 'sell' : 'buy');
    market.take(taker, spec, { side: event.side, lots: this.gridLots(event.ticks, event.lots), limitTicks: limit });
  }

  /** Brings the background quantity of every grid level to the recorded one. */
  private match(): void {
    if (this.stage === null) return;
    const { spec, market, taker } = this.stage;
    const wanted = { buy: this.gridLevels('buy'), sell: this.gridLevels('sell') };
    const best = { buy: Math.max(...wanted.buy.keys()), sell: Math.min(...wanted.sell.keys()) };
    if (!Number.isFinite(best.buy) || !Number.isFinite(best.sell)) return;
    this.price = fromTicks(spec, (best.buy + best.sell) / 2);
    for (const side of ['buy', 'sell'] as const) this.shrink(side, wanted[side]);
    market.take(taker, spec, { side: 'buy', lots: 1e9, limitTicks: best.buy });
    market.take(taker, spec, { side: 'sell', lots: 1e9, limitTicks: best.sell });
    for (const side of ['buy', 'sell'] as const) this.grow(side, wanted[side]);
  }

  /** Takes surplus from the back of each level's queue. */
  private shrink(side: Side, wanted: ReadonlyMap<number, number>): void {
    for (const [ticks, ids] of this.resting[side]) {
      let surplus = this.openLots(ids) - (wanted.get(ticks) ?? 0);
      while (surplus > 0) {
        const last = ids[ids.length - 1];
        if (last === undefined) break;
        surplus -= this.giveUp(last, surplus);
        if (this.openLots([last]) === 0) ids.pop();
      }
      if (this.openLots(ids) === 0) this.resting[side].delete(ticks);
    }
  }

  private grow(side: Side, wanted: ReadonlyMap<number, number>): void {
    if (this.stage === null) return;
    const { spec, market, maker } = this.stage;
    for (const [ticks, lots] of wanted) {
      const ids = (this.resting[side].get(ticks) ?? []).filter((id) => this.openLots([id]) > 0);
      const missing = lots - this.openLots(ids);
      const id = missing > 0 ? market.rest(maker, spec, { side, ticks, lots: missing }) : null;
      if (id !== null) ids.push(id);
      if (ids.length > 0) this.resting[side].set(ticks, ids);
    }
  }

  /** Lowers one order by at most `lots`; how many it gave up, all that was asked if it is gone already. */
  private giveUp(id: string, lots: number): number {
    if (this.stage === null) return lots;
    const open = this.openLots([id]);
    if (open <= lots) this.stage.market.withdraw(this.stage.maker, id);
    else this.stage.market.reduce(this.stage.maker, id, lots);
    return Math.min(open, lots);
  }

  private openLots(ids: readonly string[]): number {
    let lots = 0;
    for (const id of ids) {
      const order = this.stage?.maker.openOrders.get(id);
      if (order !== undefined) lots += order.lots - order.filledLots;
    }
    return lots;
  }

  /** Recorded quantity near the top on the perpetual's own grid: bids rounded down, asks up. Ticks → lots. */
  private gridLevels(side: Side): ReadonlyMap<number, number> {
    let best = side === 'buy' ? -Infinity : Infinity;
    for (const ticks of this.raw[side].keys()) best = side === 'buy' ? Math.max(best, ticks) : Math.min(best, ticks);
    const levels = new Map<number, number>();
    if (!Number.isFinite(best)) return levels;
    const top = this.gridTicks(best, side);
    for (const [rawTicks, rawLots] of this.raw[side]) {
      const ticks = this.gridTicks(rawTicks, side);
      if (Math.abs(ticks - top) > REACH_TICKS) continue;
      levels.set(ticks, (levels.get(ticks) ?? 0) + this.gridLots(rawTicks, rawLots));
    }
    return levels;
  }

  private gridTicks(rawTicks: number, side: Side): number {
    const ratio = rawTicks / 10 ** this.recording.scale.priceDecimals / (this.stage?.spec.tickSize ?? 1);
    return side === 'buy' ? Math.floor(ratio + 1e-6) : Math.ceil(ratio - 1e-6);
  }

  private gridLots(rawTicks: number, rawLots: number): number {
    const { scale, quantityUnit } = this.recording;
    const quantity = rawLots / 10 ** scale.quantityDecimals;
    const usd = quantityUnit === 'contracts' ? quantity * CONTRACT_USD : (quantity * rawTicks) / 10 ** scale.priceDecimals;
    return Math.max(1, Math.round(usd / (this.stage?.spec.lotSize ?? 1)));
  }
}

/** Middle of the first recorded book, USD. */
function startPriceOf(recording: Recording): number {
  const snapshot = recording.events.find((event) => event.kind === 'book-snapshot');
  if (snapshot?.kind !== 'book-snapshot') return 0;
  const unit = 10 ** recording.scale.priceDecimals;
  const bid = snapshot.bids.reduce((best, [ticks]) => Math.max(best, ticks), 0);
  const ask = snapshot.asks.reduce((best, [ticks]) => Math.min(best, ticks), Infinity);
  return (bid + ask) / 2 / unit;
}
