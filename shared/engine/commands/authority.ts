/** The friction of the five safety levels: what a command needs before its own handler looks at it. */
import { commands, type Authority, type CommandCall } from '../../contract/commands';
import type { InstrumentId } from '../../domain/instrument';
import { toInstrumentId } from '../../domain/instrument';
import type { VenueState } from '../account-state';
import { isUsable, judgeAccount } from '../stages/trust';
import { accepted, denied, type CommandResult, type StepWork } from '../step-work';

/** Refusal if the desk is not armed. */
export function requireArmed(work: StepWork): CommandResult {
  return work.safety.isArmed ? accepted : denied('The desk is not armed; arm it (Ctrl+Shift+A) and repeat.');
}

/** Why an account may not be believed now, and whether waiting helps; `null` if it may. */
function accountDoubt(work: StepWork, venue: VenueState): CommandResult | null {
  const { trust, reason } = judgeAccount(work, venue);
  if (isUsable(trust)) return null;
  return denied(`The account at ${venue.venue} is ${trust}: ${reason}.${trust === 'blocked' ? '' : ' Wait until it is live.'}`);
}

/** Refusal if the instrument's market or account may not be believed now. */
export function requireFresh(work: StepWork, id: InstrumentId): CommandResult {
  const market = work.markets.get(id);
  if (market === undefined) return denied(`${id} is not loaded; wait for the venue's instrument list.`);
  if (!isUsable(market.trust)) return denied(`${market.instrument.name} is ${market.trust}: ${market.trustReason}. Wait until it is live.`);
  const venue = work.venues[market.instrument.venue];
  if (venue === undefined) return denied(`${market.instrument.venue} is not connected; wait for it.`);
  return accountDoubt(work, venue) ?? accepted;
}

/** Refusal if any account may not be believed now. */
function requireFreshAccounts(work: StepWork): CommandResult {
  const venues = Object.values(work.venues);
  if (venues.length === 0) return denied('No venue is connected; wait for one.');
  for (const venue of venues) {
    const doubt = accountDoubt(work, venue);
    if (doubt !== null) return doubt;
  }
  return accepted;
}

/** The first refusal, or accepted. */
export function firstRefusal(...results: readonly CommandResult[]): CommandResult {
  return results.find((result) => !result.ok) ?? accepted;
}

const NEEDS: Readonly<Record<Authority, { readonly armed: boolean; readonly fresh: boolean }>> = {
  reduce: { armed: false, fresh: false },
  view: { armed: false, fresh: false },
  neutral: { armed: false, fresh: true },
  add: { armed: true, fresh: true },
  exceptional: { armed: true, fresh: true },
};

/** Applies the authority of the command table; a handler may ask for more, never for less. */
export function authorise(work: StepWork, call: CommandCall): CommandResult {
  if (call.name === 'set-pricing' && !call.args.isOn) return accepted;
  const needs = NEEDS[commands[call.name].authority];
  if (needs.armed) {
    if (work.safety.isLeaving === true)
      return denied('The desk is leaving: it takes everything out of the market and ends. Start it again.');
    const armed = requireArmed(work);
    if (!armed.ok) return armed;
  }
  if (!needs.fresh) return accepted;
  return 'instrumentId' in call.args && call.args.instrumentId !== null
    ? requireFresh(work, toInstrumentId(call.args.instrumentId))
    : requireFreshAccounts(work);
}

/** Whether a command counts as trading input that keeps the desk armed. */
export function isTradingInput(call: CommandCall): boolean {
  return call.name === 'stage-parameters' || call.name === 'open-hedge' || commands[call.name].authority !== 'view';
}
