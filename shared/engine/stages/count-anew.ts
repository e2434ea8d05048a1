/** Says in other ticks and lots what was said in the ones of before: what is held and what rests stays what it is. */
import type { Instrument } from '../../domain/instrument';
import { priceTicks, type PriceTicks } from '../../domain/price';
import { quantityLots, toWholeLots, type QuantityLots } from '../../domain/quantity';
import { raiseAlert, storePosition, touchControl, touchInventory, updateVenue, type StepWork } from '../step-work';
import { requestReconciliation } from './keep-orders';

/**
 * A coarser lot may leave a part of one, in orders, fills and positions: as a fraction it is exact, and no new order is made of it. What the
 * venue makes of such a rest it has to say first.
 */
export function countAnew(work: StepWork, old: Instrument, next: Instrument): void {
  const { id, lotSize } = next;
  if (old.tickSize === next.tickSize && old.lotSize === lotSize) return;
  const inTicks = (price: PriceTicks): PriceTicks => priceTicks(toWholeLots((price * old.tickSize) / next.tickSize));
  const inLots = (quantity: QuantityLots): QuantityLots => quantityLots(lotsAnew(quantity));
  const lotsAnew = (lots: number): number => toWholeLots((lots * old.lotSize) / lotSize);
  const anew = <Priced extends { readonly price: PriceTicks; readonly quantity: QuantityLots }>(priced: Priced): Priced => ({
    ...priced,
    price: inTicks(priced.price),
    quantity: inLots(priced.quantity),
  });
  work.orders.countAnew(id, { inTicks, inLots });
  work.fills = work.fills.map((record) => (record.fill.instrumentId === id ? { ...record, fill: anew(record.fill) } : record));
  work.recentManual = work.recentManual.map((order) => (order.instrumentId === id ? anew(order) : order));
  const known = work.positions[id];
  if (known === undefined || old.lotSize === lotSize) return;
  const { position, openingLots, venueLots, differenceLots } = known;
  storePosition(work, id, {
    ...known,
    position: { ...position, lots: lotsAnew(position.lots) },
    openingLots: lotsAnew(openingLots),
    venueLots: venueLots === null ? null : lotsAnew(venueLots),
    differenceLots: differenceLots === null ? null : lotsAnew(differenceLots),
  });
  touchInventory(work);
  if (position.lots !== 0 && !Number.isInteger(toWholeLots(old.lotSize / lotSize))) doubtAccount(work, next);
}

/** Nothing is quoted or hedged from the account until the next reading of it. */
function doubtAccount(work: StepWork, { name, venue }: Instrument): void {
  const text = `${name}: its smallest quantity grew while it is held; the venue is asked what it holds of it now`;
  updateVenue(work, venue, { reconciledAtMs: null, comparedAtMs: null, isMatched: false, reconciliation: text });
  raiseAlert(work, { key: `lots|${name}`, severity: 3, text: `${text}.` });
  requestReconciliation(work, venue);
  touchControl(work);
}
