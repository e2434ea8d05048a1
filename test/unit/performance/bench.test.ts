/** The measurements that need no desk of their own, in their short form: each still comes to figures. How good they are is not judged here. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { journalAppends } from '../../performance/journal-appends';
import { journalRecovery } from '../../performance/journal-recovery';
import { marketDataDecision } from '../../performance/market-data-decision';
import { quoteDecision } from '../../performance/quote-decision';
import { QuotingDesk } from '../../performance/quoting-desk';
import { riskRuns } from '../../performance/risk-runs';
import { surfaceFit } from '../../performance/surface-fit';
import { BTC } from '../../support/engine-parts';

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

describe('the bench', () => {
  it.each([quoteDecision, marketDataDecision, journalAppends, journalRecovery, riskRuns, surfaceFit])(
    'comes to figures: $name',
    async ({ run }) => {
      const rows = await run({ isQuick: true, minutes: 0.1, messages: null, projectRoot });
      if ('skipped' in rows) throw new Error(`Expected figures, found that it was skipped: ${rows.skipped}`);
      expect(rows.length).toBeGreaterThan(0);
      for (const { measure, value } of rows) expect(value, measure).toBeGreaterThan(0);
    },
    120_000,
  );

  it('measures a desk that quotes for as long as the longest measurement takes', () => {
    const quoting = new QuotingDesk();
    const { desk, snapshot } = quoting;
    desk.delta(BTC, { bids: [...snapshot.bids], asks: [...snapshot.asks] });
    for (let update = 0; update < 120_000; update += 1) {
      const { bids, asks } = quoting.nextMessage();
      quoting.time(() => desk.delta(BTC, { bids: [...bids], asks: [...asks] }));
    }
    expect(quoting.isQuoting).toBe(true);
  });
});
