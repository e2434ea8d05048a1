/** Recordings as files: whole ones play, anything else gets one sentence. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readReplay } from '../../../../electron/practice/replay-files';
import { SyntheticFlow } from '../../../../shared/exchange/flow/synthetic/synthetic-flow';
import { ExchangeBench, START_MS } from '../../../support/quiet-exchange';
import { sharedFile } from '../../../support/shared-data';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keel-replay-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function error(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  const read = readReplay(path, START_MS);
  return read.ok ? 'accepted' : read.error;
}

const LINE = '1723161256029384000 {"stream":"btcusdt@trade","data":{"e":"trade"}}\n';

describe('files that are not whole recordings', () => {
  it.each([
    ['a text of another kind', 'notes.txt', 'hello\nworld\n', 'notes.txt: expected a recording'],
    ['an empty file', 'empty.txt', '', 'empty.txt: expected a recording'],
    ['a compressed file that is cut', 'cut.gz', gzipSync(LINE.repeat(1000)).subarray(0, 60), 'cut.gz: expected a whole file'],
    ['a recording cut within a line', 'cut.txt', LINE.slice(0, -5), 'cut.txt: expected the last line to be whole'],
    ['a message of an unknown shape', 'odd.txt', LINE, 'odd.txt: line 1: expected a depth, trade'],
  ])('%s', (_, name, content, start) => {
    const sentence = error(name, content);
    expect(sentence.startsWith(start)).toBe(true);
    expect(sentence).not.toContain('\n');
    expect(sentence.endsWith('Give a Binance wire recording, a Deribit chain CSV, or a folder of them.')).toBe(true);
  });

  it('an absent path and a folder without recordings', () => {
    expect(readReplay(join(folder, 'absent'), START_MS)).toMatchObject({ ok: false });
    writeFileSync(join(folder, 'a.txt'), 'a');
    writeFileSync(join(folder, 'b.txt'), 'b');
    const read = readReplay(folder, START_MS);
    expect(read.ok ? '' : read.error).toContain('Expected recordings named usdm_*, spot_*, cm_* or chain_*');
  });
});

describe('real recordings', () => {
  const WIRE = 'data/wire/binance-hftbacktest';
  const CHAINS = 'data/options/deribit_chain_6h';

  it('drive the perpetual: both sides, never crossed, at the recorded price', (ctx) => {
    const path = sharedFile(WIRE);
    if (path === null) return ctx.skip(`absent: ${WIRE}`);
    const read = readReplay(path, START_MS);
    if (!read.ok) throw new Error(read.error);
    const made = new ExchangeBench({ flow: new SyntheticFlow({ seed: 1, startMs: START_MS, speed: 1, recorded: read.value }) });
    made.login('alice');
    made.ok('alice', 'private/subscribe', { channels: ['trades.BTC-PERPETUAL.100ms'] });
    const { bids, asks } = made.exchange.inspect().engine.book('BTC-PERPETUAL');
    for (let step = 0; step < 200; step += 1) {
      made.pass(100);
      const bid = bids.best()?.ticks ?? 0;
      const ask = asks.best()?.ticks ?? 0;
      expect(ask - bid).toBeGreaterThan(0);
      expect(ask / 2).toBeGreaterThan(60_000);
      expect(ask / 2).toBeLessThan(63_000);
    }
    expect(made.heard<object[]>('trades.BTC-PERPETUAL.100ms').flat().length).toBeGreaterThan(50);
  }, 60_000);

  it('set the option chain of both coins', (ctx) => {
    const path = sharedFile(CHAINS);
    if (path === null) return ctx.skip(`absent: ${CHAINS}`);
    const read = readReplay(path, START_MS);
    if (!read.ok) throw new Error(read.error);
    for (const currency of ['BTC', 'ETH'] as const) {
      const chain = read.value[currency]?.chain ?? [];
      expect(chain.length).toBeGreaterThan(200);
      expect(new Set(chain.map((entry) => entry.expiry.expiresAtMs)).size).toBeGreaterThan(6);
      expect(Math.min(...chain.map((entry) => entry.expiry.expiresAtMs))).toBeGreaterThan(START_MS);
    }
  });

  it('that are cut get a sentence', (ctx) => {
    const relative = `${WIRE}/usdm_btcusdt_20240808.gz`;
    const path = sharedFile(relative);
    if (path === null) return ctx.skip(`absent: ${relative}`);
    expect(error('usdm_cut.gz', readFileSync(path).subarray(0, 50_000))).toContain(
      'expected a whole file, found that it is cut or damaged',
    );
  });
});
