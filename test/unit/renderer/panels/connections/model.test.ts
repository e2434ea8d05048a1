/** The check of the journal is told in one fact, whatever it came to. */
import { describe, expect, it } from 'vitest';
import { journalCheckFact } from '../../../../../renderer/panels/connections/model';

const check = { records: 500, ofRecords: 2_000, text: '' };

describe('the check of the journal', () => {
  it.each([
    [null, 'not yet', 'muted'],
    [{ ...check, state: 'checking' }, '25 % · 500', 'plain'],
    [{ ...check, state: 'whole' }, 'whole · 500', 'ok'],
    [{ ...check, state: 'damaged' }, 'damaged after 500', 'danger'],
    [{ ...check, state: 'stopped' }, 'stopped after 500', 'warn'],
  ] as const)('%j reads "%s"', (given, value, tone) => {
    expect(journalCheckFact(given)).toEqual({ value, tone });
  });
});
