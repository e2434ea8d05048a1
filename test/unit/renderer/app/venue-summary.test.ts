/** A venue in one line says in words what its colour says. */
import { expect, it } from 'vitest';
import { venueSummaries } from '../../../../renderer/app/status-bar/venue-summary';
import { sampleState } from '../../../support/fake-bridge/sample-state';

it('names the cancel lane when it is the one that is down', () => {
  const { connections } = sampleState();
  const rows = Object.fromEntries(
    Object.entries(connections.rows).map(([venue, row]) => [venue, { ...row, cancelLane: 'connecting' as const }]),
  );
  expect(venueSummaries({ ...connections, rows })[0]).toMatchObject({
    tone: 'warn',
    text: expect.stringContaining('cancels connecting') as string,
  });
  expect(venueSummaries(connections)[0]?.text).not.toContain('cancels');
});
