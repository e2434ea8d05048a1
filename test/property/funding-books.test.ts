/** What the desk books as funding is what the exchange moved in the account's money, from the wire on and over a settlement. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodePosition } from '../../electron/venues/deribit/decode-account';
import { fundingUsd } from '../../shared/engine/day-profit';
import { TestDesk } from '../support/engine-builder';
import { BTC, perpetual, testSettings } from '../support/engine-parts';
import { propertyRuns } from '../support/property-runs';
import { ExchangeBench, INDEX, quietFlow, START_MS } from '../support/quiet-exchange';

const STEP_MS = 5_000;
const SETTLEMENT_MS = Date.UTC(2026, 5, 16, 8);
/** Half a percent in eight hours is the most that the exchange takes. */
const HIGHEST_RATE = 0.005 / (8 * 3_600_000);
const instruments = new Map([['BTC-PERPETUAL', perpetual()]]);

interface Life {
  readonly amount: number;
  readonly direction: 'buy' | 'sell';
  /** How far the index lies from the perpetual, a move every two minutes. */
  readonly indexMoves: readonly number[];
}

/** Alice holds a perpetual against Bob, who keeps its price near 60,000, from ten minutes before a settlement on. */
function holding({ amount, direction }: Life) {
  const index = { ...INDEX };
  const bench = new ExchangeBench({ flow: quietFlow(index) });
  bench.pass(SETTLEMENT_MS - 10 * 60_000 - START_MS);
  for (const client of ['alice', 'bob']) bench.login(client);
  bench.order('bob', direction === 'buy' ? 'sell' : 'buy', { amount, price: 60_000, type: 'limit' });
  bench.order('alice', direction, { amount, price: 60_000, type: 'limit' });
  bench.order('bob', 'buy', { amount: 10_000, price: 59_990, type: 'limit' });
  bench.order('bob', 'sell', { amount: 10_000, price: 60_010, type: 'limit' });
  return { bench, index };
}

function money(bench: ExchangeBench): number {
  const wallet = [...bench.exchange.inspect().allAccounts()].find(({ settings }) => settings.clientId === 'alice')?.wallets.BTC;
  return (wallet?.balance ?? Number.NaN) + (wallet?.sessionRealised ?? Number.NaN);
}

describe('funding', () => {
  it('booked by the desk is the money that the exchange moved, but for the step in which it settles (fault 38)', () => {
    const lives: fc.Arbitrary<Life> = fc.record({
      amount: fc.integer({ min: 1, max: 20_000 }).map((tens) => 10 * tens),
      direction: fc.constantFrom('buy', 'sell'),
      indexMoves: fc.array(fc.double({ min: -0.01, max: 0.01, noNaN: true }), { minLength: 10, maxLength: 10 }),
    });
    let largest = 0;
    fc.assert(
      fc.property(lives, (life) => {
        const { bench, index } = holding(life);
        const desk = new TestDesk();
        desk.nowMs = bench.now;
        const reported = () => {
          const list = bench.ok<unknown[]>('alice', 'private/get_positions', { currency: 'BTC' });
          return list.flatMap((value) => decodePosition(value, instruments) ?? []);
        };
        desk.start(testSettings({ maximumDailyLossUsd: 0 }), { positions: reported() });
        const before = money(bench);
        for (let step = 0; step < 240; step += 1) {
          index.BTC = INDEX.BTC * (1 + (life.indexMoves[Math.floor(step / 24)] ?? 0));
          bench.pass(STEP_MS);
          bench.signIn('alice');
          desk.nowMs = bench.now;
          desk.reconcile({ positions: reported() });
        }
        const booked = desk.state.funding[BTC]?.bookedCoin ?? Number.NaN;
        const moved = money(bench) - before;
        const unseen = 2 * STEP_MS * HIGHEST_RATE * (life.amount / (0.98 * INDEX.BTC));
        largest = Math.max(largest, Math.abs(moved) / unseen);
        expect(Math.abs(booked - moved)).toBeLessThanOrEqual(unseen + 1e-10);
        expect(fundingUsd(desk.state)).toBeCloseTo(60_000 * booked, 6);
      }),
      { numRuns: propertyRuns(10) },
    );
    // Far more was moved than what may differ, or nothing was compared.
    expect(largest).toBeGreaterThan(10);
  });
});
