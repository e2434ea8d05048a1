/** Waiting longer each time, never too long, never all at once. */
import { expect, it } from 'vitest';
import { BackOff } from '../../../../../electron/venues/deribit/back-off';
import { HandClock } from './hand-clock';

it('doubles from a quarter second to a quarter minute, with up to half of it jitter', () => {
  const shortest = new BackOff(new HandClock(() => 0).rim);
  const longest = new BackOff(new HandClock(() => 0.999999).rim);
  const low = Array.from({ length: 9 }, () => shortest.next());
  const high = Array.from({ length: 9 }, () => longest.next());
  expect(low).toEqual([125, 250, 500, 1000, 2000, 4000, 7500, 7500, 7500]);
  expect(high).toEqual([250, 500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
  longest.reset();
  expect(longest.next()).toBe(250);
});
