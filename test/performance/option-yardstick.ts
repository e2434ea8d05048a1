/** The machine's own figure for option formulas: a small C++ program, built where a compiler exists. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Black76Inputs } from '../../shared/pricing/black76';

/** Nanoseconds per option, and the sum of all prices to see that the same was computed. */
export interface Yardstick {
  readonly elevenGreeks: number;
  readonly sixGreeks: number;
  readonly sumOfPrices: number;
}

/** Compiles and runs it over a chain with forward 60,000. A string is why it could not be measured. */
export function measureYardstick(projectRoot: string, chain: readonly Black76Inputs[]): Yardstick | string {
  const folder = mkdtempSync(join(tmpdir(), 'keel-yardstick-'));
  try {
    const program = join(folder, 'yardstick');
    execFileSync('g++', ['-O3', '-march=native', join(projectRoot, 'test/performance/option-pricing.cpp'), '-o', program], {
      stdio: 'pipe',
    });
    const input = chain.map(
      ({ optionType, strike, years, volatility }) => `${optionType === 'call' ? 1 : -1} ${strike} ${years} ${volatility}`,
    );
    const [elevenGreeks = Number.NaN, sixGreeks = Number.NaN, sumOfPrices = Number.NaN] = execFileSync(program, {
      input: input.join('\n'),
      encoding: 'utf8',
    })
      .trim()
      .split(' ')
      .map(Number);
    return { elevenGreeks, sixGreeks, sumOfPrices };
  } catch (error) {
    return `expected g++ -march=native to build the yardstick, found: ${error instanceof Error ? error.message : String(error)}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
