/** Times on screen are UTC. */
import { describe, expect, it } from 'vitest';
import { formatClock, formatClockMs, formatCountdown, formatDate, formatMinute } from '../../../../renderer/theme/time-format';

const AT = Date.UTC(2026, 10, 22, 14, 3, 22, 404);

describe('time on screen', () => {
  it('is UTC whatever the machine says', () => {
    expect(formatClock(AT)).toBe('14:03:22');
    expect(formatClockMs(AT)).toBe('14:03:22.404');
    expect(formatMinute(AT)).toBe('14:03');
    expect(formatDate(AT)).toBe('2026-11-22');
  });

  it('says when it is not known', () => {
    expect(formatClock(null)).toBe('—');
    expect(formatDate(null)).toBe('—');
  });

  it('counts down to zero and not below', () => {
    expect(formatCountdown(581_000)).toBe('9:41');
    expect(formatCountdown(400)).toBe('0:01');
    expect(formatCountdown(-5)).toBe('0:00');
  });
});
