/** Whoever sits at the desk: looks every half second, arms, resumes what halted, turns trading on again. */
import type { EngineState } from '../../shared/engine/state';
import { QUOTED } from './simulation-settings';
import type { SimulatedDesk } from './simulated-desk';

const LOOKS_INTO_IT_EVERY_MS = 5_000;

/** One look at the desk and what a careful trader would do next. */
export function actAsTrader(desk: SimulatedDesk): void {
  const { state } = desk;
  for (const { venue, presence } of Object.values(state.venues)) {
    if (presence === 'off') return desk.command({ name: 'reconnect', args: { venue } });
  }
  const market = state.markets.get(QUOTED);
  const isReady = market?.fairValue != null && Object.values(state.venues).every((venue) => venue.reconciledAtMs !== null);
  if (!isReady) return;
  if (!state.safety.isArmed) return desk.command({ name: 'arm', args: {} });
  if (state.safety.needsResume) return desk.command({ name: 'resume', args: { confirmation: 'RESUME' } });
  if (state.safety.tradingState !== 'active') return;
  if (!isTrading(state)) return desk.command({ name: 'set-trading', args: { instrumentId: QUOTED, isOn: true } });
  if (Math.floor(state.session.nowMs / LOOKS_INTO_IT_EVERY_MS) !== Math.floor((state.session.nowMs - 500) / LOOKS_INTO_IT_EVERY_MS))
    liftSuspensions(desk);
}

/** Whatever keeps a side out, the trader looks into it before long and lets it in again. */
function liftSuspensions(desk: SimulatedDesk): void {
  for (const side of ['buy', 'sell'] as const) {
    const suspension = desk.state.quoting[QUOTED]?.suspensions[side] ?? null;
    if (suspension === null || suspension.untilMs !== null) continue;
    desk.command({ name: 'suspend-side', args: { instrumentId: QUOTED, side, isSuspended: false } });
  }
}

/** Whether the trader has nothing left to turn on. */
export function isTrading(state: EngineState): boolean {
  return state.quoting[QUOTED]?.isTradingOn === true;
}
