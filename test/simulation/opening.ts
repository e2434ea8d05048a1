/** What a life of the desk began with, in coin: its session is judged from there. */
import type { EngineState } from '../../shared/engine/state';
import type { Delivered } from './simulated-venue';

/** The profit of what came before it belongs to no session. */
export interface Opening {
  readonly coin: number;
  readonly tradeIds: ReadonlySet<string>;
  /** Contracts that the exchange had delivered and the desk held no more. */
  readonly settled: ReadonlySet<string>;
}

/** Of the state at the first reading of the account. */
export function openingOf(state: EngineState, deliveries: readonly Delivered[]): Opening {
  const { fills, positions } = state;
  const held = (name: string): number => positions[`deribit:${name}`]?.position.lots ?? 0;
  return {
    coin: cashOf(state),
    tradeIds: new Set(fills.map(({ fill }) => fill.tradeId)),
    settled: new Set(deliveries.map(({ instrument }) => instrument).filter((name) => held(name) === 0)),
  };
}

/** Profit less fees, and the entry of what is held: coin that an inverse contract will give back, and that an option has cost. */
export function cashOf({ positions, markets }: EngineState): number {
  return Object.values(positions).reduce((sum, { position }) => {
    const sign = markets.get(position.instrumentId)?.instrument.isInverse === false ? -1 : 1;
    return sum + position.realisedCoin - position.feesCoin + sign * position.entryCoin;
  }, 0);
}
