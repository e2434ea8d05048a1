/** The command line of the practice exchange: read strictly, refused in one sentence. */
import { describe, expect, it } from 'vitest';
import { practiceAccounts } from '../../../../electron/practice/accounts';
import { readArguments } from '../../../../electron/practice/arguments';

describe('arguments of the practice exchange', () => {
  it('have defaults', () => {
    expect(readArguments([])).toMatchObject({
      ok: true,
      value: { port: 0, seed: '1', replay: null, log: null, speed: 1, hasControl: false },
    });
  });

  it('are read', () => {
    const given = readArguments([
      '--port',
      '8123',
      '--seed',
      'x',
      '--control',
      '--speed',
      '2.5',
      '--account',
      'a:b:trade:read',
      '--matching-rate',
      '5/20',
    ]);
    expect(given).toMatchObject({
      ok: true,
      value: { port: 8123, seed: 'x', hasControl: true, speed: 2.5, matchingRate: { perSecond: 5, burst: 20 } },
    });
    if (!given.ok) return;
    expect(practiceAccounts(given.value)).toMatchObject([
      {
        clientId: 'practice',
        secret: 'practice',
        balances: { BTC: 10, ETH: 200 },
        credits: { matching: { pool: 10_000, refillPerSecond: 2_500 } },
      },
      { clientId: 'a', secret: 'b', scope: 'trade:read' },
    ]);
  });

  it.each([
    [['--port', '70000'], 'Expected a port from 0 to 65535 after --port, found 70000.'],
    [['--port'], 'Expected a value after --port, found the end of the command line.'],
    [['--speed', '0'], 'Expected a number above 0, at most 1000 after --speed, found 0.'],
    [['--account', 'nobody'], 'Expected id:secret or id:secret:scopes after --account, found nobody.'],
  ])('%j: one sentence', (argv, sentence) => {
    expect(readArguments(argv)).toEqual({ ok: false, error: sentence });
  });

  it.each(['--nonsense', '__proto__', 'constructor'])('refuse %s', (name) => {
    expect(readArguments([name, 'x'])).toMatchObject({ ok: false });
  });
});
