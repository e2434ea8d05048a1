/** The upper rungs of the stop ladder that send orders: delta to zero, every position to zero. */
import type { CommandArgs } from '../../contract/commands';
import { underlying, type Underlying } from '../../domain/instrument';
import { isFlattening, type FlattenState } from '../flatten-state';
import { planDelta, planPositions, unseenHoldings, type FlattenPlan } from '../stages/flatten-plan';
import { stopFlattening } from '../stages/keep-flatten';
import { cancelOrders, clearUnderlying } from '../stages/trading-halt';
import { venueOfInstrument } from '../state';
import { accepted, denied, type CommandResult, type StepWork } from '../step-work';

/** Own orders of the underlying leave, then slices bring its delta to zero; it never rises on the way. */
export function flattenDelta(work: StepWork, args: CommandArgs<'flatten-delta'>): CommandResult {
  const id = underlying(args.underlying);
  if (work.exposures[id] === undefined) return denied(`There is no exposure in ${args.underlying}.`);
  const refusal = refuse(work, planDelta(work, id));
  if (refusal !== '') return denied(refusal);
  begin(work, 'delta', id);
  clearUnderlying(work, id, `flattening the delta of ${id}: turn trading on to quote again`);
  return accepted;
}

/** Every order of ours leaves, then every position is closed reduce-only; of what has no book yet, once it is there. */
export function flattenAll(work: StepWork): CommandResult {
  const unseen = unseenHoldings(work);
  const refusal = refuse(work, planPositions(work), unseen.length > 0);
  if (refusal !== '') return denied(refusal);
  begin(work, 'all', null);
  for (const id of unseen) work.effects.push({ kind: 'subscribe', venue: venueOfInstrument(id), instrumentIds: [id] });
  cancelOrders(work, 'mine', 'cancel');
  return accepted;
}

/** Nothing more is sent; what was sent lives on to its end. Accepted also when nothing is under way. */
export function stopFlatten(work: StepWork): CommandResult {
  stopFlattening(work, 'stopped by the trader');
  return accepted;
}

/** Why it cannot start: under way already, or nothing of it may be believed or sent now or soon. Empty if it can. */
function refuse(work: StepWork, plan: FlattenPlan, isBookAwaited = false): string {
  if (isFlattening(work.flatten)) return 'A flatten is under way; stop it first.';
  const legs = Object.values(plan.legs);
  if (legs.length === 0) return 'Nothing to flatten: it is flat already.';
  if (plan.slices.length > 0 || isBookAwaited) return '';
  return `It cannot start: ${legs.find((leg) => leg.reason !== '')?.reason ?? 'nothing can be sent'}.`;
}

function begin(work: StepWork, kind: FlattenState['kind'], id: Underlying | null): void {
  const { nowMs, sequence } = work.session;
  work.hedge = null;
  work.flatten = {
    flattenId: `flatten-${sequence}`,
    kind,
    underlying: id,
    startedAtMs: nowMs,
    phase: 'clearing',
    reason: '',
    legs: {},
    working: [],
    sliceCount: 0,
    sentAtMs: null,
    progressAtMs: nowMs,
    filledLots: 0,
  };
}
