/** Whoever sits at the desk: looks every half second, arms, resumes what halted, turns trading on again. */
import type { EngineState } from '../../shared/engine/state';
import { QUOTED } from './simulation-settings';
import type { SimulatedDesk } from './simulated-desk';

/** One look at the desk and what a careful trader would do next. */
export function actAsTrader(desk: SimulatedDesk): void {
  const { state } = desk;
  const market = state.markets.get(QUOTED);
  const isReady = market?.fairValue != null && Object.values(state.venues).every((venue) => venue.reconciledAtMs !== null);
  if (!isReady) return;
  if (!state.safety.isArmed) return desk.command({ name: 'arm', args: {} });
  if (state.safety.needsResume) return desk.command({ name: 'resume', args: { confirmation: 'RESUME' } });
  if (state.safety.tradingState !== 'active') return;
  if (!isTrading(state)) desk.command({ name: 'set-trading', args: { instrumentId: QUOTED, isOn: true } });
}

/** Whether the trader has nothing left to turn on. */
export function isTrading(state: EngineState): boolean {
  return state.quoting[QUOTED]?.isTradingOn === true;
}
