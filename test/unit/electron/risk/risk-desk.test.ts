/** The worker's desk: when it forecasts the day to come, and what it knows of the engine before. */
import { describe, expect, it } from 'vitest';
import { RiskDesk } from '../../../../electron/risk/risk-desk';
import type { FromRisk } from '../../../../shared/projection/risk-messages';
import { projectRiskSnapshot } from '../../../../shared/projection/risk-snapshot';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings } from '../../../support/engine-parts';
import { closesOf } from '../../../support/tail-book';

/** A worker with a past of BTC, and a way to let it end a run on the book of a desk at a moment. */
function bench() {
  const { state } = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 10_000)] });
  const snapshot = projectRiskSnapshot(state);
  const said: FromRisk[] = [];
  const send = (message: FromRisk): number => said.push(structuredClone(message));
  const worker = new RiskDesk({ monotonicMs: () => performance.now(), send, soon: (callback) => setImmediate(callback) });
  worker.hear({ type: 'history', underlying: 'BTC', closes: closesOf('BTC') });
  const results = (): number => said.filter((message) => message.type === 'result' && message.run === 'capital').length;
  const runAt = async (time: string): Promise<void> => {
    const before = results();
    worker.hear({ type: 'snapshot', snapshot: { ...snapshot, atMs: Date.parse(time) } });
    worker.hear({ type: 'steer', run: 'capital', action: 'refresh' });
    while (results() === before) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  const forecasts = () => said.flatMap((message) => (message.type === 'forecast' ? [message.event.forecast] : []));
  return { worker, snapshot, said, runAt, forecasts, revision: snapshot.revision };
}

describe('the risk desk', () => {
  it('forecasts the day to come in the last quarter of an hour of the one before, and only then', async () => {
    const { runAt, forecasts, revision } = bench();
    await runAt('2027-01-15T23:40:00Z');
    expect(forecasts()).toEqual([]);
    await runAt('2027-01-15T23:50:00Z');
    expect(forecasts()).toMatchObject([{ asOfMs: Date.parse('2027-01-15T23:50:00Z'), revision, horizonDays: 1, currency: 'USD' }]);
    const figures = forecasts()[0]?.figures ?? [];
    expect(figures.length).toBe(15);
    for (const { varUsd, esUsd, reason } of figures) {
      expect(reason).toBe('');
      expect(varUsd).toBeGreaterThan(0);
      expect(esUsd).toBeGreaterThanOrEqual(varUsd ?? Infinity);
    }
  }, 30_000);

  it('tells an engine that begins nothing of the positions that the one before held', async () => {
    const { worker, snapshot, said, runAt } = bench();
    await runAt('2027-01-15T12:00:00Z');
    worker.hear({ type: 'snapshot', snapshot });
    worker.hear({ type: 'steer', run: 'capital', action: 'refresh' });
    while (!said.some((message) => message.type === 'progress')) await new Promise((resolve) => setTimeout(resolve, 1));
    said.length = 0;
    worker.hear({ type: 'greet' });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(said).toEqual([{ type: 'hello' }]);
    // The same revision, of an engine that counts from the beginning: not what was computed last.
    worker.hear({ type: 'snapshot', snapshot: { ...snapshot, positions: [] } });
    while (!said.some((message) => message.type === 'result' && message.run === 'capital'))
      await new Promise((resolve) => setTimeout(resolve, 5));
  }, 30_000);
});
