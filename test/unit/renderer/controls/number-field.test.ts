/** Steps and limits of number fields. */
import { describe, expect, it } from 'vitest';
import { fieldProblem, stepValue } from '../../../../renderer/controls/number-field';

const range = { minimum: 0, maximum: 2, step: 0.1, decimals: 2 };

describe('a number field', () => {
  it('steps without binary noise', () => expect(stepValue(0.2, range, 1)).toBe(0.3));
  it('stops at its limits', () => {
    expect(stepValue(1.95, range, 10)).toBe(2);
    expect(stepValue(0.05, range, -10)).toBe(0);
  });
  it('says what it expected and what it found', () => {
    expect(fieldProblem('1,5', range)).toContain('found "1,5"');
    expect(fieldProblem('3', range)).toBe('Expected 0 to 2; found 3.');
    expect(fieldProblem('1.5', range)).toBe('');
  });
});
