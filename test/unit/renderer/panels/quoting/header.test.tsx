/** Figures of a draft are not taken for those that are quoted. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { QuotingHeader } from '../../../../../renderer/panels/quoting/quoting';
import type { QuotingView } from '../../../../../shared/projection/view-state';
import { PERPETUAL, sampleState } from '../../../../support/fake-bridge/sample-state';

const shown = vi.hoisted(() => ({ view: null as QuotingView | null }));
vi.mock('../../../../../renderer/desk/selectors', async (original) => ({
  ...(await original<object>()),
  useSelectedQuoting: () => shown.view,
  useDesk: () => false,
  useEngineNow: () => 0,
}));

function header(hasDraft: boolean): string {
  const view = sampleState().quoting[PERPETUAL];
  if (view === undefined) throw new Error('expected the sample to quote the perpetual');
  shown.view = { ...view, draft: hasDraft ? { ...view.parameters, skewStrength: 5 } : null };
  return renderToStaticMarkup(<QuotingHeader />);
}

it('the header says whose its reservation price, half-spread and skew are', () => {
  expect(header(false)).not.toContain('of the draft');
  expect(header(true)).toContain('A–S of the draft · reserve');
});
