/** Refusals that are meant for the whole lane: it answers and beats as ever, and only a new connection mends that and lets the old one's orders go. */
import { describe, expect, it } from 'vitest';
import { Announcer } from '../../../../../electron/venues/deribit/announcer';
import { Lane } from '../../../../../electron/venues/deribit/lane';
import { VenueCredits } from '../../../../../electron/venues/deribit/limits';
import { ok } from '../../../../../shared/domain/result';
import { HandClock } from './hand-clock';
import { ToldSocket } from './told-socket';

const credentials = { clientId: 'lost-id', clientSecret: 'lost-secret' };
const endpoint = { environment: 'testnet', httpUrl: 'http://127.0.0.1:1', websocketUrl: 'ws://127.0.0.1:1/ws', hosts: [] } as const;
const GRANTED = { access_token: 'token-1', refresh_token: 'token-2', expires_in: 900, scope: 'trade:read_write wallet:none' };

class Venue extends ToldSocket {
  constructor(private readonly toPrivate: object) {
    super();
  }

  send(text: string): void {
    const { id, method } = JSON.parse(text) as { id: number; method: string };
    const ordinary = { result: method === 'public/auth' ? GRANTED : 'ok' };
    const answer = method.startsWith('private/') ? this.toPrivate : ordinary;
    this.tell('message', JSON.stringify({ jsonrpc: '2.0', id, usIn: 1, usOut: 1, ...answer }), false);
  }
}

/** A live lane on which a private question is answered so: how many connections it has had a second later, and why it left them. */
async function asking(
  answer: object,
): Promise<{ readonly connections: number; readonly losses: readonly string[]; readonly isLive: boolean }> {
  const clock = new HandClock();
  const losses: string[] = [];
  const opened: Venue[] = [];
  const openSocket = (): Venue => {
    const socket = new Venue(answer);
    opened.push(socket);
    clock.rim.schedule(10, () => socket.tell('open'));
    return socket;
  };
  const announcer = new Announcer(clock.rim.emit, credentials);
  const context = { instruments: new Map(), books: new Map() };
  const lane = new Lane(
    { endpoint, credentials, rim: clock.rim, announcer, credits: new VenueCredits(0), context, openSocket },
    {
      channel: 'private',
      staleAfterMs: 5_000,
      prepare: () => Promise.resolve(ok(null)),
      onSignal: () => undefined,
      onDown: (reason) => losses.push(reason),
    },
  );
  const pass = async (): Promise<void> => {
    for (let step = 0; step < 20; step += 1) {
      clock.advance(50);
      for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
    }
  };
  lane.connect();
  await pass();
  void lane.live?.call('private/cancel_all_by_currency', { currency: 'BTC' }, { requestClass: 'stop' });
  await pass();
  const { isLive } = lane;
  await Promise.all([lane.stop(), ...opened.map((socket) => socket.terminate())]);
  return { connections: opened.length, losses, isLive };
}

describe('a signed-in lane', () => {
  it('whose token the venue refuses is left at once, and the next connection signs in anew', async () => {
    const refused = { error: { code: 13_009, message: 'unauthorized', data: { reason: 'invalid_token' } } };
    const { connections, losses, isLive } = await asking(refused);
    expect(losses).toEqual([expect.stringMatching(/no longer knows our login.*invalid_token/)]);
    expect([connections, isLive]).toEqual([2, true]);
  });

  it('that hears of maintenance is left at once: the venue says it without the number of any question', async () => {
    const closed = { id: undefined, error: { code: 11_051, message: 'system_maintenance' } };
    const { connections, losses } = await asking(closed);
    expect(losses).toEqual(['the venue is closed for maintenance']);
    expect(connections).toBe(2);
  });

  it.each([
    ['lacks a permission', { error: { code: 13_021, message: 'forbidden', data: { reason: 'needs scope trade:read_write' } } }],
    ['is refused for another reason', { error: { code: 13_009, message: 'unauthorized', data: { reason: 'scope' } } }],
    ['asks for nothing that is there', { error: { code: 10_004, message: 'order_not_found' } }],
  ])('that %s stays: another login would lack it as well', async (_what, answer) => {
    expect(await asking(answer)).toEqual({ connections: 1, losses: [], isLive: true });
  });
});
