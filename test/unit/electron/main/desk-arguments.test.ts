/** The command line is read exactly, and every mistake is answered by what was expected and what was found. */
import { describe, expect, it } from 'vitest';
import { describeDeskArguments, parseDeskArguments } from '../../../../electron/main/desk-arguments';

function parse(...words: readonly string[]): ReturnType<typeof parseDeskArguments> {
  return parseDeskArguments(words, '/trader');
}

describe('desk arguments', () => {
  it('start from a synthetic practice market in a full-size window', () => {
    expect(parse()).toEqual({
      ok: true,
      value: {
        profile: null,
        exchange: null,
        seed: 1,
        replay: null,
        hasOptionBook: false,
        isLookOnly: false,
        isQuotingOnStart: false,
        isStatusPrinted: false,
        runForMs: null,
        screenshot: null,
        theme: null,
        extent: { width: 1920, height: 1080 },
        isSettingsChangeAccepted: false,
        isHelpWanted: false,
      },
    });
  });

  it('take values after a space or an equals sign, with paths from the working directory', () => {
    expect(
      parse('--profile', 'desk', '--for=30s', '--theme', 'light', '--size=1280x800', '--seed', '7', '--quote', '--status'),
    ).toMatchObject({
      value: {
        profile: '/trader/desk',
        runForMs: 30_000,
        theme: 'light',
        extent: { width: 1280, height: 800 },
        seed: 7,
        isQuotingOnStart: true,
        isStatusPrinted: true,
      },
    });
  });

  it('keep an exchange as host and port, whichever of its addresses was given', () => {
    for (const address of ['http://127.0.0.1:8090', 'ws://127.0.0.1:8090/ws/api/v2']) {
      expect(parse('--exchange', address)).toMatchObject({ value: { exchange: '127.0.0.1:8090' } });
    }
  });

  it('end a run by itself when only a screenshot was asked for', () => {
    expect(parse('--screenshot', '/pictures/desk.png')).toMatchObject({ value: { runForMs: 20_000, screenshot: '/pictures/desk.png' } });
    expect(parse('--screenshot', '/pictures/desk.png', '--for', '2m')).toMatchObject({ value: { runForMs: 120_000 } });
  });

  it('pass over switches of the runtime and of test drivers', () => {
    expect(parse('--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '--seed', '3')).toMatchObject({ value: { seed: 3 } });
  });

  it.each([
    [['--exchange', 'https://www.deribit.com'], 'practice exchange on this machine'],
    [['--exchange', 'http://10.0.0.5:8090'], 'found "http://10.0.0.5:8090"'],
    [['--exchange', 'nonsense'], 'found "nonsense"'],
    [['--for', 'soon'], 'expected --for to be a time such as 30s'],
    [['--for', '48h'], 'at most 24h'],
    [['--size', '10x10'], '640x480'],
    [['--theme', 'blue'], 'dark or light'],
    [['--seed', '1.5'], 'whole number'],
    [['--seed', '99999999999'], 'whole number'],
    [['--profile'], 'without a value'],
    [['--profile', '--quote'], 'without a value'],
    [['--quote=yes'], 'expected --quote alone'],
    [['--qoute'], 'found "--qoute"'],
    [['start'], 'found "start"'],
    [['--look-only', '--quote'], 'either --look-only or --quote'],
    [['--exchange', 'http://127.0.0.1:8090', '--replay', 'x'], 'either --exchange or --replay'],
  ])('refuse %j', (words, expected) => {
    const result = parse(...words);
    expect(result.ok ? '' : result.error).toContain(expected);
  });

  it('are all described by the help', () => {
    for (const name of [
      '--profile',
      '--exchange',
      '--seed',
      '--replay',
      '--look-only',
      '--quote',
      '--status',
      '--for',
      '--screenshot',
      '--theme',
      '--size',
    ]) {
      expect(describeDeskArguments()).toContain(name);
    }
  });
});
