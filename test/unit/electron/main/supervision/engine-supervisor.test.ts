/** What main does for an engine that hangs, dies or does not confirm, on threads, a clock and a venue of the test. */
import { describe, expect, it, vi } from 'vitest';
import { pullOrigin } from '../../../../../shared/domain/pull-origin';
import { facts as armedFacts, superviseEngine } from '../../../../support/supervised-engine';

describe('the supervisor', () => {
  it('renews its lease every second and leaves an engine alone that beats', async () => {
    const { threads, thread, pulls, pass } = superviseEngine();
    await pass(5_000, 'beats');
    expect(thread().sent.filter((message) => message.type === 'lease')).toHaveLength(6);
    expect(pulls).toHaveLength(0);
    expect(threads).toHaveLength(1);
  });

  it('pulls for a silent engine with what its last beat said, tells it to halt, and keeps it if it comes back (fault 48)', async () => {
    const { threads, thread, pulls, pass } = superviseEngine();
    await pass(650, 'is silent');
    expect(pulls).toHaveLength(1);
    expect(pulls[0]?.order.isAccountOurs).toBe(true);
    expect(pulls[0]?.order.venueNowMs()).toBe(5_000_650);
    expect(thread().sent.at(-1)).toMatchObject({ type: 'notice', notice: { source: 'watchdog', isFatal: true } });
    await pass(2_000, 'beats');
    expect(threads).toHaveLength(1);
    expect(thread().isTerminated).toBe(false);
  });

  it('connects when the engine is late, and lets go when it beats again', async () => {
    const { pulls, pass } = superviseEngine();
    await pass(300, 'is silent');
    expect(pulls.map((pull) => pull.isHeld)).toEqual([true]);
    await pass(1_000, 'beats');
    expect(pulls.map((pull) => pull.isHeld)).toEqual([true]);
  });

  it('replaces an engine that stays silent: pull, end, start halted without quoting, with the reason (fault 49)', async () => {
    const { threads, thread, pulls, pass } = superviseEngine();
    await pass(2_050, 'is silent');
    expect(threads[0]?.isTerminated).toBe(true);
    expect(threads).toHaveLength(2);
    expect(pulls.length).toBeGreaterThan(0);
    expect(thread().start).toMatchObject({
      isQuotingOnStart: false,
      haltsBecause: expect.stringMatching(/did not beat.*no order of ours rests/s),
    });
    expect(thread().sent).toContainEqual({ type: 'subscribe', windowId: 3, topic: 'desk' });
  });

  it('starts the next engine although the venue does not confirm, and says so', async () => {
    const { threads, thread, pass } = superviseEngine({ isVenueFriendly: false });
    threads[0]?.die('it failed: out of memory');
    await pass(3_100, 'is silent');
    expect(threads).toHaveLength(2);
    expect(thread().start?.haltsBecause).toMatch(/out of memory.*has not confirmed/s);
  });

  it('ends a pull that has not reached the venue once the engine halted and a trader armed it again, and only then', async () => {
    const { thread, pulls, pass } = superviseEngine({ isVenueFriendly: false });
    await pass(650, 'is silent');
    const [pull] = pulls;
    const beat = (isArmed: boolean): void => thread().say({ type: 'beat', facts: { ...armedFacts, isArmed } });
    beat(true);
    beat(false);
    beat(false);
    expect(pull?.isStopped).toBe(false);
    beat(true);
    expect(pull?.isStopped).toBe(true);
    await pass(100, 'beats');
    await pass(650, 'is silent');
    expect(pulls.filter(({ isStopped, isHeld }) => !isStopped && !isHeld)).toHaveLength(1);
  });

  it('touches no order of an account whose engine never came up, and does not try again', async () => {
    const { threads, thread, pulls, down, pass } = superviseEngine();
    threads[0]?.die('crash');
    await pass(100, 'is silent');
    const pullsBefore = pulls.length;
    thread().say({ type: 'fatal', message: 'another desk holds the journal' });
    await pass(5_000, 'is silent');
    expect(pulls).toHaveLength(pullsBefore);
    expect(down).toEqual(['another desk holds the journal']);
    expect(threads).toHaveLength(2);
  });

  it.each([
    ['was refused', { type: 'fatal', message: 'another desk holds the journal' }],
    ['is still starting', null],
  ] as const)('touches no order at the quit of a desk whose only engine %s', async (_what, last) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { supervisor, thread, pulls, pass } = superviseEngine({ comesUp: false });
    if (last !== null) thread().say(last);
    const ending = supervisor.shutdown();
    vi.advanceTimersByTime(10_000);
    await pass(5_000, 'is silent');
    expect(await ending).toBe('unverified');
    expect(pulls).toHaveLength(0);
    vi.useRealTimers();
  });

  it('gives up after five failures within minutes, everything pulled', async () => {
    const { threads, thread, pulls, down, pass } = superviseEngine();
    for (let failure = 0; failure < 6; failure += 1) {
      thread().die(`failure ${failure}`);
      await pass(3_100, 'is silent');
      if (down.length === 0) thread().comeUp();
    }
    expect(threads).toHaveLength(6);
    expect(down).toEqual([expect.stringMatching(/failure 5; it failed too often/)]);
    expect(pulls.length).toBeGreaterThanOrEqual(6);
  });

  it('says that no engine runs when the machine gives it no thread, with everything pulled', async () => {
    const { threads, pulls, down, pass } = superviseEngine({ mostThreads: 1 });
    threads[0]?.die('it failed: out of memory');
    await pass(200, 'is silent');
    expect(pulls.length).toBeGreaterThan(0);
    expect(down).toEqual([expect.stringMatching(/thread for the engine, found: ERR_WORKER_INIT_FAILED/)]);
    expect(superviseEngine({ mostThreads: 0 }).down).toHaveLength(1);
  });

  it('pulls by itself when the engine does not confirm a quit (fault 68)', async () => {
    const { supervisor, thread, pulls, pass } = superviseEngine();
    const ending = supervisor.shutdown();
    await pass(200, 'beats');
    thread().die('it ended with code 1');
    expect(pulls).toHaveLength(1);
    await pass(100, 'is silent');
    expect(await ending).toBe('pulled');
  });

  it('pulls by itself when the engine leaves without the word that nothing rests (fault 68)', async () => {
    const { supervisor, thread, pulls, pass } = superviseEngine();
    const ending = supervisor.shutdown();
    thread().say({ type: 'shutdown-done', isPulled: false });
    await pass(100, 'is silent');
    expect(pulls).toHaveLength(1);
    expect(await ending).toBe('pulled');
  });

  it('goes on with a pull that the venue does not confirm in time, until it does: quotes rest while the last word is read', async () => {
    const { supervisor, desk, thread, pulls, pass } = superviseEngine({ isVenueFriendly: false });
    const ending = supervisor.shutdown();
    thread().say({ type: 'shutdown-done', isPulled: false });
    await pass(3_100, 'is silent');
    expect(await ending).toBe('unverified');
    const [pull] = pulls;
    expect(pull?.isStopped).toBe(false);
    let isEmpty = false;
    void desk.untilEmpty().then(() => (isEmpty = true));
    await pass(1_000, 'is silent');
    expect(isEmpty).toBe(false);
    pull?.confirm();
    await pass(50, 'is silent');
    expect(isEmpty).toBe(true);
  });

  it('keeps what it has to tell for the engine that comes next', async () => {
    const { supervisor, threads, thread, pass } = superviseEngine();
    threads[0]?.die('crash');
    supervisor.notice({ source: 'power', message: 'The machine slept.', isFatal: true });
    await pass(100, 'is silent');
    thread().comeUp();
    expect(thread().notices()).toEqual(['The machine slept.']);
  });
});

describe('a stop from outside the window', () => {
  it('goes through an engine that answers', async () => {
    const { relay, thread, pulls } = superviseEngine();
    const stopped = relay.stop('pull');
    const command = thread().sent.at(-1);
    if (command?.type !== 'command') throw new Error('expected a command');
    expect(command).toMatchObject({ name: 'pull-quotes', args: { instrumentId: null }, windowId: 0 });
    thread().say({ type: 'outcome', windowId: 0, id: command.id, outcome: { status: 'accepted', sequence: 2 } });
    expect(await stopped).toBe('engine');
    expect(pulls).toHaveLength(0);
  });

  it('is carried out by main when the engine does not answer, and a kill is handed to the next engine (faults 49, 51)', async () => {
    const { relay, thread, threads, pulls, pass } = superviseEngine();
    const stopped = relay.stop('kill');
    await pass(350, 'is silent');
    expect(await stopped).toBe('main');
    expect(pulls).toHaveLength(1);
    threads[0]?.die('crash');
    await pass(100, 'is silent');
    thread().comeUp();
    expect(thread().sent).toContainEqual(expect.objectContaining({ type: 'command', name: 'kill' }));
  });

  it('is not carried out once more by the next engine when this one took it late: RESUME may have ended it since', async () => {
    const { relay, thread, threads, pass } = superviseEngine();
    const stopped = relay.stop('kill');
    await pass(350, 'beats');
    expect(await stopped).toBe('main');
    const command = thread().sent.find((message) => message.type === 'command');
    if (command?.type !== 'command') throw new Error('expected a command');
    thread().say({ type: 'outcome', windowId: 0, id: command.id, outcome: { status: 'accepted', sequence: 2 } });
    await pass(100, 'beats');
    threads[0]?.die('crash');
    await pass(100, 'is silent');
    thread().comeUp();
    expect(threads).toHaveLength(2);
    expect(thread().sent).not.toContainEqual(expect.objectContaining({ type: 'command', name: 'kill' }));
  });

  it('that no trader asked for says so by its id, which no window can give', async () => {
    const { relay, thread } = superviseEngine();
    void relay.pullUnseen();
    void relay.stop('pull');
    const origins = thread().sent.flatMap((message) => (message.type === 'command' ? [[message.name, pullOrigin(message.id)]] : []));
    expect(origins).toEqual([
      ['pull-quotes', 'unseen'],
      ['pull-quotes', 'trader'],
    ]);
  });

  it('is carried out by main while the engine still starts, and reaches that engine before it could begin to quote by itself', async () => {
    const { relay, thread, pulls } = superviseEngine({ comesUp: false });
    expect(await relay.stop('pull')).toBe('main');
    expect(pulls).toHaveLength(1);
    expect(thread().sent.at(-1)).toMatchObject({ type: 'command', name: 'pull-quotes', args: { instrumentId: null } });
  });
});
