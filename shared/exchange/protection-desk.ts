/** Counts clients' fills against their market maker protection and pulls what a triggered group covers. */
import type { Account } from './account';
import { fromLots, notionalCoin, type ContractSpec } from './contract-spec';
import type { Floor } from './floor';
import type { OwnTrade } from './floor-events';
import type { MmpGroup } from './market-maker-protection';
import { mmpKey } from './order-desk';
import type { MutableOrder } from './resting-order';
import type { UserTrade } from './trade-record';

/** Watches fills of orders that carry the `mmp` flag. */
export class ProtectionDesk {
  public constructor(private readonly floor: Floor) {}

  /** Counts fills. Cancels the orders of each group that is now over a limit, and returns a log line for each. */
  public count(ownTrades: readonly OwnTrade[]): readonly Readonly<Record<string, unknown>>[] {
    const triggered: Readonly<Record<string, unknown>>[] = [];
    for (const { account, trade } of ownTrades) {
      const { spec } = trade.print;
      const key = keyOf(trade.order, spec);
      const group = trade.order.isMmp ? account.mmpGroups.get(key) : undefined;
      if (group === undefined || !this.isOver(group, trade)) continue;
      this.pull(account, key);
      triggered.push({ client: account.settings.clientId, group: key, frozen_until: group.frozenUntil(this.floor.now()) });
    }
    return triggered;
  }

  private isOver(group: MmpGroup, trade: UserTrade): boolean {
    const { spec } = trade.print;
    const amount = fromLots(spec, trade.print.lots);
    const sign = trade.order.side === 'buy' ? 1 : -1;
    return group.count({
      atMs: this.floor.now(),
      quantity: notionalCoin(spec, amount, trade.print.price),
      delta: sign * amount * this.floor.marks.deltaPerAmount(spec),
      vega: sign * amount * (this.floor.marks.optionMark(spec)?.vega ?? 0),
    });
  }

  private pull(account: Account, key: string): void {
    for (const order of [...account.openOrders.values()]) {
      if (order.isMmp && keyOf(order, this.floor.contractOf(order)) === key) this.floor.cancel(order, 'mmp_trigger');
    }
  }
}

function keyOf(order: MutableOrder, spec: ContractSpec): string {
  return mmpKey(order.quote?.mmpGroup ?? '', spec);
}
