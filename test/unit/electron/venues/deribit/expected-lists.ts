/** Watches which lists of open orders are expected. */
import type { OpenOrders } from '../../../../../electron/venues/deribit/open-orders';
import type { OrderReport } from '../../../../../shared/domain/order';

/** What each list that is expected from here on has heard so far. */
export function expectedLists(openOrders: OpenOrders): readonly (readonly OrderReport[])[] {
  const lists: (readonly OrderReport[])[] = [];
  const expectList = openOrders.expectList.bind(openOrders);
  openOrders.expectList = () => {
    const heard = expectList();
    lists.push(heard);
    return heard;
  };
  return lists;
}
