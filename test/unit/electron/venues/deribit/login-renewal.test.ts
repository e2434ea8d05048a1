/** A login is renewed before it runs out; where it is refused, the lane is lost and says so. */
import { describe, expect, it } from 'vitest';
import { Announcer } from '../../../../../electron/venues/deribit/announcer';
import { Lane } from '../../../../../electron/venues/deribit/lane';
import { VenueCredits } from '../../../../../electron/venues/deribit/limits';
import { ok } from '../../../../../shared/domain/result';
import { HandClock } from './hand-clock';
import { ToldSocket } from './told-socket';

const credentials = { clientId: 'renewal-id', clientSecret: 'renewal-secret' };
const GRANTED = { access_token: 'token-1', refresh_token: 'token-2', expires_in: 900, scope: 'trade:read_write wallet:none' };
const endpoint = { environment: 'testnet', httpUrl: 'http://127.0.0.1:1', websocketUrl: 'ws://127.0.0.1:1/ws', hosts: [] } as const;

/** Answers everything, and logins as the test says. */
class AnsweringSocket extends ToldSocket {
  logins = 0;

  constructor(
    private readonly login: (count: number) => object,
    private readonly onSend: (method: string) => void = () => undefined,
  ) {
    super();
  }

  send(text: string): void {
    const { id, method } = JSON.parse(text) as { id: number; method: string };
    this.onSend(method);
    if (method === 'public/auth') this.logins += 1;
    const answer = method === 'public/auth' ? this.login(this.logins) : { result: 'ok' };
    this.tell('message', JSON.stringify({ jsonrpc: '2.0', id, usIn: 1, usOut: 1, ...answer }), false);
  }
}

/** A lane on a clock by hand, signed in, for so many seconds; the machine may sleep for an hour before it reads the answer to one method. */
async function live(
  login: (count: number) => object,
  seconds: number,
  sleepsAt = '',
): Promise<{ socket: AnsweringSocket; states: string[]; losses: string[] }> {
  const clock = new HandClock();
  let sleptMs = 0;
  const rim = { ...clock.rim, nowMs: () => clock.rim.nowMs() + sleptMs };
  const socket = new AnsweringSocket(login, (method) => {
    if (method === sleepsAt) sleptMs = 3_600_000;
  });
  const losses: string[] = [];
  const sockets = [socket];
  const lane = new Lane(
    {
      endpoint,
      credentials,
      rim,
      announcer: new Announcer(rim.emit, credentials),
      credits: new VenueCredits(0),
      context: { instruments: new Map(), books: new Map() },
      openSocket: () => sockets.pop() ?? new AnsweringSocket(login),
    },
    {
      channel: 'private',
      staleAfterMs: 5_000,
      prepare: () => Promise.resolve(ok(null)),
      onSignal: () => undefined,
      onDown: (reason) => losses.push(reason),
    },
  );
  lane.connect();
  socket.tell('open');
  for (let second = 0; second < seconds; second += 1) {
    for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
    clock.advance(1_000);
  }
  const states = clock.events.flatMap((event) => (event.kind === 'channel-changed' ? [event.state] : []));
  await lane.stop();
  return { socket, states, losses };
}

describe('a login that lasts 15 minutes', () => {
  it('is renewed early, again and again, while the lane stays live (fault 19)', async () => {
    const { socket, states, losses } = await live(() => ({ result: GRANTED }), 2_000);
    expect(socket.logins).toBe(3);
    expect(states.at(-1)).toBe('live');
    expect(losses).toEqual([]);
  });

  it('that is refused at its renewal costs the lane at once, so that quotes are pulled (fault 19)', async () => {
    const refused = (count: number): object =>
      count === 1 ? { result: GRANTED } : { error: { code: 13009, message: 'unauthorized: token expired' } };
    const { states, losses } = await live(refused, 740);
    expect(states.at(-1)).toBe('blocked');
    expect(losses).toEqual([expect.stringContaining('token expired')]);
  });

  it('whose renewal the venue cannot answer now starts the lane anew (fault 19)', async () => {
    const busy = (count: number): object =>
      count === 1 ? { result: GRANTED } : { error: { code: 13028, message: 'temporarily_unavailable' } };
    const { states, losses } = await live(busy, 740);
    expect(losses).toHaveLength(1);
    expect(states.slice(states.indexOf('live') + 1)).toContain('connecting');
  });
});

describe('a machine that sleeps while a lane signs in', () => {
  it('signs nothing by a time that was read after it slept (faults 19, 54)', async () => {
    const { socket, states } = await live(() => ({ result: GRANTED }), 2, 'public/test');
    expect(socket.logins).toBe(0);
    expect(states).not.toContain('live');
  });

  it('tries again with its keys, which a venue refuses that heard of them an hour late (faults 19, 54)', async () => {
    const refused = (): object => ({ error: { code: 13009, message: 'unauthorized: invalid_credentials' } });
    expect((await live(refused, 2)).states.at(-1)).toBe('blocked');
    expect((await live(refused, 2, 'public/auth')).states).not.toContain('blocked');
  });
});
