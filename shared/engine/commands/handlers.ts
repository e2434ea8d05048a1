/** One handler per command; a missing one does not compile. */
import type { CommandArgs, CommandName } from '../../contract/commands';
import { toInstrumentId } from '../../domain/instrument';
import { venueOfInstrument } from '../state';
import { accepted, denied, type CommandResult, type StepWork } from '../step-work';
import { closeHedge, openHedge, placeOrder, sendHedge } from './order-commands';
import {
  applyParameters,
  setInventoryTarget,
  setPricing,
  setTrading,
  stageParameters,
  suspendSide,
  undoParameters,
  widenQuotes,
} from './quoting-commands';
import { cancelRiskRun, dropStressSet, refreshRisk, setRiskView, stageStressSet, stageWhatIf } from './risk-commands';
import { flattenAll, flattenDelta, stopFlatten } from './flatten-commands';
import { arm, cancelOne, cancelScope, disarmDesk, kill, pull, resume } from './safety-commands';
import { acknowledgeUnprotected, adoptPositions, disconnect, reconcile, reconnect } from './venue-commands';
import { editSurface, publishSurface, recenterSurface, revertSurface, setSurfaceMode, undoSurface } from './surface-commands';

/** Carries a command out on the step under way, after `authorise` let it pass. */
export type CommandHandlers = { readonly [Name in CommandName]: (work: StepWork, args: CommandArgs<Name>) => CommandResult };

/** All of them. */
export const handlers: CommandHandlers = {
  arm,
  disarm: disarmDesk,
  'pull-quotes': pull,
  'cancel-orders': cancelScope,
  'cancel-order': cancelOne,
  kill,
  'flatten-delta': flattenDelta,
  'flatten-all': flattenAll,
  'stop-flatten': stopFlatten,
  disconnect,
  resume,
  'select-instrument': selectInstrument,
  'set-pricing': setPricing,
  'set-trading': setTrading,
  'suspend-side': suspendSide,
  'stage-parameters': stageParameters,
  'apply-parameters': applyParameters,
  'undo-parameters': undoParameters,
  'widen-quotes': widenQuotes,
  'set-inventory-target': setInventoryTarget,
  'open-hedge': openHedge,
  'send-hedge': sendHedge,
  'close-hedge': closeHedge,
  'place-order': placeOrder,
  'acknowledge-alert': acknowledgeAlert,
  reconcile,
  reconnect,
  'adopt-positions': adoptPositions,
  'acknowledge-unprotected': acknowledgeUnprotected,
  'verify-journal': verifyJournal,
  'set-risk-view': setRiskView,
  'refresh-risk': refreshRisk,
  'cancel-risk-run': cancelRiskRun,
  'stage-what-if': stageWhatIf,
  'stage-stress-set': stageStressSet,
  'drop-stress-set': dropStressSet,
  'edit-surface': editSurface,
  'recenter-surface': recenterSurface,
  'revert-surface': revertSurface,
  'publish-surface': publishSurface,
  'undo-surface': undoSurface,
  'set-surface-mode': setSurfaceMode,
};

function selectInstrument(work: StepWork, args: CommandArgs<'select-instrument'>): CommandResult {
  const id = toInstrumentId(args.instrumentId);
  if (!work.markets.has(id)) return denied(`${id} is not loaded.`);
  work.selectedInstrumentId = id;
  work.effects.push({ kind: 'subscribe', venue: venueOfInstrument(id), instrumentIds: [id] });
  return accepted;
}

function acknowledgeAlert(work: StepWork, args: CommandArgs<'acknowledge-alert'>): CommandResult {
  if (!work.alerts.some((alert) => alert.alertId === args.alertId)) return denied('This alert is gone already.');
  work.alerts = work.alerts.map((alert) => (alert.alertId === args.alertId ? { ...alert, isAcknowledged: true } : alert));
  return accepted;
}

function verifyJournal(work: StepWork, { isWanted }: CommandArgs<'verify-journal'>): CommandResult {
  work.effects.push({ kind: 'verify-journal', isWanted });
  return accepted;
}
