/** The column of the engine's values says what the engine quotes with. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { fieldColumns } from '../../../../../renderer/panels/quoting/fields';
import { ParameterColumn } from '../../../../../renderer/panels/quoting/parameter-column';
import { PERPETUAL, sampleState } from '../../../../support/fake-bridge/sample-state';

it('a parameter that is finer than its step is not rounded to another one', () => {
  const sample = sampleState().quoting[PERPETUAL];
  if (sample === undefined) throw new Error('expected the sample to quote the perpetual');
  const view = { ...sample, draft: null, parameters: { ...sample.parameters, levelSpacing: 0.25, maximumHalfSpreadBps: 0.04 } };
  const staging = { edits: {}, edit: vi.fn(), apply: vi.fn(), revert: vi.fn() };
  const text = fieldColumns
    .map((groups) => renderToStaticMarkup(<ParameterColumn view={view} staging={staging} groups={groups} />))
    .join('')
    .replace(/<[^>]*>/g, ' ');
  expect(text).toMatch(/spacing\s+0\.25\s/);
  expect(text).toMatch(/max half-spread\s+0\.04\s/);
});
