/** Publishes view state to windows: a snapshot, then consecutive patches, each topic at its own pace. */
import type { TopicMessage } from '../../shared/contract/envelope';
import { topicNames } from '../../shared/contract/topics';
import type { TopicName } from '../../shared/contract/topics';
import { diff } from '../../shared/projection/diff';
import type { EngineClock } from './engine-clock';

/** How often each topic may change on a screen, ms: what an eye can follow, not what the market does. */
const INTERVAL_MS: Readonly<Record<TopicName, number>> = {
  desk: 100,
  watchlist: 200,
  ladder: 33,
  quoting: 100,
  inventory: 250,
  positions: 250,
  orders: 100,
  hedge: 100,
  fills: 66,
  connections: 500,
  alerts: 100,
  greeks: 500,
  riskSlide: 500,
  capital: 1000,
  surface: 500,
};

const FRAME_MS = 33;

/** So long one turn may project, ms: all topics due at once took up to 24, for which a cancel would wait. */
const TURN_MS = 3;
/** Until the turn that goes on with the rest, ms. */
const REST_MS = 1;

/** What the publisher needs. */
export interface PublisherRim {
  readonly clock: EngineClock;
  /** The current value of a topic. */
  project(topic: TopicName): unknown;
  /** `windowId` null: all who subscribed to it. */
  send(windowId: number | null, message: TopicMessage): void;
}

interface TopicState {
  readonly subscribers: Set<number>;
  sequence: number;
  value: unknown;
  publishedAtMs: number;
}

/** One sequence per topic, shared by all windows. */
export class Publisher {
  readonly #rim: PublisherRim;
  readonly #topics = new Map<TopicName, TopicState>();
  /** Where the next turn begins, so that no topic waits for ever behind others. */
  #next = 0;
  #cancelTimer: () => void = () => undefined;

  constructor(rim: PublisherRim) {
    this.#rim = rim;
    for (const topic of topicNames) this.#topics.set(topic, { subscribers: new Set(), sequence: 0, value: undefined, publishedAtMs: 0 });
  }

  /** Begins to publish until `stop`. */
  start(delayMs = FRAME_MS): void {
    this.#cancelTimer = this.#rim.clock.schedule(delayMs, () => {
      this.start(this.publishDue() ? FRAME_MS : REST_MS);
    });
  }

  /** Ends publishing. */
  stop(): void {
    this.#cancelTimer();
  }

  /** Adds a window and gives it the topic's current value. */
  subscribe(windowId: number, topic: TopicName): void {
    this.#topics.get(topic)?.subscribers.add(windowId);
    this.snapshot(windowId, topic);
  }

  /** Removes a window from a topic. */
  unsubscribe(windowId: number, topic: TopicName): void {
    this.#topics.get(topic)?.subscribers.delete(windowId);
  }

  /** Sends the topic's value as the others last saw it, so that the next patch fits all. */
  snapshot(windowId: number, topic: TopicName): void {
    const state = this.#topics.get(topic);
    if (state === undefined) return;
    if (state.value === undefined) state.value = this.#rim.project(topic);
    this.#rim.send(windowId, { topic, sequence: state.sequence, kind: 'snapshot', value: state.value });
  }

  /** Publishes topics whose time has come and whose value changed; `false` if it is time for others before all had their turn. */
  publishDue(): boolean {
    const { clock } = this.#rim;
    const startedAtMs = clock.monotonicMs();
    const inTurn = [...this.#topics.keys()];
    for (const topic of [...inTurn.slice(this.#next), ...inTurn.slice(0, this.#next)]) {
      this.#next = (this.#next + 1) % inTurn.length;
      const state = this.#topics.get(topic);
      if (state === undefined || state.subscribers.size === 0 || startedAtMs - state.publishedAtMs < INTERVAL_MS[topic]) continue;
      this.#publish(topic, state, startedAtMs);
      if (clock.monotonicMs() - startedAtMs >= TURN_MS) return false;
    }
    return true;
  }

  #publish(topic: TopicName, state: TopicState, atMs: number): void {
    state.publishedAtMs = atMs;
    const value = this.#rim.project(topic);
    const patch = diff(state.value, value);
    state.value = value;
    if (patch.length === 0) return;
    state.sequence++;
    this.#rim.send(null, { topic, sequence: state.sequence, kind: 'patch', patch });
  }
}
