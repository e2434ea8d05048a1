/** What main supervises in a test: an engine that says what the test says, a venue that confirms or not, a clock that is moved. */
import { createLog } from '../../electron/main/log';
import type { EnginePort } from '../../electron/main/engine-link';
import { EngineSupervisor } from '../../electron/main/supervision/engine-supervisor';
import { PullDesk, type PullOrder, type RunningPull } from '../../electron/main/supervision/pull-desk';
import { StopRelay } from '../../electron/main/supervision/stop-relay';
import type { EngineFacts, FromEngine, StartEngine, ToEngine } from '../../shared/contract/engine-messages';
import { testSettings } from './engine-parts';

/** What its last beat said: armed, with orders at the venue. */
export const facts: EngineFacts = {
  eventSequence: 1,
  journalEntries: 1,
  ownOrders: 4,
  isAccountOurs: true,
  venueTimeMs: 5_000_000,
  isArmed: true,
  isAtRisk: true,
  heapShare: 0.1,
};

const start: StartEngine = {
  type: 'start',
  profileDirectory: '/nowhere',
  endpoint: { environment: 'practice', httpUrl: 'http://127.0.0.1:1', websocketUrl: 'ws://127.0.0.1:1', hosts: [] },
  credentials: { clientId: 'id', clientSecret: 'secret' },
  environment: 'practice',
  deskVersion: 'test',
  settings: testSettings(),
  sessionSeed: 1,
  isQuotingOnStart: true,
};

/** An engine's thread, as main sees it. */
class FakeThread implements EnginePort {
  readonly sent: ToEngine[] = [];
  isTerminated = false;
  private listener: (message: FromEngine) => void = () => undefined;
  private exitListener: (reason: string) => void = () => undefined;

  post(message: ToEngine): void {
    this.sent.push(message);
  }
  onMessage(listener: (message: FromEngine) => void): void {
    this.listener = listener;
  }
  onExit(listener: (reason: string) => void): void {
    this.exitListener = listener;
  }
  terminate(): Promise<void> {
    this.isTerminated = true;
    this.exitListener('it ended with code 1');
    return Promise.resolve();
  }
  say(message: FromEngine): void {
    this.listener(message);
  }
  die(reason: string): void {
    this.exitListener(reason);
  }
  comeUp(): void {
    this.say({ type: 'ready' });
    this.say({ type: 'beat', facts });
  }
  /** The start message it got. */
  get start(): StartEngine | undefined {
    return this.sent.find((message) => message.type === 'start');
  }
  notices(): readonly string[] {
    return this.sent.flatMap((message) => (message.type === 'notice' ? [message.notice.message] : []));
  }
}

/** A pull of main, which a friendly venue confirms at once. */
class FakePull implements RunningPull {
  readonly done: RunningPull['done'];
  rounds = 1;
  isStopped = false;
  isHeld: boolean;
  confirm: () => void = () => undefined;

  constructor(
    readonly order: PullOrder,
    private readonly isFriendly: boolean,
  ) {
    this.isHeld = order.isHeld;
    this.done = new Promise((resolve) => {
      this.confirm = () => resolve({ isConfirmed: true, firstCancelAfterMs: 5, elapsedMs: 100 });
    });
  }
  go(): void {
    this.isHeld = false;
    if (this.isFriendly) this.confirm();
  }
  again(): void {
    this.rounds += 1;
  }
  stop(): void {
    this.isStopped = true;
    this.confirm();
  }
}

/** A supervisor that has begun one engine, on threads, a clock and a venue of the test. */
export function superviseEngine({ isVenueFriendly = true, comesUp = true, mostThreads = Infinity } = {}) {
  const threads: FakeThread[] = [];
  const pulls: FakePull[] = [];
  const down: string[] = [];
  const slow: string[] = [];
  const timers: { readonly periodMs: number; readonly callback: () => void; nextMs: number }[] = [];
  const delays: { readonly atMs: number; readonly resolve: () => void }[] = [];
  let nowMs = 0;
  const log = createLog(() => undefined);
  const delay = (milliseconds: number): Promise<void> => new Promise((resolve) => delays.push({ atMs: nowMs + milliseconds, resolve }));
  const desk = new PullDesk({
    startPull: (order) => {
      const pull = new FakePull(order, isVenueFriendly);
      pulls.push(pull);
      return pull;
    },
    nowMs: () => nowMs,
    wallMs: () => 9_000_000,
    delay,
    log,
  });
  const supervisor = new EngineSupervisor(
    {
      startThread: () => {
        if (threads.length >= mostThreads) throw new Error('ERR_WORKER_INIT_FAILED');
        const thread = new FakeThread();
        threads.push(thread);
        return thread;
      },
      nowMs: () => nowMs,
      every: (periodMs, callback) => {
        const timer = { periodMs, callback, nextMs: nowMs + periodMs };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
      delay,
      processMemoryShare: () => 0.1,
      subscriptions: () => [{ type: 'subscribe', windowId: 3, topic: 'desk' }],
      log,
    },
    desk,
    {
      onTopic: () => undefined,
      onReady: () => relay.engineReady(),
      onFacts: () => undefined,
      onDown: (reason) => void down.push(reason),
      onSlowStart: (found) => void slow.push(found),
    },
  );
  const relay = new StopRelay({ link: () => supervisor.link, pulls: desk, delay, newId: () => `id-${Math.random()}`, log });
  /** Time passes in small steps; `beat` says whether the last thread beats meanwhile. */
  const pass = async (milliseconds: number, beat: 'beats' | 'is silent'): Promise<void> => {
    for (const untilMs = nowMs + milliseconds; nowMs < untilMs;) {
      nowMs += 50;
      if (beat === 'beats' && nowMs % 100 === 0) threads.at(-1)?.say({ type: 'beat', facts });
      for (const timer of [...timers]) {
        if (timer.nextMs > nowMs) continue;
        timer.nextMs += timer.periodMs;
        timer.callback();
      }
      for (const waiting of delays.filter(({ atMs }) => atMs <= nowMs)) waiting.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  supervisor.start(start);
  const thread = (): FakeThread => threads.at(-1) ?? new FakeThread();
  if (comesUp) thread().comeUp();
  return { supervisor, desk, relay, threads, thread, pulls, down, slow, pass };
}
