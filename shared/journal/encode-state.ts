/** The whole engine state as text: held as it is at an instant, then written in parts, between which the engine goes on. */
import { fail, ok, type Result } from '../domain/result';
import type { InstrumentId } from '../domain/instrument';
import { copyMarket, type MarketState } from '../engine/market-state';
import type { EngineState } from '../engine/state';
import type { OrderTrackerImage } from '../execution/order-tracker';
import type { Tagged } from './state-text';

/** The order tracker as it was when it was held. */
class HeldOrders {
  constructor(readonly image: OrderTrackerImage) {}
}

/** A book as it was when it was held. */
class HeldBook {
  constructor(readonly tagged: Extract<Tagged, { $book: unknown }>) {}
}

/** A state as it was at an instant, whatever the engine did since. */
export type HeldState = Readonly<Record<keyof EngineState, unknown>>;

/** Holds a state: maps, books and the order tracker are copied; everything else the engine replaces, so a reference is enough. */
export function holdState(state: EngineState): HeldState {
  return {
    ...state,
    traffic: new Map(state.traffic),
    markets: new Map<InstrumentId, unknown>([...state.markets].map(([id, market]) => [id, heldMarket(market)])),
    orders: new HeldOrders(state.orders.toImage()),
    commandOutcomes: new Map(state.commandOutcomes),
  };
}

function heldMarket(market: MarketState): object {
  const { book } = market;
  const $book = [book.changeId, book.levels('buy', Infinity), book.levels('sell', Infinity)] as const;
  return Object.assign(copyMarket(market), { book: new HeldBook({ $book }) });
}

/** The state as text, at once. The error names a value that has no form here: then there is no snapshot and a restart replays from further back. */
export function encodeState(state: EngineState): Result<string, string> {
  try {
    return ok([...encodeInParts(holdState(state))].join(''));
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** The text of a held state in parts of some ten kilobytes. Throws a `TypeError` that names a value that has no form here. */
export function* encodeInParts(held: HeldState): Generator<string, void, undefined> {
  yield* partsOf(held, 0);
}

/** Items of a list that are written in one part. */
const ITEMS_OF_A_PART = 16;
/** What lies deeper is written whole: it is an item of a list, or small. */
const DEEPEST = 3;

function* partsOf(value: unknown, depth: number): Generator<string, void, undefined> {
  if (value instanceof HeldOrders) yield* marked('$orders', partsOfObject(value.image, depth));
  else if (value instanceof Map) yield* marked('$map', partsOfList(Array.from<unknown>(value)));
  else if (Array.isArray(value)) yield* partsOfList(value);
  else if (depth > DEEPEST || typeof value !== 'object' || value === null || !isPlain(value)) yield JSON.stringify(toPlain(value));
  else yield* partsOfObject(value, depth);
}

function* marked(mark: '$map' | '$orders', parts: Iterable<string>): Generator<string, void, undefined> {
  yield `{"${mark}":`;
  yield* parts;
  yield '}';
}

function* partsOfList(items: readonly unknown[]): Generator<string, void, undefined> {
  yield '[';
  for (let from = 0; from < items.length; from += ITEMS_OF_A_PART) {
    const text = JSON.stringify(items.slice(from, from + ITEMS_OF_A_PART).map(toPlain)).slice(1, -1);
    yield from === 0 ? text : `,${text}`;
  }
  yield ']';
}

function* partsOfObject(value: object, depth: number): Generator<string, void, undefined> {
  let before = '{';
  for (const [key, item] of plainEntries(value)) {
    yield `${before}${JSON.stringify(key)}:`;
    yield* partsOf(item, depth + 1);
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

function toPlain(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { $value: Object.is(value, -0) ? '-0' : String(value) };
    case 'undefined':
      return { $value: 'undefined' };
    case 'object':
      return value === null ? null : objectToPlain(value);
    default:
      throw new TypeError(`expected plain data in the state, found a value of type ${typeof value}`);
  }
}

function objectToPlain(value: object): unknown {
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Map) return { $map: [...value].map(([key, item]) => [toPlain(key), toPlain(item)] as const) } satisfies Tagged;
  if (value instanceof Set) return { $set: [...value].map(toPlain) } satisfies Tagged;
  if (value instanceof HeldBook) return value.tagged;
  if (!isPlain(value)) throw new TypeError(`expected plain data in the state, found an instance of ${value.constructor.name}`);
  const plain: Record<string, unknown> = {};
  for (const [key, item] of plainEntries(value)) plain[key] = toPlain(item);
  return plain;
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}

function plainEntries(value: object): readonly (readonly [string, unknown])[] {
  const entries = Object.entries(value);
  const marked = entries.find(([key]) => key.startsWith('$'));
  if (marked !== undefined) throw new TypeError(`expected no key that begins with $ in the state, found ${marked[0]}`);
  return entries;
}
