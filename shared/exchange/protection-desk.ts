/** Counts clients' fills against their market maker protection and pulls what a triggered group covers. */
import { fromLots, notionalCoin } from './contract-spec';
import type { Floor } from './floor';
import type { OwnTrade } from './floor-events';
import { mmpKey } from './order-desk';

/** Watches fills of orders that carry the `mmp` flag. */
export class ProtectionDesk {
  public constructor(private readonly floor: Floor) {}

  /** Counts fills. Cancels the orders of each group that is now over a limit, and returns a log line for each. */
  public count(ownTrades: readonly OwnTrade[]): readonly Readonly<Record<string, unknown>>[] {
    const triggered: Readonly<Record<string, unknown>>[] = [];
    for (const { account, trade } of ownTrades) {
      if (!trade.order.isMmp) continue;
      const { spec } = trade.print;
      const key = mmpKey(trade.order.quote?.mmpGroup ?? '', spec);
      const group = account.mmpGroups.get(key);
      if (group === undefined) continue;
      const amount = fromLots(spec, trade.print.lots);
      const sign = trade.order.side === 'buy' ? 1 : -1;
      const isOver = group.count({
        atMs: this.floor.now(),
        quantity: notionalCoin(spec, amount, trade.print.price),
        delta: sign * amount * this.floor.marks.deltaPerAmount(spec),
        vega: sign * amount * (this.floor.marks.optionMark(spec)?.vega ?? 0),
      });
      if (!isOver) continue;
      for (const order of [...account.openOrders.values()]) {
        const contract = this.floor.contractOf(order);
        if (order.isMmp && mmpKey(order.quote?.mmpGroup ?? '', contract) === key) this.floor.cancel(order, 'mmp_trigger');
      }
      triggered.push({ client: account.settings.clientId, group: key, frozen_until: group.frozenUntil(this.floor.now()) });
    }
    return triggered;
  }
}
