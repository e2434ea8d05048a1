/** Which window wants which topic; remembered from before the engine runs, so that no subscription is lost. */
import type { ToEngine } from '../../shared/contract/engine-messages';
import type { TopicName } from '../../shared/contract/topics';

/** Messages of windows that are about topics. */
export type TopicRequest = Extract<ToEngine, { readonly type: 'subscribe' | 'unsubscribe' | 'resnapshot' }>;

export class Subscriptions {
  readonly #topics = new Map<number, Set<TopicName>>();

  /** Notes what a request changes. */
  apply({ type, windowId, topic }: TopicRequest): void {
    const topics = this.#topics.get(windowId) ?? new Set<TopicName>();
    this.#topics.set(windowId, topics);
    if (type === 'subscribe') topics.add(topic);
    if (type === 'unsubscribe') topics.delete(topic);
  }

  /** What an engine that has just started must be told. */
  requests(): readonly TopicRequest[] {
    return [...this.#topics].flatMap(([windowId, topics]) => [...topics].map((topic) => ({ type: 'subscribe', windowId, topic }) as const));
  }

  isSubscribed(windowId: number, topic: string): boolean {
    const topics: ReadonlySet<string> | undefined = this.#topics.get(windowId);
    return topics?.has(topic) ?? false;
  }

  /** A window is gone; what the engine must be told. */
  forget(windowId: number): readonly TopicRequest[] {
    const topics = [...(this.#topics.get(windowId) ?? [])];
    this.#topics.delete(windowId);
    return topics.map((topic) => ({ type: 'unsubscribe', windowId, topic }));
  }
}
