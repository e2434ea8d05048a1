/** Names of instruments in a column: options are short enough to show call or put. */
import { describe, expect, it } from 'vitest';
import { instrumentLabel } from '../../../../renderer/controls/instrument-name';

describe('an instrument', () => {
  it.each([
    ['option', 'BTC-29NOV26-58000-P', 'BTC 29NOV26 58k P'],
    ['option', 'BTC-29NOV26-60500-C', 'BTC 29NOV26 60.5k C'],
    ['option', 'BTC-29NOV26-60250-C', 'BTC 29NOV26 60250 C'],
    ['option', 'ETH-29NOV26-2600-P', 'ETH 29NOV26 2600 P'],
    ['perpetual', 'BTC-PERPETUAL', 'BTC-PERPETUAL'],
    ['future', 'BTC-25DEC26', 'BTC-25DEC26'],
    ['option', 'something-else', 'something-else'],
  ] as const)('of kind %s named %s reads %s', (kind, name, label) => {
    const { head, tail } = instrumentLabel({ kind, name });
    expect(`${head}${tail}`).toBe(label);
  });

  it('keeps strike and type where the panel is too narrow for the whole', () => {
    expect(instrumentLabel({ kind: 'option', name: 'BTC-29NOV26-58000-P' }).tail).toBe(' 58k P');
    expect(instrumentLabel({ kind: 'perpetual', name: 'BTC-PERPETUAL' }).tail).toBe('');
  });
});
