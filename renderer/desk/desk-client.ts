/** Feeds the store from the bridge: snapshot, then patches, merged to one store write per frame. */
import type { DeskBridge } from '../../shared/contract/bridge';
import type { TopicMessage } from '../../shared/contract/envelope';
import { topicNames } from '../../shared/contract/topics';
import type { TopicName } from '../../shared/contract/topics';
import { mergeSlices } from './decode-topic';
import type { ClockReading, DeskStore } from './desk-store';
import { receive } from './replica';
import type { Replica } from './replica';

/** A topic still without a snapshot after this long is asked for again. */
const SNAPSHOT_RETRY_MS = 2_000;

/** How often a topic is drawn at most, ms: what is read by eye needs no more, and what is clicked on comes at once. */
const DRAW_PERIOD_MS: Readonly<Record<TopicName, number>> = {
  desk: 0,
  ladder: 30,
  hedge: 0,
  fills: 0,
  alerts: 0,
  quoting: 150,
  watchlist: 200,
  orders: 200,
  connections: 500,
  positions: 500,
  inventory: 500,
  greeks: 500,
  riskSlide: 500,
  capital: 1000,
  surface: 500,
};

/** What the client needs of a browser; tests bring their own. */
export interface ClientRim {
  readonly now: () => number;
  /** Runs the callback before the next paint, or soon when nothing is painted. */
  readonly nextFrame: (callback: () => void) => void;
  /** Runs the callback once the frame being made is painted. */
  readonly afterPaint: (callback: () => void) => void;
  readonly every: (periodMs: number, callback: () => void) => () => void;
}

/** The real browser. */
const browserRim: ClientRim = {
  now: () => performance.timeOrigin + performance.now(),
  nextFrame: (callback) => {
    if (document.hidden) setTimeout(callback, 250);
    else requestAnimationFrame(callback);
  },
  // A task posted while a frame is made runs right after its style, layout and paint; the next animation frame would come up to 16 ms later.
  afterPaint: (callback) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => callback();
    port2.postMessage(null);
  },
  every: (periodMs, callback) => {
    const timer = setInterval(callback, periodMs);
    return () => clearInterval(timer);
  },
};

class DeskClient {
  private readonly replicas = new Map<TopicName, Replica>();
  private readonly changed = new Map<TopicName, unknown>();
  private readonly drawnAtMs = new Map<TopicName, number>();
  private isScheduled = false;
  private lastMessageAtMs: number | null = null;

  constructor(
    private readonly bridge: DeskBridge,
    private readonly store: DeskStore,
    private readonly rim: ClientRim,
  ) {}

  take(topic: TopicName, message: TopicMessage): void {
    this.lastMessageAtMs = this.rim.now();
    const { replica, needsSnapshot } = receive(this.replicas.get(topic) ?? null, message);
    if (replica === null) this.replicas.delete(topic);
    else this.replicas.set(topic, replica);
    this.changed.set(topic, replica?.value);
    if (needsSnapshot) this.bridge.resnapshot(topic);
    this.schedule();
  }

  retryMissing(): void {
    for (const topic of topicNames) {
      if (!this.replicas.has(topic)) this.bridge.resnapshot(topic);
    }
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    this.rim.nextFrame(() => this.flush());
  }

  /** Changes that are due; the rest waits for a later frame. What became unknown never waits. */
  private takeDue(): ReadonlyMap<TopicName, unknown> {
    const now = this.rim.now();
    const due = new Map<TopicName, unknown>();
    for (const [topic, value] of this.changed) {
      if (value !== undefined && now - (this.drawnAtMs.get(topic) ?? -Infinity) < DRAW_PERIOD_MS[topic]) continue;
      due.set(topic, value);
      this.drawnAtMs.set(topic, now);
      this.changed.delete(topic);
    }
    if (this.changed.size > 0) this.schedule();
    return due;
  }

  private flush(): void {
    this.isScheduled = false;
    const due = this.takeDue();
    if (due.size === 0) return;
    const { slices: before, clock } = this.store.getState();
    const slices = mergeSlices(before, due);
    const isDeskNew = due.has('desk');
    this.store.setState({
      slices,
      lastMessageAtMs: this.lastMessageAtMs,
      clock: isDeskNew ? this.readClock(slices.desk?.engineTimeMs, clock) : clock,
    });
    const sequence = slices.desk?.eventSequence;
    if (isDeskNew && sequence !== undefined) this.rim.afterPaint(() => this.bridge.reportPainted(sequence, this.rim.now()));
  }

  private readClock(engineTimeMs: number | undefined, before: ClockReading | null): ClockReading | null {
    if (engineTimeMs === undefined || engineTimeMs === before?.engineTimeMs) return before;
    return { engineTimeMs, receivedAtMs: this.rim.now() };
  }
}

/** Connects the store to the bridge until the result is called. */
export function connectDesk(bridge: DeskBridge, store: DeskStore, rim: ClientRim = browserRim): () => void {
  const client = new DeskClient(bridge, store, rim);
  const stops = topicNames.map((topic) => bridge.subscribe(topic, (message) => client.take(topic, message)));
  stops.push(rim.every(SNAPSHOT_RETRY_MS, () => client.retryMissing()));
  bridge.info().then(
    (info) => store.setState({ info }),
    () => store.setState({ info: null }),
  );
  return () => stops.forEach((stop) => stop());
}
