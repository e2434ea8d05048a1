/** Columns that orders and fills share: what, which side, at what price, how much. */
import { COIN_DECIMALS, decimalsOf } from '../theme/number-format';
import type { Column } from './data-table';
import { Num } from './num';

interface TradeRow {
  readonly name: string;
  readonly side: 'buy' | 'sell';
  readonly price: number;
  readonly tickSize: number;
  readonly quantityCoin: number;
}

/** Instrument, side, price, quantity. */
export const tradeColumns: readonly Column<TradeRow>[] = [
  { id: 'name', header: 'instrument', isLeft: true, sortKey: (row) => row.name, render: (row) => row.name },
  { id: 'side', header: 'side', isLeft: true, render: (row) => <span className={row.side === 'buy' ? 'bid' : 'ask'}>{row.side}</span> },
  {
    id: 'price',
    header: 'price',
    sortKey: (row) => row.price,
    render: (row) => <Num value={row.price} decimals={decimalsOf(row.tickSize)} />,
  },
  {
    id: 'quantity',
    header: 'qty',
    title: 'In coin of the underlying',
    sortKey: (row) => row.quantityCoin,
    render: (row) => <Num value={row.quantityCoin} decimals={COIN_DECIMALS} />,
  },
];
