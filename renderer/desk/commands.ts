/** Sending commands: one UUID per gesture, sent once, refused while the same one is under way, its outcome said in words. */
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import type { DeskBridge } from '../../shared/contract/bridge';
import { commands, type CommandArgs, type CommandName } from '../../shared/contract/commands';
import type { CommandOutcome } from '../../shared/contract/envelope';

/** Without an answer for this long the outcome is unknown, said loudly. */
const UNKNOWN_AFTER_MS = 5_000;
const NOTICES_KEPT = 4;

/** The latest few, and each of unknown outcome until it is known or dismissed: refusals after it must not push it out. */
function keepNotices(notices: readonly Notice[]): readonly Notice[] {
  const passing = notices.filter(({ tone }) => tone !== 'unknown').slice(-NOTICES_KEPT);
  return notices.filter((notice) => notice.tone === 'unknown' || passing.includes(notice));
}

/** A sentence for the trader about something just asked. */
export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'denied' | 'unknown';
  readonly text: string;
}

/** Commands under way (keyed by what they act on) and the latest notices. */
export interface CommandState {
  readonly pending: Readonly<Record<string, 'sent' | 'unknown'>>;
  readonly notices: readonly Notice[];
}

/** These must work however often they are pressed, also when the last press is unanswered. */
const neverBlocked: ReadonlySet<CommandName> = new Set([
  'pull-quotes',
  'cancel-orders',
  'cancel-order',
  'kill',
  'disarm',
  'stop-flatten',
  'disconnect',
]);

/** What identifies a command under way: its name, or name and subject. */
function commandKey(name: CommandName, subject = ''): string {
  return subject === '' ? name : `${name}:${subject}`;
}

/** A gesture this soon after the window got the focus may have been meant for another one. */
const FOCUS_SETTLES_MS = 300;

/** What a switch does to risk; `null` for commands that are no switch. */
function switchEffect(name: CommandName, args: object): 'adds' | 'reduces' | null {
  if (name === 'set-trading') return 'isOn' in args && args.isOn === true ? 'adds' : 'reduces';
  if (name === 'suspend-side') return 'isSuspended' in args && args.isSuspended === false ? 'adds' : 'reduces';
  return null;
}

/** What sends orders, or changes what quotes in the market are made of: parameters, targets, smiles. */
function changesMarket(name: CommandName, args: object): boolean {
  const { authority } = commands[name];
  if (authority === 'neutral') return !(name === 'set-pricing' && 'isOn' in args && args.isOn === false);
  return authority === 'add' || authority === 'exceptional' || switchEffect(name, args) === 'adds';
}

function isNeverBlocked(name: CommandName, args: object): boolean {
  return neverBlocked.has(name) || switchEffect(name, args) === 'reduces';
}

/** A command in a notice; of several that change nothing about money one notice is enough. */
function describe(name: CommandName, subject: string): string {
  return subject === '' || commands[name].authority === 'view' ? name : `${name} (${subject})`;
}

/** What is said of a command's end; `isLate`: it was called unknown before. `null`: the screen shows what it did. */
function outcomeNotice(words: string, outcome: CommandOutcome, isLate: boolean): Omit<Notice, 'id'> | null {
  if (outcome.status === 'denied') return { tone: 'denied', text: outcome.reason };
  if (outcome.status === 'unknown') return { tone: 'unknown', text: `${words}: ${outcome.reason}.` };
  return isLate ? { tone: 'info', text: `${words}: answered late: accepted.` } : null;
}

/** The sender of one window. `focusedForMs`: how long the window has had the focus. */
export function createCommandSender(newId: () => string, bridge: () => DeskBridge, focusedForMs: () => number = () => Infinity) {
  const store = createStore<CommandState>(() => ({ pending: {}, notices: [] }));

  function notify(tone: Notice['tone'], text: string): string {
    const notice: Notice = { id: newId(), tone, text };
    store.setState((state) => ({ notices: keepNotices([...state.notices.filter((other) => other.text !== text), notice]) }));
    return notice.id;
  }

  function mark(key: string, phase: 'sent' | 'unknown' | null): void {
    store.setState((state) => {
      const { [key]: _before, ...rest } = state.pending;
      return { pending: phase === null ? rest : { ...rest, [key]: phase } };
    });
  }

  /** Sends once; `null` if the same command is still under way. Never throws. */
  async function send<Name extends CommandName>(name: Name, args: CommandArgs<Name>, subject = ''): Promise<CommandOutcome | null> {
    const key = commandKey(name, subject);
    if (!isNeverBlocked(name, args) && store.getState().pending[key] !== undefined) return null;
    if (changesMarket(name, args) && focusedForMs() < FOCUS_SETTLES_MS) {
      const reason = `This window got the focus less than ${FOCUS_SETTLES_MS} ms ago, so ${name} may have been meant for another one; repeat it.`;
      notify('denied', reason);
      return { status: 'denied', reason };
    }
    mark(key, 'sent');
    const words = describe(name, subject);
    let lateId: string | null = null;
    const timer = setTimeout(() => {
      mark(key, 'unknown');
      lateId = notify('unknown', `${words}: no answer from the engine after ${UNKNOWN_AFTER_MS / 1_000} s. Its outcome is unknown.`);
    }, UNKNOWN_AFTER_MS);
    let outcome: CommandOutcome;
    try {
      outcome = await bridge().send(newId(), name, args);
    } catch (error) {
      outcome = {
        status: 'denied',
        reason: `could not be handed to the engine: ${error instanceof Error ? error.message : String(error)}`,
      };
    }
    clearTimeout(timer);
    mark(key, null);
    if (lateId !== null) dismiss(lateId);
    const notice = outcomeNotice(words, outcome, lateId !== null);
    if (notice !== null) notify(notice.tone, notice.text);
    return outcome;
  }

  function dismiss(id: string): void {
    store.setState((state) => ({ notices: state.notices.filter((notice) => notice.id !== id) }));
  }

  return { store, send, notify, dismiss };
}

let focusedAtMs = -Infinity;
if (typeof window !== 'undefined') window.addEventListener('focus', () => (focusedAtMs = performance.now()));

function focusedForMs(): number {
  return performance.now() - focusedAtMs;
}

const sender = createCommandSender(
  () => crypto.randomUUID(),
  () => window.keel,
  focusedForMs,
);

/** Sends a command of this window. `subject` tells apart commands of one name that act on different things. */
export const sendCommand = sender.send;

/** Tells the trader something in words. */
export function notify(tone: Notice['tone'], text: string): void {
  sender.notify(tone, text);
}

/** Removes a notice. */
export const dismissNotice = sender.dismiss;

/** Whether the command is under way: `sent`, `unknown`, or neither. */
export function usePending(name: CommandName, subject = ''): 'sent' | 'unknown' | undefined {
  return useStore(sender.store, (state) => state.pending[commandKey(name, subject)]);
}

/** The latest notices, oldest first. */
export function useNotices(): readonly Notice[] {
  return useStore(sender.store, (state) => state.notices);
}
