/** Entry of the engine thread: takes messages from main, runs one session, answers. */
import { randomUUID } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { FromEngine, StartEngine, ToEngine } from '../../shared/contract/engine-messages';
import { decodeCall } from './decode-call';
import { systemClock } from './engine-clock';
import { EngineSession } from './engine-session';
import { JournalKeeper, startKeeperThread } from './journal-keeper';
import { openJournalThread, startJournalThread } from './journal-thread';
import { JournalWriter, type JournalListener } from './journal-writer';
import { recoverSession } from './recovery';

const port = parentPort;
if (port === null) throw new Error('Expected to run as a worker thread of the desk, found no parent port: start the desk with npm start.');

let session: EngineSession | null = null;

function post(message: FromEngine): void {
  port?.postMessage(message);
}

const journalListener: JournalListener = {
  failed: (problem) => session?.journalFailed(problem),
  unrecorded: (line) => process.stderr.write(`${line}\n`),
};

async function start(message: StartEngine): Promise<void> {
  const directory = message.profileDirectory;
  const opened = await openJournalThread(startJournalThread(join(__dirname, 'journal-worker.cjs')), directory);
  if (!opened.ok) return post({ type: 'fatal', message: opened.error });
  const { thread, isCleanEnd, notice } = opened.value;
  const before = recoverSession(directory, message.deskVersion);
  if (!before.ok) return post({ type: 'fatal', message: before.error });
  const journal = new JournalWriter(thread, systemClock, journalListener);
  const keeper = new JournalKeeper(startKeeperThread(join(__dirname, 'journal-keeper-worker.cjs')), {
    directory,
    entryCount: () => thread.lastSequence(),
    snapshotFailed: (problem) => session?.notice({ source: 'snapshots', message: problem, isFatal: false }),
  });
  const parts = { clock: systemClock, journal, keeper, journalEnd: () => thread.end() };
  session = new EngineSession(message, { ...parts, random: () => Math.random(), heapShare, post });
  const notices = [...(notice === '' ? [] : [notice]), ...(before.value?.notices ?? [])];
  session.run(randomUUID(), { startsHalted: !isCleanEnd, recovered: before.value?.account ?? null, notices });
  post({ type: 'ready' });
}

async function receive(message: ToEngine): Promise<void> {
  switch (message.type) {
    case 'command':
      return session?.command(message.windowId, message.id, decodeCall(message.name, message.args));
    case 'subscribe':
      return session?.publisher.subscribe(message.windowId, message.topic);
    case 'unsubscribe':
      return session?.publisher.unsubscribe(message.windowId, message.topic);
    case 'resnapshot':
      return session?.publisher.snapshot(message.windowId, message.topic);
/** Settled once the session runs or was refused: what comes before waits for it, in order. */
let started: Promise<void> = Promise.resolve();

    case 'painted':
  if (message.type === 'start') {
    started = start(message);
    return started;
  }
  if (session === null) await started;
      return session?.painted(message.sequence, message.paintedAtMs);
    case 'shutdown':
      await session?.shutdown();
      return post({ type: 'shutdown-done' });
  }
}

port.on('message', (message: ToEngine) => {
  receive(message).catch((error: unknown) => post({ type: 'fatal', message: `The engine failed: ${String(error)}. Restart the desk.` }));
});
