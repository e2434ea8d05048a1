/** A profit is no better than the positions that it is made of. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { TopBar } from '../../../../renderer/app/top-bar/top-bar';
import type { ViewState } from '../../../../shared/projection/view-state';
import { sampleState } from '../../../support/fake-bridge/sample-state';

const shown = vi.hoisted(() => ({ slices: {} as Partial<ViewState> }));
vi.mock('../../../../renderer/desk/selectors', async (original) => ({
  ...(await original<object>()),
  useTopic: (topic: keyof ViewState) => shown.slices[topic],
  useDesk: (select: (state: object) => unknown) => select({ slices: shown.slices, info: null }),
  useEngineNow: () => 1_800_000_000_000,
}));

/** How often the bar says `unreconciled` where the account differs from the venue or agrees with it. */
function countDoubts(isReconciled: boolean): number {
  const state = sampleState();
  const dayProfit = { profitUsd: 100, sinceMs: 1_799_971_200_000, maximumLossUsd: 0, bestUsd: 100, maximumDrawdownUsd: 0 };
  shown.slices = { ...state, desk: { ...state.desk, dayProfit, pnlTrust: { ...state.desk.pnlTrust, state: 'live', isReconciled } } };
  return renderToStaticMarkup(<TopBar />).split('>unreconciled ').length - 1;
}

it('the profit of the day and that of the session are unreconciled while positions differ from the venue', () => {
  expect(countDoubts(false) - countDoubts(true)).toBe(2);
});
