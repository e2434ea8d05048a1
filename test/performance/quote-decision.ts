/** Book update in → quote decision out, through the engine's own step. */
import { BTC } from '../support/engine-parts';
import type { BenchCase } from './bench-case';
import { latencyRows, timeUpdates } from './decision-rows';
import { QuotingDesk } from './quoting-desk';

/** Target: p99 of 50 µs. */
export const quoteDecision: BenchCase = {
  name: 'quote-decision',
  run(options) {
    const quoting = new QuotingDesk();
    const { desk, snapshot } = quoting;
    desk.delta(BTC, { bids: [...snapshot.bids], asks: [...snapshot.asks] });
    const samples = timeUpdates(quoting, options, () => {
      const { bids, asks } = quoting.nextMessage();
      const change = { bids: [...bids], asks: [...asks] };
      return quoting.time(() => desk.delta(BTC, change));
    });
    return Promise.resolve(latencyRows('book update → quote decision', samples, { atMost: 50 }));
  },
};
