/** A session that crashed and that another desk cannot replay: what it traded still counts in the profit of the day. */
import { expect, it } from 'vitest';
import { timestampMs } from '../../../../shared/domain/time';
import { dayProfitUsd } from '../../../../shared/engine/day-profit';
import { collectUnresolved } from '../../../../shared/journal/collect-unresolved';
import { DayDesk } from '../../../support/day-desk';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings } from '../../../support/engine-parts';
import { entriesOf } from '../../../support/recorded-desk';

it('is told the executions of the crashed session by the venue, and books its loss although it ended as it began', () => {
  const first = DayDesk.at('2027-01-15T12:00:00Z', { lots: 1_000 });
  const crashed = DayDesk.at('2027-01-15T13:00:00Z', { lots: 1_000, recovered: first.leave() });
  crashed.nowMs += 60_000;
  crashed.trade(5_000, 61_000);
  crashed.nowMs += 60_000;
  crashed.trade(-5_000, 59_000);
  const lost = dayProfitUsd(crashed.state) ?? Number.NaN;
  expect(lost).toBeLessThan(-1_500);
  const unresolved = collectUnresolved();
  for (const entry of entriesOf(crashed)) unresolved.take(entry);

  const next = new TestDesk();
  next.nowMs = crashed.nowMs + 60_000;
  const snapshot = { positions: [positionOf(BTC, 1_000)], fills: crashed.state.fills.map(({ fill }) => fill) };
  next.start(testSettings(), { ...snapshot, requestedAtMs: timestampMs(next.nowMs) }, unresolved.account());
  expect(next.state.positions[BTC]?.position.lots).toBe(1_000);
  expect(dayProfitUsd(next.state)).toBeCloseTo(lost, 6);
});
