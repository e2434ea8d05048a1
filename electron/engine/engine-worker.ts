/** Entry of the engine thread: takes messages from main, runs one session, answers. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import type { FromEngine, StartEngine, ToEngine } from '../../shared/contract/engine-messages';
import { decodeCall } from './decode-call';
import { countDescriptors, DescriptorWatch, releaseDescriptor, takeDescriptor } from './descriptor-watch';
import { systemClock } from './engine-clock';
import { EngineSession } from './engine-session';
import { JournalKeeper, startKeeperThread } from './journal-keeper';
import { openJournalThread, startJournalThread } from './journal-thread';
import { JournalWriter, type JournalListener } from './journal-writer';
import { recoverSession } from './recovery';

const port = parentPort;
if (port === null) throw new Error('Expected to run as a worker thread of the desk, found no parent port: start the desk with npm start.');

/** Time for cancels and the message to leave before the thread ends. */
const LAST_WORDS_MS = 250;

let session: EngineSession | null = null;

function post(message: FromEngine): void {
  port?.postMessage(message);
  // An engine that can't go on ends; main pulls once more by itself and starts another one, halted.
  if (message.type === 'fatal') setTimeout(() => process.exit(1), LAST_WORDS_MS);
}

function heapShare(): number {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  return used / limit;
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
  const before = recoverSession(directory, message);
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
  watchDescriptors(session);
  post({ type: 'ready' });
}

function watchDescriptors(running: EngineSession): void {
  const places = { count: countDescriptors, take: takeDescriptor, release: releaseDescriptor };
  new DescriptorWatch({ ...places, clock: systemClock, notice: (notice) => running.notice(notice) }).start();
}

/** Settled once the session runs or was refused: what comes before waits for it, in order. */
let started: Promise<void> = Promise.resolve();

/** A session that never began left nothing behind. */
async function shutDown(running: EngineSession | null): Promise<void> {
  post({ type: 'shutdown-done', isPulled: running === null || (await running.shutdown()) });
}

async function receive(message: ToEngine): Promise<void> {
  if (message.type === 'start') {
    started = start(message);
    return started;
  }
  if (session === null) await started;
  switch (message.type) {
    case 'command':
      return session?.command(message.windowId, message.id, decodeCall(message.name, message.args));
    case 'subscribe':
      return session?.publisher.subscribe(message.windowId, message.topic);
    case 'unsubscribe':
      return session?.publisher.unsubscribe(message.windowId, message.topic);
    case 'resnapshot':
      return session?.publisher.snapshot(message.windowId, message.topic);
    case 'painted':
      return session?.painted(message.sequence, message.paintedAtMs);
    case 'lease':
      return session?.renewLease();
    case 'notice':
      return session?.notice(message.notice);
    case 'shutdown':
      return shutDown(session);
  }
}

let isDying = false;

/** Nobody caught it, so nobody knows what it left undone: say so, pull, end. */
function die(kind: string, error: unknown): void {
  if (isDying) return;
  isDying = true;
  const found = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const message = `Expected the engine to catch every error, found ${kind}: ${found.slice(0, 1_000)}`;
  if (session === null) return post({ type: 'fatal', message });
  try {
    session.die(message);
  } catch (second) {
    post({ type: 'fatal', message: `${message}; and while pulling: ${String(second)}` });
  }
}

process.on('uncaughtException', (error) => die('an exception that nobody caught', error));
process.on('unhandledRejection', (reason) => die('a rejection that nobody handled', reason));
port.on('message', (message: ToEngine) => {
  receive(message).catch((error: unknown) => die('a message that could not be handled', error));
});
