/** The state that a text stands for: a recovery that starts from it goes on exactly as the engine that wrote it. */
import { OrderBook } from '../book/order-book';
import { fail, ok, type Result } from '../domain/result';
import { dayOfSession } from '../engine/day-profit';
import { noDays } from '../engine/desk-days';
import type { EngineState } from '../engine/state';
import { OrderTracker, type OrderTrackerImage } from '../execution/order-tracker';
import type { Tagged } from './state-text';

const SPECIAL: Readonly<Record<string, number | undefined>> = { NaN, Infinity, '-Infinity': -Infinity, '-0': -0, undefined };

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
