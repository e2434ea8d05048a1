/** Memory at 80 % replaces the engine; 80 % of what, where the system gives this process less than the machine has. */
import { describe, expect, it } from 'vitest';
import { memoryShare } from '../../../../../electron/main/supervision/memory-share';

const GIB = 2 ** 30;

describe('the share of memory in use', () => {
  it('is of the limit of the process where there is one (fault 50)', () => {
    expect(memoryShare({ used: 1.7 * GIB, machine: 16 * GIB, constrained: 2 * GIB })).toBeCloseTo(0.85, 12);
  });

  it.each([
    ['0', 0],
    ['more than the machine has', 2 ** 64],
  ])('is of the machine where the system says that there is no limit by %s', (_, constrained) => {
    expect(memoryShare({ used: 4 * GIB, machine: 16 * GIB, constrained })).toBe(0.25);
  });
});
