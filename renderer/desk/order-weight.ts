/** What an order by hand would add, by the sums of the engine's own gate, for the ticket that shows it before it is sent. */
import { estimateOrder, type HandOrder, type OrderEstimate } from '../../shared/projection/estimate-order';
import type { LadderView } from '../../shared/projection/view-state';

export type { OrderEstimate };

/** `null` without an instrument. */
export function orderWeight({ orderTerms }: Pick<LadderView, 'orderTerms'>, order: HandOrder): OrderEstimate | null {
  return orderTerms === null ? null : estimateOrder(orderTerms, order);
}
