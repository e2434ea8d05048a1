/** Files that are not one whole recorded stream: each gets one clear sentence. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RecordingError } from '../../../../electron/practice/recording-lines';
import { rebuildRecording } from '../../../../electron/tools/rebuild-recording';

const STAMP = '1723161255030314667';
const snapshot = { lastUpdateId: 100, bids: [['10.00', '1.5']], asks: [['10.10', '2.0']] };
const change = (stream: string, ids: { readonly U: number; readonly u: number; readonly pu: number }): unknown => ({
  stream,
  data: { s: 'BTCUSDT', ...ids, b: [['9.90', '1.0']], a: [] },
});

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'keel-recording-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function recording(name: string, messages: readonly unknown[]): string {
  return write(name, gzipSync(messages.map((message) => `${STAMP} ${JSON.stringify(message)}\n`).join('')));
}

async function refusal(...paths: readonly string[]): Promise<string> {
  const error = await rebuildRecording(paths).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(RecordingError);
  return error instanceof Error ? error.message : '';
}

describe('rebuilding a recording', () => {
  it('reads a whole one, also in two files', async () => {
    const first = recording('first.gz', [snapshot, change('btcusdt@depth@0ms', { U: 95, u: 105, pu: 94 })]);
    const second = recording('second.gz', [change('btcusdt@depth@0ms', { U: 106, u: 107, pu: 105 })]);
    expect(await rebuildRecording([first, second])).toMatchObject({ applied: 2, levels: '2/1', lastUpdateId: 107 });
  });

  it('says that a file is missing, a folder, not gzip or empty', async () => {
    expect(await refusal(join(folder, 'none.gz'))).toMatch(/^Expected a recording at .+none\.gz, found no such file\.$/);
    expect(await refusal(folder)).toMatch(/found a folder/);
    expect(await refusal(write('plain.gz', 'not a recording at all'))).toMatch(
      /^Expected a gzip recording, found that .+plain\.gz is not gzip/,
    );
    expect(await refusal(recording('empty.gz', []))).toMatch(/found an empty file\.$/);
    expect(await refusal(write('zero.gz', ''))).toMatch(/^Expected /);
  });

  it('says that a file is cut', async () => {
    const noise = Array.from({ length: 500 }, (_, at) => change('btcusdt@depth@0ms', { U: 95 + at, u: 105 + at, pu: 94 }));
    const whole = gzipSync([snapshot, ...noise].map((message) => `${STAMP} ${JSON.stringify(message)}\n`).join(''));
    expect(await refusal(write('cut.gz', whole.subarray(0, 40)))).toMatch(/is cut/);
  });

  it('says where a line is not of a recording', async () => {
    expect(await refusal(write('prose.gz', gzipSync('once upon a time\n')))).toMatch(
      /prose\.gz, line 1: expected a line .+found "once upon/,
    );
  });

  it('says that streams are mixed, out of order, or begin in the middle', async () => {
    const futures = recording('futures.gz', [snapshot, change('btcusdt@depth@0ms', { U: 95, u: 105, pu: 94 })]);
    const other = recording('other.gz', [change('btcusdt@depth@100ms', { U: 106, u: 107, pu: 105 })]);
    const later = recording('later.gz', [change('btcusdt@depth@0ms', { U: 206, u: 207, pu: 205 })]);
    expect(await refusal(futures, other)).toMatch(
      /other\.gz, line 1: expected one stream \(btcusdt@depth@0ms\), found btcusdt@depth@100ms/,
    );
    expect(await refusal(later, futures)).toMatch(/gap, or the files are not of one stream in order of time/);
    expect(await refusal(later)).toMatch(/expected a depth snapshot, found none/);
  });
});
