/** How long the venue takes to answer is told however long that is; where it answers nothing any more, the lane is left. */
import { describe, expect, it } from 'vitest';
import { Announcer } from '../../../../../electron/venues/deribit/announcer';
import { Lane } from '../../../../../electron/venues/deribit/lane';
import { VenueCredits } from '../../../../../electron/venues/deribit/limits';
import { ok } from '../../../../../shared/domain/result';
import { HandClock } from './hand-clock';
import { ToldSocket } from './told-socket';

const endpoint = { environment: 'testnet', httpUrl: 'http://127.0.0.1:1', websocketUrl: 'ws://127.0.0.1:1/ws', hosts: [] } as const;

/** Answers everything after `delayMs`; a frame comes every second by itself unless it is quiet. */
class SlowSocket extends ToldSocket {
  delayMs = 50;
  isDeaf = false;
  isQuiet = false;
  says = '"result":"ok"';

  constructor(private readonly clock: HandClock) {
    super();
    this.heartbeat();
  }

  send(text: string): void {
    if (this.isDeaf) return;
    const { id } = JSON.parse(text) as { id: number };
    const answer = `{"jsonrpc":"2.0","id":${id},"usIn":1,"usOut":1,${this.says}}`;
    this.clock.rim.schedule(this.delayMs, () => this.tell('message', answer, false));
  }

  private heartbeat(): void {
    if (!this.isQuiet) this.tell('message', '{"jsonrpc":"2.0","method":"heartbeat","params":{"type":"heartbeat"}}', false);
    this.clock.rim.schedule(1_000, () => this.heartbeat());
  }
}

function bench(prepareMs = 0) {
  const clock = new HandClock();
  const socket = new SlowSocket(clock);
  const losses: string[] = [];
  const credits = new VenueCredits(0);
  const lane = new Lane(
    {
      endpoint,
      credentials: null,
      rim: clock.rim,
      announcer: new Announcer(clock.rim.emit, { clientId: '', clientSecret: '' }),
      credits,
      context: { instruments: new Map(), books: new Map() },
      openSocket: () => socket,
    },
    {
      channel: 'private',
      staleAfterMs: 5_500,
      prepare: () => new Promise((resolve) => clock.rim.schedule(prepareMs, () => resolve(ok(null)))),
      onSignal: () => undefined,
      onDown: (reason) => losses.push(reason),
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
  return { lane, socket, losses, pass, lastRoundTripMs, exhaust: () => credits.exhaust(clock.rim.nowMs()) };
}

describe('the pulse of a lane', () => {
  it('a round trip that steps from 50 ms to 4 s is told as soon as its answer is there, and again when it is short (fault 4)', async () => {
    const { lane, socket, losses, pass, lastRoundTripMs } = bench();
    await pass(3_000);
    expect(lastRoundTripMs()).toBe(50);
    socket.delayMs = 4_000;
    await pass(6_500);
    expect(lastRoundTripMs()).toBe(4_000);
    await pass(30_000);
    expect([lane.isLive, losses]).toEqual([true, []]);
    socket.delayMs = 50;
    await pass(7_000);
    expect(lastRoundTripMs()).toBe(50);
    await lane.stop();
  });

  it('a lane on which frames still come and nothing is answered is left after about 10 s (fault 3)', async () => {
    const { socket, losses, pass } = bench();
    await pass(3_000);
    socket.isDeaf = true;
    await pass(9_000);
    expect(losses).toEqual([]);
    await pass(2_500);
    expect(losses).toEqual([expect.stringMatching(/an answer to one of 8 questions in a row, found none/)]);
  });

  it('is felt while the lane is prepared: what that waits for may come another way and take its time, as a long archive does', async () => {
    const { lane, socket, losses, pass } = bench(20_000);
    socket.isQuiet = true;
    await pass(22_000);
    expect([lane.isLive, losses]).toEqual([true, []]);
    await lane.stop();
  });

  it('is felt in refusals, in one answer among many that are lost, and is not asked for where there is no credit', async () => {
    const { lane, socket, losses, pass, exhaust } = bench();
    await pass(3_000);
    socket.says = '"error":{"code":-32000,"message":"no"}';
    await pass(20_000);
    for (let turn = 0; turn < 4; turn += 1) {
      socket.isDeaf = true;
      await pass(6_000);
      socket.isDeaf = false;
      await pass(1_500);
    }
    for (let passed = 0; passed < 20_000; passed += 100) {
      exhaust();
      await pass(100);
    }
    expect([lane.isLive, losses]).toEqual([true, []]);
    await lane.stop();
  });
});
