/** What the trader is told aloud when the desk stops, doubts or gives something up: the state alone may be on a panel that nobody looks at. */
import { expect, it } from 'vitest';
import type { OrderIntent } from '../../../../shared/domain/order';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, fillOf, positionOf, reportOf, testSettings, VENUE } from '../../../support/engine-parts';
import { seenHedge } from '../../../support/seen-hedge';

/** Ten quotes rest, and no loss of more than a dollar is allowed. */
function quoting(): TestDesk {
  const desk = new TestDesk().startTrading(testSettings({ maximumDailyLossUsd: 1 }));
  desk.acceptAll();
  return desk;
}

function firstBid(desk: TestDesk): OrderIntent {
  const bid = desk.sent().find(({ side, level }) => side === 'buy' && level === 1);
  if (bid === undefined) throw new Error('no quote was sent');
  return bid;
}

const told: readonly (readonly [string, string, 1 | 2 | 3, (desk: TestDesk) => void])[] = [
  [
    'positions that differ twice',
    `position|${VENUE}`,
    3,
    (desk) => {
      for (let look = 0; look < 2; look += 1) {
        desk.wait(4_900);
        desk.reconcile({ positions: [positionOf(BTC, 50)] });
      }
    },
  ],
  [
    'a pull without an end',
    'pull-unconfirmed',
    3,
    (desk) => {
      desk.command('cancel-orders', { scope: 'mine' });
      desk.waitInTicks(5_000);
    },
  ],
  [
    'a loss beyond the limit of the day',
    'daily-loss',
    3,
    (desk) => {
      desk.apply({ kind: 'fill-reported', fill: fillOf(firstBid(desk)) });
      desk.market(119_000);
      desk.wait(100);
    },
  ],
  [
    'the dead-man switch of the venue',
    `dead-man-fired|${VENUE}`,
    3,
    (desk) => desk.apply({ kind: 'order-reported', report: reportOf(firstBid(desk), { status: 'canceled', endedBy: 'dead-man' }) }),
  ],
  [
    'the market-maker protection of the venue',
    'protection|BTC',
    3,
    (desk) => desk.apply({ kind: 'order-reported', report: reportOf(firstBid(desk), { status: 'canceled', endedBy: 'protection' }) }),
  ],
  [
    'orders that would outlive this machine',
    `dead-man|${VENUE}`,
    2,
    (desk) => desk.apply({ kind: 'dead-man-reported', venue: VENUE, isProtected: false, seconds: null }),
  ],
  [
    'an account that cannot be read',
    `reconciliation|${VENUE}`,
    2,
    (desk) => desk.apply({ kind: 'reconciliation-failed', venue: VENUE, reason: 'no answer' }),
  ],
];

it.each(told)('%s', (_, key, severity, happen) => {
  const desk = quoting();
  expect(desk.state.alerts.map((alert) => alert.key)).not.toContain(key);
  happen(desk);
  expect(desk.state.alerts.find((alert) => alert.key === key)).toMatchObject({ severity });
});

it('an order without an answer, and again when the venue denies it for good', () => {
  const desk = new TestDesk().startTrading();
  const { clientOrderId } = firstBid(desk);
  desk.wait(2_000);
  const key = `unknown|${clientOrderId}`;
  expect(desk.state.alerts.find((alert) => alert.key === key)).toMatchObject({ severity: 3, count: 1 });
  for (let time = 0; time < 3; time += 1) desk.apply({ kind: 'order-not-found', clientOrderId });
  const lost = { count: 2, text: expect.stringContaining('is lost') as string };
  expect(desk.state.alerts.find((alert) => alert.key === key)).toMatchObject(lost);
});

it('a hedge that was accepted and then not sent', () => {
  const desk = new TestDesk().start(testSettings(), { positions: [positionOf(BTC, 3000)] });
  desk.command('arm', {});
  desk.command('set-trading', { instrumentId: BTC, isOn: true });
  desk.acceptAll();
  desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
  expect(desk.command('send-hedge', seenHedge(desk.state.hedge, BTC)).status).toBe('accepted');
  desk.waitInTicks(3_000);
  expect(desk.state.alerts.find(({ key }) => key.startsWith('hedge|'))).toMatchObject({ severity: 3 });
});
