/** VaR, expected shortfall, limits, margin and capital (P8). Losses are positive; `null` is never zero, its reason stands beside it. */
import type { RiskStatus, UnpricedInstrument } from './risk-status';

/** How a tail is estimated. */
export type TailMethod = 'historical' | 'age-weighted' | 'filtered-historical' | 'delta-gamma' | 'monte-carlo';

/** What is asked for; changed by `set-risk-view`. */
export interface TailRequest {
  /** 0.99: one loss in a hundred is worse. */
  readonly confidence: number;
  readonly horizonDays: number;
  /** Daily returns looked back on. */
  readonly windowDays: number;
  readonly scenarioCount: number;
  readonly seed: number;
}

/** One estimate of the tail of the desk's PnL over the horizon. USD. */
export interface TailMeasure {
  readonly method: TailMethod;
  readonly label: string;
  readonly confidence: number;
  readonly horizonDays: number;
  readonly windowObservations: number;
  /** Quantile type, weighting, distribution, in words. */
  readonly convention: string;
  readonly varUsd: number | null;
  readonly esUsd: number | null;
  /** Monte Carlo only. */
  readonly varStandardErrorUsd: number | null;
  readonly esStandardErrorUsd: number | null;
  /** Empty if priced; else "unpriced, because …". */
  readonly reason: string;
  /** Share done, 0…1; `null` when complete. */
  readonly progress: number | null;
}

/** One part of the risk; parts sum to the whole of `contributionsMethod`. */
export interface ContributionRow {
  readonly key: string;
  readonly varUsd: number | null;
  readonly esUsd: number | null;
  /** Of the whole, may exceed 1 or be negative. */
  readonly share: number | null;
}

/** Which days a method is judged on, in words. */
export interface BacktestBasis {
  /** `own-history`: what was forecast for the desk's own days, and what they brought. `walked`: today's book on past days, hypothetical. */
  readonly basis: 'own-history' | 'walked';
  /** With the number of days. */
  readonly label: string;
  readonly words: string;
}

/** Whether a method's forecasts came true on the days of a basis. */
export interface BacktestRow {
  readonly method: TailMethod;
  readonly basis: BacktestBasis['basis'];
  readonly observations: number;
  readonly exceptions: number;
  readonly expectedExceptions: number;
  readonly kupiecPValue: number | null;
  readonly christoffersenPValue: number | null;
  readonly baselLight: 'green' | 'yellow' | 'red' | null;
  readonly acerbiSzekelyZ: number | null;
  /** One sentence. */
  readonly verdict: string;
  readonly reason: string;
}

/** One limit as a bar. `null`: not known, `reason` says why. */
export interface LimitBar {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly underlying: string | null;
  readonly used: number | null;
  readonly soft: number;
  readonly hard: number;
  /** If all working orders that are no quotes filled on the worse side. */
  readonly afterPending: number | null;
  /** If in addition all quotes filled on the worse side. */
  readonly afterQuotes: number | null;
  readonly state: 'ok' | 'near' | 'soft' | 'hard' | 'unknown';
  readonly reason: string;
}

/** What the venue's own simulation says of the positions alone, and ours by the same rule minus it. In the settlement coin. */
export interface SimulatedMargin {
  /** The venue's name of the model, or `portfolio margin` where it names none. */
  readonly model: string;
  readonly initial: number | null;
  readonly maintenance: number | null;
  readonly gapInitial: number | null;
  readonly gapMaintenance: number | null;
  readonly asOfMs: number;
  /** Empty, or what is missing and why. */
  readonly reason: string;
}

/** Margin in one settlement coin of one venue, in that coin. */
export interface MarginRow {
  readonly venue: string;
  readonly currency: string;
  /** Which rule the own figures follow. */
  readonly model: 'standard' | 'portfolio';
  /** All coins of the account secure each other: every figure but equity is of all of them, in this coin. Absent: it stands alone. */
  readonly isJoint?: boolean;
  readonly ownInitial: number | null;
  readonly ownMaintenance: number | null;
  /** Own figure as the venue's parameters give it for the other rule; `null` where its parameters are not known. */
  readonly otherModelInitial: number | null;
  /** Empty if it is known, else why not. */
  readonly otherModelReason: string;
  /** Where the numbers of the rule come from. */
  readonly rule: string;
  /** `null`: the venue has not answered yet. */
  readonly simulated: SimulatedMargin | null;
  readonly venueInitial: number | null;
  readonly venueMaintenance: number | null;
  /** Ours minus the venue's. */
  readonly gapInitial: number | null;
  readonly gapMaintenance: number | null;
  readonly equity: number | null;
  /** What margin is held against: under the standard rule equity without what options are worth. */
  readonly marginBalance: number | null;
  readonly free: number | null;
  /** Free after every quote filled on its worse side. */
  readonly freeAfterQuotes: number | null;
  readonly usdPerCoin: number | null;
  readonly venueAsOfMs: number | null;
  readonly reason: string;
}

/** Where the account in one settlement coin would be liquidated if only its underlying moved. */
export interface LiquidationRow {
  readonly venue: string;
  readonly currency: string;
  /** `null` with a reason: no such price, or not known. */
  readonly downPrice: number | null;
  readonly upPrice: number | null;
  /** Relative move to the nearer of them. */
  readonly distance: number | null;
  /** In daily standard deviations. */
  readonly distanceSigmas: number | null;
  readonly reason: string;
}

/** How much more of an underlying can be quoted on each side, and which limit ends it. */
export interface AllocationRow {
  readonly underlying: string;
  /** `options`: counted in a call at the money near thirty days, so that limits on greeks count too. */
  readonly product: 'delta-one' | 'options';
  /** Coin of delta; `null` not known. */
  readonly bidRoomCoin: number | null;
  readonly askRoomCoin: number | null;
  /** Key of the limit that binds. */
  readonly bidBinds: string;
  readonly askBinds: string;
  /** One sentence. */
  readonly words: string;
  /** All limits looked at, nearest first. */
  readonly rooms: readonly {
    readonly key: string;
    readonly label: string;
    readonly bidCoin: number | null;
    readonly askCoin: number | null;
  }[];
}

/** The capital slice. */
export interface CapitalView {
  readonly status: RiskStatus;
  readonly request: TailRequest;
  /** One per method, in the order to show them. */
  readonly measures: readonly TailMeasure[];
  readonly contributionsMethod: TailMethod | null;
  readonly contributionsByUnderlying: readonly ContributionRow[];
  readonly contributionsByGreek: readonly ContributionRow[];
  /** In the order of their bases. */
  readonly backtests: readonly BacktestRow[];
  readonly backtestBases: readonly BacktestBasis[];
  /** Positions without a price: every figure above is without them. */
  readonly leftOut: readonly UnpricedInstrument[];
  readonly limits: readonly LimitBar[];
  readonly margins: readonly MarginRow[];
  readonly liquidations: readonly LiquidationRow[];
  readonly allocations: readonly AllocationRow[];
}
