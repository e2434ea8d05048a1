/** Integer mathematics of a concentrated pool, equal to the last bit. */
import { baseBetween, maximalLiquidity, quoteBetween, swapWithinRange } from '../../../shared/pricing/amm/concentrated';
import { sqrtPriceAtTick, sqrtPriceOfRatio, tickAtSqrtPrice } from '../../../shared/pricing/amm/tick-price';
import type { TableChecker } from './checker';
import { exact } from './comparison';
import { NamedArguments } from './named-arguments';

type Compute = (words: NamedArguments) => string | null;

function price(words: NamedArguments, name: string): bigint {
  return sqrtPriceOfRatio(...words.ratio(name)) ?? 0n;
}

function amountBetween(amount: typeof baseBetween): Compute {
  return (words) => {
    const band = { from: price(words, 'a'), to: price(words, 'b'), liquidity: words.bigint('L') };
    return amount(band, words.text('roundUp') === 'true' ? 'up' : 'down')?.toString() ?? null;
  };
}

function swap(words: NamedArguments): string | null {
  const outcome = swapWithinRange({
    current: price(words, 'p'),
    target: price(words, 'target'),
    liquidity: words.bigint('L'),
    amount: words.bigint('amount'),
    feePips: words.bigint('feePips'),
  });
  return outcome && `sqrtNext=${outcome.next};in=${outcome.paidIn};out=${outcome.takenOut};fee=${outcome.fee}`;
}

function provide(words: NamedArguments): string | null {
  const liquidity = maximalLiquidity({
    current: price(words, 'cur'),
    from: price(words, 'a'),
    to: price(words, 'b'),
    base: words.bigint('amt0'),
    quote: words.bigint('amt1'),
    precision: words.text('precise') === 'true' ? 'exact' : 'router',
  });
  return liquidity?.toString() ?? null;
}

const FUNCTIONS: ReadonlyMap<string, Compute> = new Map<string, Compute>([
  ['getSqrtRatioAtTick', (words) => sqrtPriceAtTick(words.number('tick'))?.toString() ?? null],
  ['getTickAtSqrtRatio', (words) => tickAtSqrtPrice(words.bigint('sqrtX96'))?.toString() ?? null],
  ['maxLiquidityForAmounts', provide],
  ['getAmount0Delta', amountBetween(baseBetween)],
  ['getAmount1Delta', amountBetween(quoteBetween)],
  ['computeSwapStep', swap],
]);

/** `uniswap_v3.csv`. */
export const uniswapV3: TableChecker = {
  file: 'uniswap_v3.csv',
  columns: ['fn', 'args', 'result'],
  open: () => (row) => {
    const compute = FUNCTIONS.get(row.text('fn'));
    if (compute === undefined) throw row.error(`expected ${[...FUNCTIONS.keys()].join(', ')} in fn, found "${row.text('fn')}"`);
    return [exact(`${row.text('fn')} ${row.text('args')}`, [compute(new NamedArguments(row, row.text('args'))), row.text('result')])];
  },
};
