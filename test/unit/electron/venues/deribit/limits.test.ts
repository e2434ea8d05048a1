/** Credits: what is spent, what refills, and what only a cancel may touch. */
import { describe, expect, it } from 'vitest';
import { STOP_CALLS, TokenBucket, VenueCredits } from '../../../../../electron/venues/deribit/limits';

describe('a bucket', () => {
  it('refills with time up to its capacity and no further', () => {
    const bucket = new TokenBucket(3, 1, 0);
    expect([1, 2, 3, 4].map(() => bucket.take(1, 0, 0))).toEqual([true, true, true, false]);
    expect(bucket.waitMs(1, 0, 0)).toBe(1000);
    expect(bucket.take(1, 0, 999)).toBe(false);
    expect(bucket.take(1, 0, 1000)).toBe(true);
    expect([1, 2, 3, 4].map(() => bucket.take(1, 0, 1_000_000))).toEqual([true, true, true, false]);
  });

  it('does not refill when the clock goes back', () => {
    const bucket = new TokenBucket(1, 1, 10_000);
    expect(bucket.take(1, 0, 10_000)).toBe(true);
    expect(bucket.take(1, 0, 5_000)).toBe(false);
  });
});

describe('the credits of an account', () => {
  it('keep a quarter of the matching pool for cancels, and at least seven calls, four of them for a pull', () => {
    const credits = new VenueCredits(0);
    const taken = Array.from({ length: 30 }, () => credits.take('private/buy', 'order', 0)).filter(Boolean).length;
    expect(taken).toBe(13);
    expect(credits.take('private/sell', 'order', 0)).toBe(false);
    const cancels = Array.from({ length: 30 }, () => credits.take('private/cancel_all', 'cancel', 0)).filter(Boolean).length;
    expect(cancels).toBe(3);
    const cautious = new VenueCredits(0);
    const singles = Array.from({ length: 30 }, () => cautious.take('private/cancel', 'cancel', 0)).filter(Boolean).length;
    expect(20 - singles).toBe(STOP_CALLS);
  });

  it('data calls cannot use up what reconciliation and heartbeats need', () => {
    const credits = new VenueCredits(0);
    while (credits.take('public/ticker', 'data', 0));
    expect(credits.take('private/get_positions', 'account', 0)).toBe(true);
    while (credits.take('private/get_positions', 'account', 0));
    expect(credits.take('public/test', 'cancel', 0)).toBe(true);
  });

  it('subscriptions have a pool of their own', () => {
    const credits = new VenueCredits(0);
    const taken = Array.from({ length: 20 }, () => credits.take('public/subscribe', 'data', 0)).filter(Boolean).length;
    expect(taken).toBe(10);
    expect(credits.take('private/buy', 'order', 0)).toBe(true);
  });

  it('adopt what the venue states, and believe it when it says that nothing is left', () => {
    const credits = new VenueCredits(0);
    credits.adopt({ matching: { burst: 100, rate: 30 }, other: null });
    expect(Array.from({ length: 200 }, () => credits.take('private/buy', 'order', 0)).filter(Boolean)).toHaveLength(75);
    credits.exhaust(0);
    expect(credits.take('private/cancel', 'cancel', 0)).toBe(false);
    expect(credits.take('private/cancel', 'cancel', 400)).toBe(true);
  });

  it('a refusal for lack of credits stops data and orders, says so, and never the call that cancels everything (faults 12, 39)', () => {
    let refusals = 0;
    const credits = new VenueCredits(0, () => (refusals += 1));
    credits.exhaust(0);
    expect(refusals).toBe(1);
    expect(credits.take('public/ticker', 'data', 4_999)).toBe(false);
    expect(credits.waitMs('public/ticker', 'data', 1_000)).toBeGreaterThanOrEqual(4_000);
    expect(credits.take('private/buy', 'order', 0)).toBe(false);
    expect(credits.take('private/cancel_all', 'stop', 0)).toBe(true);
    expect(credits.take('private/cancel', 'cancel', 1_000)).toBe(true);
    expect(credits.take('public/ticker', 'data', 10_000)).toBe(true);
  });
});
