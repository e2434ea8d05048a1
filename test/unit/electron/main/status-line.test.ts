/** The status line says what runs, and never a number that nobody knows. */
import { describe, expect, it } from 'vitest';
import { formatStatusLine } from '../../../../electron/main/status-line';
import type { ConnectionRow, DeskView, Trust } from '../../../../shared/projection/view-state';

const trust: Trust = { state: 'live', inputAtMs: 1, isReconciled: true, source: 'deribit practice: account', reason: '' };

const desk: DeskView = {
  environment: 'practice',
  sessionId: 's1',
  engineTimeMs: 1,
  tradingState: 'active',
  tradingStateReason: '',
  isArmed: true,
  disarmsAtMs: null,
  selectedInstrumentId: null,
  underlyings: { BTC: { indexPrice: 60_000, deltaCoin: -0.25, trust } },
  dayProfit: { profitUsd: -1_234.5, sinceMs: Date.UTC(2026, 10, 22, 13, 5), maximumLossUsd: 25_000, bestUsd: 0, maximumDrawdownUsd: 0 },
  realisedPnlUsd: 10,
  unrealisedPnlUsd: -12.5,
  pnlTrust: trust,
  quoteCount: 12,
  orderCount: 13,
  externalOrderCount: 0,
  unknownOrderCount: 0,
  alertCount: 0,
  draftCount: 0,
  eventSequence: 1,
  pull: null,
  flatten: null,
};

const connection: Pick<ConnectionRow, 'venue' | 'marketData' | 'privateChannel' | 'messagesPerSecond'> = {
  venue: 'deribit',
  marketData: 'live',
  privateChannel: 'stale',
  messagesPerSecond: 123.4,
};

describe('the status line', () => {
  it('waits for the engine in words', () => {
    expect(formatStatusLine({ desk: null, connections: null }, 1_000)).toBe('   1 s  waiting for the engine');
  });

  it('names feeds, quotes, inventory and PnL', () => {
    const rows = { deribit: connection as ConnectionRow };
    const line = formatStatusLine(
      {
        desk,
        connections: { rows, journalEntries: 1, journalState: 'whole', journalCheck: null, engineP99Micros: null, screenP95Ms: null },
      },
      65_000,
    );
    expect(line).toContain('practice active armed');
    expect(line).toContain('feeds deribit live/stale 123/s');
    expect(line).toContain('quotes 12');
    expect(line).toContain('inventory BTC -0.2500');
    expect(line).toContain('PnL -2.50 USD');
    expect(line).toContain('day -1234.50 USD since 13:05 UTC');
  });

  it('says unknown where a number is unknown, and why trading is halted', () => {
    const blind = { ...desk, realisedPnlUsd: null, underlyings: { BTC: { indexPrice: null, deltaCoin: null, trust } } };
    const line = formatStatusLine({ desk: { ...blind, tradingStateReason: 'waiting for the account' }, connections: null }, 0);
    expect(line).toContain('inventory BTC unknown');
    expect(line).toContain('PnL unknown');
    expect(line).toContain('(waiting for the account)');
  });
});
