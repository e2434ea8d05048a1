/** One recorded line of Binance wire (`<receive ns> <JSON>`) to a checked message; prices and quantities stay the venue's own text. */
import { fail, ok, type Result } from '../../domain/result';
import type { Side } from '../../domain/side';

/** A level as written: price, quantity. */
export type TextLevel = readonly [price: string, quantity: string];

/** The depth snapshot fetched beside the stream. */
export interface SnapshotMessage {
  readonly kind: 'snapshot';
  readonly receivedAtNs: bigint;
  readonly lastUpdateId: number;
  readonly bids: readonly TextLevel[];
  readonly asks: readonly TextLevel[];
}

/** Levels changed by the updates `firstUpdateId` to `lastUpdateId`. */
export interface DepthMessage {
  readonly kind: 'depth';
  readonly receivedAtNs: bigint;
  /** For example `btcusdt@depth@0ms`. */
  readonly stream: string;
  readonly instrument: string;
  readonly firstUpdateId: number;
  readonly lastUpdateId: number;
  /** Last id of the message before (futures); `null` where the venue sends none (spot). */
  readonly previousUpdateId: number | null;
  readonly bids: readonly TextLevel[];
  readonly asks: readonly TextLevel[];
}

/** A public print. */
export interface TradeMessage {
  readonly kind: 'trade';
  readonly receivedAtNs: bigint;
  readonly instrument: string;
  readonly tradeId: number;
  readonly price: string;
  readonly quantity: string;
  /** Side of the taker. */
  readonly side: Side;
  readonly executedAtMs: number;
}

/** The venue's own best bid and ask at an update id. */
export interface TopMessage {
  readonly kind: 'top';
  readonly receivedAtNs: bigint;
  readonly instrument: string;
  readonly updateId: number;
  readonly bid: TextLevel;
  readonly ask: TextLevel;
}

/** What a recording can contain. */
export type RecordedMessage = SnapshotMessage | DepthMessage | TradeMessage | TopMessage;

type Json = Readonly<Record<string, unknown>>;

/** Decodes one line; the error says what was expected and what was found. */
export function decodeRecordedLine(line: string): Result<RecordedMessage, string> {
  const space = line.indexOf(' ');
  const stamp = line.slice(0, Math.max(space, 0));
  if (!/^\d{19}$/.test(stamp)) return fail(`expected a line "<receive time in ns> <JSON>", found "${excerpt(line)}"`);
  const parsed = parseObject(line.slice(space + 1));
  if (parsed === null) return fail(`expected a JSON object after the receive time, found "${excerpt(line.slice(space + 1))}"`);
  const message = decodeMessage(parsed, BigInt(stamp));
  return message === null
    ? fail(`expected a depth, trade, bookTicker or snapshot message, found "${excerpt(line.slice(space + 1))}"`)
    : ok(message);
}

function decodeMessage(envelope: Json, receivedAtNs: bigint): RecordedMessage | null {
  const stream = envelope['stream'];
  if (stream === undefined) return decodeSnapshot(envelope, receivedAtNs);
  const data = asObject(envelope['data']);
  if (typeof stream !== 'string' || data === null) return null;
  const channel = stream.split('@')[1];
  if (channel === 'depth') return decodeDepth(data, stream, receivedAtNs);
  if (channel === 'trade') return decodeTrade(data, receivedAtNs);
  return channel === 'bookTicker' ? decodeTop(data, receivedAtNs) : null;
}

function decodeSnapshot(data: Json, receivedAtNs: bigint): SnapshotMessage | null {
  const { lastUpdateId } = data;
  const bids = asLevels(data['bids']);
  const asks = asLevels(data['asks']);
  if (!isCount(lastUpdateId) || bids === null || asks === null) return null;
  return { kind: 'snapshot', receivedAtNs, lastUpdateId, bids, asks };
}

function decodeDepth(data: Json, stream: string, receivedAtNs: bigint): DepthMessage | null {
  const { s: instrument, U: firstUpdateId, u: lastUpdateId, pu = null } = data;
  const bids = asLevels(data['b']);
  const asks = asLevels(data['a']);
  if (typeof instrument !== 'string' || !isCount(firstUpdateId) || !isCount(lastUpdateId)) return null;
  if (bids === null || asks === null || (pu !== null && !isCount(pu))) return null;
  return { kind: 'depth', receivedAtNs, stream, instrument, firstUpdateId, lastUpdateId, previousUpdateId: pu, bids, asks };
}

function decodeTrade(data: Json, receivedAtNs: bigint): TradeMessage | null {
  const { s: instrument, t: tradeId, p: price, q: quantity, m: isBuyerMaker, T: executedAtMs } = data;
  if (typeof instrument !== 'string' || !isCount(tradeId) || !isCount(executedAtMs)) return null;
  if (typeof price !== 'string' || typeof quantity !== 'string' || typeof isBuyerMaker !== 'boolean') return null;
  return { kind: 'trade', receivedAtNs, instrument, tradeId, price, quantity, side: isBuyerMaker ? 'sell' : 'buy', executedAtMs };
}

function decodeTop(data: Json, receivedAtNs: bigint): TopMessage | null {
  const { s: instrument, u: updateId } = data;
  const bid = asLevel([data['b'], data['B']]);
  const ask = asLevel([data['a'], data['A']]);
  if (typeof instrument !== 'string' || !isCount(updateId) || bid === null || ask === null) return null;
  return { kind: 'top', receivedAtNs, instrument, updateId, bid, ask };
}

function parseObject(text: string): Json | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

function asObject(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function asLevel(value: unknown): TextLevel | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [price, quantity]: readonly unknown[] = value;
  return typeof price === 'string' && typeof quantity === 'string' ? [price, quantity] : null;
}

function asLevels(value: unknown): readonly TextLevel[] | null {
  if (!Array.isArray(value)) return null;
  const levels: TextLevel[] = [];
  for (const entry of value) {
    const level = asLevel(entry);
    if (level === null) return null;
    levels.push(level);
  }
  return levels;
}

function excerpt(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
