/** Commands of quoting control: pricing, trading, sides, parameters. */
import type { CommandArgs } from '../../contract/commands';
import { widenParameters } from '../../quoting/widen-parameters';
import type { QuotingParameters } from '../settings';
import type { QuotingState } from '../quoting-state';
import { isFlattening } from '../flatten-state';
import { limitsOf } from '../instrument-limits';
import { venueOfInstrument } from '../state';
import { isGuarded } from '../venue-protection';
import { accepted, denied, touchControl, touchInventory, updateQuoting, type CommandResult, type StepWork } from '../step-work';
import { unboundedTargets } from '../stages/target-quotes';
import { pullQuotes } from '../stages/trading-halt';
import { firstRefusal, requireArmed, requireFresh } from './authority';
import { forgetPull } from './safety-commands';
import { addsRisk, findParameterProblem } from './parameter-risk';

/** Former versions kept for undo. */
const UNDO_KEPT = 50;

type Found = { readonly quoting: QuotingState; readonly refusal: null } | { readonly quoting: null; readonly refusal: CommandResult };

function find(work: StepWork, instrumentId: string): Found {
  const quoting = work.quoting[instrumentId];
  return quoting === undefined
    ? { quoting: null, refusal: denied(`${instrumentId} is not a quoted instrument.`) }
    : { quoting, refusal: null };
}

/** Pricing on shows target quotes; off also takes its quotes out of the market. */
export function setPricing(work: StepWork, args: CommandArgs<'set-pricing'>): CommandResult {
  const { quoting, refusal } = find(work, args.instrumentId);
  if (quoting === null) return refusal;
  if (!args.isOn && quoting.isTradingOn) pullQuotes(work, { instrumentId: quoting.instrumentId, reason: 'pricing was turned off' });
  updateQuoting(work, work.quoting[args.instrumentId] ?? quoting, { isPricingOn: args.isOn });
  touchControl(work);
  return accepted;
}

/** Trading on lets the target quotes into the market. */
export function setTrading(work: StepWork, args: CommandArgs<'set-trading'>): CommandResult {
  const { quoting, refusal } = find(work, args.instrumentId);
  if (quoting === null) return refusal;
  if (!args.isOn) {
    pullQuotes(work, { instrumentId: quoting.instrumentId, reason: '' });
    return accepted;
  }
  const result = firstRefusal(requireActive(work), requireArmed(work), requireFresh(work, quoting.instrumentId));
  if (!result.ok) return result;
  if (!quoting.isPricingOn) return denied('Pricing is off; turn pricing on first.');
  if (isFlattening(work.flatten)) return denied('A flatten is under way; wait for it or stop it first.');
  const guarded = firstRefusal(refuseUnprotected(work, quoting.instrumentId), refuseWhileEmptied(work, quoting.instrumentId));
  if (!guarded.ok) return guarded;
  updateQuoting(work, quoting, { isTradingOn: true, pulledReason: '' });
  forgetPull(work);
  touchControl(work);
  return accepted;
}

/** Quotes that nothing would cancel after this machine need an explicit word first. */
function refuseUnprotected(work: StepWork, id: QuotingState['instrumentId']): CommandResult {
  const venue = work.venues[venueOfInstrument(id)];
  if (venue === undefined || isGuarded(venue)) return accepted;
  return denied(
    `Orders at ${venue.venue} would outlive this machine. Accept that in the connections panel (type UNPROTECTED), or reconnect.`,
  );
}

/** A venue is emptied of our orders until its list shows none, of those that come meanwhile as well: each new quote would be canceled again. */
function refuseWhileEmptied(work: StepWork, id: QuotingState['instrumentId']): CommandResult {
  const { pull } = work.safety;
  const venue = venueOfInstrument(id);
  if (pull === null || pull.instrumentId !== null || pull.venues[venue]?.elapsedMs !== null) return accepted;
  return denied(`Our orders at ${venue} are still being canceled; wait until it has said that none is left.`);
}

function requireActive(work: StepWork): CommandResult {
  const { tradingState, reason } = work.safety;
  return tradingState === 'active' ? accepted : denied(`Trading is ${tradingState}. ${reason}`.trim());
}

/** Suspending always works; letting a side back adds risk while trading is on. */
export function suspendSide(work: StepWork, args: CommandArgs<'suspend-side'>): CommandResult {
  const { quoting, refusal } = find(work, args.instrumentId);
  if (quoting === null) return refusal;
  if (!args.isSuspended && quoting.isTradingOn) {
    const result = firstRefusal(requireArmed(work), requireFresh(work, quoting.instrumentId));
    if (!result.ok) return result;
  }
  const suspension = args.isSuspended ? ({ cause: 'suspended', reason: 'suspended by the trader', untilMs: null } as const) : null;
  updateQuoting(work, quoting, { suspensions: { ...quoting.suspensions, [args.side]: suspension } });
  touchControl(work);
  return accepted;
}

const OTHER_DRAFT = 'The draft was changed elsewhere, as in another window, since this one last showed it';

/** Whether a window speaks of a draft that another one has changed since. What comes into force beside a draft makes it no other one. */
function isOtherDraft({ draftVersion = 0 }: QuotingState, seen: number | undefined): boolean {
  return seen !== undefined && seen !== draftVersion;
}

/** Keeps a draft; nothing in the market changes. */
export function stageParameters(work: StepWork, args: CommandArgs<'stage-parameters'>): CommandResult {
  const { quoting, refusal } = find(work, args.instrumentId);
  if (quoting === null) return refusal;
  const { draft, baseVersion = quoting.parametersVersion } = args;
  if (isOtherDraft(quoting, args.draftVersion)) return denied(`${OTHER_DRAFT}; look at it and repeat.`);
  if (draft !== null && baseVersion !== quoting.parametersVersion) return stageOver(work, quoting, { draft, baseVersion });
  const draftProblem = draft === null ? '' : findParameterProblem(work, quoting, draft);
  const draftTargets = draft === null ? null : quoting.draftTargets;
  updateQuoting(work, quoting, { draft, draftProblem, draftTargets, draftVersion: work.session.sequence });
  touchControl(work);
  return accepted;
}

/** A draft and the version that it was made from. */
interface MadeFrom {
  readonly draft: QuotingParameters;
  readonly baseVersion: number;
}

/** A draft of a window that has not seen the newest version yet, as in the moment after a widening: only what it changes is taken from it. */
function stageOver(work: StepWork, quoting: QuotingState, { draft, baseVersion }: MadeFrom): CommandResult {
  const base = quoting.undoStack.find(({ version }) => version === baseVersion);
  if (base === undefined)
    return denied(
      `The draft was made from version ${baseVersion}, which was taken back; look at version ${quoting.parametersVersion} and repeat.`,
    );
  const over = draftOver(work, { ...quoting, parameters: base.parameters, draft }, quoting.parameters);
  updateQuoting(work, quoting, { ...over, draftVersion: work.session.sequence });
  touchControl(work);
  return accepted;
}

/** Applies the draft if it was made from the version in force. */
export function applyParameters(work: StepWork, args: CommandArgs<'apply-parameters'>): CommandResult {
  const { quoting, refusal } = find(work, args.instrumentId);
  if (quoting === null) return refusal;
  if (quoting.draft === null) return denied('There is no draft to apply; change a parameter first.');
  if (args.baseVersion !== quoting.parametersVersion) {
    return denied(
      `The draft was made from version ${args.baseVersion}; version ${quoting.parametersVersion} is in force. Look at it and apply again.`,
    );
  }
  if (isOtherDraft(quoting, args.draftVersion)) return denied(`${OTHER_DRAFT}; look at it and apply again.`);
  const problem = findParameterProblem(work, quoting, quoting.draft);
  if (problem !== '') return denied(problem);
  const result = allowChange(work, quoting, quoting.draft);
  if (!result.ok) return result;
  const undoStack = [...quoting.undoStack, versionOf(work, quoting)].slice(-UNDO_KEPT);
  putInForce(work, quoting, {
    parameters: quoting.draft,
    undoStack,
    draft: null,
    draftTargets: null,
    draftProblem: '',
    changedBy: 'trader',
  });
  return accepted;
}

/** Restores the version before; fills are not undone. */
export function undoParameters(work: StepWork, args: CommandArgs<'undo-parameters'>): CommandResult {
  const { quoting, refusal } = find(work, args.instrumentId);
  if (quoting === null) return refusal;
  const former = quoting.undoStack[quoting.undoStack.length - 1];
  if (former === undefined) return denied('There is nothing to undo.');
  const result = allowChange(work, quoting, former.parameters);
  if (!result.ok) return result;
  putInForce(work, quoting, {
    parameters: former.parameters,
    undoStack: quoting.undoStack.slice(0, -1),
    ...draftOver(work, quoting, former.parameters),
    changedBy: `undo to version ${former.version}`,
  });
  return accepted;
}

/** While trading is on, parameters that quote tighter or more need ARMED. */
function allowChange(work: StepWork, quoting: QuotingState, parameters: QuotingParameters): CommandResult {
  if (!quoting.isTradingOn) return accepted;
  const change = {
    parameters: quoting.parameters,
    nextParameters: parameters,
    ladder: unboundedTargets(work, quoting, quoting.parameters),
    nextLadder: unboundedTargets(work, quoting, parameters),
  };
  return addsRisk(change) ? requireArmed(work) : accepted;
}

function versionOf(work: StepWork, quoting: QuotingState): QuotingState['undoStack'][number] {
  const { parametersVersion, parameters, changedAtMs, changedBy } = quoting;
  return { version: parametersVersion, parameters, atMs: changedAtMs ?? work.session.startedAtMs, by: changedBy };
}

/** The trader's own changes over parameters that come into force beside the draft: what a draft does not speak of it must not take back. */
function draftOver(
  work: StepWork,
  quoting: QuotingState,
  parameters: QuotingParameters,
): Pick<QuotingState, 'draft' | 'draftProblem' | 'draftTargets'> {
  const [before, after] = [quoting.parameters, parameters].map((all) => new Map<string, unknown>(Object.entries(all)));
  const changes = Object.entries(quoting.draft ?? {}).filter(([key, value]) => value !== before?.get(key) && value !== after?.get(key));
  if (changes.length === 0) return { draft: null, draftProblem: '', draftTargets: null };
  const draft = { ...parameters, ...Object.fromEntries(changes) };
  return { draft, draftProblem: findParameterProblem(work, quoting, draft), draftTargets: quoting.draftTargets };
}

function putInForce(work: StepWork, quoting: QuotingState, change: Partial<QuotingState> & Pick<QuotingState, 'parameters'>): void {
  const parametersVersion = quoting.parametersVersion + 1;
  updateQuoting(work, quoting, { ...change, parametersVersion, changedAtMs: work.session.nowMs });
  touchControl(work);
}

/** Widens at once, also when disarmed or stale. */
export function widenQuotes(work: StepWork, args: CommandArgs<'widen-quotes'>): CommandResult {
  const meant = Object.values(work.quoting).filter((quoting) => args.instrumentId === null || quoting.instrumentId === args.instrumentId);
  if (meant.length === 0) return denied(`${args.instrumentId ?? 'Nothing'} is not a quoted instrument.`);
  for (const quoting of meant) {
    const undoStack = [...quoting.undoStack, versionOf(work, quoting)].slice(-UNDO_KEPT);
    const parameters = widened(work, quoting, args.percent);
    const draft = draftOver(work, quoting, parameters);
    putInForce(work, quoting, { parameters, undoStack, ...draft, changedBy: `widened by ${args.percent} %` });
  }
  return accepted;
}

function widened(work: StepWork, quoting: QuotingState, percent: number): QuotingParameters {
  const { parameters, targets } = quoting;
  const tickSize = work.markets.get(quoting.instrumentId)?.instrument.tickSize;
  const [halfSpreadTicks, fairValue] = [targets?.halfSpreadTicks ?? null, targets?.fairValue ?? null];
  if (halfSpreadTicks !== null && fairValue !== null && tickSize !== undefined) {
    // What a slow venue adds comes on top again.
    const ownTicks = halfSpreadTicks / Math.max(1, targets?.input.widenFactor ?? 1);
    const input = { halfSpreadTicks: ownTicks, fairValueTicks: fairValue / tickSize, percent };
    return widenParameters(parameters, input);
  }
  const factor = 1 + percent / 100;
  const minimumHalfSpreadBps = parameters.minimumHalfSpreadBps * factor;
  return {
    ...parameters,
    minimumHalfSpreadBps,
    maximumHalfSpreadBps: Math.max(parameters.maximumHalfSpreadBps * factor, minimumHalfSpreadBps),
  };
}

/** Moves the inventory target inside what the position limits of its instruments allow. */
export function setInventoryTarget(work: StepWork, args: CommandArgs<'set-inventory-target'>): CommandResult {
  const target = work.inventoryTargets[args.underlying];
  if (target === undefined) return denied(`${args.underlying} has no inventory bands in the settings; set them first.`);
  const limit = positionLimitCoin(work, args.underlying);
  if (Math.abs(args.targetCoin) > limit) {
    return denied(`Target ${args.targetCoin} ${args.underlying}; the position limit is ${limit}.`);
  }
  work.inventoryTargets = { ...work.inventoryTargets, [args.underlying]: { ...target, targetCoin: args.targetCoin } };
  touchInventory(work);
  touchControl(work);
  return accepted;
}

function positionLimitCoin(work: StepWork, underlying: string): number {
  let limit = 0;
  for (const { instrument } of work.markets.values()) {
    if (instrument.underlying !== underlying || instrument.kind === 'option') continue;
    limit = Math.max(limit, limitsOf(work.session.settings, instrument)?.maximumPositionCoin ?? 0);
  }
  return limit;
}
