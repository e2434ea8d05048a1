/** Back-tests as the capital panel sees them: one basis that is too young, one with every kind of row. */
import type { BacktestRow, CapitalView, TailMethod } from '../../../shared/projection/capital-view';

const METHODS: readonly TailMethod[] = ['historical', 'age-weighted', 'filtered-historical', 'delta-gamma', 'monte-carlo'];

const nothing = {
  ...{ observations: 0, exceptions: 0, expectedExceptions: 0, kupiecPValue: null, christoffersenPValue: null },
  ...{ baselLight: null, acerbiSzekelyZ: null, verdict: '', reason: '' },
};

function unjudged(method: TailMethod, basis: BacktestRow['basis'], why: string): BacktestRow {
  return { ...nothing, method, basis, reason: `unpriced, because ${why}` };
}

function judged(method: TailMethod, change: Partial<BacktestRow>): BacktestRow {
  const word = (change.kupiecPValue ?? 1) < 0.05 ? 'rejected' : 'not rejected';
  const verdict = `${change.exceptions ?? 0} exceptions where 2.5 were expected: coverage ${word} at 5 %`;
  return { ...nothing, method, basis: 'walked', observations: 250, expectedExceptions: 2.5, baselLight: 'green', verdict, ...change };
}

/** Both bases with their rows. */
export const sampleBacktests: Pick<CapitalView, 'backtests' | 'backtestBases'> = {
  backtests: [
    ...METHODS.map((method) => unjudged(method, 'own-history', 'expected at least 100 own days, found 37')),
    judged('historical', { exceptions: 4, kupiecPValue: 0.381, christoffersenPValue: 0.712, acerbiSzekelyZ: -0.31 }),
    judged('age-weighted', { exceptions: 3, kupiecPValue: 0.758, christoffersenPValue: 0.92, acerbiSzekelyZ: -0.12 }),
    judged('filtered-historical', { exceptions: 2, kupiecPValue: 0.742, christoffersenPValue: 0.931, acerbiSzekelyZ: 0.2 }),
    judged('delta-gamma', { exceptions: 9, kupiecPValue: 0.001, christoffersenPValue: 0.002, acerbiSzekelyZ: -2.91, baselLight: 'yellow' }),
    unjudged('monte-carlo', 'walked', 'a walk would take 250 simulations of 10000 scenarios; it is judged on the own history'),
  ],
  backtestBases: [
    {
      basis: 'own-history',
      label: 'own history, 37 days',
      words:
        'one day from 00:00 UTC; 39 days on record, 2 of them without a forecast or a profit; last without: 2026-08-02, the desk was off',
    },
    {
      basis: 'walked',
      label: 'today’s book, 250 past days',
      words: 'what the book of now would have made on each day, forecast from the 250 days before it; one day, volatility unchanged',
    },
  ],
};
