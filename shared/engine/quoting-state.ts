/** Quoting control of one instrument: what the trader set, what the model wants, why a level is not in the market. */
import type { InstrumentId } from '../domain/instrument';
import type { PriceTicks } from '../domain/price';
import type { QuantityLots } from '../domain/quantity';
import type { Side } from '../domain/side';
import type { TimestampMs } from '../domain/time';
import type { QuotingParameters } from '../quoting/quoting-parameters';

/** A side that must not be quoted for now. */
export interface SideSuspension {
  readonly reason: string;
  /** When it ends by itself; `null`: the trader ends it. */
  readonly untilMs: TimestampMs | null;
}

/** One level as the model wants it. */
export interface TargetLevel {
  readonly side: Side;
  /** 1 is the best level. */
  readonly level: number;
  /** `null` if the level is not wanted; then `reason` says why. */
  readonly price: PriceTicks | null;
  readonly quantity: QuantityLots | null;
  /** Empty if wanted. */
  readonly reason: string;
}

/** One named step between fair value and the best quote, ticks, signed in price direction. */
export interface TargetStep {
  readonly name: string;
  readonly ticks: number;
}

/** Everything the model wants of one instrument. */
export interface QuoteTargets {
  readonly fairValue: number;
  readonly reservationPrice: number;
  readonly halfSpreadTicks: number;
  readonly skewTicks: number;
  readonly levels: readonly TargetLevel[];
  readonly bidWaterfall: readonly TargetStep[];
  readonly askWaterfall: readonly TargetStep[];
  /** Market revision they were computed from. */
  readonly marketRevision: number;
}

/** What became of one level: `live`, or why it is not in the market. */
export interface LevelStatus {
  readonly side: Side;
  readonly level: number;
  readonly state: 'live' | 'pulled' | 'suspended' | 'waiting' | 'error' | 'off';
  /** `live` or the reason code in words; never empty. */
  readonly reason: string;
}

/** A former version of the parameters. */
export interface ParametersVersion {
  readonly version: number;
  readonly parameters: QuotingParameters;
  readonly atMs: TimestampMs;
  readonly by: string;
}

/** Quoting control of one instrument. Replaced, never mutated. */
export interface QuotingState {
  readonly instrumentId: InstrumentId;
  readonly isPricingOn: boolean;
  readonly isTradingOn: boolean;
  readonly suspensions: Readonly<Record<Side, SideSuspension | null>>;
  readonly parameters: QuotingParameters;
  readonly parametersVersion: number;
  readonly changedAtMs: TimestampMs | null;
  readonly changedBy: string;
  /** Newest last. */
  readonly undoStack: readonly ParametersVersion[];
  readonly draft: QuotingParameters | null;
  /** One sentence if the draft cannot be applied as it stands; empty otherwise. */
  readonly draftProblem: string;
  /** `null` while pricing is off or the fair value is missing; then `targetsReason` says why. */
  readonly targets: QuoteTargets | null;
  readonly targetsReason: string;
  /** What the draft would want; `null` without a draft or a fair value. */
  readonly draftTargets: QuoteTargets | null;
  readonly levelStatuses: readonly LevelStatus[];
  /** Why quotes were pulled last; empty if they were not. */
  readonly pulledReason: string;
  /** Orders of ours the venue rejected lately, for backing off. */
  readonly rejectedAtMs: readonly TimestampMs[];
}
