/** The client writes the store once per frame, goes back to loading on a gap and asks again for what is missing. */
import { describe, expect, it } from 'vitest';
import type { DeskBridge } from '../../../../shared/contract/bridge';
import type { TopicMessage } from '../../../../shared/contract/envelope';
import type { TopicName } from '../../../../shared/contract/topics';
import { topicNames } from '../../../../shared/contract/topics';
import { connectDesk } from '../../../../renderer/desk/desk-client';
import type { ClientRim } from '../../../../renderer/desk/desk-client';
import { createDeskStore } from '../../../../renderer/desk/desk-store';
import { sampleState } from '../../../support/fake-bridge/sample-state';

function setUp() {
  const listeners = new Map<TopicName, (message: TopicMessage) => void>();
  const resnapshots: TopicName[] = [];
  const painted: number[] = [];
  const frames: (() => void)[] = [];
  const periodic: (() => void)[] = [];
  const bridge: DeskBridge = {
    send: () => Promise.resolve({ status: 'accepted', sequence: 1 }),
    subscribe: (topic, onMessage) => {
      listeners.set(topic, onMessage);
      return () => listeners.delete(topic);
    },
    resnapshot: (topic) => resnapshots.push(topic),
    info: () => Promise.resolve({ version: '1', runtime: 'test', isFallbackRuntime: true, windowId: 1 }),
    loadViewSettings: () => Promise.resolve(null),
    saveViewSettings: () => Promise.resolve(),
    reportPainted: (sequence) => painted.push(sequence),
  };
  let now = 1_000;
  const rim: ClientRim = {
    now: () => now,
    nextFrame: (callback) => frames.push(callback),
    afterPaint: (callback) => frames.push(callback),
    every: (_period, callback) => {
      periodic.push(callback);
      return () => periodic.splice(0);
    },
  };
  const store = createDeskStore();
  let writes = 0;
  store.subscribe(() => (writes += 1));
  const stop = connectDesk(bridge, store, rim);
  const say = (
    topic: TopicName,
    message: Omit<Extract<TopicMessage, { kind: 'snapshot' }>, 'topic'> | Omit<Extract<TopicMessage, { kind: 'patch' }>, 'topic'>,
  ): void => listeners.get(topic)?.({ topic, ...message } as TopicMessage);
  const frame = (): void => frames.splice(0).forEach((callback) => callback());
  return {
    store,
    say,
    frame,
    stop,
    resnapshots,
    painted,
    listeners,
    tick: () => periodic.forEach((callback) => callback()),
    writes: () => writes,
    setNow: (value: number) => (now = value),
  };
}

const state = sampleState();

describe('the desk client', () => {
  it('subscribes to every topic and merges a burst into one write', () => {
    const desk = setUp();
    expect([...desk.listeners.keys()]).toEqual(topicNames);
    desk.say('fills', { sequence: 1, kind: 'snapshot', value: state.fills });
    desk.say('orders', { sequence: 1, kind: 'snapshot', value: state.orders });
    desk.say('orders', { sequence: 2, kind: 'patch', patch: [{ path: ['rows'], value: {} }] });
    const before = desk.writes();
    expect(desk.store.getState().slices.orders).toBeUndefined();
    desk.frame();
    expect(desk.writes()).toBe(before + 1);
    expect(desk.store.getState().slices.orders?.rows).toEqual({});
    expect(desk.store.getState().slices.fills).toBe(state.fills);
  });

  it('puts a topic back to loading on a gap, asks for a snapshot, and recovers with it', () => {
    const desk = setUp();
    desk.say('fills', { sequence: 1, kind: 'snapshot', value: state.fills });
    desk.frame();
    desk.say('fills', { sequence: 3, kind: 'patch', patch: [{ path: ['totalCount'], value: 99 }] });
    desk.frame();
    expect(desk.store.getState().slices.fills).toBeUndefined();
    expect(desk.resnapshots).toEqual(['fills']);
    desk.say('fills', { sequence: 40, kind: 'snapshot', value: state.fills });
    desk.frame();
    expect(desk.store.getState().slices.fills).toBe(state.fills);
  });

  it('asks again for topics without a snapshot only', () => {
    const desk = setUp();
    desk.say('fills', { sequence: 1, kind: 'snapshot', value: state.fills });
    desk.tick();
    expect(desk.resnapshots).toEqual(topicNames.filter((topic) => topic !== 'fills'));
  });

  it('reads the engine clock and reports what was painted after the frame that shows it', () => {
    const desk = setUp();
    desk.setNow(5_000);
    desk.say('desk', { sequence: 1, kind: 'snapshot', value: state.desk });
    desk.frame();
    expect(desk.store.getState().clock).toEqual({ engineTimeMs: state.desk.engineTimeMs, receivedAtMs: 5_000 });
    expect(desk.painted).toEqual([]);
    desk.frame();
    expect(desk.painted).toEqual([state.desk.eventSequence]);
  });

  it('shows loading instead of a value that is no object', () => {
    const desk = setUp();
    desk.say('fills', { sequence: 1, kind: 'snapshot', value: 'nonsense' });
    desk.frame();
    expect(desk.store.getState().slices.fills).toBeUndefined();
  });
});
