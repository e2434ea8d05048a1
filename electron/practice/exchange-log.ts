/** The exchange's own log as JSON lines in a file; without a file lines are dropped. */
import { closeSync, openSync, writeSync } from 'node:fs';

/** Writes one line per entry, at once, so that a reader sees them while the server runs. */
export interface ExchangeLog {
  readonly write: (entry: unknown) => void;
  readonly close: () => void;
}

/** Opens the log for appending. Throws the system's error when the file cannot be opened. */
export function openExchangeLog(path: string | null): ExchangeLog {
  if (path === null) return { write: () => undefined, close: () => undefined };
  const file = openSync(path, 'a');
  return {
    write: (entry) => {
      writeSync(file, `${JSON.stringify(entry)}\n`);
    },
    close: () => closeSync(file),
  };
}
