/** Quoting control of one instrument: what the trader set, what the model wants, why a level is not in the market. */
import type { InstrumentId } from '../domain/instrument';
import type { Side } from '../domain/side';
import type { TimestampMs } from '../domain/time';
import type { QuoteLadder } from '../quoting/quote-ladder';
import type { QuoteReason } from '../quoting/quote-reason';
import type { QuotingParameters } from '../quoting/quoting-parameters';

/** A side that must not be quoted for now. */
interface SideSuspension {
  readonly cause: 'suspended' | 'fill-cooldown' | 'denied';
  readonly reason: string;
  /** When it ends by itself; `null`: the trader ends it. */
  readonly untilMs: number | null;
}

/** Whether a side stays out of the market at least until then anyway: a shorter wait must not take the place of a longer one. */
export function isSuspendedUntil(suspension: SideSuspension | null, untilMs: number): boolean {
  return suspension !== null && (suspension.untilMs === null || suspension.untilMs >= untilMs);
}

/** What became of one level: `live`, or why it is not in the market. */
export interface LevelStatus {
  readonly side: Side;
  /** 1 is the best level. */
  readonly level: number;
  readonly state: 'live' | 'pulled' | 'suspended' | 'waiting' | 'error' | 'off';
  /** `quotable` when it is live. */
  readonly code: QuoteReason;
  /** `live`, or the code in words with what the gate or the venue said; never empty. */
  readonly reason: string;
}

/** Input revisions the targets were made of: equal revisions mean nothing to do. */
export interface QuotingInputs {
  readonly market: number;
  readonly inventory: number;
  readonly control: number;
  readonly orders: number;
  /** Of the orders of all instruments: what others have in the market leaves less of the hard band. */
  readonly allOrders: number;
}

/** A former version of the parameters. */
interface ParametersVersion {
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
  /** Sequence of the event with which a window last changed the draft. Absent before the first, and in snapshots of before it was kept. */
  readonly draftVersion?: number;
  /** One sentence if the draft cannot be applied as it stands; empty otherwise. */
  readonly draftProblem: string;
  /** What the parameters want; `null` before the first computation. Without a fair value its levels carry the reason. */
  readonly targets: QuoteLadder | null;
  /** What the draft would want, by the same function; `null` without a draft. */
  readonly draftTargets: QuoteLadder | null;
  readonly levelStatuses: readonly LevelStatus[];
  /** Why quotes were pulled last; empty if they were not. */
  readonly pulledReason: string;
  /** Quotes of ours the venue rejected lately, oldest first, for backing off. */
  readonly rejectedAtMs: readonly TimestampMs[];
  readonly inputs: QuotingInputs;
}

/** A quoting state about to be stored. */
type MutableQuoting = { -readonly [Field in keyof QuotingState]: QuotingState[Field] };

/** A copy to be changed before it is stored. Fields are written out: spreading so many is some ten times as slow, and this runs with every new target. */
export function copyQuoting(quoting: QuotingState): MutableQuoting {
  const copy: MutableQuoting = {
    instrumentId: quoting.instrumentId,
    isPricingOn: quoting.isPricingOn,
    isTradingOn: quoting.isTradingOn,
    suspensions: quoting.suspensions,
    parameters: quoting.parameters,
    parametersVersion: quoting.parametersVersion,
    changedAtMs: quoting.changedAtMs,
    changedBy: quoting.changedBy,
    undoStack: quoting.undoStack,
    draft: quoting.draft,
    draftProblem: quoting.draftProblem,
    targets: quoting.targets,
    draftTargets: quoting.draftTargets,
    levelStatuses: quoting.levelStatuses,
    pulledReason: quoting.pulledReason,
    rejectedAtMs: quoting.rejectedAtMs,
    inputs: quoting.inputs,
  };
  if (quoting.draftVersion !== undefined) copy.draftVersion = quoting.draftVersion;
  return copy;
}
