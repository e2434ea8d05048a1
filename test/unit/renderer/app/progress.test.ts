/** The stop bar says how far a pull is. */
import { describe, expect, it } from 'vitest';
import { progressText, pulledByAll, pullOn, venueProgress } from '../../../../renderer/app/stop-bar/progress';

const pull = (isDone: boolean, remaining: number, elapsedMs: number | null) => ({
  kind: 'pull' as const,
  instrumentId: null,
  requestedAtMs: 1_000,
  isDone,
  venues: { deribit: { remaining, elapsedMs } },
});

describe('progress of a pull', () => {
  it('counts what is left', () => expect(progressText(pull(false, 7, null), 1_100)).toBe('7 left …'));
  it('says how long it took', () => expect(progressText(pull(true, 0, 34), 1_100)).toBe('✓ none left in 34 ms'));
  it('is forgotten after a while', () => expect(progressText(pull(true, 0, 34), 60_000)).toBeNull());
  it('never forgets what is unfinished', () => expect(progressText(pull(false, 1, null), 600_000)).toBe('1 left …'));
  it('stands on the button of what was pulled and on no other: one instrument without quotes is not all of them', () => {
    const ofOne = { ...pull(true, 0, 34), instrumentId: 'deribit:BTC-PERPETUAL' };
    expect(pullOn({ kind: 'pull', instrumentId: null }, ofOne)).toBeNull();
    expect(pullOn({ kind: 'pull', instrumentId: 'deribit:ETH-PERPETUAL' }, ofOne)).toBeNull();
    expect(pullOn({ kind: 'pull', instrumentId: 'deribit:BTC-PERPETUAL' }, ofOne)).toBe(ofOne);
    const ofAll = pull(false, 7, null);
    expect(pullOn({ kind: 'pull', instrumentId: null }, ofAll)).toBe(ofAll);
    expect(pullOn({ kind: 'kill', instrumentId: null }, ofAll)).toBeNull();
    expect(pullOn({ kind: 'pull', instrumentId: null }, null)).toBeNull();
  });
  it('names each venue', () => expect(venueProgress(pull(false, 2, null))).toBe('deribit: 2 left'));
});

describe('what a pull of everything takes out', () => {
  it('is every order of this desk, those by hand beside the quotes', () => {
    expect(pulledByAll({ quoteCount: 19, orderCount: 19 })).toBe('19 quotes');
    expect(pulledByAll({ quoteCount: 1, orderCount: 3 })).toBe('1 quote + 2');
    expect(pulledByAll(undefined)).toBe('— quotes');
  });
});
