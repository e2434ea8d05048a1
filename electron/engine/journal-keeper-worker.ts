/** Entry of the thread that writes snapshots and checks the journal: slow work that nothing waits for. */
import { parentPort } from 'node:worker_threads';
import { writeSnapshot } from '../storage/snapshot-store';
import { verifyJournal } from '../storage/verify-journal';
import type { FromKeeper, ToKeeper } from './journal-messages';

const port = parentPort;
if (port === null) throw new Error('Expected to run as a thread of the engine, found no parent port: start the desk with npm start.');

/** Between two words of progress, ms. */
const PROGRESS_MS = 250;

let isVerifying = false;
let isWanted = false;

function post(message: FromKeeper): void {
  port?.postMessage(message);
}

/** Batch by batch, with a pause after each: a snapshot or a stop comes in between. */
async function verify(directory: string): Promise<void> {
  const check = verifyJournal(directory);
  let toldAtMs = 0;
  for (;;) {
    const next = check.next();
    if (next.done === true) return post({ type: 'checked', check: next.value });
    if (performance.now() - toldAtMs > PROGRESS_MS) {
      toldAtMs = performance.now();
      post({ type: 'progress', records: next.value });
    }
    await new Promise((resolve) => setImmediate(resolve));
    if (isWanted) continue;
    check.return({ records: next.value, sessions: 0, files: 0, link: '', damage: null, notes: [] });
    return post({ type: 'stopped', records: next.value });
  }
}

async function startVerifying(directory: string): Promise<void> {
  isWanted = true;
  if (isVerifying) return;
  isVerifying = true;
  try {
    await verify(directory);
  } finally {
    isVerifying = false;
  }
}

port.on('message', (message: ToKeeper) => {
  switch (message.type) {
    case 'snapshot': {
      const written = writeSnapshot(message.directory, message.snapshot);
      return post({ type: 'snapshot-kept', problem: written.ok ? null : written.error });
    }
    case 'verify':
      return void startVerifying(message.directory);
    case 'stop-verifying':
      isWanted = false;
  }
});
