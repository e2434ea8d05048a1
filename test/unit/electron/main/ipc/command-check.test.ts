/** Nothing reaches the engine that the table of commands does not know, and nothing but the terminal's own frame may ask. */
import { describe, expect, it } from 'vitest';
import { checkCommand, checkTopic } from '../../../../../electron/main/ipc/command-check';
import { createRateCap } from '../../../../../electron/main/ipc/rate-cap';
import { checkSender, type IpcSource } from '../../../../../electron/main/ipc/sender-check';

const ID = '0b8f7c1e-6d5a-4c3b-9a2f-1e0d9c8b7a65';

describe('a command from a window', () => {
  it('passes with its authority when name, id and arguments fit the table', () => {
    expect(checkCommand(ID, 'set-trading', { instrumentId: 'deribit:BTC-PERPETUAL', isOn: true })).toEqual({
      ok: true,
      value: { id: ID, name: 'set-trading', args: { instrumentId: 'deribit:BTC-PERPETUAL', isOn: true }, authority: 'reduce' },
    });
  });

  it.each([
    ['an unknown name', ID, 'withdraw', {}, '"withdraw"'],
    ['a name of every object', ID, 'constructor', {}, '"constructor"'],
    ['a name that is no text', ID, 7, {}, 'type number'],
    ['an id that is no UUID', 'x', 'disarm', {}, 'UUID'],
    ['an id made long', 'x'.repeat(10_000), 'disarm', {}, 'UUID'],
    ['a missing argument', ID, 'select-instrument', {}, 'instrumentId'],
    ['an argument of another type', ID, 'set-pricing', { instrumentId: 'a', isOn: 'yes' }, 'isOn'],
    ['a number that is none', ID, 'widen-quotes', { instrumentId: null, percent: Number.NaN }, 'percent'],
    ['a number out of range', ID, 'widen-quotes', { instrumentId: null, percent: 100_000 }, 'percent'],
    ['an argument too many', ID, 'kill', { now: true }, 'kill'],
    ['no arguments', ID, 'kill', null, 'kill'],
    ['a venue named as what every object has', ID, 'reconcile', { venue: 'constructor' }, 'venue'],
    ['a version that is no number', ID, 'apply-parameters', { instrumentId: 'a', baseVersion: -Infinity }, 'baseVersion'],
    ['the wrong word', ID, 'resume', { confirmation: 'resume' }, 'RESUME'],
  ])('is refused with %s (faults 64, 72)', (_what, id, name, args, expected) => {
    const result = checkCommand(id, name, args);
    expect(result.ok ? 'passed' : result.error).toContain(expected);
  });

  it('with a list of thousands of wrong things is refused at the first of them (fault 64)', () => {
    let looks = 0;
    const count = (): undefined => void (looks += 1);
    const leg = new Proxy({}, { get: count, has: () => count() === null });
    const legs = Array.from({ length: 30_000 }, () => leg);
    expect(checkCommand(ID, 'stage-what-if', { legs: [0, ...legs] }).ok).toBe(false);
    expect(looks).toBe(0);
  });

  it('never echoes more than a short piece of what was sent', () => {
    const result = checkCommand(ID, 'x'.repeat(1_000_000), {});
    expect(result.ok ? Number.POSITIVE_INFINITY : result.error.length).toBeLessThan(200);
  });
});

describe('a topic', () => {
  it('is one of the table', () => {
    expect(checkTopic('ladder')).toEqual({ ok: true, value: 'ladder' });
    expect(checkTopic('secrets').ok).toBe(false);
    expect(checkTopic(undefined).ok).toBe(false);
  });
});

describe('the sender', () => {
  const windows = new Set([3]);
  const frame = { url: 'app://terminal/index.html', parent: null };

  it('is the main frame of a terminal window', () => {
    expect(checkSender({ senderFrame: frame, sender: { id: 3 } }, windows)).toEqual({ windowId: 3 });
  });

  const forged: readonly (readonly [string, IpcSource, string])[] = [
    ['a frame that is gone', { senderFrame: null, sender: { id: 3 } }, 'living frame'],
    ['a frame inside the page', { senderFrame: { ...frame, parent: {} }, sender: { id: 3 } }, 'main frame'],
    ['another origin', { senderFrame: { url: 'https://example.com/', parent: null }, sender: { id: 3 } }, 'example.com'],
    [
      'an origin that only begins alike',
      { senderFrame: { url: 'app://terminal.example/', parent: null }, sender: { id: 3 } },
      'terminal.example',
    ],
    ['another window', { senderFrame: frame, sender: { id: 4 } }, 'contents 4'],
  ];
  it.each(forged)('is refused when it is %s (fault 72)', (_what, source, expected) => {
    const checked = checkSender(source, windows);
    expect('refusal' in checked ? checked.refusal : 'passed').toContain(expected);
  });
});

describe('the rate cap', () => {
  it('admits a burst, then as many as are refilled', () => {
    const cap = createRateCap(10, 3);
    expect([0, 0, 0, 0].map((at) => cap.admits(1, at))).toEqual([true, true, true, false]);
    expect(cap.admits(1, 50)).toBe(false);
    expect(cap.admits(1, 150)).toBe(true);
    expect(cap.admits(1, 150)).toBe(false);
  });

  it('counts each window by itself', () => {
    const cap = createRateCap(1, 1);
    expect(cap.admits(1, 0)).toBe(true);
    expect(cap.admits(2, 0)).toBe(true);
    expect(cap.admits(1, 0)).toBe(false);
  });

  it('is not fooled by a clock that goes back', () => {
    const cap = createRateCap(10, 1);
    cap.admits(1, 1_000);
    expect(cap.admits(1, 0)).toBe(false);
  });
});
