/** Keeps quiet over HTTP for as long as the venue asks: what comes sooner only makes the ban longer. Sockets are not touched. */

/** Asked to slow down without a time, ms. */
const SLOW_DOWN_MS = 10_000;
/** Banned without a time: the shortest ban of any venue known, ms. */
const BAN_MS = 2 * 60_000;
/** No answer may silence us for longer, ms. */
const LONGEST_MS = 24 * 60 * 60_000;

/** Ways to say that there were too many requests (429) or that this address is out for now. */
const BANS: ReadonlySet<number> = new Set([403, 418]);

/** `Retry-After` in seconds, or as a date by the clock of the answer's own; `null` if it says nothing usable. */
function retryAfterMs(headers: Headers): number | null {
  const header = headers.get('retry-after')?.trim() ?? '';
  const waitMs = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.parse(headers.get('date') ?? '');
  return Number.isFinite(waitMs) && waitMs >= 0 ? Math.min(waitMs, LONGEST_MS) : null;
}

/** A request that was not made because the venue asked for quiet. */
class Paused extends Error {
  override readonly name = 'Paused';
}

/** A `fetch` that stops after 429, 418 or 403 until the time is over; what is asked meanwhile fails at once, in words. */
export function pauseOnRefusal(inner: typeof fetch, nowMs: () => number): typeof fetch {
  let quietUntilMs = 0;
  let why = '';
  return async (input, init) => {
    const waitMs = quietUntilMs - nowMs();
    if (waitMs > 0) throw new Paused(`HTTP is held back for another ${Math.ceil(waitMs / 1_000)} s: ${why}; cancels go by socket`);
    const answer = await inner(input, init);
    const isBan = BANS.has(answer.status);
    if (answer.status !== 429 && !isBan) return answer;
    quietUntilMs = nowMs() + (retryAfterMs(answer.headers) ?? (isBan ? BAN_MS : SLOW_DOWN_MS));
    why = `the venue answered ${answer.status} (${isBan ? 'address banned for now' : 'too many requests'})`;
    return answer;
  };
}
