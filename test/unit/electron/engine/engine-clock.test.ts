/** Fault 55: the engine's time does not fall, whatever is done to the wall clock. */
import { describe, expect, it } from 'vitest';
import { steadyNow } from '../../../../electron/engine/engine-clock';

describe('the engine clock', () => {
  it('runs on through a wall clock that is set back', () => {
    let wall = 1_000_000;
    let monotonic = 50;
    const now = steadyNow(
      () => wall,
      () => monotonic,
    );
    wall -= 3_600_000;
    monotonic += 10;
    expect(now()).toBe(1_000_010);
  });

  it('ignores small steps and follows a sleep', () => {
    let wall = 1_000_000;
    let monotonic = 50;
    const now = steadyNow(
      () => wall,
      () => monotonic,
    );
    wall += 1_500;
    expect(now()).toBe(1_000_000);
    wall += 3_600_000;
    monotonic += 5;
    expect(now()).toBe(4_601_500);
  });
});
