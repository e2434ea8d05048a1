/**
 * The journal's mark: how far it went, noted beside it after every commit. SQLite drops the end of a damaged write-ahead file without
 * a word; what the mark knows of and the journal lacks was lost.
 */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ChainEnd } from '../../shared/journal/hash-chain';
import { sha256 } from './journal-hash';

/** Two places written in turn, so that a torn write leaves the one before. */
const SLOT_LENGTH = 192;

export interface JournalHead {
  /** Not synchronised: after a power loss the mark may be behind the journal, never ahead of it. */
  note(end: ChainEnd): void;
  close(): void;
}

/** `null` where no mark can be read: a journal of before marks, or both places damaged. */
export function readHead(directory: string): ChainEnd | null {
  try {
    const text = readFileSync(headPath(directory), 'latin1');
    const marks = [text.slice(0, SLOT_LENGTH), text.slice(SLOT_LENGTH)].flatMap((slot) => decodeSlot(slot));
    return marks.reduce<ChainEnd | null>((best, mark) => (best === null || mark.sequence > best.sequence ? mark : best), null);
  } catch {
    return null;
  }
}

/** Never throws: the mark is a second guard, and the journal is whole without it. */
export function openHead(directory: string): JournalHead {
  const file = openOrNull(headPath(directory));
  let turn = 0;
  return {
    note(end) {
      if (file === null) return;
      try {
        writeSync(file, encodeSlot(end), (turn ^= 1) * SLOT_LENGTH, 'latin1');
      } catch {
        // A full disk refuses the commit too, and that is told.
      }
    },
    close() {
      if (file === null) return;
      try {
        fsyncSync(file);
      } catch {
        // As above.
      }
      closeSync(file);
    },
  };
}

function headPath(directory: string): string {
  return join(directory, 'journal.mark');
}

/** Opened without truncating: the old mark stays until the first commit. */
function openOrNull(path: string): number | null {
  for (const flags of ['r+', 'w+']) {
    try {
      return openSync(path, flags, 0o600);
    } catch {
      // Not there yet, or not writable.
    }
  }
  return null;
}

function encodeSlot({ sequence, link }: ChainEnd): string {
  const text = `${sequence} ${link}`;
  return `${text} ${sha256(text)}`.padEnd(SLOT_LENGTH - 1).concat('\n');
}

function decodeSlot(slot: string): readonly ChainEnd[] {
  const [sequence, link, checksum] = slot.trim().split(' ');
  if (sequence === undefined || link === undefined || checksum !== sha256(`${sequence} ${link}`)) return [];
  return [{ sequence: Number(sequence), link }];
}
