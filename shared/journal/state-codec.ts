/** The whole engine state as text and back: a recovery that starts from it goes on exactly as the engine that wrote it. */
import { OrderBook, type BookLevel } from '../book/order-book';
import { fail, ok, type Result } from '../domain/result';
import { dayOfSession } from '../engine/day-profit';
import { noDays } from '../engine/desk-days';
import type { EngineState } from '../engine/state';
import { OrderTracker, type OrderTrackerImage } from '../execution/order-tracker';

/** What stands in a snapshot for something JSON has no form for; plain data never has a key that begins so. */
type Tagged =
  | { readonly $map: readonly (readonly [unknown, unknown])[] }
  | { readonly $set: readonly unknown[] }
  | { readonly $book: readonly [changeId: number, bids: readonly BookLevel[], asks: readonly BookLevel[]] }
  | { readonly $orders: OrderTrackerImage }
  /** NaN, the infinities, −0 and undefined, by their names. */
  | { readonly $value: string };

const SPECIAL: Readonly<Record<string, number | undefined>> = { NaN, Infinity, '-Infinity': -Infinity, '-0': -0, undefined };

/** The state as text. The error names a value that has no form here: then there is no snapshot and a restart replays from further back. */
export function encodeState(state: EngineState): Result<string, string> {
  try {
    return ok(JSON.stringify(toPlain(state)));
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

/** The state a text stands for. Its checksum was compared before: only what the desk wrote is read here. */
export function decodeState(text: string): Result<EngineState, string> {
  try {
    const restored = fromPlain(JSON.parse(text));
    return isState(restored) ? ok(withLater(restored)) : fail(`expected an engine state, found ${text.slice(0, 60)}`);
  } catch (error) {
    return fail(`expected an engine state, found ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What older desks did not write. */
type Later = 'day' | 'days' | 'volatilityHistories' | 'funding';

/** Of states written before the day's profit was kept, their session is all that is known; before the others were, there are none. */
function withLater(state: Omit<EngineState, Later> & Partial<Pick<EngineState, Later>>): EngineState {
  const { day, days = noDays, volatilityHistories = {}, funding = {} } = state;
  return { ...state, day: day === undefined ? dayOfSession(state) : day, days, volatilityHistories, funding };
}

function isState(value: unknown): value is EngineState {
  return typeof value === 'object' && value !== null && 'session' in value && 'orders' in value && value.orders instanceof OrderTracker;
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
  if (value instanceof OrderBook)
    return { $book: [value.changeId, value.levels('buy', Infinity), value.levels('sell', Infinity)] } satisfies Tagged;
  if (value instanceof OrderTracker) return { $orders: toPlain(value.toImage()) };
  if (Object.getPrototypeOf(value) !== Object.prototype)
    throw new TypeError(`expected plain data in the state, found an instance of ${value.constructor.name}`);
  const plain: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (key.startsWith('$')) throw new TypeError(`expected no key that begins with $ in the state, found ${key}`);
    plain[key] = toPlain(item);
  }
  return plain;
}

function fromPlain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  const [first] = Object.keys(value);
  if (first?.startsWith('$') === true) return fromTagged(value as Tagged);
  const restored: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) restored[key] = fromPlain(item);
  return restored;
}

function fromTagged(tagged: Tagged): unknown {
  if ('$map' in tagged) return new Map(tagged.$map.map(([key, item]) => [fromPlain(key), fromPlain(item)] as const));
  if ('$set' in tagged) return new Set(tagged.$set.map(fromPlain));
  if ('$orders' in tagged) return OrderTracker.restore(fromPlain(tagged.$orders) as OrderTrackerImage);
  if ('$book' in tagged) {
    const book = new OrderBook();
    const [changeId, bids, asks] = tagged.$book;
    book.applySnapshot(bids, asks, changeId);
    return book;
  }
  if (!Object.hasOwn(SPECIAL, tagged.$value)) throw new TypeError(`a value named ${tagged.$value}`);
  return SPECIAL[tagged.$value];
}
