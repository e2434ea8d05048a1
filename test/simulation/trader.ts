/** Whoever sits at the desk: looks every half second, arms, resumes what halted, turns trading on again. */
import type { EngineState } from '../../shared/engine/state';
import type { QuotingState } from '../../shared/engine/quoting-state';
import { QUOTED } from './simulation-settings';
import type { SimulatedDesk } from './simulated-desk';

const LOOKS_INTO_IT_EVERY_MS = 5_000;

/** One look at the desk and what a careful trader would do next. */
export function actAsTrader(desk: SimulatedDesk): void {
  const { state } = desk;
  const left = Object.values(state.venues).find(({ presence }) => presence === 'off');
  if (left !== undefined) return desk.command({ name: 'reconnect', args: { venue: left.venue } });
  const market = state.markets.get(QUOTED);
  const isReady = market?.fairValue != null && Object.values(state.venues).every((venue) => venue.reconciledAtMs !== null);
  if (isReady) bringToQuoting(desk);
}

function bringToQuoting(desk: SimulatedDesk): void {
  const { state } = desk;
  const { isArmed, needsResume, tradingState } = state.safety;
  if (!isArmed) return desk.command({ name: 'arm', args: {} });
  if (needsResume) return desk.command({ name: 'resume', args: { confirmation: 'RESUME' } });
  if (tradingState !== 'active') return;
  const idle = idleInstrument(state);
  if (idle !== undefined) return desk.command({ name: 'set-trading', args: { instrumentId: idle.instrumentId, isOn: true } });
  if (isDue(state)) liftSuspensions(desk);
}

/** Every few seconds, looking each half second. */
function isDue({ session }: EngineState): boolean {
  return Math.floor(session.nowMs / LOOKS_INTO_IT_EVERY_MS) !== Math.floor((session.nowMs - 500) / LOOKS_INTO_IT_EVERY_MS);
}

/** Whatever keeps a side out, the trader looks into it before long and lets it in again. */
function liftSuspensions(desk: SimulatedDesk): void {
  for (const { instrumentId, suspensions } of Object.values(desk.state.quoting)) {
    for (const side of ['buy', 'sell'] as const) {
      const suspension = suspensions[side];
      if (suspension === null || suspension.untilMs !== null) continue;
      desk.command({ name: 'suspend-side', args: { instrumentId, side, isSuspended: false } });
    }
  }
}

/** Whether the trader has nothing left to turn on. */
export function isTrading(state: EngineState): boolean {
  return state.quoting[QUOTED] !== undefined && idleInstrument(state) === undefined;
}

function idleInstrument({ quoting }: EngineState): QuotingState | undefined {
  return Object.values(quoting).find(({ isTradingOn }) => !isTradingOn);
}
