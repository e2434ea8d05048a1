/** The venue's rate credits as token buckets, with a reserve that only cancels may spend. */

/** Refills continuously up to its capacity. */
export class TokenBucket {
  private tokens: number;
  private updatedAtMs: number;

  constructor(
    private capacity: number,
    private refillPerSecond: number,
    nowMs: number,
  ) {
    this.tokens = capacity;
    this.updatedAtMs = nowMs;
  }

  /** Takes `cost` if at least `reserve` stays behind. */
  take(cost: number, reserve: number, nowMs: number): boolean {
    this.refill(nowMs);
    if (this.tokens - cost < reserve) return false;
    this.tokens -= cost;
    return true;
  }

  /** Milliseconds until `take` can succeed. */
  waitMs(cost: number, reserve: number, nowMs: number): number {
    this.refill(nowMs);
    const missing = cost + reserve - this.tokens;
    return missing <= 0 ? 0 : Math.ceil((missing / this.refillPerSecond) * 1000);
  }

  /** Adopts the limits that the venue states; what was spent stays spent. */
  resize(capacity: number, refillPerSecond: number): void {
    this.tokens = Math.max(0, this.tokens + capacity - this.capacity);
    this.capacity = capacity;
    this.refillPerSecond = refillPerSecond;
  }

  /** After the venue said that nothing is left. */
  drain(nowMs: number): void {
    this.tokens = 0;
    this.updatedAtMs = nowMs;
  }

  get size(): number {
    return this.capacity;
  }

  private refill(nowMs: number): void {
    const elapsedMs = Math.max(0, nowMs - this.updatedAtMs);
    this.tokens = Math.min(this.capacity, this.tokens + (elapsedMs / 1000) * this.refillPerSecond);
    this.updatedAtMs = nowMs;
  }
}

/** Who is asking; a lower class leaves more behind for the higher ones. */
export type RequestClass = 'stop' | 'cancel' | 'order' | 'account' | 'data';

/** A pull of everything writes at most so many calls at once on a lane; in the smallest pool a share leaves less. */
export const STOP_CALLS = 4;

/** Share of each pool that a class must leave untouched. Single cancels leave room for the calls that cancel everything. */
const RESERVED_SHARE: Readonly<Record<RequestClass, number>> = { stop: 0, cancel: 0.1, order: 0.25, account: 0.2, data: 0.5 };

/** … and never less than so many calls; after a burst of orders some single cancels still go at once. */
const RESERVED_CALLS: Readonly<Record<RequestClass, number>> = {
  stop: 0,
  cancel: STOP_CALLS,
  order: STOP_CALLS + 3,
  account: STOP_CALLS,
  data: STOP_CALLS,
};

/** After the venue refused for lack of credits nothing but orders, cancels and the account's own questions is asked for so long, ms. */
const DATA_PAUSE_MS = 5_000;

/** Methods that reach the matching engine. */
const MATCHING = /^private\/(buy|sell|edit|cancel|mass_quote)/;
/** What the venue says when the credits are used up or too much is under way at once. */
export const RATE_CODES: ReadonlySet<number> = new Set([429, 10028, 10047, 10066]);
const SUBSCRIBING = /^(public|private)\/(un)?subscribe/;

/** One account's credits, shared by all lanes because the venue counts them per account. */
export class VenueCredits {
  /** The venue's defaults, in requests: 5/s burst 20 matching, 20/s burst 100 other, 3.3/s burst 10 subscriptions. */
  private readonly matching: TokenBucket;
  private readonly other: TokenBucket;
  private readonly subscribing: TokenBucket;

  private dataFromMs = 0;

  /** `onExhausted` hears of each refusal by the venue for lack of credits. */
  constructor(
    nowMs: number,
    private readonly onExhausted: () => void = () => undefined,
  ) {
    this.matching = new TokenBucket(20, 5, nowMs);
    this.other = new TokenBucket(100, 20, nowMs);
    this.subscribing = new TokenBucket(10, 10 / 3, nowMs);
  }

  take(method: string, requestClass: RequestClass, nowMs: number): boolean {
    if (requestClass === 'data' && nowMs < this.dataFromMs) return false;
    const bucket = this.bucketOf(method);
    const isTaken = bucket.take(1, this.reserveOf(bucket, requestClass), nowMs);
    // Our count may be wrong; the call that empties the venue is never held back by it.
    return isTaken || requestClass === 'stop';
  }

  waitMs(method: string, requestClass: RequestClass, nowMs: number): number {
    const bucket = this.bucketOf(method);
    const pauseMs = requestClass === 'data' ? this.dataFromMs - nowMs : 0;
    return Math.max(pauseMs, bucket.waitMs(1, this.reserveOf(bucket, requestClass), nowMs));
  }

  /** The venue's own statement (`limits` of the account summary); `null` leaves a pool as it is. */
  adopt(limits: { readonly matching: RateLimit | null; readonly other: RateLimit | null }): void {
    if (limits.matching) this.matching.resize(limits.matching.burst, limits.matching.rate);
    if (limits.other) this.other.resize(limits.other.burst, limits.other.rate);
  }

  /** Error 10028: our count was too high; believe the venue. Data waits, so that what refills goes to cancels first. */
  exhaust(nowMs: number): void {
    this.matching.drain(nowMs);
    this.other.drain(nowMs);
    this.dataFromMs = nowMs + DATA_PAUSE_MS;
    this.onExhausted();
  }

  private bucketOf(method: string): TokenBucket {
    if (MATCHING.test(method)) return this.matching;
    return SUBSCRIBING.test(method) ? this.subscribing : this.other;
  }

  private reserveOf(bucket: TokenBucket, requestClass: RequestClass): number {
    return bucket === this.subscribing ? 0 : Math.max(Math.floor(bucket.size * RESERVED_SHARE[requestClass]), RESERVED_CALLS[requestClass]);
  }
}

/** Requests at once, and requests per second. */
export interface RateLimit {
  readonly burst: number;
  readonly rate: number;
}
