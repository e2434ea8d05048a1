/** Reads the lines of a gzip recording; everything that can be wrong with the file becomes one clear sentence. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

/** A recording that cannot be used; the message is a whole sentence meant for people. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/** The lines of one file in order. Throws `RecordingError` when the file is missing, is not gzip or is cut. */
export async function* readRecordingLines(path: string): AsyncGenerator<string, void, undefined> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  const text = createGunzip({ chunkSize: 1 << 18 });
  let cause: unknown = null;
  const stop = (error: unknown): void => {
    cause ??= error;
    text.destroy();
  };
  file.on('error', stop);
  text.on('error', stop);
  try {
    for await (const line of createInterface({ input: file.pipe(text), crlfDelay: Infinity })) {
      if (line.length > 0) yield line;
    }
  } catch (error) {
    cause ??= error;
  } finally {
    file.destroy();
    text.destroy();
  }
  if (cause !== null) throw new RecordingError(explain(path, cause));
}

function explain(path: string, cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT') return `Expected a recording at ${path}, found no such file.`;
  if (code === 'EISDIR') return `Expected a recording at ${path}, found a folder; name its files.`;
  if (code === 'EACCES' || code === 'EPERM') return `Expected a readable recording at ${path}, found one that this user may not read.`;
  if (code === 'Z_BUF_ERROR') return `Expected a whole gzip recording, found that ${path} is cut; fetch it again.`;
  if (code === 'Z_DATA_ERROR') return `Expected a gzip recording, found that ${path} is not gzip or is damaged; fetch it again.`;
  return `Expected a gzip recording at ${path}, found it unreadable: ${cause instanceof Error ? cause.message : String(cause)}.`;
}
