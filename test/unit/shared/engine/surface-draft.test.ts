/** Two windows share the draft of a surface: what is published is what the window that publishes has seen. */
import { expect, it } from 'vitest';
import { NO_ADJUSTMENT } from '../../../../shared/pricing/surface/smile-adjustment';
import type { SurfaceSlice } from '../../../../shared/pricing/surface/volatility-surface';
import { projectDesk } from '../../../../shared/projection/project-desk';
import { TestDesk } from '../../../support/engine-builder';
import { START_MS } from '../../../support/engine-parts';

const EXPIRY_MS = START_MS + 36.5 * 86_400_000;
const slice: SurfaceSlice = {
  ...{ expiresAtMs: EXPIRY_MS, years: 0.1, forward: 60_000, adjustment: NO_ADJUSTMENT, label: 'fitted', because: '', fit: null },
  ...{ shape: { kind: 'svi', raw: { a: 0.01, b: 0.08, rho: 0, m: 0, sigma: 0.15 }, years: 0.1 }, quotedFrom: -0.5, quotedTo: 0.5 },
};

function fittedDesk(): TestDesk {
  const desk = new TestDesk().start();
  desk.apply({
    kind: 'surface-fitted',
    surface: { underlying: 'BTC', revision: 1, asOfMs: desk.nowMs, slices: [slice], missing: [] },
    curve: { underlying: 'BTC', asOfMs: desk.nowMs, spot: 60_000, points: [], missing: [] },
    marketLevels: [],
  });
  return desk;
}

/** Moves the smile by so many points; the version of the draft that this makes. */
function shift(desk: TestDesk, points: number): number {
  const outcome = desk.command('edit-surface', {
    underlying: 'BTC',
    expiresAtMs: EXPIRY_MS,
    edit: { kind: 'move', move: 'shift', points },
  });
  return outcome.status === 'accepted' ? outcome.sequence : Number.NaN;
}

it('publishes no edit that another window made since this one last showed the draft', () => {
  const desk = fittedDesk();
  const seen = shift(desk, 1);
  expect(desk.state.surfaces['BTC']?.draftVersion).toBe(seen);
  expect(projectDesk(desk.state).draftCount).toBe(1);
  const theirs = shift(desk, 5);
  const publish = (draftVersion: number) => desk.command('publish-surface', { underlying: 'BTC', baseVersion: 1, draftVersion });
  expect(publish(seen)).toMatchObject({ status: 'denied', reason: expect.stringMatching(/changed elsewhere.*publish again/) });
  expect(desk.state.surfaces['BTC']).toMatchObject({ published: { revision: 1 }, draftVersion: theirs });
  expect(publish(theirs)).toMatchObject({ status: 'accepted' });
  expect(desk.state.surfaces['BTC']).toMatchObject({ published: { revision: 2 }, draft: null });
  expect(projectDesk(desk.state).draftCount).toBe(0);
});

it('takes no publish back over a draft, which may be of another window: reverting it is a step of its own', () => {
  const desk = fittedDesk();
  shift(desk, 1);
  expect(desk.command('publish-surface', { underlying: 'BTC', baseVersion: 1 })).toMatchObject({ status: 'accepted' });
  shift(desk, 5);
  const undo = () => desk.command('undo-surface', { underlying: 'BTC' });
  expect(undo()).toMatchObject({ status: 'denied', reason: expect.stringMatching(/draft.*revert it first/) });
  expect(desk.state.surfaces['BTC']).toMatchObject({ published: { revision: 2 }, draft: { edits: [{ amount: 0.05 }] } });
  expect(desk.command('revert-surface', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
  expect(undo()).toMatchObject({ status: 'accepted' });
  expect(desk.state.surfaces['BTC']).toMatchObject({ published: { revision: 3 }, draft: null });
});
