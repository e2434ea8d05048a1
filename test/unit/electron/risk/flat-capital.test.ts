/** A desk that holds nothing yet: how much it may quote is the question before its first fill. */
import { describe, expect, it } from 'vitest';
import { runCapital } from '../../../../electron/risk/capital-run';
import { prepareInputs } from '../../../../electron/risk/risk-inputs';
import type { VenuePosition } from '../../../../shared/domain/position';
import { project } from '../../../../shared/projection/project';
import { noResult } from '../../../../shared/projection/risk-results';
import { projectRiskSnapshot } from '../../../../shared/projection/risk-snapshot';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, positionOf, testSettings } from '../../../support/engine-parts';
import { closesOf, finish } from '../../../support/tail-book';

const balance = {
  ...{ currency: 'BTC', balance: 10, equity: 10, availableFunds: 10, initialMargin: 0, maintenanceMargin: 0 },
  marginModel: 'segregated_sm',
};

function deskWith(positions: readonly VenuePosition[], equity = balance.equity): TestDesk {
  return new TestDesk().start(testSettings(), { positions, balances: [{ ...balance, equity }] });
}

function capitalOf({ state }: TestDesk) {
  const histories = new Map([['BTC', closesOf('BTC')]]);
  const inputs = prepareInputs(projectRiskSnapshot(state), { chains: new Map(), histories, volatilities: new Map(), days: [] });
  return finish(runCapital(inputs)).body;
}

function roomOf(desk: TestDesk) {
  const row = capitalOf(desk).allocations.find(({ underlying, product }) => underlying === 'BTC' && product === 'delta-one');
  if (row === undefined) throw new Error('Expected room for BTC, found none.');
  return row;
}

describe('capital of a flat desk', () => {
  it('has room to quote by every limit, and names the one that binds', () => {
    const { rooms, bidRoomCoin, askRoomCoin, bidBinds } = roomOf(deskWith([]));
    expect(rooms.map(({ key }) => key).sort()).toEqual(['delta|BTC', 'margin', 'shortfall', 'var']);
    for (const { bidCoin, askCoin } of rooms) expect(Math.min(bidCoin ?? Number.NaN, askCoin ?? Number.NaN)).toBeGreaterThan(0);
    expect([bidRoomCoin, askRoomCoin]).toEqual([rooms[0]?.bidCoin, rooms[0]?.askCoin]);
    expect(rooms.map(({ key }) => key)).toContain(bidBinds);
  });

  it('has no more room by its tail than the tail of one coin leaves, whether or not a coin is held', () => {
    const tailRoom = (desk: TestDesk): number => roomOf(desk).rooms.find(({ key }) => key === 'shortfall')?.bidCoin ?? Number.NaN;
    const flat = tailRoom(deskWith([]));
    // One coin of BTC is 60,000 USD, 6,000 lots: its own shortfall is taken off the room.
    const holding = tailRoom(deskWith([positionOf(BTC, 6_000)]));
    expect(flat - holding).toBeGreaterThan(0.7);
    expect(flat - holding).toBeLessThan(1.3);
  });

  it('is at no limit of margin where the account is empty, and is where it owes or holds something', () => {
    const stateAt = (equity: number, positions: readonly VenuePosition[] = []): string | undefined =>
      capitalOf(deskWith(positions, equity)).limits.find(({ key }) => key.startsWith('margin|'))?.state;
    expect([stateAt(10), stateAt(0), stateAt(-1), stateAt(0, [positionOf(BTC, 10)])]).toEqual(['ok', 'ok', 'hard', 'hard']);
  });

  it('is shown: limits, margin and room; each method says once why it has no tail', () => {
    const desk = deskWith([]);
    const body = capitalOf(desk);
    const capital = { ...noResult, body, asOfMs: desk.state.session.nowMs };
    const health = { journalEntries: 0, journalState: 'whole', journalCheck: null, engineP99Micros: null, screenP95Ms: null };
    const { status, margins, measures } = project(desk.state, 'capital', { ...health, risk: { capital } } as never);
    expect(status).toMatchObject({ state: 'live', reason: '' });
    expect(margins).toMatchObject([{ currency: 'BTC', equity: 10 }]);
    expect(new Set(measures.map(({ reason }) => reason))).toEqual(new Set(['unpriced, because expected an open position, found none']));
    const slide = project(desk.state, 'riskSlide', { ...health, risk: { slide: { ...capital, body: {} } } } as never).status;
    expect(slide).toMatchObject({ state: 'empty', reason: 'No open position. Scenarios are computed from the first fill on.' });
  });
});
