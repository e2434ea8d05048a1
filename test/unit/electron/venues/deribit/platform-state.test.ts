/** Locks of a coin and maintenance of the platform: as they are told, as they are asked for, and what an unreadable word costs. */
import { describe, expect, it } from 'vitest';
import { decodeFrame } from '../../../../../electron/venues/deribit/decode';
import { decodeStatus } from '../../../../../electron/venues/deribit/decode-platform-state';
import { PlatformState } from '../../../../../electron/venues/deribit/platform-state';
import type { EngineEventBody } from '../../../../../shared/engine/events';
import { AnsweringSession, Refusal } from './answering-session';

/** `+BTC index`: locked by that cause; `-`: not. */
function words(events: readonly EngineEventBody[]): readonly string[] {
  return events.map((event) =>
    event.kind === 'trading-lock-reported' ? `${event.isLocked ? '+' : '-'}${event.underlying} ${event.cause}` : event.kind,
  );
}

function told(data: unknown): readonly string[] {
  const frame = { jsonrpc: '2.0', method: 'subscription', params: { channel: 'platform_state', data } };
  return words(decodeFrame(JSON.stringify(frame), { instruments: new Map(), books: new Map() }).events);
}

describe('the state of the platform', () => {
  it('is told index by index, and for all at once when a maintenance begins or is over', () => {
    expect(told({ price_index: 'btc_usd', locked: true })).toEqual(['+BTC index']);
    expect(told({ price_index: 'eth_usd', locked: false })).toEqual(['-ETH index']);
    expect(told({ maintenance: true })).toEqual(['+BTC maintenance', '+ETH maintenance']);
    expect(told({ maintenance: false, price_index: 'btc_usd', locked: true })).toEqual([
      '-BTC maintenance',
      '-ETH maintenance',
      '+BTC index',
    ]);
    expect(told({ price_index: 'sol_usdc', locked: true })).toEqual([]);
    expect(told({ price_index: 'btc_usd', locked: 'perhaps' })).toEqual(['fault-noticed']);
  });

  it('is answered in either form of the list; in part and without one it may be any coin', () => {
    expect(words(decodeStatus({ locked: 'partial', locked_indices: ['btc_usd', 'sol_usdc'] }))).toEqual(['+BTC index', '-ETH index']);
    expect(words(decodeStatus({ locked: 'partial', locked_currencies: ['ETH'] }))).toEqual(['-BTC index', '+ETH index']);
    expect(words(decodeStatus({ locked: 'partial' }))).toEqual(['+BTC index', '+ETH index']);
    expect(words(decodeStatus({ locked: true }))).toEqual(['+BTC index', '+ETH index']);
    expect(words(decodeStatus({ locked: 'false', locked_indices: [] }))).toEqual(['-BTC index', '-ETH index']);
    expect(() => decodeStatus({ locked: 'perhaps' })).toThrow(/true, partial or false/);
  });

  it('is asked for until it is answered, then from time to time, and ends a maintenance only with a new connection', async () => {
    const answers: unknown[] = [new Refusal('retry', 10_040), { locked: 'partial', locked_indices: ['btc_usd'] }, { locked: false }];
    const venue = new AnsweringSession(() => answers.shift() ?? { locked: false });
    const platform = new PlatformState(venue.clock.rim, venue.announcer);
    platform.follow(venue.session);
    await venue.pass(2_000);
    expect(venue.of('fault-noticed')).toHaveLength(1);
    const first = words(venue.of('trading-lock-reported'));
    expect(first).toEqual(['+BTC index', '-ETH index', '-BTC maintenance', '-ETH maintenance']);
    await venue.pass(10_000);
    expect(words(venue.of('trading-lock-reported')).slice(first.length)).toEqual(['-BTC index', '-ETH index']);
    platform.stop();
    const asked = venue.asked.length;
    await venue.pass(20_000);
    expect(venue.asked).toHaveLength(asked);
  });

  it('is not asked for again where a venue has no such question', async () => {
    const venue = new AnsweringSession(() => new Refusal('Method not found', -32_601));
    new PlatformState(venue.clock.rim, venue.announcer).follow(venue.session);
    await venue.pass(30_000);
    expect(venue.asked).toHaveLength(1);
    expect(venue.clock.events).toEqual([]);
  });
});
