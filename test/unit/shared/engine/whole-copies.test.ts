/** Copies that are written out field by field for speed: each has every field, or a later one would be lost with the next step. */
import { expect, it } from 'vitest';
import { copyVenue, type VenueState } from '../../../../shared/engine/account-state';
import { copyMarket, type MarketState } from '../../../../shared/engine/market-state';
import { copyQuoting, type QuotingState } from '../../../../shared/engine/quoting-state';
import type { TrackedOrder } from '../../../../shared/execution/order-state';
import { copyOrder, newOrder } from '../../../../shared/execution/tracked-order';
import { timestampMs } from '../../../../shared/domain/time';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, intentOf, START_MS, testSettings, VENUE } from '../../../support/engine-parts';

const atMs = timestampMs(START_MS);

/** What a desk holds of one kind; a missing one is a mistake of the test. */
function held<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('Expected the desk to have one of each, found none.');
  return value;
}

const { state } = new TestDesk().startTrading(testSettings());
/** `Required`: an optional field that is added to the type must be added here, and then shows whether it is copied. */
const venue: Required<VenueState> = {
  slowness: { state: 'slow', lastAtMs: atMs },
  comparedAtMs: atMs,
  readAtMs: atMs,
  readingFailedAtMs: atMs,
  putOff: { fills: [], unreadFills: [] },
  locks: [{ underlying: 'BTC', cause: 'index' }],
  ...held(state.venues[VENUE]),
};
const quoting: Required<QuotingState> = { draftVersion: 7, ...held(state.quoting[BTC]) };
const order: Required<TrackedOrder> = { isQueryWanted: true, isCarriedOver: true, ...newOrder(intentOf(), atMs) };
const market: Required<MarketState> = held(state.markets.get(BTC));

it.each([
  ['venue', venue, copyVenue(venue)],
  ['quoting state', quoting, copyQuoting(quoting)],
  ['order', order, copyOrder(order)],
  ['market', market, copyMarket(market)],
])('a copy of a %s has all that it is a copy of', (_kind, original, copy) => {
  expect(copy).toStrictEqual(original);
});
