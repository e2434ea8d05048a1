/** Named stress scenarios: days that happened, and round figures that a desk asks for. */
import { moveFuture, moveOption, sumOutcomes, type LegOutcome, type RiskLeg } from './revaluation';

/** What happens to one underlying. */
export interface StressMove {
  /** Relative move of the price. */
  readonly move: number;
  /** Days to expiry and relative move of at-the-money volatility there, days ascending; between them linear in ln(days), flat outside. */
  readonly volatilityMoves: readonly (readonly [number, number])[];
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

const DAYS_PER_YEAR = 365;

/**
 * The crash and the rally of 4–6 February 2026: index from snapshot to snapshot, and volatility of the strike nearest the money of
 * Deribit's chain, interpolated at 8, 30 and 140 days.
 */
export const recordedStress: readonly StressScenario[] = [
  {
    name: 'Crash of 5 February 2026',
    source: 'Deribit index and chain, 4 February 21:33 to 5 February 21:30 UTC',
    moves: {
      BTC: {
        move: -0.128,
        volatilityMoves: [
          [8, 0.79],
          [30, 0.6],
          [140, 0.21],
        ],
      },
      ETH: {
        move: -0.1205,
        volatilityMoves: [
          [8, 0.399],
          [30, 0.295],
          [140, 0.088],
        ],
      },
    },
  },
  {
    name: 'Rally of 6 February 2026',
    source: 'Deribit index and chain, 5 February 21:30 to 6 February 21:31 UTC',
    moves: {
      BTC: {
        move: 0.104,
        volatilityMoves: [
          [8, -0.414],
          [30, -0.354],
          [140, -0.166],
        ],
      },
      ETH: {
        move: 0.089,
        volatilityMoves: [
          [8, -0.328],
          [30, -0.227],
          [140, -0.059],
        ],
      },
    },
  },
];

/** Both coins together, volatility up as it does in a fall and down a little in a rise. */
export const standingStress: readonly StressScenario[] = [
  standing('Prices −20 %, volatility +50 %', -0.2, 0.5),
  standing('Prices +20 %, volatility +25 %', 0.2, 0.25),
  standing('Prices unchanged, volatility −30 %', 0, -0.3),
  standing('Prices unchanged, volatility +50 %', 0, 0.5),
];

/** The stated move of volatility at thirty days; a week out half as much again, far out half of it. */
function standing(name: string, move: number, at30Days: number): StressScenario {
  const moves: StressMove = {
    move,
    volatilityMoves: [
      [7, 1.5 * at30Days],
      [30, at30Days],
      [180, 0.5 * at30Days],
    ],
  };
  return { name, source: 'round figures', moves: { BTC: moves, ETH: moves } };
}

function volatilityMoveAt(points: StressMove['volatilityMoves'], days: number): number {
  const after = points.findIndex(([at]) => at >= days);
  const [right, left] = [points[after < 0 ? points.length - 1 : after], points[after - 1]];
  if (right === undefined) return 0;
  if (after <= 0 || left === undefined) return right[1];
  const share = Math.log(days / left[0]) / Math.log(right[0] / left[0]);
  return left[1] + share * (right[1] - left[1]);
}

function stressLeg({ underlying, leg }: StressedLeg, scenario: StressScenario): LegOutcome | null {
  const stress = scenario.moves[underlying];
  if (stress === undefined) return null;
  if (leg.kind === 'future') return moveFuture(leg, stress.move);
  const { years } = leg;
  const volatility = leg.volatility * (1 + volatilityMoveAt(stress.volatilityMoves, years * DAYS_PER_YEAR));
  return moveOption(leg, { forward: leg.forward * (1 + stress.move), volatility, years });
}

/** The book under a scenario. `null` where a leg has no price, or its underlying is not in the scenario: unknown is not unharmed. */
export function stressBook(book: readonly StressedLeg[], scenario: StressScenario): LegOutcome | null {
  return sumOutcomes(book.map((one) => stressLeg(one, scenario)));
}
