/** Times on screen are UTC. */
import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatClockMs,
  formatCountdown,
  formatDate,
  formatMinute,
  formatMoment,
} from '../../../../renderer/theme/time-format';

const AT = Date.UTC(2026, 10, 22, 14, 3, 22, 404);

describe('time on screen', () => {
  it('is UTC whatever the machine says', () => {
    expect(formatClock(AT)).toBe('14:03:22');
    expect(formatClockMs(AT)).toBe('14:03:22.404');
    expect(formatMinute(AT)).toBe('14:03');
    expect(formatDate(AT)).toBe('2026-11-22');
  });

  it('names the date where it is not of the day under way, before and after midnight', () => {
    const midnight = Date.UTC(2026, 10, 23);
    expect(formatMoment(AT, '2026-11-22')).toBe('14:03:22');
    expect(formatMoment(midnight - 1, '2026-11-23')).toBe('11-22 23:59');
    expect(formatMoment(midnight, '2026-11-23')).toBe('00:00:00');
    expect(formatMoment(AT, null)).toBe('14:03:22');
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
