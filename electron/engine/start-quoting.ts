/** Arms and turns trading on by itself, once, for a practice run that nobody sits at. The same commands a trader would send. */
import type { CommandCall } from '../../shared/contract/commands';
import type { EngineState } from '../../shared/engine/state';

/** What is still to be sent before the desk quotes; `null` while it must wait. */
export function commandsToStartQuoting(state: EngineState): readonly CommandCall[] | null {
  if (state.safety.tradingState !== 'active' || state.session.environment !== 'practice') return null;
  const quoted = Object.values(state.quoting);
  const isPriced = quoted.length > 0 && quoted.every((quoting) => state.markets.get(quoting.instrumentId)?.fairValue != null);
  if (!isPriced) return null;
  return [
    { name: 'arm', args: {} },
    ...quoted.flatMap(({ instrumentId }): CommandCall[] => [
      { name: 'set-pricing', args: { instrumentId, isOn: true } },
      { name: 'set-trading', args: { instrumentId, isOn: true } },
    ]),
  ];
}
