/** Presses of a switch that come faster than the screen: the second one takes back what the first one asked for, and never asks for it twice. */
import type { CommandOutcome } from '../../shared/contract/envelope';
import { notify, sendCommand } from './commands';

/** What the engine accepted shows well within this, ms; later the screen alone says what a press means. */
const SHOWN_WITHIN_MS = 1_000;

/** Asks the engine for on or off; `null` if nothing was sent. */
type Turn = (isOn: boolean) => Promise<CommandOutcome | null>;

/** The switches of one window: turns off what is on, or was asked to be on a moment ago; turns on everything else. */
export function createSwitches(nowMs: () => number): (key: string, isShownOn: boolean, turn: Turn) => Promise<void> {
  const asked = new Map<string, { answeredAtMs: number | null }>();
  return async (key, isShownOn, turn) => {
    const before = asked.get(key);
    const isAsked = before !== undefined && (before.answeredAtMs === null || nowMs() - before.answeredAtMs < SHOWN_WITHIN_MS);
    asked.delete(key);
    if (isShownOn || isAsked) return void (await turn(false));
    const ask: { answeredAtMs: number | null } = { answeredAtMs: null };
    asked.set(key, ask);
    const outcome = await turn(true);
    if (outcome?.status === 'accepted') ask.answeredAtMs = nowMs();
    else if (asked.get(key) === ask) asked.delete(key);
  };
}

const press = createSwitches(() => performance.now());

/** Arms or disarms. */
export function pressArmed(isShownOn: boolean): void {
  void press('armed', isShownOn, (isOn) => (isOn ? sendCommand('arm', {}) : sendCommand('disarm', {})));
}

/** Turns trading on, which needs an armed desk, or off. */
export function pressTrading(instrumentId: string, isShownOn: boolean, isArmed: boolean): void {
  void press(`trading:${instrumentId}`, isShownOn, (isOn) => {
    if (!isOn || isArmed) return sendCommand('set-trading', { instrumentId, isOn }, instrumentId);
    notify('denied', 'Turning trading on needs ARMED: press Ctrl+Shift+A first.');
    return Promise.resolve(null);
  });
}

/** Turns pricing on or off. */
export function pressPricing(instrumentId: string, isShownOn: boolean): void {
  void press(`pricing:${instrumentId}`, isShownOn, (isOn) => sendCommand('set-pricing', { instrumentId, isOn }, instrumentId));
}

/** Quotes a side again, or suspends it. */
export function pressSide(instrumentId: string, side: 'buy' | 'sell', isShownOn: boolean): void {
  const subject = `${instrumentId}-${side}`;
  void press(`side:${subject}`, isShownOn, (isOn) => sendCommand('suspend-side', { instrumentId, side, isSuspended: !isOn }, subject));
}
