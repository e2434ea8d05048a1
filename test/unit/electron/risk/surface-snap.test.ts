/** Snapping a smile to what the venue settles by, from the exchange's wire to the draft that the panel shows. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OptionDesk } from '../../../support/option-desk';

let desk: OptionDesk;

function surface() {
  const found = desk.topic('surface')['BTC'];
  if (found === undefined) throw new Error('Expected a surface of BTC, found none.');
  return found;
}

beforeAll(async () => {
  desk = await OptionDesk.start();
  await desk.until('a fitted smile with marks', () => (desk.topic('surface')['BTC']?.expiries[2]?.nodes.length ?? 0) > 0);
}, 30_000);

afterAll(() => desk.stop());

describe('an edit of the surface', () => {
  it('snaps to what the venue settles by, as a draft beside its marks', () => {
    const expiry = surface().expiries[2];
    const name = { underlying: 'BTC', expiresAtMs: expiry?.expiresAtMs ?? 0 };
    expect(desk.command('edit-surface', { ...name, edit: { kind: 'move', move: 'shift', points: 5 } })).toMatchObject({
      status: 'accepted',
    });
    expect(desk.command('edit-surface', { ...name, edit: { kind: 'snap', to: 'settlement' } })).toMatchObject({ status: 'accepted' });
    const { market = [], nodes = [] } = surface().expiries[2] ?? {};
    const marks = new Map(market.map(({ strike, markVolatility }) => [strike, markVolatility]));
    const near = nodes
      .filter(({ logMoneyness }) => Math.abs(logMoneyness) < 0.1)
      .map(({ strike, volatility }) => [strike, volatility] as const);
    expect(near.length).toBeGreaterThan(0);
    for (const [strike, volatility] of near) expect(Math.abs(volatility - (marks.get(strike) ?? Number.NaN))).toBeLessThan(0.005);
    expect(surface().draft?.edits).toEqual([
      'shift +5.00',
      expect.stringMatching(/^snap to settlement: on the venue’s marks of \d+ strikes, median 0\.\d\d v away$/),
    ]);
    expect(desk.command('revert-surface', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
  });
});
