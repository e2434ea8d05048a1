/** Books what became of positions in contracts that expired, once the venue holds nothing of them any more. */
import { settlePosition } from '../../inventory/position';
import type { AccountSnapshot } from '../events';
import { raiseAlert, storePosition, touchInventory, type StepWork } from '../step-work';

/**
 * Call only with a snapshot that no fill raced. The price is the last mark: near its end a contract is marked at its estimated delivery.
 * A position without one stays, and shows as a difference to the venue.
 */
export function settleExpired(work: StepWork, snapshot: AccountSnapshot): void {
  const held = new Set(snapshot.positions.filter(({ quantity }) => quantity !== 0).map(({ instrumentId }) => instrumentId));
  for (const known of Object.values(work.positions)) {
    const { instrumentId: id, lots } = known.position;
    const market = work.markets.get(id);
    if (lots === 0 || held.has(id) || market?.instrument.venue !== snapshot.venue) continue;
    const { instrument, ticker } = market;
    if (instrument.expiresAtMs === null || snapshot.requestedAtMs < instrument.expiresAtMs || ticker === null) continue;
    const indexPrice = work.indexes[instrument.underlying]?.price ?? ticker.indexPrice;
    const position = settlePosition(known.position, { price: ticker.markPrice, indexPrice }, instrument);
    if (position === null) continue;
    storePosition(work, id, { ...known, position, openingLots: known.openingLots - lots, venueLots: 0, differenceLots: 0 });
    touchInventory(work);
    const gained = (position.realisedCoin - known.position.realisedCoin).toPrecision(6);
    const text = `${instrument.name} expired with ${lots} lots: settled at its last mark ${ticker.markPrice}, ${gained} ${instrument.underlying}.`;
    raiseAlert(work, { key: `settled|${id}`, severity: 1, text });
  }
}
