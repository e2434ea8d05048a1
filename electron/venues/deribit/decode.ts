/** One raw websocket text in, engine events and a signal for the lane out; no socket, no clock, no exception leaves it. */
import type { EngineEventBody } from '../../../shared/engine/events';
import type { Instrument, InstrumentId } from '../../../shared/domain/instrument';
import type { BookContinuity } from './decode-book';
import { decodeBook } from './decode-book';
import type { InstrumentsByName } from './decode-account';
import { decodeBalance, decodeFill, decodeOrder } from './decode-account';
import { decodeIndex, decodeTicker, decodeTrade } from './decode-market';
import { DERIBIT, isOtherProduct } from './instruments';
import { decodePlatformState, PLATFORM_CHANNEL } from './decode-platform-state';
import type { JsonRecord, OffStep } from './decode-fields';
import { FieldRefused, findField, PriceRefused, readList, readRecord, readText, readWhole, refuse } from './decode-fields';

/** What decoding depends on; `books` is moved on by each book frame. */
export interface DecodeContext {
  readonly instruments: InstrumentsByName;
  readonly books: Map<string, BookContinuity>;
}

/** A JSON-RPC answer, still untrusted inside `result`. */
export interface RpcAnswer {
  readonly id: number;
  readonly result: unknown;
  readonly error: { readonly code: number; readonly message: string } | null;
  /** Venue clock halfway through the call, microseconds; `null` if not stated. */
  readonly venueTimeUs: number | null;
}

/** What the lane must do besides emitting the events. */
export type FrameSignal =
  | { readonly kind: 'none' }
  | { readonly kind: 'test-request' }
  /** The venue is closed; it says so to whatever is asked. */
  | { readonly kind: 'maintenance' }
  | { readonly kind: 'answer'; readonly answer: RpcAnswer }
  | { readonly kind: 'book-gap'; readonly instrument: Instrument; readonly reason: string }
  | {
      readonly kind: 'quarantined';
      readonly reason: string;
      readonly instrumentId: InstrumentId | null;
      /** The price in it that no listed step allows, if that is why. */
      readonly offStep: OffStep | null;
    };

/** One decoded frame. */
export interface DecodedFrame {
  readonly events: readonly EngineEventBody[];
  readonly signal: FrameSignal;
}

const NONE: FrameSignal = { kind: 'none' };
const NOTHING: DecodedFrame = { events: [], signal: NONE };
const TEST_REQUEST: DecodedFrame = { events: [], signal: { kind: 'test-request' } };
const MAINTENANCE: DecodedFrame = { events: [], signal: { kind: 'maintenance' } };

/** `system_maintenance` */
export const SYSTEM_MAINTENANCE = 11051;

/** A key that only an attack writes; no frame of the venue holds it. */
const PROTOTYPE_KEY = /"__proto__"\s*:/;

function instrumentOf(context: DecodeContext, name: unknown): Instrument {
  const instrument = typeof name === 'string' ? context.instruments.get(name) : undefined;
  return instrument ?? refuse('instrument_name', 'an instrument that was loaded', name);
}

function decodeBookFrame(data: JsonRecord, channel: string, context: DecodeContext): DecodedFrame {
  const instrument = instrumentOf(context, data['instrument_name']);
  if (!channel.startsWith(instrument.name, 5)) return refuse('instrument_name', `the instrument of ${channel}`, instrument.name);
  const continuity = context.books.get(instrument.name);
  if (!continuity) return NOTHING;
  const outcome = decodeBook(data, instrument, continuity);
  if (outcome.kind === 'event') return { events: [outcome.event], signal: NONE };
  if (outcome.kind === 'ignored') return NOTHING;
  return {
    events: [
      { kind: 'book-invalidated', instrumentId: instrument.id, reason: outcome.reason },
      { kind: 'fault-noticed', source: 'deribit', message: `${instrument.name}: ${outcome.reason}; resubscribing`, isFatal: false },
    ],
    signal: { kind: 'book-gap', instrument, reason: outcome.reason },
  };
}

function decodeTrades(data: unknown, channel: string, context: DecodeContext): DecodedFrame {
  const instrument = instrumentOf(context, channel.slice(7, channel.lastIndexOf('.')));
  const trades = readList(data, 'trades').map((value) => decodeTrade(value, instrument));
  return trades.length === 0 ? NOTHING : { events: [{ kind: 'trades-printed', trades }], signal: NONE };
}

/** One record or a list of them, without those of other products. */
function listOf(data: unknown): readonly unknown[] {
  const list = Array.isArray(data) ? readList(data, 'data') : [data];
  return list.filter((value) => !isOtherProduct(findField(value, 'instrument_name')));
}

function decodeOrders(data: unknown, context: DecodeContext): EngineEventBody[] {
  return listOf(data).map((value) => ({ kind: 'order-reported', report: decodeOrder(value, context.instruments) }));
}

function decodeFills(data: unknown, context: DecodeContext): EngineEventBody[] {
  return listOf(data).map((value) => ({ kind: 'fill-reported', fill: decodeFill(value, context.instruments) }));
}

function decodeUser(channel: string, data: unknown, context: DecodeContext): DecodedFrame {
  if (channel.startsWith('user.orders.')) return { events: decodeOrders(data, context), signal: NONE };
  if (channel.startsWith('user.trades.')) return { events: decodeFills(data, context), signal: NONE };
  if (channel.startsWith('user.portfolio.')) {
    return { events: [{ kind: 'balance-updated', venue: DERIBIT, balance: decodeBalance(data) }], signal: NONE };
  }
  if (!channel.startsWith('user.changes.')) return NOTHING;
  const changes = readRecord(data, 'changes');
  // Fills first: an order reported as filled then never lacks the fills that made it so.
  return { events: [...decodeFills(changes['trades'] ?? [], context), ...decodeOrders(changes['orders'] ?? [], context)], signal: NONE };
}

function decodeNotification(params: JsonRecord, context: DecodeContext): DecodedFrame {
  const channel = readText(params['channel'], 'channel');
  const data = params['data'];
  if (channel.startsWith('book.')) return decodeBookFrame(readRecord(data, 'data'), channel, context);
  if (channel.startsWith('trades.')) return decodeTrades(data, channel, context);
  if (channel === PLATFORM_CHANNEL) return { events: decodePlatformState(readRecord(data, 'data')), signal: NONE };
  if (channel.startsWith('user.')) return decodeUser(channel, data, context);
  if (channel.startsWith('ticker.')) {
    const raw = readRecord(data, 'data');
    return { events: [{ kind: 'ticker-updated', ticker: decodeTicker(raw, instrumentOf(context, raw['instrument_name'])) }], signal: NONE };
  }
  if (channel.startsWith('deribit_price_index.')) {
    return { events: [{ kind: 'index-updated', venue: DERIBIT, ...decodeIndex(readRecord(data, 'data')) }], signal: NONE };
  }
  return NOTHING;
}

/** The venue stamps when a call came in and went out; the middle is the instant to compare clocks by. */
function readVenueTime({ usIn, usOut }: JsonRecord): number | null {
  return typeof usIn === 'number' && typeof usOut === 'number' && usIn > 0 && usOut >= usIn ? (usIn + usOut) / 2 : null;
}

function readError(value: unknown): RpcAnswer['error'] {
  if (value === undefined || value === null) return null;
  const raw = readRecord(value, 'error');
  const code = typeof raw['code'] === 'number' ? raw['code'] : 0;
  const parts = [raw['message'], findField(raw['data'], 'reason')].filter((part) => typeof part === 'string');
  return { code, message: parts.join(': ') || 'no reason given' };
}

function decodeAnswer(frame: JsonRecord): DecodedFrame {
  // Said without the number of the question that it answers.
  if (typeof frame['id'] !== 'number' && findField(frame['error'], 'code') === SYSTEM_MAINTENANCE) return MAINTENANCE;
  const id = readWhole(frame['id'], 'id');
  const answer = { id, result: frame['result'], error: readError(frame['error']), venueTimeUs: readVenueTime(frame) };
  return { events: [], signal: { kind: 'answer', answer } };
}

function decodeParsed(frame: JsonRecord, context: DecodeContext): DecodedFrame {
  const method = frame['method'];
  if (method === 'subscription') return decodeNotification(readRecord(frame['params'], 'params'), context);
  if (method === 'heartbeat') return readRecord(frame['params'], 'params')['type'] === 'test_request' ? TEST_REQUEST : NOTHING;
  if (method !== undefined) return refuse('method', 'subscription or heartbeat', method);
  return decodeAnswer(frame);
}

/** Which book a refused frame was about, so that it can be resynchronised; never throws. */
function instrumentOfRefused(frame: unknown, context: DecodeContext): InstrumentId | null {
  const channel = findField(frame, 'params', 'channel');
  if (typeof channel !== 'string' || !channel.startsWith('book.')) return null;
  return context.instruments.get(channel.slice(5, channel.lastIndexOf('.')))?.id ?? null;
}

function quarantine(reason: string, instrumentId: InstrumentId | null, offStep: OffStep | null = null): DecodedFrame {
  return {
    events: [{ kind: 'fault-noticed', source: 'deribit', message: `frame quarantined: ${reason}`, isFatal: false }],
    signal: { kind: 'quarantined', reason, instrumentId, offStep },
  };
}

/** Decodes one raw text frame. A frame that is not exactly what it must be is quarantined whole: no event of it leaves. */
export function decodeFrame(text: string, context: DecodeContext): DecodedFrame {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
    if (text.includes('__proto__') && PROTOTYPE_KEY.test(text)) return quarantine('it holds a prototype key', null);
    return decodeParsed(readRecord(frame, 'frame'), context);
  } catch (error) {
    const offStep = error instanceof PriceRefused ? error.offStep : null;
    if (error instanceof FieldRefused) return quarantine(error.message, instrumentOfRefused(frame, context), offStep);
    return quarantine('expected JSON, found a text that does not parse', null);
  }
}
