/** Typed commands of the palette mean what they say, or nothing. */
import { describe, expect, it } from 'vitest';
import { readTyped } from '../../../../renderer/app/palette/typed-command';
import type { TypedContext } from '../../../../renderer/app/palette/typed-command';

const context: TypedContext = {
  underlyings: ['BTC', 'ETH'],
  activeUnderlying: 'BTC',
  instruments: [
    { id: 'd:BTC-PERPETUAL', name: 'BTC-PERPETUAL', underlying: 'BTC', isQuotable: true },
    { id: 'd:ETH-PERPETUAL', name: 'ETH-PERPETUAL', underlying: 'ETH', isQuotable: true },
    { id: 'd:ETH-25DEC26', name: 'ETH-25DEC26', underlying: 'ETH', isQuotable: false },
  ],
};

describe('typed commands', () => {
  it.each([
    ['pull', { kind: 'pull', instrumentIds: null }],
    ['pull all', { kind: 'pull', instrumentIds: null }],
    ['pull eth', { kind: 'pull', instrumentIds: ['d:ETH-PERPETUAL'] }],
    ['widen 20% eth', { kind: 'widen', percent: 20, instrumentIds: ['d:ETH-PERPETUAL'] }],
    ['widen', { kind: 'widen', percent: 20, instrumentIds: null }],
    ['target btc +1.5', { kind: 'target', underlying: 'BTC', targetCoin: 1.5 }],
    ['target eth -3', { kind: 'target', underlying: 'ETH', targetCoin: -3 }],
    ['target 0', { kind: 'target', underlying: 'BTC', targetCoin: 0 }],
    ['hedge eth 50%', { kind: 'hedge', underlying: 'ETH', percent: 50 }],
    ['hedge eth 50 %', { kind: 'hedge', underlying: 'ETH', percent: 50 }],
    ['hedge', { kind: 'hedge', underlying: 'BTC', percent: 100 }],
    ['select 25dec', { kind: 'select', instrumentId: 'd:ETH-25DEC26' }],
  ])('reads %s', (line, command) => expect(readTyped(line, context)).toEqual(command));

  it.each(['', 'pul', 'pull xrp', 'widen 0', 'target btc', 'hedge 500%', 'select', 'buy 1 btc'])('does not guess at %j', (line) =>
    expect(readTyped(line, context)).toBeNull(),
  );

  it.each([
    'target sol 10',
    'target eth-perpetual 5',
    'target btc eth 5',
    'target btc 1 5',
    'target btc 1,5',
    'hedge sol',
    'hedge eth half',
  ])('does not turn to the active underlying or to a default where %j names something else', (line) =>
    expect(readTyped(line, context)).toBeNull(),
  );

  it.each(['hedge btc -50%', 'hedge btc 50,5%', 'widen 20% 30% eth'])('does not read a part of the numbers of %j', (line) =>
    expect(readTyped(line, context)).toBeNull(),
  );
});
