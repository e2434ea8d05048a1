/** Main's own client at a venue that counts its calls and hangs up once they are used up, as the venue's rate limits say. */
import { describe, expect, it } from 'vitest';
import { EmergencyPull, type PullReport, type PullSocket } from '../../../../electron/emergency/emergency-pull';
import { TokenBucket } from '../../../../electron/venues/deribit/limits';

const ONE_WAY_MS = 5;

interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Time that the test moves. */
class Clock {
  nowMs = 0;
  private timers: { readonly atMs: number; readonly callback: () => void }[] = [];

  schedule(delayMs: number, callback: () => void): () => void {
    const timer = { atMs: this.nowMs + delayMs, callback };
    this.timers.push(timer);
    return () => void (this.timers = this.timers.filter((each) => each !== timer));
  }

  pass(milliseconds: number): void {
    const untilMs = this.nowMs + milliseconds;
    for (;;) {
      const [next] = [...this.timers].sort((left, right) => left.atMs - right.atMs);
      if (next === undefined || next.atMs > untilMs) break;
      this.timers = this.timers.filter((each) => each !== next);
      this.nowMs = next.atMs;
      next.callback();
    }
    this.nowMs = untilMs;
  }
}

/** An account of a default tier: 5 calls a second to the matching engine, 20 others. */
class CountingVenue {
  readonly matching = new TokenBucket(20, 5, 0);
  readonly other = new TokenBucket(100, 20, 0);
  connections = 0;
  hangUps = 0;
  calls = 0;

  constructor(
    private readonly clock: Clock,
    private readonly orders: Set<string>,
    /** An order that no cancel takes out, as one that is being liquidated. */
    private readonly isStuck = false,
  ) {}

  open(): PullSocket {
    this.connections += 1;
    const listeners = new Map<string, (value: never) => void>();
    const fire = (event: string, value?: unknown): void => listeners.get(event)?.(value as never);
    let isOver = false;
    const reply = (call: Call): void => {
      if (isOver) return;
      const answer = this.answer(call);
      this.clock.schedule(ONE_WAY_MS, () => isOver || fire('message', JSON.stringify({ id: call.id, ...answer })));
      if (!('error' in answer)) return;
      this.hangUps += 1;
      isOver = true;
      this.clock.schedule(ONE_WAY_MS, () => fire('close'));
    };
    this.clock.schedule(ONE_WAY_MS, () => fire('open'));
    return {
      on: (event: string, listener: (value: never) => void) => listeners.set(event, listener),
      send: (text) => void this.clock.schedule(ONE_WAY_MS, () => reply(JSON.parse(text) as Call)),
      terminate: () => void (isOver = true),
    };
  }

  private answer({ method, params }: Call): Readonly<Record<string, unknown>> {
    this.calls += 1;
    const pool = method.startsWith('private/cancel') ? this.matching : this.other;
    if (!pool.take(1, 0, this.clock.nowMs)) return { error: { code: 10028, message: 'too_many_requests' } };
    if (method === 'private/get_open_orders') {
      return { result: [...this.orders].map((name) => ({ order_id: name, instrument_name: name, label: 'keel-1' })) };
    }
    if (method.startsWith('private/cancel') && !this.isStuck)
      for (const name of this.orders) if (isMeant(name, params)) this.orders.delete(name);
    return { result: {} };
  }
}

function isMeant(name: string, params: Call['params']): boolean {
  if (Object.keys(params).length === 0) return true;
  if ('instrument_name' in params) return params['instrument_name'] === name;
  return name.startsWith(`${String(params['currency'])}-`) && params['kind'] === (/-[CP]$/.test(name) ? 'option' : 'future');
}

function pullFrom(venue: CountingVenue, clock: Clock, isAccountOurs = true): () => PullReport | null {
  let report: PullReport | null = null;
  const pull = new EmergencyPull(
    { credentials: { clientId: 'id', clientSecret: 'secret' }, venueNowMs: () => clock.nowMs, isAccountOurs },
    {
      monotonicMs: () => clock.nowMs,
      schedule: (delayMs, callback) => clock.schedule(delayMs, callback),
      openSocket: () => venue.open(),
      complain: () => undefined,
    },
  );
  void pull.done.then((done) => (report = done));
  return () => report;
}

describe('the emergency pull at a venue that counts calls', () => {
  it.each([true, false])(
    'gets the last order out although the engine left no credit behind (account ours: %s) (fault 39)',
    async (isAccountOurs) => {
      const clock = new Clock();
      const orders = new Set(['BTC-PERPETUAL', 'ETH-PERPETUAL', 'ETH-25DEC26-4000-C']);
      const venue = new CountingVenue(clock, orders);
      venue.matching.drain(0);
      const report = pullFrom(venue, clock, isAccountOurs);
      clock.pass(6_000);
      await Promise.resolve();
      expect([...orders]).toEqual([]);
      expect(report()).toMatchObject({ isConfirmed: true });
      expect(venue.hangUps).toBeLessThan(8);
    },
  );

  it('asks ever more rarely about an order that no cancel takes out, and keeps its connection (fault 39)', () => {
    const clock = new Clock();
    const venue = new CountingVenue(clock, new Set(['BTC-PERPETUAL']), true);
    pullFrom(venue, clock);
    clock.pass(60_000);
    expect(venue.hangUps).toBe(0);
    expect(venue.connections).toBe(1);
    expect(venue.calls).toBeGreaterThan(100);
  });
});
