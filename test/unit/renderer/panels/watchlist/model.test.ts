/** Names of the watchlist: options are short enough to show call or put. */
import { describe, expect, it } from 'vitest';
import { rowLabel } from '../../../../../renderer/panels/watchlist/model';

describe('a row of the watchlist', () => {
  it.each([
    ['option', 'BTC-29NOV26-58000-P', 'BTC 29NOV26 58k P'],
    ['option', 'BTC-29NOV26-60500-C', 'BTC 29NOV26 60.5k C'],
    ['option', 'BTC-29NOV26-60250-C', 'BTC 29NOV26 60250 C'],
    ['option', 'ETH-29NOV26-2600-P', 'ETH 29NOV26 2600 P'],
    ['perpetual', 'BTC-PERPETUAL', 'BTC-PERPETUAL'],
    ['future', 'BTC-25DEC26', 'BTC-25DEC26'],
    ['option', 'something-else', 'something-else'],
  ] as const)('of kind %s named %s reads %s', (kind, name, label) => expect(rowLabel({ kind, name })).toBe(label));
});
