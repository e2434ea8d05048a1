/** HTTP that is asked to be quiet is quiet: for the time asked, and no request leaves meanwhile. */
import { describe, expect, it } from 'vitest';
import { pauseOnRefusal } from '../../../../../electron/venues/deribit/rest-pause';

/** A venue that answers with these statuses in turn, the last one for ever; counts what reached it. */
function venue(answers: readonly { readonly status: number; readonly retryAfter?: string; readonly date?: string }[]): {
  readonly ask: () => Promise<number | string>;
  readonly reached: () => number;
  readonly pass: (milliseconds: number) => void;
} {
  let reached = 0;
  let nowMs = 1_000;
  const inner: typeof fetch = () => {
    const { status, retryAfter, date } = answers[Math.min(reached, answers.length - 1)] ?? { status: 200 };
    const headers = { ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }), ...(date === undefined ? {} : { date }) };
    reached += 1;
    return Promise.resolve(new Response('{}', { status, headers }));
  };
  const paused = pauseOnRefusal(inner, () => nowMs);
  return {
    ask: () =>
      paused('http://venue/').then(
        (answer) => answer.status,
        (error: unknown) => String(error),
      ),
    reached: () => reached,
    pass: (milliseconds) => (nowMs += milliseconds),
  };
}

describe('a venue that refuses over HTTP', () => {
  it('with 429 and a time to wait is left alone for exactly that time (fault 12)', async () => {
    const { ask, reached, pass } = venue([{ status: 429, retryAfter: '7' }, { status: 200 }]);
    expect(await ask()).toBe(429);
    pass(6_999);
    expect(await ask()).toMatch(/held back for another 1 s: the venue answered 429/);
    expect(reached()).toBe(1);
    pass(1);
    expect(await ask()).toBe(200);
  });

  it('with a date to wait for is left alone until then by its own clock, which is not the one that this pause counts by (fault 12)', async () => {
    const date = 'Fri, 02 Jan 2026 10:00:00 GMT';
    const { ask, reached, pass } = venue([{ status: 429, retryAfter: 'Fri, 02 Jan 2026 10:00:30 GMT', date }, { status: 200 }]);
    expect(await ask()).toBe(429);
    pass(29_999);
    expect(await ask()).toMatch(/held back for another 1 s/);
    expect(reached()).toBe(1);
    pass(1);
    expect(await ask()).toBe(200);
  });

  it.each([418, 403])('with %i, a ban, is left alone for minutes, and the trader is told how cancels go on (fault 13)', async (status) => {
    const { ask, reached, pass } = venue([{ status }, { status: 200 }]);
    expect(await ask()).toBe(status);
    pass(119_000);
    expect(await ask()).toMatch(/address banned for now.*cancels go by socket/);
    expect(reached()).toBe(1);
    pass(1_000);
    expect(await ask()).toBe(200);
  });

  it('with a time that is no time is left alone for the usual one', async () => {
    const { ask, pass } = venue([{ status: 429, retryAfter: 'soon' }, { status: 200 }]);
    await ask();
    pass(9_999);
    expect(await ask()).toMatch(/held back/);
    pass(1);
    expect(await ask()).toBe(200);
  });

  it('with any other error is asked again as before', async () => {
    const { ask, reached } = venue([{ status: 502 }, { status: 200 }]);
    expect(await ask()).toBe(502);
    expect(await ask()).toBe(200);
    expect(reached()).toBe(2);
  });
});
