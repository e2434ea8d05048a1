/** Runs each command once: a repeated id gets the first outcome again, and every command is acknowledged. */
import type { CommandArgs, CommandCall, CommandName } from '../../contract/commands';
import type { CommandOutcome } from '../../contract/envelope';
import { authorise, isTradingInput } from '../commands/authority';
import { handlers } from '../commands/handlers';
import { disarmTime } from '../commands/safety-commands';
import { updateSafety, type CommandResult, type StepWork } from '../step-work';

/** Outcomes kept: more than could be under way at any time. */
const OUTCOMES_KEPT = 10_000;

/** Stage 6: commands. */
export function runCommand(work: StepWork): void {
  const { event } = work;
  if (event.kind !== 'command-received') return;
  const first = work.commandOutcomes.get(event.commandId);
  if (first !== undefined) {
    work.effects.push({ kind: 'acknowledge-command', commandId: event.commandId, outcome: first });
    return;
  }
  const outcome = outcomeOf(work, carryOut(work, event.call));
  remember(work, event.commandId, outcome);
  work.effects.push({ kind: 'acknowledge-command', commandId: event.commandId, outcome });
}

function carryOut(work: StepWork, call: CommandCall): CommandResult {
  const allowed = authorise(work, call);
  if (!allowed.ok) return allowed;
  const result = dispatch(work, call);
  const keepsArmed = result.ok && work.safety.isArmed && isTradingInput(call);
  if (keepsArmed) updateSafety(work, { disarmsAtMs: disarmTime(work) });
  return result;
}

type ArgsByName = { readonly [Name in CommandName]: CommandArgs<Name> };
type CallOf<Name extends CommandName> = { [Each in Name]: { readonly name: Each; readonly args: ArgsByName[Each] } }[Name];
type HandlersByName = { readonly [Name in CommandName]: (work: StepWork, args: ArgsByName[Name]) => CommandResult };

const byName: HandlersByName = handlers;

function dispatch<Name extends CommandName>(work: StepWork, call: CallOf<Name>): CommandResult {
  return byName[call.name](work, call.args);
}

function outcomeOf(work: StepWork, result: CommandResult): CommandOutcome {
  return result.ok ? { status: 'accepted', sequence: work.session.sequence } : { status: 'denied', reason: result.error };
}

function remember(work: StepWork, commandId: string, outcome: CommandOutcome): void {
  work.commandOutcomes.set(commandId, outcome);
  if (work.commandOutcomes.size <= OUTCOMES_KEPT) return;
  const oldest = work.commandOutcomes.keys().next().value;
  if (oldest !== undefined) work.commandOutcomes.delete(oldest);
}
