/** Reads the lines of a gzip recording; everything that can be wrong with the file becomes one clear sentence. */
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

/** A recording that cannot be used; the message is a whole sentence meant for people. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/** A snapshot of 1,000 levels is 60 KB; whatever has a longer line than this is not a recording. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** The lines of one file in order. Throws `RecordingError` when the file is missing, is not gzip or is cut. */
export async function* readRecordingLines(path: string): AsyncGenerator<string, void, undefined> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 });
  const text = createGunzip({ chunkSize: 1 << 18 }).setEncoding('utf8');
  file.on('error', (error) => text.destroy(error));
  file.pipe(text);
  let rest = '';
  try {
    for await (const chunk of text) {
      const lines = (rest + String(chunk)).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LONGEST_LINE) throw new RecordingError(`Expected a recording of short lines, found a line without end in ${path}.`);
      for (const line of lines) if (line.length > 0) yield line;
    }
  } catch (error) {
    throw error instanceof RecordingError ? error : new RecordingError(explain(path, error));
  } finally {
    file.destroy();
    text.destroy();
  }
  if (rest.length > 0) yield rest;
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
