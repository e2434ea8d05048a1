/** Price and greeks of options, one by one and a chain at once, beside the same formulas in C++ and a published library. */
import { BlackScholes } from '@uqee/black-scholes';
import { SeededRandom } from '../../shared/domain/random';
import { Black76Batch } from '../../shared/pricing/batch/black76-batch';
import { valueBlack76, type Black76Inputs } from '../../shared/pricing/black76';
import { valueBlackScholes } from '../../shared/pricing/greeks';
import { impliedVolatility } from '../../shared/pricing/implied-volatility';
import type { BenchCase, BenchRow } from './bench-case';
import { measureYardstick, type Yardstick } from './option-yardstick';

const OPTIONS = 1_500;
const FORWARD = 60_000;
/** Published for the reference implementation of "Let's Be Rational", price and volatility together. */
const REFERENCE_IMPLIED_NS = 530;

function makeChain(): readonly Black76Inputs[] {
  const random = new SeededRandom(4);
  return Array.from({ length: OPTIONS }, () => ({
    optionType: random.next() < 0.5 ? 'call' : 'put',
    forward: FORWARD,
    strike: random.between(0.5, 1.5) * FORWARD,
    years: random.between(0.01, 1),
    volatility: random.between(0.3, 1.1),
  }));
}

/** Least nanoseconds per option over many rounds: what the code takes when nobody disturbs it. */
function leastNanoseconds(rounds: number, run: () => void): number {
  let least = Infinity;
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    run();
    least = Math.min(least, performance.now() - startedAt);
  }
  return (least * 1e6) / OPTIONS;
}

interface Measured {
  readonly scalar: number;
  readonly library: number;
  readonly batch: number;
  readonly chainMs: number;
  readonly implied: number;
  readonly sumOfPrices: number;
}

function measureBatch(chain: readonly Black76Inputs[], rounds: number): Pick<Measured, 'batch' | 'chainMs'> {
  const batch = new Black76Batch(OPTIONS);
  const write = (): void => chain.forEach((inputs, place) => batch.write(place, inputs));
  write();
  const kernel = leastNanoseconds(rounds, () => batch.value(OPTIONS));
  let sum = 0;
  const whole = leastNanoseconds(rounds, () => {
    write();
    batch.value(OPTIONS);
    for (let place = 0; place < OPTIONS; place++) sum += batch.valuation(place)?.price ?? 0;
  });
  if (!(sum > 0)) throw new Error('expected the batch to have prices');
  return { batch: kernel, chainMs: (whole * OPTIONS) / 1e6 };
}

function measure(rounds: number): Measured & { readonly chain: readonly Black76Inputs[] } {
  const chain = makeChain();
  // Written out: V8 reads objects made by spreading eight times slower where a field's representation changed meanwhile.
  const inputs = chain.map(({ optionType, forward, strike, years, volatility }) => {
    return { optionType, spot: forward, strike, years, volatility, rate: 0, carryYield: 0 };
  });
  const library = new BlackScholes();
  const theirs = chain.map((one) => ({
    rate: 0,
    sigma: one.volatility,
    strike: one.strike,
    time: one.years,
    type: one.optionType,
    underlying: FORWARD,
  }));
  const quotes = chain.map((one) => {
    const { optionType, forward, strike, years } = one;
    return { optionType, forward, strike, years, price: valueBlack76(one)?.price ?? Number.NaN };
  });
  let [sum, other] = [0, 0];
  const scalar = leastNanoseconds(rounds, () => {
    sum = 0;
    for (const one of inputs) sum += valueBlackScholes(one)?.price ?? Number.NaN;
  });
  const libraryTime = leastNanoseconds(rounds, () => {
    for (const one of theirs) other += library.option(one).price;
  });
  const implied = leastNanoseconds(Math.ceil(rounds / 4), () => {
    for (const one of quotes) other += impliedVolatility(one).ok ? 1 : 0;
  });
  if (!Number.isFinite(other)) throw new Error('expected prices and volatilities from every contestant');
  return { chain, scalar, library: libraryTime, implied, sumOfPrices: sum, ...measureBatch(chain, rounds) };
}

function compareWith(yardstick: Yardstick, measured: Measured): readonly BenchRow[] {
  if (Math.abs(yardstick.sumOfPrices / measured.sumOfPrices - 1) > 1e-8)
    throw new Error(`expected C++ to find the same prices, found a sum of ${yardstick.sumOfPrices} beside ${measured.sumOfPrices}`);
  return [
    { measure: 'C++, price and eleven greeks', value: yardstick.elevenGreeks, unit: 'ns' },
    { measure: 'C++, price and six greeks', value: yardstick.sixGreeks, unit: 'ns' },
    {
      measure: 'one option, price and eleven greeks / C++ the same',
      value: measured.scalar / yardstick.elevenGreeks,
      unit: '×',
      target: { atMost: 1.5 },
    },
    { measure: 'one option with eleven greeks / C++ with six', value: measured.scalar / yardstick.sixGreeks, unit: '×' },
    {
      measure: 'batch, price and six greeks / C++ the same',
      value: measured.batch / yardstick.sixGreeks,
      unit: '×',
      target: { atMost: 0.7 },
      note: 'columns in, columns out',
    },
  ];
}

/** Ratios within this run; the price of one option is compared with as many greeks on both sides. */
export const optionPricing: BenchCase = {
  name: 'option-pricing',
  run({ isQuick, projectRoot }) {
    const measured = measure(isQuick ? 200 : 1_000);
    const yardstick = measureYardstick(projectRoot, measured.chain);
    const rows: readonly BenchRow[] = [
      { measure: 'one option, price and eleven greeks', value: measured.scalar, unit: 'ns' },
      { measure: 'batch, price and six greeks', value: measured.batch, unit: 'ns' },
      { measure: '@uqee/black-scholes, price and five greeks', value: measured.library, unit: 'ns', note: 'interpolated, about 8 digits' },
      { measure: 'library / one option', value: measured.library / measured.scalar, unit: '×', target: { atLeast: 3 } },
      { measure: 'library / batch', value: measured.library / measured.batch, unit: '×', target: { atLeast: 3 } },
      { measure: 'implied volatility', value: measured.implied, unit: 'ns', target: { atMost: 2 * REFERENCE_IMPLIED_NS } },
      {
        measure: '1,500 options, inputs written, all greeks read back',
        value: measured.chainMs,
        unit: 'ms',
        target: { atMost: 1 },
      },
    ];
    if (typeof yardstick === 'string') return Promise.resolve([...rows, { measure: 'C++', value: Number.NaN, unit: '', note: yardstick }]);
    return Promise.resolve([...rows, ...compareWith(yardstick, measured)]);
  },
};
