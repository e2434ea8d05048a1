/** A whole engine session at the venue of `venue-at-hand`, on a clock that runs as fast as it is waited for. */
import type { CommandArgs, CommandCall, CommandName } from '../../shared/contract/commands';
import type { FromEngine, StartEngine } from '../../shared/contract/engine-messages';
import { ok } from '../../shared/domain/result';
import type { RecoveredAccount } from '../../shared/engine/recovered-account';
import { EMPTY_CHAIN } from '../../shared/journal/hash-chain';
import type { EngineClock } from '../../electron/engine/engine-clock';
import { EngineSession } from '../../electron/engine/engine-session';
import { JournalKeeper } from '../../electron/engine/journal-keeper';
import { JournalWriter } from '../../electron/engine/journal-writer';
import { START_MS, testSettings } from './engine-parts';
import { lastVenue, type HandVenue } from './venue-at-hand';

/** Time runs as fast as the session waits for it. */
export function quickClock(): EngineClock {
  let nowMs = START_MS;
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - START_MS,
    schedule(delayMs, callback) {
      const timer = setImmediate(() => {
        nowMs += delayMs;
        callback();
      });
      return () => clearImmediate(timer);
    },
  };
}

/** Nobody listens on this port of this machine. */
const NOBODY = '127.0.0.1:9';

/** How a session on the practice exchange begins. */
export const START: StartEngine = {
  type: 'start',
  profileDirectory: '/nowhere',
  endpoint: { environment: 'practice', httpUrl: `http://${NOBODY}`, websocketUrl: `ws://${NOBODY}/ws/api/v2`, hosts: [NOBODY] },
  credentials: { clientId: 'practice', clientSecret: 'practice' },
  environment: 'practice',
  deskVersion: 'test',
  settings: testSettings(),
  sessionSeed: 1,
  isQuotingOnStart: false,
};

/** Starts a session that is reconciled and knows no price yet. */
export function startAtHand(change: Partial<StartEngine> = {}, recovered: RecoveredAccount | null = null) {
  const clock = quickClock();
  const target = {
    append: (_group: unknown, done: (result: ReturnType<typeof ok<null>>) => void) => done(ok(null)),
    lastSequence: () => 0,
    close: (done: () => void) => done(),
  };
  const journal = new JournalWriter(target, clock, { failed: () => undefined, unrecorded: () => undefined });
  const port = { post: () => undefined, onMessage: () => undefined, onLost: () => undefined, end: () => Promise.resolve() };
  const keeper = new JournalKeeper(port, { directory: '/nowhere', entryCount: () => 0, snapshotFailed: () => undefined });
  keeper.keep = () => Promise.resolve();
  const posted: FromEngine[] = [];
  const post = (message: FromEngine): void => void posted.push(message);
  const session = new EngineSession(
    { ...START, ...change },
    { clock, journal, keeper, journalEnd: () => EMPTY_CHAIN, random: () => 0.5, heapShare: () => 0, post },
  );
  session.run('session-2', { startsHalted: false, recovered, notices: [] });
  const venue: HandVenue = lastVenue();
  let commands = 0;
  return {
    session,
    venue,
    /** Sends a command as window 1 and says how it ended. */
    command: <Name extends CommandName>(name: Name, args: CommandArgs<Name>) => {
      const id = `command-${(commands += 1)}`;
      session.command(1, id, { name, args } as unknown as CommandCall);
      const answer = posted.find((message) => message.type === 'outcome' && message.id === id);
      return answer?.type === 'outcome' ? answer.outcome : null;
    },
    /** Lets the session's timers run some hundred times. */
    pass: async () => {
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
