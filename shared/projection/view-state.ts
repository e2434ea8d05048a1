/** What the panels show: plain JSON-like data, one slice per topic, tables as records keyed by row id. */
import type { InventoryView, PositionsView, OrdersView, FillsView } from './account-view';
import type { CapitalView } from './capital-view';
import type { DeskView } from './desk-view';
import type { GreeksView } from './greeks-view';
import type { ConnectionsView, AlertsView } from './health-view';
import type { HedgeView } from './hedge-view';
import type { WatchRow, LadderView } from './market-view';
import type { QuotingView } from './quoting-view';
import type { RiskSlideView } from './risk-slide-view';
import type { SurfaceView } from './surface-view';

export type { InventoryView, PositionRow, PositionsView, OrderRow, OrdersView, FillRow, FillsView } from './account-view';
export type { DayProfitView, DeskView, FlattenProgress, PullProgress, UnderlyingSummary } from './desk-view';
export type { ConnectionRow, ConnectionsView, JournalCheckView, AlertRow, AlertsView } from './health-view';
export type { HedgeCandidate, HedgeView } from './hedge-view';
export type { QuoteState, WatchRow, LadderLevel, LadderOrder, LadderView, OrderTerms } from './market-view';
export type { QuoteRow, WaterfallStep, QuotingView } from './quoting-view';
export type { Trust } from './trust-view';

/** Everything the panels show. */
export interface ViewState {
  readonly desk: DeskView;
  /** Keyed by instrument id. */
  readonly watchlist: Readonly<Record<string, WatchRow>>;
  readonly ladder: LadderView;
  /** Keyed by instrument id. */
  readonly quoting: Readonly<Record<string, QuotingView>>;
  /** Keyed by underlying. */
  readonly inventory: Readonly<Record<string, InventoryView>>;
  readonly positions: PositionsView;
  readonly orders: OrdersView;
  readonly hedge: HedgeView;
  readonly fills: FillsView;
  readonly connections: ConnectionsView;
  readonly alerts: AlertsView;
  readonly greeks: GreeksView;
  readonly riskSlide: RiskSlideView;
  readonly capital: CapitalView;
  /** Keyed by underlying. */
  readonly surface: SurfaceView;
}
