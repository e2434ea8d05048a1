/** Drafts: typed over echoed over engine; nothing is staged that equals what is applied. */
import { describe, expect, it } from 'vitest';
import { fieldColumns } from '../../../../../renderer/panels/quoting/fields';
import {
  activeProfile,
  changeWord,
  changedKeys,
  draftToStage,
  dryRunRows,
  profiles,
  shownDraft,
  unechoed,
} from '../../../../../renderer/panels/quoting/model';
import { quotingParametersSchema } from '../../../../../shared/contract/commands';
import { PERPETUAL, sampleState } from '../../../../support/fake-bridge/sample-state';
import * as v from 'valibot';

const view = sampleState().quoting[PERPETUAL];
if (view === undefined) throw new Error('expected the sample to quote the perpetual');
const draft = { ...view.parameters, levels: 3 };
const staged = { ...view, draft };

describe('a draft', () => {
  it('shows what is typed over what is echoed over what is applied', () => {
    expect(shownDraft(view, {}).levels).toBe(5);
    expect(shownDraft(staged, {}).levels).toBe(3);
    expect(shownDraft(staged, { levels: 2 }).levels).toBe(2);
  });

  it('keeps earlier edits when another field is staged', () =>
    expect(draftToStage(staged, { riskAversion: 0.2 })).toMatchObject({ levels: 3, riskAversion: 0.2 }));

  it('vanishes when it equals what is applied', () => expect(draftToStage(staged, { levels: 5 })).toBeNull());

  it('forgets edits once the engine has echoed them', () => {
    expect(unechoed(staged, { levels: 3, riskAversion: 0.2 })).toEqual({ riskAversion: 0.2 });
    expect(unechoed(view, { levels: 3 })).toEqual({ levels: 3 });
  });

  it('names what differs', () => expect(changedKeys(draft, view.parameters)).toEqual(['levels']));
});

describe('profiles', () => {
  it.each(profiles)('$value makes parameters that the contract accepts, and is recognised', ({ value, change }) => {
    const parameters = shownDraft(view, change);
    expect(v.safeParse(quotingParametersSchema, parameters).success).toBe(true);
    expect(activeProfile(parameters)).toBe(value);
  });
});

describe('fields', () => {
  const fields = fieldColumns.flat().flatMap((group) => group.fields);

  it('cover every number of the parameters once', () => {
    const numbers = Object.entries(view.parameters).flatMap(([key, value]) => (typeof value === 'number' ? [key] : []));
    expect(fields.map((field) => field.key).sort()).toEqual(numbers.sort());
  });

  it.each(fields)('$key has the limits of the contract', ({ key, range }) => {
    const accepts = (value: number): boolean => v.safeParse(quotingParametersSchema, { ...view.parameters, [key]: value }).success;
    expect([accepts(range.minimum), accepts(range.maximum)]).toEqual([true, true]);
    expect([accepts(range.minimum - range.step), accepts(range.maximum + range.step)]).toEqual([false, false]);
  });
});

describe('the dry run', () => {
  it('lists bids best first, then asks best first', () => {
    expect(dryRunRows(view.rows).map((row) => `${row.side}-${row.level}`)).toEqual([
      'buy-1',
      'buy-2',
      'buy-3',
      'buy-4',
      'buy-5',
      'sell-1',
      'sell-2',
      'sell-3',
      'sell-4',
      'sell-5',
    ]);
  });

  it('says how each row changes', () => {
    const [row] = dryRunRows(view.rows);
    if (row === undefined) throw new Error('expected a row');
    expect(changeWord({ ...row, nowPrice: 100, nextPrice: 98.5 }, 0.5)).toEqual({ ticks: -3 });
    expect(changeWord({ ...row, nowPrice: null, nextPrice: 98.5 }, 0.5)).toBe('new');
    expect(changeWord({ ...row, nowPrice: 100, nextPrice: null }, 0.5)).toBe('gone');
    expect(changeWord({ ...row, nowPrice: null, nextPrice: null }, 0.5)).toBe('none');
  });
});
