/** Reads what the engine publishes, as a window would: through the bridge, one snapshot at a time. */
import type { Page } from 'playwright-core';
import type { TopicName } from '../../shared/contract/topics';
import type { ViewState } from '../../shared/projection/view-state';

interface Bridge {
  subscribe(topic: string, onMessage: (message: { readonly kind: string; readonly value?: unknown }) => void): () => void;
}

/** The topic's value as last published. */
export async function readTopic<Topic extends TopicName>(page: Page, topic: Topic): Promise<ViewState[Topic]> {
  const value = await page.evaluate(
    (name) =>
      new Promise((resolve) => {
        const bridge = Reflect.get(globalThis, 'keel') as Bridge;
        const stop = bridge.subscribe(name, (message) => {
          if (message.kind !== 'snapshot') return;
          setTimeout(() => stop(), 0);
          resolve(message.value);
        });
      }),
    topic,
  );
  return value as ViewState[Topic];
}

/** Waits until `find` gives something other than `null`, and returns it; the error says what was awaited and what was seen last. */
export async function until<Value>(what: string, find: () => Promise<Value | null>, limitMs = 20_000): Promise<Value> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const found = await find();
    if (found !== null) return found;
    if (performance.now() > deadline) throw new Error(`Expected ${what} within ${limitMs} ms, it did not happen.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
