/** Definition of the orders panel. */
import type { PanelDefinition } from '../../controls/panel-definition';
import { Orders, OrdersBadge, OrdersHeader } from './orders';

/** Working and recent orders. */
export const ordersPanel: PanelDefinition = {
  id: 'orders',
  title: 'Orders',
  component: Orders,
  header: OrdersHeader,
  badge: OrdersBadge,
  keys: [{ keys: 'Delete', does: 'cancel the order of the row' }],
};
