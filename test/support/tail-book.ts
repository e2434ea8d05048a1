/** A book of options and futures with a made-up past, for tests of tails. */
import type { DailyClose } from '../../shared/domain/daily-close';
import { SeededRandom } from '../../shared/domain/random';
import type { SimulatedLeg } from '../../shared/risk/book-simulation';
import { RECORD_REQUEST } from '../../shared/engine/desk-days';
import type { TailInputs } from '../../electron/risk/tail-inputs';

const DAY_MS = 86_400_000;
const FORWARDS: Readonly<Record<string, number>> = { BTC: 66_000, ETH: 3_400 };

/** So many options of each underlying around the money, half of them short, and a future against them. */
function bookOf(underlyings: readonly string[], options: number): readonly SimulatedLeg[] {
  return underlyings.flatMap((underlying) => {
    const forward = FORWARDS[underlying] ?? 1;
    const legs = Array.from({ length: options }, (_each, index): SimulatedLeg => {
      const strike = forward * (0.7 + (0.6 * index) / options);
      const [optionType, quantity] = [index % 3 === 0 ? ('put' as const) : ('call' as const), index % 2 === 0 ? -2 : 1.5];
      const years = (7 + 10 * (index % 9)) / 365;
      return { underlying, leg: { kind: 'option', optionType, forward, strike, years, volatility: 0.55 + 0.002 * index, quantity } };
    });
    return [...legs, { underlying, leg: { kind: 'future', forward, quantity: 0.8 } }];
  });
}

/** Daily returns in which calm and stormy months follow each other. */
function pastOf(underlyings: readonly string[], days: number, seed = 7): readonly (readonly number[])[] {
  const random = new SeededRandom(seed);
  return Array.from({ length: days }, (_each, day) => {
    const [common, scale] = [random.gaussian(), 0.025 * (1 + 0.5 * Math.sin(day / 30))];
    return underlyings.map(() => scale * (0.8 * common + 0.6 * random.gaussian()));
  });
}

/** The book as the methods need it. */
export function tailBook(change: Partial<TailInputs> & { readonly options?: number; readonly days?: number } = {}): TailInputs {
  const { options = 12, days = 500, ...rest } = change;
  const underlyings = rest.returns?.underlyings ?? ['BTC', 'ETH'];
  return {
    legs: bookOf(underlyings, options),
    returns: { underlyings, rows: pastOf(underlyings, days) },
    request: { ...RECORD_REQUEST, scenarioCount: 1_000 },
    histories: new Map(),
    volatilities: new Map(),
    ...rest,
  };
}

/** The end of a run, all slices at once. */
export function finish<Result>(steps: Generator<number, Result>): Result {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** Daily closes of an underlying with its made-up past, one a day from the epoch on. */
export function closesOf(underlying: string, days = 500): readonly DailyClose[] {
  let price = FORWARDS[underlying] ?? 1;
  const later = pastOf([underlying], days).map(([move = 0], day) => ({ atMs: (day + 1) * DAY_MS, price: (price *= 1 + move) }));
  return [{ atMs: 0, price: FORWARDS[underlying] ?? 1 }, ...later];
}
