/** Entry of the engine thread: takes messages from main, runs one session, answers. */
import { randomUUID } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { FromEngine, StartEngine, ToEngine } from '../../shared/contract/engine-messages';
import { openJournal } from '../storage/journal-store';
import { decodeCall } from './decode-call';
import { systemClock } from './engine-clock';
import { EngineSession } from './engine-session';
import { JournalWriter } from './journal-writer';

const port = parentPort;
if (port === null) throw new Error('Expected to run as a worker thread of the desk, found no parent port: start the desk with npm start.');

let session: EngineSession | null = null;

function post(message: FromEngine): void {
  port?.postMessage(message);
}

function start(message: StartEngine): void {
  const opened = openJournal(message.profileDirectory);
  if (!opened.ok) return post({ type: 'fatal', message: opened.error });
  const startsHalted = !opened.value.isCleanEnd();
  const journal = new JournalWriter(opened.value, systemClock, (problem) => session?.journalFailed(problem));
  session = new EngineSession(message, { clock: systemClock, journal, random: () => Math.random(), post });
  session.run(randomUUID(), startsHalted);
  post({ type: 'ready' });
}

async function receive(message: ToEngine): Promise<void> {
  switch (message.type) {
    case 'start':
      return start(message);
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
    case 'shutdown':
      await session?.shutdown();
      return post({ type: 'shutdown-done' });
  }
}

port.on('message', (message: ToEngine) => {
  receive(message).catch((error: unknown) => post({ type: 'fatal', message: `The engine failed: ${String(error)}. Restart the desk.` }));
});
