/** Arms and turns trading on by itself, once, for a practice run that nobody sits at. The same commands a trader would send. */
import type { CommandCall, CommandName } from '../../shared/contract/commands';
import type { EngineState } from '../../shared/engine/state';

/** By these a trader takes something out of the market: it must not begin by itself afterwards. */
const STOPS: ReadonlySet<CommandName> = new Set(['disarm', 'pull-quotes', 'cancel-orders', 'kill', 'disconnect']);

/** Waits for the first prices; given up for good at the first stop. */
export class AutomaticStart {
  #isDue: boolean;

  constructor(isWanted: boolean) {
    this.#isDue = isWanted;
  }

  /** Somebody pulled everything in the session before: it waits for a trader. */
  forget(): void {
    this.#isDue = false;
  }

  /** A command of a trader. */
  heard({ name, args }: CommandCall): void {
    const isTurnedOff = (name === 'set-trading' || name === 'set-pricing') && !args.isOn;
    if (isTurnedOff || STOPS.has(name)) this.#isDue = false;
  }

  /** What is to be sent now: everything at the moment at which the desk can quote, nothing before and after. */
  take(state: EngineState): readonly CommandCall[] {
    const calls = this.#isDue ? commandsToStartQuoting(state) : null;
    if (calls === null) return [];
    this.#isDue = false;
    return calls;
  }
}

/** `null` while it must wait. */
function commandsToStartQuoting(state: EngineState): readonly CommandCall[] | null {
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
