/** How long the venue takes to answer is told even where it is longer than the answer is waited for. */
import { expect, it } from 'vitest';
import { Announcer } from '../../../../../electron/venues/deribit/announcer';
import type { LaneSocket } from '../../../../../electron/venues/deribit/doors';
import { Lane } from '../../../../../electron/venues/deribit/lane';
import { VenueCredits } from '../../../../../electron/venues/deribit/limits';
import { ok } from '../../../../../shared/domain/result';
import { HandClock } from './hand-clock';

const endpoint = { environment: 'testnet', httpUrl: 'http://127.0.0.1:1', websocketUrl: 'ws://127.0.0.1:1/ws', hosts: [] } as const;

/** Answers everything after `delayMs`. */
class SlowSocket implements LaneSocket {
  readonly CLOSED = 3;
  readyState = 1;
  delayMs = 50;
  private readonly listeners = new Map<string, (...values: never[]) => void>();

  constructor(private readonly clock: HandClock) {}

  on(event: string, listener: (...values: never[]) => void): this {
    this.listeners.set(event, listener);
    return this;
  }

  once(): this {
    return this;
  }

  terminate(): void {
    this.readyState = this.CLOSED;
  }

  send(text: string): void {
    const { id } = JSON.parse(text) as { id: number };
    const answer = JSON.stringify({ jsonrpc: '2.0', id, usIn: 1, usOut: 1, result: 'ok' });
    this.clock.rim.schedule(this.delayMs, () => this.tell('message', answer, false));
  }

  tell(event: string, ...values: unknown[]): void {
    (this.listeners.get(event) as ((...given: unknown[]) => void) | undefined)?.(...values);
  }
}

it('a round trip that steps from 50 ms to 4 s is told as soon as its answer is there, and again when it is short (fault 4)', async () => {
  const clock = new HandClock();
  const socket = new SlowSocket(clock);
  const lane = new Lane(
    {
      endpoint,
      credentials: null,
      rim: clock.rim,
      announcer: new Announcer(clock.rim.emit, { clientId: '', clientSecret: '' }),
      credits: new VenueCredits(0),
      context: { instruments: new Map(), books: new Map() },
      openSocket: () => socket,
    },
    {
      channel: 'private',
      staleAfterMs: 5_500,
      prepare: () => Promise.resolve(ok(null)),
      onSignal: () => undefined,
      onDown: () => undefined,
    },
  );
  const pass = async (milliseconds: number): Promise<void> => {
    for (let passed = 0; passed < milliseconds; passed += 50) {
      for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
      clock.advance(50);
    }
  };
  const lastRoundTripMs = (): number | undefined =>
    clock.events.flatMap((event) => (event.kind === 'latency-measured' ? [event.roundTripMs] : [])).pop();
  lane.connect();
  socket.tell('open');
  await pass(3_000);
  expect(lastRoundTripMs()).toBe(50);
  socket.delayMs = 4_000;
  await pass(6_500);
  expect(lastRoundTripMs()).toBe(4_000);
  expect(lane.isLive).toBe(true);
  socket.delayMs = 50;
  await pass(7_000);
  expect(lastRoundTripMs()).toBe(50);
  await lane.stop();
});
