/** Fuzz target: what the window hears over the bridge: real snapshots and patches, changed, lost and repeated. */
import { connectDesk } from '../../../renderer/desk/desk-client';
import { createDeskStore, type DeskStore } from '../../../renderer/desk/desk-store';
import type { DeskBridge } from '../../../shared/contract/bridge';
import type { TopicMessage } from '../../../shared/contract/envelope';
import { topicNames, type TopicName } from '../../../shared/contract/topics';
import type { SeededRandom } from '../../../shared/domain/random';
import { diff } from '../../../shared/projection/diff';
import { project } from '../../../shared/projection/project';
import { TestDesk } from '../../support/engine-builder';
import { PromiseBroken, type FuzzTarget } from '../fuzz-target';
import { runMachine } from '../fuzz-machine';
import { mutateValue } from '../mutate';

const HEALTH = { journalEntries: 1, journalState: 'whole', engineP99Micros: 1, screenP95Ms: 1 } as const;

/** Two values of each topic, some market apart. */
type Pairs = ReadonlyMap<TopicName, readonly [unknown, unknown]>;

function collectPairs(): Pairs {
  const desk = new TestDesk().startTrading();
  const before = topicNames.map((topic) => structuredClone(project(desk.state, topic, HEALTH)));
  desk.wait(500);
  desk.market(120_020);
  desk.acceptAll();
  return new Map(topicNames.map((topic, index) => [topic, [before[index], structuredClone(project(desk.state, topic, HEALTH))]]));
}

interface Window {
  readonly store: DeskStore;
  readonly listeners: Map<TopicName, (message: TopicMessage) => void>;
  readonly asked: TopicName[];
  readonly frames: (() => void)[];
  nowMs: number;
}

function openWindow(): Window {
  const window: Window = { store: createDeskStore(), listeners: new Map(), asked: [], frames: [], nowMs: 0 };
  const bridge: DeskBridge = {
    send: () => Promise.resolve({ status: 'accepted', sequence: 1 }),
    subscribe: (topic, onMessage) => {
      window.listeners.set(topic, onMessage);
      return () => undefined;
    },
    resnapshot: (topic) => void window.asked.push(topic),
    info: () => Promise.resolve({ version: '1', runtime: 'test', isFallbackRuntime: true, windowId: 1 }),
    loadViewSettings: () => Promise.resolve(null),
    saveViewSettings: () => Promise.resolve(),
    reportPainted: () => undefined,
  };
  connectDesk(bridge, window.store, {
    now: () => window.nowMs,
    nextFrame: (callback) => void window.frames.push(callback),
    afterPaint: (callback) => callback(),
    every: () => () => undefined,
  });
  return window;
}

interface Heard {
  readonly topic: TopicName;
  readonly message: unknown;
}

function makeMessage(pairs: Pairs, chance: SeededRandom): Heard {
  const topic = topicNames[chance.index(topicNames.length)] ?? 'desk';
  const [first, second] = pairs.get(topic) ?? [];
  const sequence = chance.index(4);
  const message: TopicMessage =
    chance.next() < 0.4
      ? { topic, sequence, kind: 'snapshot', value: chance.next() < 0.5 ? first : second }
      : { topic, sequence, kind: 'patch', patch: diff(first, second) };
  return { topic, message: chance.next() < 0.2 ? message : mutateValue(message, chance, 'clone') };
}

/** Whatever a message is, the client goes on, and a slice is an object or loading. */
function hear(window: Window, { topic, message }: Heard): void {
  window.nowMs += 600;
  const isEnvelope = typeof message === 'object' && message !== null;
  // The preload delivers by topic, so what is no object never arrives.
  if (isEnvelope) window.listeners.get(topic)?.(message as TopicMessage);
  for (const frame of window.frames.splice(0)) frame();
  for (const [name, slice] of Object.entries(window.store.getState().slices)) {
    if (typeof slice !== 'object' || slice === null || Array.isArray(slice)) throw new PromiseBroken(`the slice ${name} is no object`);
  }
}

export const bridgeMessages: FuzzTarget = {
  name: 'bridge-messages',
  fault: 72,
  run: (run) => {
    const pairs = collectPairs();
    return runMachine(
      {
        sessionLength: 100,
        open: openWindow,
        make: (chance) => makeMessage(pairs, chance),
        feed: hear,
        show: ({ topic, message }) =>
          `${topic} ${JSON.stringify(message, (_key, each: unknown) => (typeof each === 'bigint' ? String(each) : each))}`,
      },
      run,
    );
  },
};
