/** Inventory, positions, orders and fills. */
import type { Trust } from './trust-view';

/** Inventory of one underlying; coin unless named otherwise. */
export interface InventoryView {
  readonly underlying: string;
  readonly deltaCoin: number | null;
  readonly indexPrice: number | null;
  readonly targetCoin: number;
  readonly softBandCoin: number;
  readonly hardBandCoin: number;
  readonly skewTicks: number | null;
  readonly halfLifeMinutes: number | null;
  /** Last points, oldest first: [ms, delta, target, skew ticks]. */
  readonly history: readonly (readonly [number, number, number, number])[];
  /** Fills for the chart: [ms, signed coin, delta after]. */
  readonly fills: readonly (readonly [number, number, number])[];
  readonly trust: Trust;
}

/** One position. Amounts in `quantityUnit`, PnL in USD and in coin. */
export interface PositionRow {
  readonly instrumentId: string;
  readonly name: string;
  readonly underlying: string;
  readonly kind: 'perpetual' | 'future' | 'option';
  readonly quantity: number;
  readonly quantityUnit: 'USD' | 'coin';
  readonly averagePrice: number | null;
  readonly markPrice: number | null;
  readonly fairValue: number | null;
  readonly tickSize: number;
  readonly unrealisedCoin: number | null;
  readonly unrealisedUsd: number | null;
  readonly realisedCoin: number;
  readonly realisedUsd: number | null;
  readonly feesUsd: number | null;
  /** Received in this session, negative was paid; `null` while the venue has not said. */
  readonly fundingUsd: number | null;
  readonly deltaCoin: number | null;
  /** The venue's own figure; `null` before the first reconciliation. */
  readonly venueQuantity: number | null;
  /** Engine minus venue; 0 is matched; `null` unknown. */
  readonly difference: number | null;
}

/** Positions, all venues. */
export interface PositionsView {
  readonly rows: Readonly<Record<string, PositionRow>>;
  readonly trust: Trust;
}

/** One working or recent order. */
export interface OrderRow {
  readonly clientOrderId: string;
  readonly instrumentId: string;
  readonly name: string;
  readonly side: 'buy' | 'sell';
  readonly price: number;
  readonly tickSize: number;
  readonly quantityCoin: number;
  readonly filledCoin: number;
  readonly purpose: 'quote' | 'hedge' | 'manual' | 'adopted' | 'external';
  readonly level: number;
  readonly status: string;
  readonly isCancelPending: boolean;
  readonly createdAtMs: number;
}

/** Working orders, keyed by client order id. */
export interface OrdersView {
  readonly rows: Readonly<Record<string, OrderRow>>;
  readonly trust: Trust;
}

/** One fill of ours. Markouts in basis points, positive in our favour; `null` not yet known. */
export interface FillRow {
  readonly tradeId: string;
  readonly executedAtMs: number;
  readonly instrumentId: string;
  readonly name: string;
  readonly side: 'buy' | 'sell';
  readonly price: number;
  readonly tickSize: number;
  readonly quantityCoin: number;
  /** What changed hands at the index of the fill: coin of different underlyings can only be weighed against each other in it. */
  readonly valueUsd: number;
  readonly liquidity: 'maker' | 'taker';
  readonly feeUsd: number;
  readonly edgeBps: number | null;
  readonly markout1sBps: number | null;
  readonly markout10sBps: number | null;
  readonly markout60sBps: number | null;
  readonly source: string;
}

/** Recent fills, keyed by trade id; the view sorts by time. */
export interface FillsView {
  readonly rows: Readonly<Record<string, FillRow>>;
  readonly totalCount: number;
  readonly trust: Trust;
}
