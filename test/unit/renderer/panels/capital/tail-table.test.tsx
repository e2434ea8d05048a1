/** The tail's figures stand under the confidence and horizon that they were computed for, not under those just chosen. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { TailTable } from '../../../../../renderer/panels/capital/tail-table';
import { sampleState } from '../../../../support/fake-bridge/sample-state';

it('a tail at 95 % is not headed 99 % while that is being computed', () => {
  const { capital } = sampleState();
  const measures = capital.measures.map((measure) => ({ ...measure, confidence: 0.95, horizonDays: 1 }));
  const headed = (view: typeof capital): string => renderToStaticMarkup(<TailTable view={view} />);
  const request = { ...capital.request, confidence: 0.99, horizonDays: 10 };
  expect(measures.length).toBeGreaterThan(0);
  expect(headed({ ...capital, measures, request })).toContain('95.0 % · 1 d');
  expect(headed({ ...capital, measures: [], request })).toContain('99.0 % · 10 d');
});
