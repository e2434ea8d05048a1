/** Named stress scenarios: days that happened, and round figures that a desk asks for. */
import { moveFuture, moveOption, sumOutcomes, type LegOutcome, type RiskLeg } from './revaluation';

/** What happens to one underlying. */
export interface StressMove {
  /** Relative move of the price. */
  readonly move: number;
  /** Relative move of at-the-money volatility thirty days out. */
  readonly volatilityMove: number;
  /** The move of volatility goes with (30/days)^power: near expiries move more. */
  readonly termPower: number;
}

/** A scenario over several underlyings. */
export interface StressScenario {
  readonly name: string;
  /** Where the figures come from, for the screen. */
  readonly source: string;
  /** By underlying. */
  readonly moves: Readonly<Record<string, StressMove>>;
}

/** A leg and the coin it is a bet on. */
export interface StressedLeg {
  readonly underlying: string;
  readonly leg: RiskLeg;
}

const PIVOT_YEARS = 30 / 365;
/** Nearer expiries than this are not shocked any further: the law was measured from a week on. */
const NEAREST_YEARS = 7 / 365;

/**
 * The crash and the rally of 4–6 February 2026: index from snapshot to snapshot, at-the-money volatility of Deribit's chain
 * interpolated at 7, 30 and 140 days, from which the powers follow.
 */
export const recordedStress: readonly StressScenario[] = [
  {
    name: 'Crash of 5 February 2026',
    source: 'Deribit index and chain, 4 February 21:33 to 5 February 21:30 UTC',
    moves: {
      BTC: { move: -0.128, volatilityMove: 0.6, termPower: 0.46 },
      ETH: { move: -0.1205, volatilityMove: 0.3, termPower: 0.52 },
    },
  },
  {
    name: 'Rally of 6 February 2026',
    source: 'Deribit index and chain, 5 February 21:30 to 6 February 21:31 UTC',
    moves: {
      BTC: { move: 0.104, volatilityMove: -0.35, termPower: 0.31 },
      ETH: { move: 0.089, volatilityMove: -0.23, termPower: 0.59 },
    },
  },
];

/** Both coins together, volatility up as it does in a fall and down a little in a rise. */
export const standingStress: readonly StressScenario[] = [
  standing('Prices −20 %, volatility +50 %', { move: -0.2, volatilityMove: 0.5, termPower: 0.4 }),
  standing('Prices +20 %, volatility +25 %', { move: 0.2, volatilityMove: 0.25, termPower: 0.4 }),
  standing('Prices unchanged, volatility −30 %', { move: 0, volatilityMove: -0.3, termPower: 0.3 }),
  standing('Prices unchanged, volatility +50 %', { move: 0, volatilityMove: 0.5, termPower: 0.4 }),
];

function standing(name: string, move: StressMove): StressScenario {
  return { name, source: 'round figures', moves: { BTC: move, ETH: move } };
}

function stressVolatility(volatility: number, years: number, { volatilityMove, termPower }: StressMove): number {
  const scale = (PIVOT_YEARS / Math.max(years, NEAREST_YEARS)) ** termPower;
  return volatility * Math.max(1 + volatilityMove * scale, LEAST_SHARE);
}

/** A scaled fall of volatility stops at a tenth of it. */
const LEAST_SHARE = 0.1;

function stressLeg({ underlying, leg }: StressedLeg, scenario: StressScenario): LegOutcome | null {
  const stress = scenario.moves[underlying];
  if (stress === undefined) return null;
  if (leg.kind === 'future') return moveFuture(leg, stress.move);
  const { years } = leg;
  return moveOption(leg, { forward: leg.forward * (1 + stress.move), volatility: stressVolatility(leg.volatility, years, stress), years });
}

/** The book under a scenario. `null` where a leg has no price, or its underlying is not in the scenario: unknown is not unharmed. */
export function stressBook(book: readonly StressedLeg[], scenario: StressScenario): LegOutcome | null {
  return sumOutcomes(book.map((one) => stressLeg(one, scenario)));
}
