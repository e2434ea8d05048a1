/** The dry run says how much rests and how much would. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { DryRun } from '../../../../../renderer/panels/quoting/dry-run';
import { PERPETUAL, sampleState } from '../../../../support/fake-bridge/sample-state';

it('a quote of a few contracts is not written as nothing', () => {
  const sample = sampleState().quoting[PERPETUAL];
  const row = sample?.rows['buy-1'];
  if (sample === undefined || row === undefined) throw new Error('expected the sample to quote a bid');
  // 20 and 40 USD at 100,000.
  const view = { ...sample, rows: { 'buy-1': { ...row, nowQuantity: 0.0002, nextQuantity: 0.0004 } } };
  const text = renderToStaticMarkup(<DryRun view={view} />).replace(/<[^>]*>/g, '');
  expect(text).toContain('0.00020');
  expect(text).toContain('0.00040');
});
