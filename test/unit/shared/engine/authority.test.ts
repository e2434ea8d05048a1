/** The five safety levels over every command of the contract: generated from the table, so a new command is tested the day it is added. */
import { describe, expect, it } from 'vitest';
import { commands, type Authority, type CommandArgs, type CommandName } from '../../../../shared/contract/commands';
import { TestDesk } from '../../../support/engine-builder';
import { BTC, VENUE, testSettings } from '../../../support/engine-parts';
import { seenHedge } from '../../../support/seen-hedge';

/** Arguments that each command would be accepted with on an armed, live desk that trades. */
function goodArgs(desk: TestDesk): { readonly [Name in CommandName]: CommandArgs<Name> } {
  const parameters = desk.state.quoting[BTC]?.parameters;
  if (parameters === undefined) throw new Error('no parameters');
  return {
    arm: {},
    disarm: {},
    'pull-quotes': { instrumentId: null },
    'cancel-orders': { scope: 'mine' },
    'cancel-order': { clientOrderId: desk.sent()[0]?.clientOrderId ?? 'none' },
    kill: {},
    'flatten-delta': { underlying: 'BTC' },
    'flatten-all': { confirmation: 'FLATTEN ALL' },
    'stop-flatten': {},
    disconnect: { venue: null },
    resume: { confirmation: 'RESUME' },
    'select-instrument': { instrumentId: BTC },
    'set-pricing': { instrumentId: BTC, isOn: true },
    'set-trading': { instrumentId: BTC, isOn: false },
    'suspend-side': { instrumentId: BTC, side: 'buy', isSuspended: true },
    'stage-parameters': { instrumentId: BTC, draft: { ...parameters, minimumHalfSpreadBps: 3 } },
    'apply-parameters': { instrumentId: BTC, baseVersion: desk.state.quoting[BTC]?.parametersVersion ?? 0 },
    'undo-parameters': { instrumentId: BTC },
    'widen-quotes': { instrumentId: null, percent: 20 },
    'set-inventory-target': { underlying: 'BTC', targetCoin: 0.5 },
    'open-hedge': { underlying: 'BTC', percent: 100 },
    'send-hedge': hedgeArgs(desk),
    'close-hedge': {},
    'place-order': {
      instrumentId: BTC,
      side: 'buy',
      price: 59_995,
      quantityCoin: 0.1,
      isPostOnly: true,
      isReduceOnly: false,
      seenBestBid: 59_999.5,
      seenBestAsk: 60_000.5,
      isConfirmed: false,
    },
    'acknowledge-alert': { alertId: desk.state.alerts[0]?.alertId ?? 'none' },
    reconcile: { venue: VENUE },
    reconnect: { venue: VENUE },
    'adopt-positions': { venue: VENUE, reason: 'traded by hand' },
    'acknowledge-unprotected': { venue: VENUE, confirmation: 'UNPROTECTED' },
    'verify-journal': { isWanted: true },
    'set-risk-view': { slide: desk.state.risk.slide as CommandArgs<'set-risk-view'>['slide'], tail: desk.state.risk.tail },
    'refresh-risk': { run: 'greeks' },
    'cancel-risk-run': { run: 'slide' },
    'stage-what-if': { legs: [{ instrumentId: BTC, quantityCoin: 1 }] },
    'stage-stress-set': { name: 'A fall', underlying: 'BTC', spotMove: -0.1, volatilityMove: 0.2, days: 1 },
    'drop-stress-set': { name: 'A rise' },
    'edit-surface': { underlying: 'BTC', expiresAtMs: 0, edit: { kind: 'move', move: 'shift', points: 1 } },
    'recenter-surface': { underlying: 'BTC', expiresAtMs: null },
    'revert-surface': { underlying: 'BTC' },
    'publish-surface': { underlying: 'BTC', baseVersion: 0 },
    'undo-surface': { underlying: 'BTC' },
    'set-surface-mode': { underlying: 'BTC', mode: 'manual' },
  };
}

/** The cheapest candidate as it stands; ids that do not exist without a ticket. */
function hedgeArgs(desk: TestDesk): CommandArgs<'send-hedge'> {
  const { hedge, session } = desk.state;
  const candidate = hedge?.candidates.find((each) => each.refusal === '');
  if (hedge === null || candidate === undefined)
    return { ticketId: 'none', candidateId: 'none', seenPrice: 0, seenSide: 'buy', seenQuantityCoin: 0, seenSequence: session.sequence };
  return seenHedge(hedge, candidate.instrument.id);
}

/** A desk on which every command has something to do: quotes live, a position, a draft, a former version, an alert, an open ticket. */
function readyDesk(name: CommandName): TestDesk {
  const desk = new TestDesk().start(testSettings(), {
    positions: [{ instrumentId: BTC, quantity: 3000, averagePrice: 60_000, markPrice: 60_000, unrealisedPnl: 0, realisedPnl: 0, delta: 0 }],
  });
  desk.command('arm', {});
  desk.command('set-trading', { instrumentId: BTC, isOn: true });
  desk.acceptAll();
  desk.command('widen-quotes', { instrumentId: BTC, percent: 5 });
  desk.command('stage-parameters', goodArgs(desk)['stage-parameters']);
  desk.apply({ kind: 'fault-noticed', source: 'test', message: 'something to acknowledge', isFatal: false });
  if (name === 'stop-flatten') desk.command('flatten-delta', { underlying: 'BTC' });
  if (name === 'adopt-positions') desk.reconcile({ positions: [] });
  if (name === 'resume') {
    desk.command('kill', {});
    desk.command('arm', {});
  }
  desk.command('stage-stress-set', { name: 'A rise', underlying: null, spotMove: 0.1, volatilityMove: 0, days: 1 });
  desk.command('open-hedge', { underlying: 'BTC', percent: 100 });
  return desk;
}

/** They need a fitted surface, which this desk without options never has. */
const surfaceCommands: readonly CommandName[] = [
  'edit-surface',
  'recenter-surface',
  'revert-surface',
  'publish-surface',
  'undo-surface',
  'set-surface-mode',
];
const names = (Object.keys(commands) as readonly CommandName[]).filter((name) => !surfaceCommands.includes(name));
const mustPass: Readonly<Record<'disarmed' | 'stale', readonly Authority[]>> = {
  disarmed: ['reduce', 'view', 'neutral'],
  stale: ['reduce', 'view'],
};
/** Undoing a widening quotes tighter again: more than its level asks for, so it needs ARMED while trading is on. */
const needsArmedAnyway: readonly CommandName[] = ['undo-parameters'];

describe.each(names)('%s', (name) => {
  const { authority } = commands[name];

  it('is accepted armed and live', () => {
    const desk = readyDesk(name);
    expect(desk.command(name, goodArgs(desk)[name])).toMatchObject({ status: 'accepted' });
  });

  it(`${mustPass.disarmed.includes(authority) ? 'works' : 'is refused'} disarmed`, () => {
    const desk = readyDesk(name);
    desk.command('disarm', {});
    const isExpected = mustPass.disarmed.includes(authority) && !needsArmedAnyway.includes(name);
    const outcome = desk.command(name, goodArgs(desk)[name]);
    expect(outcome.status).toBe(isExpected ? 'accepted' : 'denied');
    if (outcome.status === 'denied') expect(outcome.reason).toMatch(/not armed/);
  });

  it(`${mustPass.stale.includes(authority) ? 'works' : 'is refused'} stale`, () => {
    const desk = readyDesk(name);
    const args = goodArgs(desk)[name];
    for (const channel of ['market-data', 'private'] as const) desk.lane(channel, 'stale', 'no heartbeat');
    desk.command('arm', {});
    const outcome = desk.command(name, args);
    expect(outcome.status).toBe(mustPass.stale.includes(authority) ? 'accepted' : 'denied');
    if (outcome.status === 'denied') expect(outcome.reason).toMatch(/stale|no heartbeat|known/);
  });

  it('is carried out once however often it arrives, and is answered each time alike', () => {
    const desk = readyDesk(name);
    const args = goodArgs(desk)[name];
    const first = desk.command(name, args, 'gesture-1');
    const after = desk.effects.length;
    const { nextOrderNumber } = desk.state.session;
    expect(desk.command(name, args, 'gesture-1')).toEqual(first);
    expect(desk.effects.slice(after).map((effect) => effect.kind)).toEqual(['acknowledge-command']);
    expect(desk.state.session.nextOrderNumber).toBe(nextOrderNumber);
  });
});

describe.each(surfaceCommands)('%s', (name) => {
  it('says that there is no surface where none was fitted', () => {
    const desk = readyDesk(name);
    const outcome = desk.command(name, goodArgs(desk)[name]);
    expect(outcome).toMatchObject({ status: 'denied', reason: expect.stringMatching(/no surface of BTC/) });
  });
});

describe('risk-adding variants of reducing commands', () => {
  it('turning trading on, or letting a side back, needs ARMED and live input', () => {
    const desk = new TestDesk().start();
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'denied' });
    desk.command('arm', {});
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'accepted' });
    desk.command('suspend-side', { instrumentId: BTC, side: 'sell', isSuspended: true });
    desk.command('disarm', {});
    expect(desk.command('suspend-side', { instrumentId: BTC, side: 'sell', isSuspended: false })).toMatchObject({ status: 'denied' });
    desk.command('arm', {});
    desk.lane('market-data', 'stale', 'silent');
    expect(desk.command('suspend-side', { instrumentId: BTC, side: 'sell', isSuspended: false })).toMatchObject({ status: 'denied' });
    expect(desk.command('set-trading', { instrumentId: BTC, isOn: true })).toMatchObject({ status: 'denied' });
  });
});
