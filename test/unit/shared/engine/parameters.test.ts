/** The first core loop from the trader's side: draft, preview, apply, undo, widen; tighter needs ARMED. */
import { describe, expect, it } from 'vitest';
import type { QuotingParameters } from '../../../../shared/engine/settings';
import type { QuotingState } from '../../../../shared/engine/quoting-state';
import { TestDesk } from '../../../support/engine-builder';
import { BTC } from '../../../support/engine-parts';

function quotingOf(desk: TestDesk): QuotingState {
  const quoting = desk.state.quoting[BTC];
  if (quoting === undefined) throw new Error('BTC is not quoted');
  return quoting;
}

function stage(desk: TestDesk, change: Partial<QuotingParameters>): void {
  desk.command('stage-parameters', { instrumentId: BTC, draft: { ...quotingOf(desk).parameters, ...change } });
}

describe('parameters', () => {
  it('a draft previews what would be quoted and changes nothing in the market', () => {
    const desk = new TestDesk().startTrading();
    desk.acceptAll();
    const before = desk.effects.length;
    stage(desk, { minimumHalfSpreadBps: 4 });
    expect(desk.effects.slice(before).map((effect) => effect.kind)).toEqual(['acknowledge-command']);
    const { targets, draftTargets } = quotingOf(desk);
    expect(draftTargets?.halfSpreadTicks).toBeGreaterThan(targets?.halfSpreadTicks ?? Infinity);
  });

  it('what is applied is what the preview showed', () => {
    const desk = new TestDesk().startTrading();
    stage(desk, { minimumHalfSpreadBps: 4 });
    const preview = quotingOf(desk).draftTargets;
    expect(desk.command('apply-parameters', { instrumentId: BTC, baseVersion: 1 }).status).toBe('accepted');
    expect(quotingOf(desk).targets).toEqual(preview);
    expect(quotingOf(desk)).toMatchObject({ parametersVersion: 2, draft: null, changedBy: 'trader' });
  });

  it('refuses a draft made from another version', () => {
    const desk = new TestDesk().start();
    stage(desk, { minimumHalfSpreadBps: 4 });
    desk.command('widen-quotes', { instrumentId: BTC, percent: 20 });
    expect(desk.command('apply-parameters', { instrumentId: BTC, baseVersion: 1 })).toMatchObject({
      status: 'denied',
      reason: expect.stringMatching(/version 2/),
    });
  });

  it('refuses what a window says of a draft that another one changed since, and leaves that as it is', () => {
    const desk = new TestDesk().startTrading();
    const mine = { ...quotingOf(desk).parameters, minimumHalfSpreadBps: 4 };
    const staged = desk.command('stage-parameters', { instrumentId: BTC, draft: mine, draftVersion: 0 });
    const version = staged.status === 'accepted' ? staged.sequence : Number.NaN;
    expect(quotingOf(desk)).toMatchObject({ draft: mine, draftVersion: version });
    const theirs = { ...mine, quantityCoin: 0.25 };
    for (const draft of [theirs, null]) {
      const outcome = desk.command('stage-parameters', { instrumentId: BTC, draft, draftVersion: 0 });
      expect(outcome).toMatchObject({ status: 'denied', reason: expect.stringMatching(/changed elsewhere.*look at it and repeat/) });
    }
    expect(quotingOf(desk).draft).toEqual(mine);
    expect(desk.command('stage-parameters', { instrumentId: BTC, draft: theirs, draftVersion: version }).status).toBe('accepted');
    const unseen = desk.command('apply-parameters', { instrumentId: BTC, baseVersion: 1, draftVersion: version });
    expect(unseen).toMatchObject({ status: 'denied', reason: expect.stringMatching(/changed elsewhere.*apply again/) });
    expect(quotingOf(desk)).toMatchObject({ parametersVersion: 1, draft: theirs });
  });

  it('what comes into force beside a draft makes it no other one', () => {
    const desk = new TestDesk().startTrading();
    const draft = { ...quotingOf(desk).parameters, quantityCoin: 0.25 };
    const staged = desk.command('stage-parameters', { instrumentId: BTC, draft, baseVersion: 1, draftVersion: 0 });
    const draftVersion = staged.status === 'accepted' ? staged.sequence : Number.NaN;
    desk.command('widen-quotes', { instrumentId: BTC, percent: 20 });
    const next = { ...draft, quantityCoin: 0.3 };
    expect(desk.command('stage-parameters', { instrumentId: BTC, draft: next, baseVersion: 1, draftVersion }).status).toBe('accepted');
    expect(quotingOf(desk).draft).toMatchObject({
      quantityCoin: 0.3,
      minimumHalfSpreadBps: quotingOf(desk).parameters.minimumHalfSpreadBps,
    });
  });

  it('a draft keeps what came into force beside it: applying a quantity takes no widening back', () => {
    const desk = new TestDesk().startTrading();
    stage(desk, { quantityCoin: 0.25 });
    desk.command('widen-quotes', { instrumentId: null, percent: 50 });
    const { minimumHalfSpreadBps: widened } = quotingOf(desk).parameters;
    expect(desk.command('apply-parameters', { instrumentId: BTC, baseVersion: 2 }).status).toBe('accepted');
    expect(quotingOf(desk).parameters).toMatchObject({ quantityCoin: 0.25, minimumHalfSpreadBps: widened });

    stage(desk, { quantityCoin: 0.3 });
    desk.command('undo-parameters', { instrumentId: BTC });
    desk.command('undo-parameters', { instrumentId: BTC });
    const { parameters, draft } = quotingOf(desk);
    expect(parameters.minimumHalfSpreadBps).toBeLessThan(widened);
    expect(draft).toEqual({ ...parameters, quantityCoin: 0.3 });
    desk.command('stage-parameters', { instrumentId: BTC, draft: null });
    desk.command('widen-quotes', { instrumentId: null, percent: 50 });
    expect(quotingOf(desk)).toMatchObject({ draft: null, draftTargets: null, draftProblem: '' });
  });

  it('a draft made before a widening was seen takes nothing back of it either', () => {
    const desk = new TestDesk().startTrading();
    const seen = quotingOf(desk).parameters;
    desk.command('widen-quotes', { instrumentId: BTC, percent: 50 });
    const widened = quotingOf(desk).parameters;
    desk.command('stage-parameters', { instrumentId: BTC, draft: { ...seen, quantityCoin: 0.25 }, baseVersion: 1 });
    expect(quotingOf(desk).draft).toEqual({ ...widened, quantityCoin: 0.25 });
    expect(desk.command('apply-parameters', { instrumentId: BTC, baseVersion: 2 }).status).toBe('accepted');
    expect(quotingOf(desk).parameters).toEqual({ ...widened, quantityCoin: 0.25 });
  });

  it('a draft made from a version that was undone meanwhile is refused', () => {
    const desk = new TestDesk().startTrading();
    desk.command('widen-quotes', { instrumentId: BTC, percent: 50 });
    const seen = quotingOf(desk).parameters;
    desk.command('undo-parameters', { instrumentId: BTC });
    expect(desk.command('stage-parameters', { instrumentId: BTC, draft: { ...seen, quantityCoin: 0.25 }, baseVersion: 2 })).toMatchObject({
      status: 'denied',
      reason: expect.stringMatching(/version 2, which was taken back/) as string,
    });
    expect(quotingOf(desk).draft).toBeNull();
  });

  it('while trading is on, tighter or more needs ARMED and wider or less does not', () => {
    const desk = new TestDesk().startTrading();
    desk.command('disarm', {});
    stage(desk, { quantityCoin: quotingOf(desk).parameters.quantityCoin * 2 });
    expect(desk.command('apply-parameters', { instrumentId: BTC, baseVersion: 1 })).toMatchObject({
      status: 'denied',
      reason: expect.stringMatching(/not armed/),
    });
    expect(quotingOf(desk).draft).not.toBeNull();
    stage(desk, { minimumHalfSpreadBps: 4 });
    expect(desk.command('apply-parameters', { instrumentId: BTC, baseVersion: 1 }).status).toBe('accepted');
    expect(desk.command('undo-parameters', { instrumentId: BTC })).toMatchObject({
      status: 'denied',
      reason: expect.stringMatching(/not armed/),
    });
  });

  it('undo goes back version by version, to the parameters of the start', () => {
    const desk = new TestDesk().start();
    const original = quotingOf(desk).parameters;
    for (let times = 0; times < 3; times += 1) desk.command('widen-quotes', { instrumentId: null, percent: 20 });
    expect(quotingOf(desk).parametersVersion).toBe(4);
    for (let times = 0; times < 3; times += 1) expect(desk.command('undo-parameters', { instrumentId: BTC }).status).toBe('accepted');
    expect(quotingOf(desk).parameters).toEqual(original);
    expect(desk.command('undo-parameters', { instrumentId: BTC }).status).toBe('denied');
  });

  it('names what is wrong with a draft and refuses to apply it', () => {
    const desk = new TestDesk().start();
    stage(desk, { minimumHalfSpreadBps: 20, maximumHalfSpreadBps: 10 });
    expect(quotingOf(desk).draftProblem).toMatch(/above its cap/);
    expect(desk.command('apply-parameters', { instrumentId: BTC, baseVersion: 1 })).toMatchObject({ status: 'denied' });
    stage(desk, { quantityCoin: 100 });
    expect(quotingOf(desk).draftProblem).toMatch(/limit per order is 5/);
  });

  it('widening widens at once, also when disarmed', () => {
    const desk = new TestDesk().startTrading();
    desk.command('disarm', {});
    const before = quotingOf(desk).targets?.halfSpreadTicks ?? Number.NaN;
    desk.command('widen-quotes', { instrumentId: BTC, percent: 20 });
    expect(quotingOf(desk).targets?.halfSpreadTicks).toBeCloseTo(before * 1.2, 2);
  });

  it('a target beyond the position limit is refused with the number', () => {
    const desk = new TestDesk().start();
    expect(desk.command('set-inventory-target', { underlying: 'BTC', targetCoin: 11 })).toMatchObject({
      status: 'denied',
      reason: expect.stringMatching(/10/),
    });
    expect(desk.command('set-inventory-target', { underlying: 'BTC', targetCoin: 1.5 }).status).toBe('accepted');
    expect(quotingOf(desk).targets?.skewTicks).toBeGreaterThan(0);
  });
});
