/** A gesture becomes one command; a repeat while it is under way is not sent, except for what reduces risk. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeskBridge } from '../../../../shared/contract/bridge';
import type { CommandOutcome } from '../../../../shared/contract/envelope';
import { createCommandSender } from '../../../../renderer/desk/commands';

function setUp() {
  const sent: { readonly id: string; readonly name: string }[] = [];
  const answers: ((outcome: CommandOutcome) => void)[] = [];
  let count = 0;
  const bridge = {
    send: (id: string, name: string) => {
      sent.push({ id, name });
      return new Promise<CommandOutcome>((resolve) => answers.push(resolve));
    },
  } as unknown as DeskBridge;
  const sender = createCommandSender(
    () => `id-${(count += 1)}`,
    () => bridge,
  );
  return { sender, sent, answer: (outcome: CommandOutcome) => answers.shift()?.(outcome) };
}

const hedge = { ticketId: 't', candidateId: 'c', seenPrice: 1, seenSide: 'buy', seenQuantityCoin: 1, seenSequence: 1 } as const;

describe('sending commands', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('sends a double gesture once', async () => {
    const { sender, sent, answer } = setUp();
    const first = sender.send('send-hedge', hedge, 't');
    expect(await sender.send('send-hedge', hedge, 't')).toBeNull();
    answer({ status: 'accepted', sequence: 4 });
    expect(await first).toEqual({ status: 'accepted', sequence: 4 });
    expect(sent).toHaveLength(1);
  });

  it('gives each gesture an id of its own', async () => {
    const { sender, sent, answer } = setUp();
    const first = sender.send('send-hedge', hedge, 't');
    answer({ status: 'denied', reason: 'no' });
    await first;
    void sender.send('send-hedge', hedge, 't');
    expect(new Set(sent.map((command) => command.id)).size).toBe(2);
  });

  it.each(['pull-quotes', 'kill', 'cancel-orders', 'disarm'] as const)('never holds back %s', (name) => {
    const { sender, sent } = setUp();
    const args = { 'pull-quotes': { instrumentId: null }, kill: {}, 'cancel-orders': { scope: 'mine' }, disarm: {} }[name] as never;
    void sender.send(name, args);
    void sender.send(name, args);
    expect(sent).toHaveLength(2);
  });

  it('turns trading or a side off while turning it on is unanswered', () => {
    const { sender, sent } = setUp();
    for (const isOn of [true, true, false, false]) void sender.send('set-trading', { instrumentId: 'a', isOn }, 'a');
    for (const isSuspended of [false, false, true])
      void sender.send('suspend-side', { instrumentId: 'a', side: 'buy', isSuspended }, 'a-buy');
    expect(sent.map(({ name }) => name)).toEqual(['set-trading', 'set-trading', 'set-trading', 'suspend-side', 'suspend-side']);
  });

  it('turns trading or a side on only in a window that has had the focus for a while', async () => {
    const names: string[] = [];
    const bridge = { send: (_id: string, name: string) => (names.push(name), new Promise<CommandOutcome>(() => undefined)) };
    const sender = createCommandSender(
      () => 'id',
      () => bridge as unknown as DeskBridge,
      () => 100,
    );
    expect(await sender.send('set-trading', { instrumentId: 'a', isOn: true }, 'a')).toMatchObject({ status: 'denied' });
    expect(await sender.send('suspend-side', { instrumentId: 'a', side: 'buy', isSuspended: false })).toMatchObject({ status: 'denied' });
    void sender.send('set-trading', { instrumentId: 'a', isOn: false }, 'a');
    expect(names).toEqual(['set-trading']);
  });

  it('that add risk waits until the window has had the focus for a while; what reduces it never does (fault 69)', async () => {
    const sent: string[] = [];
    let focusedForMs = 299;
    const send = (_id: string, name: string): Promise<CommandOutcome> => {
      sent.push(name);
      return Promise.resolve({ status: 'accepted', sequence: 1 });
    };
    const { send: sendCommand, store } = createCommandSender(
      () => 'id',
      () => ({ send }) as unknown as DeskBridge,
      () => focusedForMs,
    );
    expect(await sendCommand('send-hedge', hedge, 't')).toMatchObject({ status: 'denied' });
    expect(store.getState().notices[0]?.text).toMatch(/less than 300 ms ago/);
    await sendCommand('pull-quotes', { instrumentId: null });
    await sendCommand('disconnect', { venue: null });
    expect(sent).toEqual(['pull-quotes', 'disconnect']);
    focusedForMs = 300;
    await sendCommand('send-hedge', hedge, 't');
    expect(sent).toHaveLength(3);
  });

  it('that change what quotes are made of wait as well: an Enter meant for another window applies no draft (fault 69)', async () => {
    const sent: string[] = [];
    const bridge = { send: (_id: string, name: string) => (sent.push(name), new Promise<CommandOutcome>(() => undefined)) };
    const { send } = createCommandSender(
      () => 'id',
      () => bridge as unknown as DeskBridge,
      () => 299,
    );
    const applied = await send('apply-parameters', { instrumentId: 'a', baseVersion: 1 }, 'a');
    expect(applied).toMatchObject({ status: 'denied', reason: expect.stringContaining('apply-parameters may have been meant') });
    expect(await send('set-inventory-target', { underlying: 'BTC', targetCoin: 5 })).toMatchObject({ status: 'denied' });
    expect(await send('publish-surface', { underlying: 'BTC', baseVersion: 1 })).toMatchObject({ status: 'denied' });
    expect(await send('set-pricing', { instrumentId: 'a', isOn: true }, 'a')).toMatchObject({ status: 'denied' });
    void send('set-pricing', { instrumentId: 'a', isOn: false }, 'a');
    void send('widen-quotes', { instrumentId: null, percent: 25 });
    expect(sent).toEqual(['set-pricing', 'widen-quotes']);
  });

  it('says a refusal in words', async () => {
    const { sender, answer } = setUp();
    const sending = sender.send('arm', {});
    answer({ status: 'denied', reason: 'killed: type RESUME first' });
    await sending;
    expect(sender.store.getState().notices).toMatchObject([{ tone: 'denied', text: 'killed: type RESUME first' }]);
    expect(sender.store.getState().pending).toEqual({});
  });

  it('calls an unanswered command unknown, blocks its repeat, and clears it with the late answer', async () => {
    const { sender, sent, answer } = setUp();
    const sending = sender.send('send-hedge', hedge, 't');
    vi.advanceTimersByTime(5_000);
    expect(sender.store.getState().pending).toEqual({ 'send-hedge:t': 'unknown' });
    expect(sender.store.getState().notices).toMatchObject([{ tone: 'unknown' }]);
    expect(await sender.send('send-hedge', hedge, 't')).toBeNull();
    expect(sent).toHaveLength(1);
    answer({ status: 'accepted', sequence: 1 });
    await sending;
    expect(sender.store.getState().pending).toEqual({});
  });

  it('takes the word of an unknown outcome back when the answer comes after all', async () => {
    const { sender, answer } = setUp();
    const sending = sender.send('send-hedge', hedge, 't');
    vi.advanceTimersByTime(5_000);
    answer({ status: 'accepted', sequence: 1 });
    await sending;
    expect(sender.store.getState().notices).toMatchObject([{ tone: 'info', text: 'send-hedge (t): answered late: accepted.' }]);
  });

  it('does not call refused what an engine may have carried out before it ended', async () => {
    const { sender, answer } = setUp();
    const sending = sender.send('send-hedge', hedge, 't');
    answer({ status: 'unknown', reason: 'the engine ended before it answered (a crash); the outcome is unknown' });
    await sending;
    expect(sender.store.getState().notices).toMatchObject([
      { tone: 'unknown', text: expect.stringMatching(/^send-hedge \(t\): /) as string },
    ]);
  });

  it('keeps each unknown outcome on screen, whatever is refused after it', () => {
    const { sender } = setUp();
    void sender.send('send-hedge', hedge, 't');
    void sender.send('send-hedge', { ...hedge, ticketId: 'u' }, 'u');
    vi.advanceTimersByTime(5_000);
    for (const text of ['a', 'b', 'c', 'd', 'e']) sender.notify('denied', text);
    expect(sender.store.getState().notices.map(({ tone, text }) => (tone === 'unknown' ? text.slice(0, 14) : text))).toEqual([
      'send-hedge (t)',
      'send-hedge (u)',
      'b',
      'c',
      'd',
      'e',
    ]);
  });

  it('turns a bridge that throws into a refusal', async () => {
    const sender = createCommandSender(
      () => 'id',
      () => {
        throw new Error('no bridge');
      },
    );
    expect(await sender.send('arm', {})).toEqual({ status: 'denied', reason: 'could not be handed to the engine: no bridge' });
  });
});
