/** Looks at every step, effect and arriving order, and says when a promise is broken. I-numbers are those of the reliability document. */
import { toInstrumentId, type InstrumentId } from '../../shared/domain/instrument';
import { isFinal, type ClientOrderId, type OrderIntent, type OrderReport } from '../../shared/domain/order';
import type { EngineEffect } from '../../shared/engine/effects';
import type { EngineEvent } from '../../shared/engine/events';
import type { MutableOrder } from '../../shared/exchange/resting-order';
import { isWorking, outstandingLots, type TrackedOrder } from '../../shared/execution/order-state';
import { lotsToCoin } from '../../shared/risk/exposure';
import type { BookTruth } from './book-truth';
import { judgeData } from './data-truth';
import { judgeDelta } from './delta-truth';
import type { DeskLife } from './desk-seam';
import { judgeHedge } from './hedge-truth';
import { openingOf, type Opening } from './opening';
import type { Recorder } from './recorder';
import type { SimulatedDisk } from './simulated-disk';
import type { SimulatedNetwork } from './simulated-network';
import type { SimulatedVenue } from './simulated-venue';
import { deltaLimitCoin, positionLimitCoin } from './simulation-settings';
import type { VirtualClock } from './virtual-clock';

/** Events after which the engine may believe something else of an order. */
const VERDICTS: ReadonlySet<EngineEvent['kind']> = new Set([
  'order-reported',
  'fill-reported',
  'order-rejected',
  'order-not-found',
  'account-snapshot',
  'cancel-failed',
  'clock-ticked',
]);
/** A cancel may be on its way while another tool's order comes in. */
const FOREIGN_GRACE_MS = 1_000;
/** An order that the disk kept longer is given up; a tick of the clock and a frame may come in between. */
const LONGEST_WAY_OUT_MS = 400;
/** Prices move between the gate's look and ours. */
const LIMIT_TOLERANCE = 1.002;

/** What the invariants compare with. */
export interface Oracle {
  readonly clock: VirtualClock;
  readonly venue: SimulatedVenue;
  readonly network: SimulatedNetwork;
  readonly disk: SimulatedDisk;
  readonly recorder: Recorder;
  readonly books: BookTruth;
}

/** One per run; `desk` is the life that is looked at. */
export class Invariants {
  /** Orders of the present life whose end was not checked yet. */
  private watched = new Set<ClientOrderId>();
  private readonly sent = new Set<string>();
  private readonly accepted = new Set<string>();
  private readonly decidedAtMs = new Map<string, number>();
  /** When the exchange's protection took orders, by coin, and when the trader last let quotes in again, world time. */
  private protectedAtMs = new Map<string, number>();
  /** Orders by hand that were let through. */
  handOrders = 0;
  private readonly cancelAsked = new Set<string>();
  private letInAtMs = 0;
  private hasResumed = false;
  private desk: DeskLife | null = null;
  private cancelAllAtMs = 0;
  /** Of each life, newest last: when it began, and when it first heard of orders placed elsewhere; world time. */
  private readonly lives: { readonly beganAtMs: number; readonly foreignHeardAtMs: Map<string, number> }[] = [];
  opening: Opening | null = null;

  constructor(private readonly oracle: Oracle) {
    oracle.venue.onOrder = (label, order) => this.arrived(label, order);
  }

  /** A new life of the desk: nothing of the last one is believed. */
  begin(desk: DeskLife): void {
    this.desk = desk;
    this.lives.push({ beganAtMs: this.oracle.clock.nowMs, foreignHeardAtMs: new Map() });
    this.watched = new Set();
    this.hasResumed = false;
    this.protectedAtMs = new Map();
    this.opening = null;
  }

  /** Whether the life of that instant knew of an order placed elsewhere well before it. */
  hadHeardOf(orderId: string, beforeMs: number): boolean {
    const life = this.lives.filter(({ beganAtMs }) => beganAtMs <= beforeMs).at(-1);
    return (life?.foreignHeardAtMs.get(orderId) ?? Infinity) < beforeMs - FOREIGN_GRACE_MS;
  }

  /** What the engine decided, before it is carried out. */
  effects(desk: DeskLife, effects: readonly EngineEffect[]): void {
    for (const effect of effects) {
      if (effect.kind === 'cancel-all') this.noteCancelAll(desk);
      if (effect.kind === 'cancel-order') this.cancelAsked.add(effect.clientOrderId);
      if (effect.kind === 'send-order') this.checkSend(desk, effect.order.intent);
    }
  }

  /** I1 and fault 48: an order leaves soon after it was decided or never. */
  leaves(_desk: DeskLife, id: ClientOrderId): void {
    const { clock, network, recorder } = this.oracle;
    const waitedMs = clock.nowMs - (this.decidedAtMs.get(id) ?? clock.nowMs);
    const wasHanging = clock.nowMs - network.deskFrozenUntilMs < LONGEST_WAY_OUT_MS;
    if (waitedMs > LONGEST_WAY_OUT_MS && !wasHanging) recorder.violate('I1', `${id} left ${waitedMs} ms after it was decided`);
  }

  /** After every step. */
  stepped(desk: DeskLife, event: EngineEvent): void {
    const { recorder } = this.oracle;
    if (event.kind === 'command-received' && event.call.name === 'resume' && !desk.state.safety.needsResume) this.hasResumed = true;
    this.noteProtection(event);
    if (VERDICTS.has(event.kind)) for (const id of this.watched) this.checkVerdict(desk, id);
    if (event.kind === 'cancel-all-confirmed') this.checkEmpty();
    if (event.kind === 'book-delta' || event.kind === 'book-snapshot') this.checkBook(desk, event);
    this.checkQuotes(desk);
    this.noteAccount(desk, event);
    this.trace(recorder, event);
  }

  private noteCancelAll(desk: DeskLife): void {
    this.cancelAllAtMs = this.oracle.clock.nowMs;
    for (const order of desk.state.orders.open.values()) this.cancelAsked.add(order.clientOrderId);
  }

  private noteProtection(event: EngineEvent): void {
    const { clock, venue } = this.oracle;
    if (event.kind === 'order-reported' && event.report.status === 'canceled') {
      const id = event.report.clientOrderId;
      // What the exchange says of itself, whatever the desk understood.
      const isProtected = venue.account.order(event.report.venueOrderId)?.cancelReason === 'mmp_trigger';
      if (isProtected && id !== null && this.watched.has(id) && !this.cancelAsked.has(id))
        this.protectedAtMs.set(coinOf(event.report.instrumentId), clock.nowMs);
    }
    if (event.kind === 'command-received' && event.call.name === 'suspend-side') this.letInAtMs = clock.nowMs;
  }

  private noteAccount(desk: DeskLife, event: EngineEvent): void {
    if (event.kind === 'order-reported') this.noteForeign([event.report]);
    if (event.kind !== 'account-snapshot') return;
    if (desk.state.openedVenues.length > 0) this.opening ??= openingOf(desk.state, this.oracle.venue.deliveries);
    this.noteForeign(event.openOrders);
  }

  private noteForeign(reports: readonly OrderReport[]): void {
    for (const { status, clientOrderId, venueOrderId } of reports) {
      if (status !== 'accepted' || clientOrderId?.startsWith('keel-') === true) continue;
      const heard = this.lives.at(-1)?.foreignHeardAtMs;
      if (heard?.has(venueOrderId) === false) heard.set(venueOrderId, this.oracle.clock.nowMs);
    }
  }

  private trace(recorder: Recorder, event: EngineEvent): void {
    switch (event.kind) {
      case 'order-reported':
        return recorder.note(
          `heard ${event.report.clientOrderId ?? 'external'} ${event.report.status} filled ${event.report.filledQuantity}`,
        );
      case 'fill-reported':
        return recorder.note(
          `heard fill ${event.fill.tradeId} ${event.fill.side} ${event.fill.quantity} of ${event.fill.clientOrderId ?? 'external'}`,
        );
      case 'order-rejected':
      case 'order-outcome-unknown':
      case 'cancel-failed':
        return recorder.note(`heard ${event.kind} ${event.clientOrderId}: ${event.reason}`);
      case 'order-not-found':
        return recorder.note(`heard order-not-found ${event.clientOrderId}`);
      case 'channel-changed':
        return recorder.note(`heard ${event.channel} ${event.state}: ${event.reason}`);
      case 'account-snapshot':
        return recorder.note(`heard account: ${event.openOrders.length} open, ${event.fills.length} fills`);
      case 'book-invalidated':
        return recorder.note(`heard book of ${event.instrumentId} invalid: ${event.reason}`);
      case 'fault-noticed':
        return recorder.note(`heard fault: ${event.message}`);
      default:
        return;
    }
  }

  /** I2, I7, I10 and I5 at the moment of deciding. */
  private checkSend(desk: DeskLife, intent: OrderIntent): void {
    const { recorder, clock } = this.oracle;
    const { clientOrderId: id } = intent;
    if (this.sent.has(id)) recorder.violate('I2', `the id ${id} was used twice`);
    this.sent.add(id);
    this.watched.add(id);
    this.decidedAtMs.set(id, clock.nowMs);
    if (intent.purpose === 'manual') this.handOrders += 1;
    const beyond = judgeDelta(desk.state, intent, deltaLimitCoin);
    if (beyond !== '') recorder.violate('I7', beyond);
    judgeHedge(desk.state, intent, (text) => recorder.violate('I7', text));
    if (intent.purpose === 'quote') this.checkQuote(intent);
    // A trader may flatten whatever is open without resuming: reduce-only, and confirmed by hand.
    if (desk.mustResume && !this.hasResumed && !intent.isReduceOnly)
      recorder.violate('I10', `${id} was sent after an unclean end and before a RESUME`);
    const worst = worstCaseCoin(desk, intent);
    const limitCoin = positionLimitCoin(intent.instrumentId);
    if (!intent.isReduceOnly && worst > limitCoin * LIMIT_TOLERANCE) {
      recorder.violate('I7', `with ${id} the worst case is ${worst} coin; the limit is ${limitCoin}`);
    }
  }

  private checkQuote({ clientOrderId: id, instrumentId }: OrderIntent): void {
    const { recorder, clock, network } = this.oracle;
    if ((this.protectedAtMs.get(coinOf(instrumentId)) ?? -Infinity) > this.letInAtMs)
      recorder.violate('I5', `${id} was quoted although the protection of the exchange had triggered`);
    const wrong = judgeData(network.markets, instrumentId, clock.nowMs);
    if (wrong !== '') recorder.violate('I5', `${id} ${wrong}`);
  }

  /** I5: whatever may not be believed has no quote in the market that is not being canceled. */
  private checkQuotes(desk: DeskLife): void {
    const { state } = desk;
    for (const id of state.session.settings.quotedInstruments.map(toInstrumentId)) {
      const isOn = state.safety.tradingState === 'active' && state.quoting[id]?.isTradingOn === true;
      if (isOn && state.markets.get(id)?.fairValue != null) continue;
      for (const order of state.orders.openOf(id)) {
        if (order.purpose !== 'quote' || !isLeft(order)) continue;
        this.oracle.recorder.violate('I5', `${order.clientOrderId} is left in the market although it may not be quoted`);
      }
    }
  }

  /** I2: the desk calls an order over only when the exchange does. */
  private checkVerdict(desk: DeskLife, id: ClientOrderId): void {
    const believed = desk.state.orders.find(id);
    if (believed === null) return this.oracle.recorder.violate('I2', `${id} was sent and is forgotten`);
    if (!isFinal(believed.status) && believed.status !== 'lost') return;
    const truth = this.oracle.venue.ordersByLabel.get(id);
    if (isFinal(believed.status)) this.watched.delete(id);
    if (truth?.state === 'open') {
      this.oracle.recorder.violate('I2', `${id} is believed ${believed.status} and rests at the exchange`);
    } else if (believed.status === 'filled' && truth?.filledLots !== believed.filledQuantity) {
      this.oracle.recorder.violate(
        'I2',
        `${id} is believed filled ${believed.filledQuantity}, the exchange filled ${truth?.filledLots ?? 0}`,
      );
    }
  }

  /** I6: an emptied venue holds nothing that was there when it was to be emptied. */
  private checkEmpty(): void {
    for (const order of this.oracle.venue.openOwnOrders()) {
      if (order.createdAtMs < this.cancelAllAtMs)
        this.oracle.recorder.violate('I6', `all was said to be canceled and ${order.label} still rests`);
    }
  }

  private checkBook(desk: DeskLife, event: EngineEvent & { kind: 'book-delta' | 'book-snapshot' }): void {
    const market = desk.state.markets.get(event.instrumentId);
    if (market?.bookState !== 'live') return;
    const wrong = this.oracle.books.compare(market);
    if (wrong !== '') this.oracle.recorder.violate('I5', wrong);
  }

  /** I1 and at most once, judged where it counts: at the exchange. */
  private arrived(label: string, order: MutableOrder | null): void {
    const { recorder, disk } = this.oracle;
    if (!label.startsWith('keel-')) return;
    if (!disk.durableIntents.has(label)) recorder.violate('I1', `${label} reached the exchange and is not in the journal`);
    if (order === null) return;
    if (this.accepted.has(label)) recorder.violate('I2', `the exchange accepted ${label} twice`);
    this.accepted.add(label);
    const believed = this.desk?.isAlive === true ? [...this.watched].find((id) => id === label) : undefined;
    if (
      believed === undefined &&
      this.desk?.isAlive === true &&
      this.desk.state.orders.find(label as ClientOrderId)?.status === 'rejected'
    ) {
      recorder.violate('I2', `${label} was accepted after the desk had called it rejected`);
    }
  }
}

/** Whether an order works and nobody takes it out; one of the last session that nobody has heard of since is being asked for. */
function isLeft(order: TrackedOrder): boolean {
  if (!isWorking(order) || order.status === 'lost' || order.isCancelPending) return false;
  return order.isCarriedOver !== true || order.report !== null;
}

/** The exchange protects all contracts of a coin together. */
function coinOf(id: InstrumentId): string {
  return id.slice(id.indexOf(':') + 1, id.indexOf('-'));
}

function worstCaseCoin(desk: DeskLife, { instrumentId, side }: OrderIntent): number {
  const market = desk.state.markets.get(instrumentId);
  const mark = market?.ticker?.markPrice;
  if (market === undefined || mark === undefined) return 0;
  const sign = side === 'buy' ? 1 : -1;
  const held = desk.state.positions[instrumentId]?.position.lots ?? 0;
  const open = desk.state.orders.openOf(instrumentId).filter((order) => order.side === side);
  return lotsToCoin(market.instrument, sign * held + open.reduce((sum, order) => sum + outstandingLots(order), 0), mark);
}
