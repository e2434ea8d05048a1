/** Quoting control and its dry run. */
import type { QuotingParameters } from '../quoting/quoting-parameters';
import type { QuoteState } from './market-view';
import type { Trust } from './trust-view';

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
  /** Of the draft: another one as soon as any window changed it; 0 before the first. */
  readonly draftVersion: number;
  /** One sentence if the draft cannot be applied as it stands. */
  readonly draftProblem: string | null;
  readonly fairValue: number | null;
  /** This and all below: of the draft while there is one, otherwise of what the engine quotes. */
  readonly reservationPrice: number | null;
  readonly halfSpreadTicks: number | null;
  readonly skewTicks: number | null;
  /** By how much and why all quotes are wider than the parameters say; empty if they are not. */
  readonly widening: string;
  /** Keyed `buy-1` … `sell-n`. */
  readonly rows: Readonly<Record<string, QuoteRow>>;
  readonly bidWaterfall: readonly WaterfallStep[];
  readonly askWaterfall: readonly WaterfallStep[];
  /** Messages the change would need, of the rate budget per second. */
  readonly messagesNeeded: number;
  readonly messageBudget: number;
  readonly trust: Trust;
}
