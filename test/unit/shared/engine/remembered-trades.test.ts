/** Which executions a session remembers for the next: the newest, in whatever order it heard of them. */
import { expect, it } from 'vitest';
import { tradeId, type Fill } from '../../../../shared/domain/fill';
import { quantityLots } from '../../../../shared/domain/quantity';
import { timestampMs } from '../../../../shared/domain/time';
import { dayProfitUsd } from '../../../../shared/engine/day-profit';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, intentOf, positionOf } from '../../../support/engine-parts';
import { leftBy, restart } from '../../../support/restarted-desk';

/** More than twice as many as are carried over. */
const TRADES = 12_000;

it('remembers the newest executions over two restarts of a busy day, so that none of them counts as missed', () => {
  const first = new TestDesk().start();
  const fills: Fill[] = [];
  // Sold and bought in turn; the last two are bought right before the crash.
  for (let index = 0; index < TRADES; index += 1) {
    const side = index % 2 === 0 && index < TRADES - 2 ? 'sell' : 'buy';
    const id = tradeId(`t-${index}`);
    first.nowMs += 4_000;
    fills.push(
      fillOf(intentOf({ side }), {
        ...{ tradeId: id, clientOrderId: null, quantity: quantityLots(10) },
        executedAtMs: timestampMs(first.nowMs),
      }),
    );
  }
  first.market(120_000);
  for (const fill of fills) first.apply({ kind: 'fill-reported', fill });
  first.reconcile({ positions: [positionOf(BTC, first.state.positions[BTC]?.position.lots ?? 0)] });
  first.wait(25);
  const { lots = 0 } = first.state.positions[BTC]?.position ?? {};
  const snapshot = { fills, positions: [positionOf(BTC, lots, 50_000)] };
  const profit = dayProfitUsd(first.state) ?? Number.NaN;

  const second = restart(first, { afterMs: 2_000, snapshot });
  expect(leftBy(second).tradeIds).toContain(`deribit|t-${TRADES - 1}`);
  const third = restart(second, { afterMs: 2_000, snapshot });
  expect(third.state.alerts.map(({ text }) => text)).not.toContainEqual(expect.stringMatching(/no executions explain it/));
  expect(dayProfitUsd(third.state)).toBeCloseTo(profit, 6);
});
