/** The decoder on frames that the real Deribit sent: nothing is refused that should not be, and the book chain is unbroken. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { EngineEventBody } from '../../../../../shared/engine/events';
import type { Instrument } from '../../../../../shared/domain/instrument';
import type { BookContinuity } from '../../../../../electron/venues/deribit/decode-book';
import type { DecodeContext, DecodedFrame } from '../../../../../electron/venues/deribit/decode';
import { decodeFrame } from '../../../../../electron/venues/deribit/decode';
import { decodeInstruments } from '../../../../../electron/venues/deribit/instruments';
import { sharedFile } from '../../../../support/shared-data';

const LINES = 'data/wire/cryptofeed/DERIBIT.ws.1.0.gz';
const LISTS = 'data/wire/cryptofeed/DERIBIT.0.gz';
const TARDIS = 'data/wire/tardis-node/deribit.jsonl';
const PARSER = 'data/wire/crypto-msg-parser/deribit.jsonl';

function linesOf(path: string): string[] {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n').filter(Boolean);
}

function recordedInstruments(path: string): { instruments: readonly Instrument[]; refused: readonly string[]; listed: number } {
  const answers = linesOf(path).filter((line) => line.startsWith('https://'));
  const lists = answers.flatMap((line) => (JSON.parse(line.slice(line.indexOf('{'))) as { result: unknown[] }).result);
  return { ...decodeInstruments(lists), listed: lists.length };
}

function contextOf(instruments: readonly Instrument[]): DecodeContext {
  const books = new Map<string, BookContinuity>(instruments.map(({ name }) => [name, { generation: 1, changeId: null }]));
  return { instruments: new Map(instruments.map((instrument) => [instrument.name, instrument])), books };
}

function quarantined(frames: readonly DecodedFrame[]): readonly string[] {
  return frames.flatMap(({ signal }) => (signal.kind === 'quarantined' ? [signal.reason] : []));
}

function count(frames: readonly DecodedFrame[], kind: EngineEventBody['kind']): number {
  return frames.flatMap(({ events }) => events).filter((event) => event.kind === kind).length;
}

/** A perpetual or future as it was when the single frames were recorded. */
function standing(name: string, tickSize: number, lotSize: number): unknown {
  const isPerpetual = name.endsWith('PERPETUAL');
  const isOption = /-[CP]$/.test(name);
  return {
    kind: isOption ? 'option' : 'future',
    instrument_name: name,
    base_currency: name.slice(0, 3),
    tick_size: tickSize,
    contract_size: isOption ? 1 : lotSize,
    min_trade_amount: lotSize,
    maker_commission: 0,
    taker_commission: 0.0005,
    is_active: true,
    ...(isPerpetual ? {} : { expiration_timestamp: 1_600_000_000_000 }),
    ...(isOption ? { option_type: name.endsWith('C') ? 'call' : 'put', strike: Number(name.split('-')[2]) } : {}),
  };
}

describe('the recorded websocket of 2021-07-22', () => {
  it('decodes every book, with its chain unbroken, and every option ticker', (ctx) => {
    const [wire, lists] = [sharedFile(LINES), sharedFile(LISTS)];
    if (!wire || !lists) return ctx.skip(`absent: ${LINES} or ${LISTS}`);
    const { instruments } = recordedInstruments(lists);
    const context = contextOf(instruments);
    const texts = linesOf(wire).flatMap((line) => /^[\d.]+: (\{.*)$/.exec(line)?.[1] ?? []);
    const frames = texts.map((text) => decodeFrame(text, context));
    expect(quarantined(frames)).toEqual([]);
    expect(count(frames, 'book-snapshot')).toBe(10);
    expect(count(frames, 'book-delta')).toBe(36);
    expect(count(frames, 'ticker-updated')).toBe(89);
    expect(count(frames, 'book-invalidated')).toBe(0);
  });

  it('finds the gap when one change is left out, and takes nothing until the next snapshot', (ctx) => {
    const [wire, lists] = [sharedFile(LINES), sharedFile(LISTS)];
    if (!wire || !lists) return ctx.skip(`absent: ${LINES} or ${LISTS}`);
    const context = contextOf(recordedInstruments(lists).instruments);
    const texts = linesOf(wire).flatMap((line) => /^[\d.]+: (\{.*)$/.exec(line)?.[1] ?? []);
    const changes = texts.filter((text) => text.includes('"type":"change"'));
    const byChannel = new Map<string, string[]>();
    for (const text of changes) {
      const channel = (JSON.parse(text) as { params: { channel: string } }).params.channel;
      byChannel.set(channel, [...(byChannel.get(channel) ?? []), text]);
    }
    const [left] = [...byChannel.values()].filter((list) => list.length >= 3);
    if (!left) throw new Error('expected a book with three changes in the recording, found none');
    const frames = texts.filter((text) => text !== left[0]).map((text) => decodeFrame(text, context));
    const gaps = frames.filter(({ signal }) => signal.kind === 'book-gap');
    expect(gaps).toHaveLength(1);
    expect(gaps[0]?.events.map((event) => event.kind)).toEqual(['book-invalidated', 'fault-noticed']);
    expect(count(frames, 'book-delta')).toBe(36 - left.length);
  });

  it('reads every inverse instrument of the list and leaves linear ones out', (ctx) => {
    const lists = sharedFile(LISTS);
    if (!lists) return ctx.skip(`absent: ${LISTS}`);
    const { instruments, refused, listed } = recordedInstruments(lists);
    expect(refused).toEqual([]);
    expect(instruments.length).toBeGreaterThan(800);
    expect(instruments.length).toBeLessThanOrEqual(listed);
    expect(instruments.some(({ name }) => name.includes('USDC'))).toBe(false);
    expect(instruments.filter(({ kind, underlying }) => kind === 'option' && underlying === 'BTC')).toHaveLength(390);
    expect(instruments.filter(({ kind, underlying }) => kind === 'option' && underlying === 'ETH')).toHaveLength(418);
  });
});

describe('single frames of 2019 to 2026', () => {
  const names: readonly (readonly [string, number, number])[] = [
    ['BTC-PERPETUAL', 0.5, 10],
    ['ETH-PERPETUAL', 0.05, 1],
    ['BTC-8JUN20-8750-P', 0.0005, 0.1],
    ['BTC-5JUN20-9250-C', 0.0005, 0.1],
    ['ETH-5JUN20-310-P', 0.0005, 1],
    ['ETH-10JUN20-270-C', 0.0005, 1],
    ['ETH-10SEP21-3350-P', 0.0005, 1],
    ['BTC-26MAR21', 0.5, 10],
    ['BTC-25JUN21', 0.5, 10],
    ['BTC-11JUN21-25000-P', 0.0005, 0.1],
  ];
  const { instruments } = decodeInstruments(names.map(([name, tick, lot]) => standing(name, tick, lot)));

  it.for([TARDIS, PARSER])('every frame of a known instrument in %s is decoded, none of another is', (relative, ctx) => {
    const path = sharedFile(relative);
    if (!path) return ctx.skip(`absent: ${relative}`);
    const context = contextOf(instruments);
    let decoded = 0;
    for (const line of linesOf(path)) {
      const { msg } = JSON.parse(line) as { msg: { params?: { channel: string } } };
      const channel = msg.params?.channel;
      if (!channel || !/^(book\.[^.]+\.(raw|100ms)|trades\.[^.]+\.raw|ticker)/.test(channel)) continue;
      const frame = decodeFrame(JSON.stringify(msg), context);
      const name = channel.split('.')[1] ?? '';
      if (context.instruments.has(name)) {
        expect(frame.signal.kind === 'quarantined' ? frame.signal.reason : '').toBe('');
        decoded += 1;
      } else {
        expect(frame.signal.kind).toBe('quarantined');
      }
    }
    expect(decoded).toBeGreaterThan(5);
  });
});
