/** What the panels show: plain JSON-like data, one slice per topic, tables as records keyed by row id. */
import type { ChannelState, Environment } from '../domain/venue';
import type { QuotingParameters } from '../engine/settings';

/** Trust of a number, inherited from its worst input. Ages are derived by the view from `inputAtMs`. */
export interface Trust {
  readonly state: 'loading' | 'live' | 'degraded' | 'stale' | 'blocked';
  /** Receive time of the oldest input; `null` before the first. */
  readonly inputAtMs: number | null;
  readonly isReconciled: boolean;
  /** Empty when live; otherwise one sentence. */
  readonly reason: string;
}

/** Whether the engine may add risk. `reducing`: only orders that reduce. */
export type TradingState = 'active' | 'reducing' | 'halted' | 'killed';

/** Top bar, stop bar, status bar. */
export interface DeskView {
  readonly environment: Environment;
  readonly sessionId: string;
  readonly engineTimeMs: number;
  readonly tradingState: TradingState;
  /** Why not active, and how to leave that state. Empty when active. */
  readonly tradingStateReason: string;
  readonly isArmed: boolean;
  readonly disarmsAtMs: number | null;
  readonly selectedInstrumentId: string | null;
  /** Keyed by underlying. */
  readonly underlyings: Readonly<Record<string, UnderlyingSummary>>;
  readonly realisedPnlUsd: number | null;
  readonly unrealisedPnlUsd: number | null;
  readonly pnlTrust: Trust;
  readonly quoteCount: number;
  readonly orderCount: number;
  readonly externalOrderCount: number;
  readonly unknownOrderCount: number;
  readonly alertCount: number;
  readonly draftCount: number;
  readonly eventSequence: number;
  /** `null` or a pull in progress: what was asked, what is left per venue. */
  readonly pull: PullProgress | null;
}

/** Progress of a pull, cancel or kill. */
export interface PullProgress {
  readonly kind: 'pull' | 'cancel' | 'kill';
  readonly requestedAtMs: number;
  readonly isDone: boolean;
  /** Keyed by venue; elapsed is `null` until confirmed empty twice. */
  readonly venues: Readonly<Record<string, { readonly remaining: number; readonly elapsedMs: number | null }>>;
}

/** One underlying in the top bar. */
export interface UnderlyingSummary {
  readonly indexPrice: number | null;
  readonly deltaCoin: number | null;
  readonly trust: Trust;
}

/** State of a side's quote: live, pulled, suspended, waiting, error, off (pricing only). */
export type QuoteState = 'live' | 'pulled' | 'suspended' | 'waiting' | 'error' | 'off';

/** One watchlist row. Prices in quote units. */
export interface WatchRow {
  readonly instrumentId: string;
  readonly name: string;
  readonly kind: 'perpetual' | 'future' | 'option';
  readonly underlying: string;
  readonly expiresAtMs: number | null;
  readonly tickSize: number;
  readonly bestBid: number | null;
  readonly bestAsk: number | null;
  readonly isOwnBid: boolean;
  readonly isOwnAsk: boolean;
  readonly markPrice: number | null;
  readonly funding8h: number | null;
  /** Signed, in quantity units. */
  readonly position: number;
  readonly quantityUnit: 'USD' | 'coin';
  readonly positionCoin: number;
  readonly bidState: QuoteState;
  readonly askState: QuoteState;
  readonly isQuotable: boolean;
  readonly trust: Trust;
}

/** One price level near the top; quantities in coin of the underlying. */
export interface LadderLevel {
  readonly price: number;
  readonly quantity: number;
}

/** One own order in the ladder. */
export interface LadderOrder {
  readonly clientOrderId: string;
  readonly side: 'buy' | 'sell';
  readonly price: number;
  /** Remaining, in coin. */
  readonly quantity: number;
  readonly level: number;
  readonly purpose: 'quote' | 'hedge' | 'manual' | 'external';
  readonly status: 'sent' | 'live' | 'canceling' | 'unknown';
  /** Estimated quantity ahead in the queue, coin; `null` unknown. */
  readonly queueAhead: number | null;
}

/** The ladder of the selected instrument. */
export interface LadderView {
  readonly instrumentId: string | null;
  readonly name: string;
  readonly tickSize: number;
  /** Coin decimals shown for quantities. */
  readonly quantityDecimals: number;
  /** Best first. */
  readonly bids: readonly LadderLevel[];
  readonly asks: readonly LadderLevel[];
  readonly orders: Readonly<Record<string, LadderOrder>>;
  readonly fairValue: number | null;
  readonly microprice: number | null;
  readonly markPrice: number | null;
  readonly indexPrice: number | null;
  readonly lastTrade: { readonly price: number; readonly side: 'buy' | 'sell' } | null;
  readonly changeId: number;
  readonly isCrossed: boolean;
  readonly defaultQuantityCoin: number;
  readonly trust: Trust;
}

/** One row of the dry run: a quote as it is and as it would be. Prices in quote units, quantities in coin. */
export interface QuoteRow {
  readonly side: 'buy' | 'sell';
  readonly level: number;
  readonly nowPrice: number | null;
  readonly nowQuantity: number | null;
  /** `null` with a reason if it would not be quoted. */
  readonly nextPrice: number | null;
  readonly nextQuantity: number | null;
  /** Distance from fair value, basis points, positive in our favour. */
  readonly edgeBps: number | null;
  readonly versusMarket: 'better' | 'join' | 'behind' | 'cross' | null;
  /** Share of the hard band used after a full fill of this and all better levels, percent. */
  readonly limitUsePercent: number | null;
  readonly state: QuoteState;
  /** Why it is not in the market, or `live`. Never empty. */
  readonly reason: string;
}

/** A step of the waterfall from fair value to the best quote, in ticks. */
export interface WaterfallStep {
  readonly name: string;
  readonly ticks: number;
}

/** Quoting control of one instrument. */
export interface QuotingView {
  readonly instrumentId: string;
  readonly name: string;
  readonly underlying: string;
  readonly tickSize: number;
  readonly isPricingOn: boolean;
  readonly isTradingOn: boolean;
  readonly isBidSuspended: boolean;
  readonly isAskSuspended: boolean;
  readonly parameters: QuotingParameters;
  readonly parametersVersion: number;
  readonly changedAtMs: number | null;
  readonly changedBy: string;
  readonly canUndo: boolean;
  readonly draft: QuotingParameters | null;
  /** One sentence if the draft cannot be applied as it stands. */
  readonly draftProblem: string | null;
  readonly fairValue: number | null;
  readonly reservationPrice: number | null;
  readonly halfSpreadTicks: number | null;
  readonly skewTicks: number | null;
  /** Keyed `buy-1` … `sell-n`. */
  readonly rows: Readonly<Record<string, QuoteRow>>;
  readonly bidWaterfall: readonly WaterfallStep[];
  readonly askWaterfall: readonly WaterfallStep[];
  /** Messages the change would need, of the rate budget per second. */
  readonly messagesNeeded: number;
  readonly messageBudget: number;
  readonly trust: Trust;
}

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
  readonly purpose: 'quote' | 'hedge' | 'manual' | 'external';
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

/** One proposed hedge. Costs in USD, positive is a cost. */
export interface HedgeCandidate {
  readonly id: string;
  readonly instrumentId: string;
  readonly name: string;
  readonly side: 'buy' | 'sell';
  /** In coin of the underlying. */
  readonly quantityCoin: number;
  readonly limitPrice: number;
  readonly tickSize: number;
  readonly feeUsd: number;
  readonly spreadUsd: number;
  /** `null`: depth does not suffice to tell. */
  readonly impactUsd: number | null;
  readonly fundingUsdPerDay: number | null;
  readonly totalUsd: number | null;
  readonly residualDeltaCoin: number;
  /** Empty if it can be sent; otherwise why not. */
  readonly refusal: string;
}

/** The hedge ticket. */
export interface HedgeView {
  /** `null` when closed. */
  readonly ticketId: string | null;
  readonly underlying: string | null;
  readonly percent: number;
  readonly openedAtMs: number | null;
  readonly phase: 'closed' | 'preview' | 'working' | 'done';
  readonly deltaBeforeCoin: number | null;
  readonly targetCoin: number | null;
  /** Ranked, cheapest first. */
  readonly candidates: readonly HedgeCandidate[];
  /** Empty if sending is possible; otherwise why not. */
  readonly refusal: string;
  readonly sentCandidateId: string | null;
  readonly filledCoin: number;
  readonly averagePrice: number | null;
  readonly residualCoin: number | null;
  readonly previewedCostUsd: number | null;
  readonly realisedCostUsd: number | null;
  readonly sequence: number;
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

/** Health of one venue. */
export interface ConnectionRow {
  readonly venue: string;
  readonly label: string;
  readonly marketData: ChannelState;
  readonly privateChannel: ChannelState;
  readonly cancelLane: ChannelState;
  readonly reason: string;
  readonly lastMessageAtMs: number | null;
  readonly lastPrivateAtMs: number | null;
  readonly messagesPerSecond: number;
  readonly roundTripMs: number | null;
  readonly clockOffsetMs: number | null;
  readonly gapCount: number;
  readonly reconnectCount: number;
  readonly isDeadManArmed: boolean;
  readonly deadManSeconds: number | null;
  readonly lastReconciledAtMs: number | null;
  /** `matched`, or what is off. */
  readonly reconciliation: string;
}

/** All venues, keyed by venue. */
export interface ConnectionsView {
  readonly rows: Readonly<Record<string, ConnectionRow>>;
  readonly journalEntries: number;
  readonly journalState: string;
}

/** One alert; severity 3 asks for action now. */
export interface AlertRow {
  readonly alertId: string;
  readonly severity: 1 | 2 | 3;
  readonly raisedAtMs: number;
  readonly lastAtMs: number;
  readonly count: number;
  readonly text: string;
  readonly isAcknowledged: boolean;
}

/** Alerts, keyed by id; deduplicated by cause. */
export interface AlertsView {
  readonly rows: Readonly<Record<string, AlertRow>>;
}

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
}
