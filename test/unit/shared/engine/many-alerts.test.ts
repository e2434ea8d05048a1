/** Alerts beyond as many as are kept: each is still one of its own. */
import { expect, it } from 'vitest';
import { TestDesk } from '../../../support/engine-builder';
import { datedFuture, perpetual, VENUE } from '../../../support/engine-parts';

it('of one step have ids of their own also when the list is full, so that an acknowledgement of one is of no other', () => {
  const desk = new TestDesk().start();
  for (let cause = 0; cause < 250; cause += 1)
    desk.apply({ kind: 'fault-noticed', source: `cause ${cause}`, message: 'told', isFatal: false });
  const finer = [perpetual(), datedFuture()].map((instrument) => ({ ...instrument, tickSize: instrument.tickSize / 5 }));
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: finer });
  const [first, second] = desk.state.alerts.slice(-2);
  expect([first?.key, second?.key].every((key) => key?.startsWith('grid|'))).toBe(true);
  desk.command('acknowledge-alert', { alertId: first?.alertId ?? '' });
  expect(desk.state.alerts.slice(-2).map(({ isAcknowledged }) => isAcknowledged)).toEqual([true, false]);
});

it('push out the less urgent first: what asks for action stays until somebody has seen it', () => {
  const desk = new TestDesk().start();
  desk.apply({ kind: 'fault-noticed', source: 'disk', message: 'told', isFatal: true });
  const urgent = desk.state.alerts.filter(({ severity }) => severity === 3).map(({ alertId }) => alertId);
  expect(urgent.length).toBeGreaterThan(0);
  for (let cause = 0; cause < 250; cause += 1)
    desk.apply({ kind: 'fault-noticed', source: `cause ${cause}`, message: 'told', isFatal: false });
  expect(desk.state.alerts.map(({ alertId }) => alertId)).toEqual(expect.arrayContaining(urgent));
  expect(desk.state.alerts.at(-1)?.key).toContain('cause 249');
});
