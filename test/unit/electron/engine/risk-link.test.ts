/** The engine's end of the risk channel: bounded, patient, and deaf to what is not meant for it. */
import { describe, expect, it } from 'vitest';
import { RiskLink } from '../../../../electron/engine/risk-link';
import type { EngineEventBody } from '../../../../shared/engine/events';
import type { RiskMessage } from '../../../../shared/projection/risk-messages';
import { forecastOf } from '../../../support/day-desk';
import { TestDesk } from '../../../support/engine-builder';

function bench() {
  const sent: RiskMessage[] = [];
  const submitted: EngineEventBody[] = [];
  const clock = { at: 0, nowMs: () => clock.at, monotonicMs: () => clock.at, schedule: () => () => undefined };
  const desk = new TestDesk().start();
  const link = new RiskLink({
    clock,
    state: () => desk.state,
    submit: (body) => submitted.push(body),
    post: (message) => sent.push(message),
  });
  const wait = (milliseconds: number): void => {
    for (let passed = 0; passed < milliseconds; passed += 50) {
      clock.at += 50;
      link.tick();
    }
  };
  const snapshots = (): number => sent.filter(({ type }) => type === 'snapshot').length;
  return { link, wait, snapshots, submitted, clock, sent };
}

const greeks = { deltaBuckets: [], underlyings: {} };

describe('the risk link', () => {
  it('sends nothing before a worker said hello, then one snapshot at a time', () => {
    const { link, wait, snapshots } = bench();
    wait(2_000);
    expect(snapshots()).toBe(0);
    link.hear({ type: 'hello' });
    wait(2_000);
    expect(snapshots()).toBe(1);
    link.hear({ type: 'taken' });
    wait(50);
    expect(snapshots()).toBe(2);
  });

  it('says that a silent worker is an error, and that a lost one is, and forgets neither result', () => {
    const { link, wait, clock } = bench();
    link.hear({ type: 'hello' });
    wait(600);
    link.hear({ type: 'result', run: 'greeks', revision: 3, asOfMs: clock.at, computeMs: 2, body: greeks });
    expect(link.results.greeks).toMatchObject({ revision: 3, problem: '', body: greeks });
    wait(11_000);
    expect(link.results.greeks).toMatchObject({ body: greeks, problem: expect.stringMatching(/within 10 s, found silence/) });
    link.hear({ type: 'worker-lost', reason: 'it ended' });
    expect(link.results.capital).toMatchObject({ body: null, problem: 'it ended' });
  });

  it('asks once for the end of a worker that hangs, not for that of one whose machine slept', () => {
    const { link, wait, clock, sent, snapshots } = bench();
    const asked = (): readonly RiskMessage[] => sent.filter(({ type }) => type === 'worker-hung');
    link.hear({ type: 'hello' });
    wait(600);
    clock.at += 3_600_000;
    wait(100);
    link.hear({ type: 'taken' });
    wait(600);
    expect([asked().length, snapshots()]).toEqual([0, 2]);
    wait(29_000);
    expect(asked()).toEqual([]);
    wait(60_000);
    expect(asked()).toEqual([{ type: 'worker-hung', reason: expect.stringMatching(/did not answer for 30 s/) }]);
    link.hear({ type: 'worker-lost', reason: 'it did not answer' });
    link.hear({ type: 'hello' });
    wait(50);
    expect([asked().length, snapshots()]).toEqual([1, 3]);
  });

  it('asks once for the end of a worker that does not answer the greeting of an engine that began, however the one before it was answered', () => {
    const { link, wait, sent, snapshots } = bench();
    const asked = (): readonly RiskMessage[] => sent.filter(({ type }) => type === 'worker-hung');
    link.greet();
    link.hear({ type: 'taken' });
    wait(11_000);
    expect(link.results.greeks.problem).toMatch(/within 10 s, found silence/);
    wait(18_000);
    expect(asked()).toEqual([]);
    wait(60_000);
    expect(asked()).toEqual([{ type: 'worker-hung', reason: expect.stringMatching(/did not answer for 30 s/) }]);
    expect(snapshots()).toBe(0);
    link.hear({ type: 'worker-lost', reason: 'it did not answer' });
    link.hear({ type: 'hello' });
    wait(50);
    expect([asked().length, snapshots()]).toEqual([1, 1]);
  });

  it('asks for the end of no worker that answers once its machine has slept, that was not greeted, or that main says is on its way', () => {
    const asleep = bench();
    asleep.link.greet();
    asleep.clock.at += 3_600_000;
    asleep.wait(19_000);
    asleep.link.hear({ type: 'hello' });
    asleep.wait(600);
    expect(asleep.snapshots()).toBe(1);
    const strange = bench();
    strange.wait(60_000);
    const waiting = bench();
    waiting.link.greet();
    waiting.link.hear({ type: 'worker-lost', reason: 'it ended' });
    waiting.wait(60_000);
    for (const { sent } of [asleep, strange, waiting]) expect(sent.filter(({ type }) => type === 'worker-hung')).toEqual([]);
  });

  it('drops a result of inputs that are too old, and hands a fit on as an event', () => {
    const { link, submitted, clock } = bench();
    clock.at = 100_000;
    link.hear({ type: 'result', run: 'greeks', revision: 1, asOfMs: 30_000, computeMs: 2, body: greeks });
    expect(link.results.greeks.body).toBeNull();
    const surface = { underlying: 'BTC', revision: 1, asOfMs: 1, slices: [], missing: [] };
    const curve = { underlying: 'BTC', asOfMs: 1, spot: null, points: [], missing: [] };
    link.hear({ type: 'fitted', event: { kind: 'surface-fitted', surface, curve, marketLevels: [] } });
    expect(submitted).toMatchObject([{ kind: 'surface-fitted' }]);
  });

  it('keeps nothing that a worker says before it greeted this engine back: it is of the positions of the engine before', () => {
    const { link, clock } = bench();
    const result = { type: 'result', run: 'greeks', revision: 57, asOfMs: clock.at, computeMs: 2, body: greeks } as const;
    link.greet();
    link.hear(result);
    expect(link.results.greeks.body).toBeNull();
    link.hear({ type: 'hello' });
    link.hear(result);
    expect(link.results.greeks.body).toEqual(greeks);
  });

  it('hands a forecast on as an event, and tells the days on record once, to each worker', () => {
    const { link, wait, submitted, sent } = bench();
    link.hear({ type: 'forecast', event: { kind: 'tail-forecast-made', forecast: forecastOf(1) } });
    expect(submitted).toMatchObject([{ kind: 'tail-forecast-made', forecast: { asOfMs: 1 } }]);
    const told = (): number => sent.filter(({ type }) => type === 'days').length;
    for (const times of [1, 2]) {
      link.hear({ type: 'hello' });
      for (let turn = 0; turn < 3; turn += 1) {
        wait(600);
        link.hear({ type: 'taken' });
      }
      expect(told()).toBe(times);
    }
  });

  it('shows progress and ends it', () => {
    const { link } = bench();
    link.hear({ type: 'progress', run: 'capital', share: 0.4 });
    expect(link.results.capital.progress).toBe(0.4);
    link.hear({ type: 'progress', run: 'capital', share: null });
    expect(link.results.capital.progress).toBeNull();
    link.hear({ type: 'failed', run: 'slide', reason: 'expected a result, found none' });
    expect(link.results.slide.problem).toMatch(/expected a result/);
  });
});
