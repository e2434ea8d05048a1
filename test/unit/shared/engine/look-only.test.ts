/** An account that nobody is let in to: prices are shown, no order is sent, and the reason is said. */
import { describe, expect, it } from 'vitest';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, VENUE, perpetual, testSettings } from '../../../support/engine-parts';

/** A desk without keys: prices, and both private lanes blocked. */
function lookingDesk(): TestDesk {
  const desk = new TestDesk();
  desk.apply({ kind: 'session-started', sessionId: 'test0001', environment: 'practice', settings: testSettings() });
  desk.apply({ kind: 'clock-ticked' });
  desk.apply({ kind: 'instruments-loaded', venue: VENUE, instruments: [perpetual()] });
  desk.lane('market-data', 'live');
  desk.lane('private', 'blocked', 'no keys: market data only');
  desk.lane('cancel', 'blocked', 'no keys: market data only');
  desk.ticker(BTC, 120_000);
  desk.snapshot(BTC, 120_000);
  return desk;
}

describe('a desk without keys', () => {
  it('shows prices and says in its state and aloud that it can only look, and why (fault 61)', () => {
    const desk = lookingDesk();
    expect(desk.state.markets.get(BTC)?.fairValue?.mid).toBe(60_000);
    expect(desk.state.safety).toMatchObject({ tradingState: 'halted', needsResume: false });
    for (const text of [desk.state.safety.reason, desk.state.alerts.find(({ key }) => key === `look-only|${VENUE}`)?.text]) {
      expect(text).toMatch(/no keys.*Look only.*no order can be sent.*reconnect/);
    }
  });

  it('knows no delta of what is held: it is neither shown as nothing nor drawn as a history of nothing', () => {
    const desk = lookingDesk();
    desk.wait(5_000);
    expect(desk.state.exposures['BTC']).toMatchObject({ trust: 'blocked', deltaCoin: null });
    expect(desk.state.inventoryHistory).toEqual({});
  });

  it('sends nothing, whatever is asked for, and names the reason in its answer (fault 61)', () => {
    const desk = lookingDesk();
    desk.command('arm', {});
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    const asked = desk.command('place-order', {
      instrumentId: BTC,
      side: 'buy',
      price: 59_990,
      quantityCoin: 0.1,
      isPostOnly: true,
      isReduceOnly: false,
      seenBestBid: 59_999.5,
      seenBestAsk: 60_000.5,
      isConfirmed: true,
    });
    for (let tick = 0; tick < 4; tick += 1) desk.wait(500);
    expect(desk.sent()).toEqual([]);
    expect(JSON.stringify(asked)).toContain('no keys');
  });

  it('leaves the venue when it is told to, and says that nobody was asked', () => {
    const desk = lookingDesk();
    desk.command('disconnect', { venue: null });
    expect(desk.wait(25)).toContainEqual({ kind: 'disconnect', venue: VENUE });
    expect(desk.state.venues[VENUE]?.presence).toBe('off');
    const said = desk.state.alerts.filter(({ key }) => key === `leave|${VENUE}`);
    expect(said).toMatchObject([{ severity: 1, text: expect.stringMatching(/no keys.*knows of no order/) }]);
    expect(desk.command('disconnect', { venue: null })).toMatchObject({ status: 'denied' });
  });

  it('says of orders that it knew before its keys were refused that they may rest', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    for (const channel of ['private', 'cancel'] as const) desk.lane(channel, 'blocked', 'the venue refused the keys');
    desk.command('disconnect', { venue: null });
    expect(desk.wait(25)).toContainEqual({ kind: 'disconnect', venue: VENUE });
    const said = desk.state.alerts.filter(({ key }) => key === `leave|${VENUE}`);
    expect(said).toMatchObject([{ severity: 3, text: expect.stringMatching(/refused the keys.*10 of our orders may rest/) }]);
  });

  it('trades once it has keys: a reconciliation that matches ends it (fault 61)', () => {
    const desk = lookingDesk();
    desk.lane('private', 'live');
    desk.lane('cancel', 'live');
    desk.reconcile();
    expect(desk.state.safety).toMatchObject({ tradingState: 'active', reason: '' });
    desk.command('arm', {});
    desk.command('set-trading', { instrumentId: BTC, isOn: true });
    expect(desk.sent().length).toBeGreaterThan(0);
  });
});
