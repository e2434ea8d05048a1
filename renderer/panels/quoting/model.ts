/** Drafts of the quoting panel: engine value, what is being typed, what the engine has echoed; and the rows of the dry run. */
import type { QuoteRow, QuotingView, WaterfallStep } from '../../../shared/projection/view-state';
import type { QuotingParameters } from '../../../shared/quoting/quoting-parameters';

/** Values typed but not yet echoed by the engine. */
export type Edits = Partial<QuotingParameters>;

/** What the draft column shows: typed over echoed over engine. */
export function shownDraft(view: QuotingView, edits: Edits): QuotingParameters {
  return { ...(view.draft ?? view.parameters), ...edits };
}

/** Names of the parameters in which two sets differ. */
export function changedKeys(left: QuotingParameters, right: QuotingParameters): readonly string[] {
  const other = new Map<string, unknown>(Object.entries(right));
  return Object.entries(left).flatMap(([key, value]) => (other.get(key) === value ? [] : [key]));
}

/** What to stage for these edits: the whole draft, or `null` if it equals what is applied. */
export function draftToStage(view: QuotingView, edits: Edits): QuotingParameters | null {
  const draft = shownDraft(view, edits);
  return changedKeys(draft, view.parameters).length === 0 ? null : draft;
}

/** Edits that the engine has not echoed yet. */
export function unechoed(view: QuotingView, edits: Edits): Edits {
  const echoed = new Map<string, unknown>(Object.entries(view.draft ?? view.parameters));
  return Object.fromEntries(Object.entries(edits).filter(([key, value]) => echoed.get(key) !== value));
}

/** A preset of the parameters that make quotes calmer or bolder; everything else stays. */
export interface Profile {
  readonly value: 'quiet' | 'normal' | 'event';
  readonly label: string;
  readonly title: string;
  readonly change: Edits;
}

/** Presets; choosing one stages a draft, nothing is sent before Apply. */
export const profiles: readonly Profile[] = [
  {
    value: 'quiet',
    label: 'quiet',
    title: 'Calm market: minimum half-spread 0.05 bp, spacing 0.8, a quarter second after fills',
    change: { minimumHalfSpreadBps: 0.05, levelSpacing: 0.8, fillCooldownMs: 250 },
  },
  {
    value: 'normal',
    label: 'normal',
    title: 'Minimum half-spread 0.1 bp, spacing 1, half a second after fills',
    change: { minimumHalfSpreadBps: 0.1, levelSpacing: 1, fillCooldownMs: 500 },
  },
  {
    value: 'event',
    label: 'event',
    title: 'Around news: minimum half-spread 6 bp, spacing 2, five seconds after fills',
    change: { minimumHalfSpreadBps: 6, levelSpacing: 2, fillCooldownMs: 5_000 },
  },
];

/** The profile that these parameters correspond to, if any. */
export function activeProfile(parameters: QuotingParameters): Profile['value'] | null {
  const values = new Map<string, unknown>(Object.entries(parameters));
  return profiles.find((profile) => Object.entries(profile.change).every(([key, value]) => values.get(key) === value))?.value ?? null;
}

/** Bids best first, then asks best first. */
export function dryRunRows(rows: Readonly<Record<string, QuoteRow>>): readonly QuoteRow[] {
  return Object.values(rows).sort(
    (left, right) => Number(left.side === 'sell') - Number(right.side === 'sell') || left.level - right.level,
  );
}

/** Steps worth a look: fair value has its own place, and what moves nothing is left out. */
export function shownSteps(steps: readonly WaterfallStep[]): readonly WaterfallStep[] {
  return steps.filter((step) => step.name !== 'fair' && Math.abs(step.ticks) >= 0.05);
}

/** How a row changes: ticks up or down, `new`, `gone`, or `—` where nothing is quoted before or after. */
export function changeWord(row: QuoteRow, tickSize: number): { readonly ticks: number } | 'new' | 'gone' | 'none' {
  if (row.nowPrice === null) return row.nextPrice === null ? 'none' : 'new';
  if (row.nextPrice === null) return 'gone';
  return { ticks: Math.round((row.nextPrice - row.nowPrice) / tickSize) };
}
