/** Entry of the thread that writes the journal: the engine's thread never waits for the disk. */
import { parentPort } from 'node:worker_threads';
import { openJournal, type JournalFailure, type JournalStore } from '../storage/journal-store';
import type { EncodedGroup } from '../storage/journal-groups';
import type { FromJournal, ToJournal } from './journal-messages';

const port = parentPort;
if (port === null) throw new Error('Expected to run as a thread of the engine, found no parent port: start the desk with npm start.');

/** A file of this many entries, of one session or of many, is large enough: a few gigabytes, checked in seconds. */
const ENTRIES_PER_FILE = 5_000_000;

let store: JournalStore | null = null;

function post(message: FromJournal): void {
  port?.postMessage(message);
}

function open(directory: string): void {
  const opened = openJournal(directory);
  if (!opened.ok) return post({ type: 'refused', message: opened.error });
  store = opened.value;
  post({ type: 'opened', end: store.end(), isCleanEnd: store.isCleanEnd(), notice: store.notice });
}

function append(journal: JournalStore, groups: readonly EncodedGroup[]): void {
  const appended = journal.appendGroups(groups);
  if (!appended.ok) return failed(journal, groups, appended.error);
  post({ type: 'appended', end: journal.end() });
  // Refused only if the disk is in trouble, and then the next append says so.
  if (journal.entriesInFile() >= ENTRIES_PER_FILE) journal.rotate();
}

/** After a failed sync nobody knows what the file holds: it is given up, and the group goes into a new one, once. */
function failed(journal: JournalStore, groups: readonly EncodedGroup[], { kind, message }: JournalFailure): void {
  const isContinued = kind === 'failed' && journal.rotate().ok && journal.appendGroups(groups).ok;
  if (!isContinued) return post({ type: 'failed', message, end: null });
  post({ type: 'failed', message: `${message.replace(/; no order.*$/, '')}; the journal goes on in ${journal.path}`, end: journal.end() });
}

function close(): void {
  store?.close();
  store = null;
  post({ type: 'closed' });
}

port.on('message', (message: ToJournal) => {
  if (message.type === 'open') open(message.directory);
  else if (message.type === 'close') close();
  else if (store === null) post({ type: 'failed', message: 'expected an open journal, found it closed', end: null });
  else append(store, message.groups);
});
