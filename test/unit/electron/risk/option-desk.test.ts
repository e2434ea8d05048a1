/** An option book from the exchange's wire to what the panels are told, compared with plain formulas on the numbers shown. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { YEAR_MS } from '../../../../shared/domain/time';
import { normalDensity, normalDistribution } from '../../../../shared/pricing/normal';
import type { GreekCell, UnderlyingGreeks } from '../../../../shared/projection/greeks-view';
import { isInLastHours, OptionDesk } from '../../../support/option-desk';

let desk: OptionDesk;

function btc(): UnderlyingGreeks {
  const found = desk.topic('greeks').underlyings['BTC'];
  if (found === undefined) throw new Error('Expected greeks of BTC, found none.');
  return found;
}

beforeAll(async () => {
  desk = await OptionDesk.start();
  const tail = { ...desk.state.risk.tail, scenarioCount: 1_000 };
  desk.command('set-risk-view', { slide: null, tail });
  await desk.until('a book on a fitted surface', () => {
    const greeks = desk.topic('greeks').underlyings;
    const isOwn = (name: string): boolean =>
      greeks[name]?.cells.every(({ expiryKey, instruments }) => {
        const expiry = greeks[name]?.expiries.find(({ key }) => key === expiryKey);
        return isInLastHours(expiry) || instruments.every(({ volatilitySource }) => volatilitySource === 'surface');
      }) === true;
    return isOwn('BTC') && isOwn('ETH') && btc().venueTotal.vegaUsd !== null && desk.isSlideWhole();
  });
}, 90_000);

afterAll(() => desk.stop());

/** Black-76 greeks of a cell from what the view itself says of forward, volatility and time. */
function direct(cell: GreekCell, asOfMs: number): { delta: number; vegaUsd: number; thetaUsd: number; gamma: number } {
  const expiry = btc().expiries.find(({ key }) => key === cell.expiryKey);
  const sums = { delta: 0, vegaUsd: 0, thetaUsd: 0, gamma: 0 };
  for (const { name, quantityCoin, volatility } of cell.instruments) {
    const forward = expiry?.forward ?? Number.NaN;
    const years = ((expiry?.expiresAtMs ?? 0) - asOfMs) / YEAR_MS;
    const deviation = (volatility ?? Number.NaN) * Math.sqrt(years);
    const d1 = Math.log(forward / cell.strike) / deviation + deviation / 2;
    sums.delta += quantityCoin * (normalDistribution(d1) - (name.endsWith('-P') ? 1 : 0));
    sums.gamma += (quantityCoin * normalDensity(d1) * 0.01) / deviation;
    sums.vegaUsd += (quantityCoin * forward * normalDensity(d1) * Math.sqrt(years)) / 100;
    sums.thetaUsd -= (quantityCoin * forward * normalDensity(d1) * (volatility ?? Number.NaN)) / (2 * Math.sqrt(years) * 365);
  }
  return sums;
}

describe('greeks of the book', () => {
  it('are Black-76 on the forward and volatility shown beside them', () => {
    const { status } = desk.topic('greeks');
    expect(status).toMatchObject({ state: 'live', reason: '' });
    expect(btc().cells.length).toBeGreaterThanOrEqual(30);
    for (const cell of btc().cells) {
      const expected = direct(cell, status.asOfMs ?? 0);
      expect(cell.coin.delta, cell.expiryKey).toBeCloseTo(expected.delta, 9);
      expect(cell.coin.gamma, cell.expiryKey).toBeCloseTo(expected.gamma, 9);
      expect(cell.usd.vega, cell.expiryKey).toBeCloseTo(expected.vegaUsd, 6);
      expect(cell.usd.theta, cell.expiryKey).toBeCloseTo(expected.thetaUsd, 6);
    }
  });

  it('sum to the totals of rows, columns and book', () => {
    const sum = (values: readonly (number | null)[]): number => values.reduce<number>((total, value) => total + (value ?? Number.NaN), 0);
    const { cells, expiryTotals, strikeTotals, bucketTotals, optionTotal, deltaOne, total } = btc();
    for (const parts of [cells, expiryTotals, strikeTotals, bucketTotals])
      expect(sum(parts.map(({ usd }) => usd.vega))).toBeCloseTo(optionTotal.usd.vega ?? Number.NaN, 6);
    const delta = (optionTotal.coin.delta ?? Number.NaN) + sum(deltaOne.map(({ coin }) => coin.delta));
    expect(delta).toBeCloseTo(total.coin.delta ?? Number.NaN, 9);
  });

  it('stand beside the venue’s, whose delta is the one that the desk trades on', () => {
    const { venueTotal, gapTotal, total } = btc();
    const traded = desk.topic('desk').underlyings['BTC']?.deltaCoin ?? Number.NaN;
    expect(venueTotal.deltaCoin).toBeCloseTo(traded, 1);
    expect(gapTotal.deltaCoin).toBeCloseTo((total.coin.delta ?? Number.NaN) - (venueTotal.deltaCoin ?? Number.NaN), 12);
    expect(Math.abs(gapTotal.vegaUsd ?? Infinity)).toBeLessThan(0.05 * Math.abs(venueTotal.vegaUsd ?? 0));
  });
});

describe('risk slide', () => {
  it('is nothing where nothing moved, and says its worst cell in words', () => {
    const { current, worst, before, request, instrumentCount, unpriced } = desk.topic('riskSlide');
    expect(current?.pnlUsd).toBeCloseTo(0, 6);
    expect(worst?.pnlUsd).toBeLessThan(0);
    expect(worst?.words).toMatch(/^loses [\d,]+ USD if every price (rises|falls) \d+ % and volatility/);
    expect(before?.pnl.length).toBe(request.dayOffsets.length);
    expect(before?.pnl[0]?.[0]?.length).toBe(request.spotMoves.length);
    expect(Math.min(...(before?.pnl.flat(2) ?? []).map((value) => value ?? Infinity))).toBe(worst?.pnlUsd);
    expect(instrumentCount).toBe(Object.keys(desk.topic('positions').rows).length);
    expect(unpriced).toEqual([]);
  });

  it('takes another view, and a staged hedge beside the book', async () => {
    const perpetual = 'deribit:BTC-PERPETUAL';
    const slide = { underlying: 'BTC', spotMoves: [-0.1, 0, 0.1], volatilityMoves: [0], dayOffsets: [0], mode: 'sticky-delta' as const };
    expect(desk.command('set-risk-view', { slide, tail: null })).toMatchObject({ status: 'accepted' });
    expect(desk.command('stage-what-if', { legs: [{ instrumentId: perpetual, quantityCoin: 1 }] })).toMatchObject({ status: 'accepted' });
    await desk.until('the new slide', () => desk.topic('riskSlide').shown?.underlying === 'BTC' && desk.topic('riskSlide').after !== null);
    const { before, after, hedge, units } = desk.topic('riskSlide');
    expect(units.delta).toBe('BTC');
    expect(hedge).toMatchObject([{ instrumentId: perpetual, quantityCoin: 1 }]);
    const mark = desk.topic('positions').rows[perpetual]?.markPrice ?? Number.NaN;
    const gain = (after?.pnl[0]?.[0]?.[2] ?? Number.NaN) - (before?.pnl[0]?.[0]?.[2] ?? Number.NaN);
    expect(gain / (0.1 * mark)).toBeCloseTo(1, 2);
    desk.command('stage-what-if', { legs: null });
  });

  it('refuses axes without the present', () => {
    const slide = { underlying: 'BTC', spotMoves: [-0.1, 0.1], volatilityMoves: [0], dayOffsets: [0], mode: 'sticky-strike' as const };
    const outcome = desk.command('set-risk-view', { slide, tail: null });
    expect(outcome).toMatchObject({ status: 'denied', reason: expect.stringMatching(/Expected 0 among the moves/) });
  });
});

describe('volatility surface', () => {
  it('is fitted inside the market, free of arbitrage', () => {
    const { expiries, breaches, status } = desk.surface();
    expect(status.state).toBe('live');
    expect(breaches).toEqual([]);
    expect(expiries.length).toBeGreaterThanOrEqual(4);
    for (const { market, model, fit, label } of expiries.filter((expiry) => !isInLastHours(expiry))) {
      expect(['fitted', 'repaired']).toContain(label);
      expect(market.filter(({ isUsed }) => isUsed).length).toBeGreaterThanOrEqual(6);
      expect(model?.strikes.length).toBeGreaterThan(20);
      expect(fit?.medianErrorPoints).toBeLessThan(1.5);
    }
  });

  /** Two points up on the third expiry, as a draft. */
  function draftShift() {
    const expiry = desk.surface().expiries[2];
    if (expiry === undefined) throw new Error('Expected a third expiry, found none.');
    const edit = { underlying: 'BTC', expiresAtMs: expiry.expiresAtMs, edit: { kind: 'move', move: 'shift', points: 2 } } as const;
    expect(desk.command('edit-surface', edit)).toMatchObject({ status: 'accepted' });
    const { draft } = desk.surface();
    if (draft === null) throw new Error('Expected a draft, found none.');
    return { before: expiry, draft };
  }

  it('is edited as a draft that shows what publishing would change', () => {
    const { before, draft } = draftShift();
    const drafted = desk.surface().expiries[2];
    expect(drafted?.atmVolatility).toBeCloseTo((before.atmVolatility ?? Number.NaN) + 0.02, 2);
    expect(drafted?.moves.shift).toBeCloseTo(2, 9);
    expect(draft.edits).toEqual(['shift +2.00']);
    expect(draft.changes.filter(({ positionCoin }) => positionCoin !== 0).length).toBeGreaterThan(0);
    const vega = btc().expiryTotals.find(({ key }) => key === before.key)?.usd.vega ?? Number.NaN;
    expect((draft.remarkUsd ?? Number.NaN) / (2 * vega)).toBeCloseTo(1, 1);
    expect(desk.command('revert-surface', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
  });

  it('is published once, on the version that was seen, and put back', () => {
    const { before, draft } = draftShift();
    const { baseVersion } = draft;
    expect(desk.command('publish-surface', { underlying: 'BTC', baseVersion: baseVersion + 1 })).toMatchObject({ status: 'denied' });
    expect(desk.command('publish-surface', { underlying: 'BTC', baseVersion })).toMatchObject({ status: 'accepted' });
    expect(desk.surface()).toMatchObject({ version: baseVersion + 1, mode: 'manual', draft: null });
    expect(desk.command('publish-surface', { underlying: 'BTC', baseVersion })).toMatchObject({ status: 'denied' });
    expect(desk.command('undo-surface', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
    expect(desk.surface().expiries[2]?.atmVolatility).toBeCloseTo(before.atmVolatility ?? Number.NaN, 2);
  });
  it('re-centres on the market at the money, and drops the draft', () => {
    expect(desk.command('recenter-surface', { underlying: 'BTC', expiresAtMs: null })).toMatchObject({ status: 'accepted' });
    for (const { market, draft } of desk.surface().term) if (draft !== null && market !== null) expect(draft).toBeCloseTo(market, 9);
    expect(desk.command('revert-surface', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
    expect(desk.surface().draft).toBeNull();
    expect(desk.command('revert-surface', { underlying: 'BTC' })).toMatchObject({ status: 'denied' });
    expect(desk.command('set-surface-mode', { underlying: 'BTC', mode: 'automatic' })).toMatchObject({ status: 'accepted' });
  });
});

describe('capital', () => {
  it('names every method with its convention and its window', async () => {
    const sinceMs = desk.state.session.nowMs;
    expect(desk.command('refresh-risk', { run: 'capital' })).toMatchObject({ status: 'accepted' });
    await desk.until('tails of the book as it is now', () => (desk.topic('capital').status.asOfMs ?? 0) >= sinceMs, 40_000);
    const { measures, status } = desk.topic('capital');
    expect(status.state).toBe('live');
    expect(measures.map(({ method }) => method)).toEqual([
      'historical',
      'age-weighted',
      'filtered-historical',
      'delta-gamma',
      'monte-carlo',
    ]);
    for (const { varUsd, esUsd, convention, windowObservations, reason } of measures) {
      expect(varUsd).toBeGreaterThan(0);
      expect(esUsd).toBeGreaterThanOrEqual(varUsd ?? Infinity);
      expect(convention.length).toBeGreaterThan(20);
      expect([windowObservations, reason]).toEqual([500, '']);
    }
  }, 45_000);

  it('simulates volatilities as the venue’s own index moved', () => {
    const { convention } = desk.topic('capital').measures.find(({ method }) => method === 'monte-carlo') ?? {};
    expect(convention).toMatch(/as the venue’s volatility index did on \d{3} days \(BTC \d\.\d % a day, correlation -0\.\d\d; ETH /);
  });

  it('judges every method on the own history, which is too young, and on past days, but for the simulation', () => {
    const { backtests, backtestBases } = desk.topic('capital');
    expect(backtestBases.map(({ label }) => label)).toEqual(['own history, 0 days', 'today’s book, 250 past days']);
    const [own, walked] = ['own-history', 'walked'].map((basis) => backtests.filter((row) => row.basis === basis));
    expect(own?.map(({ reason }) => reason)).toEqual(Array(5).fill('unpriced, because expected at least 100 own days, found 0'));
    expect(walked?.map(({ method, observations }) => [method, observations])).toEqual([
      ['historical', 250],
      ['age-weighted', 250],
      ['filtered-historical', 250],
      ['delta-gamma', 250],
      ['monte-carlo', 0],
    ]);
    expect(walked?.at(-1)?.reason).toMatch(/^unpriced, because a walk would take 250 simulations/);
  });

  it('splits the risk into parts that add up to the whole', () => {
    const { measures, contributionsByUnderlying, contributionsByGreek } = desk.topic('capital');
    const whole = measures.find(({ method }) => method === 'monte-carlo');
    expect(whole?.varStandardErrorUsd).toBeGreaterThan(0);
    for (const parts of [contributionsByUnderlying, contributionsByGreek]) {
      expect(parts.reduce((sum, { esUsd }) => sum + (esUsd ?? Number.NaN), 0)).toBeCloseTo(whole?.esUsd ?? Number.NaN, 4);
      expect(parts.reduce((sum, { varUsd }) => sum + (varUsd ?? Number.NaN), 0)).toBeCloseTo(whole?.varUsd ?? Number.NaN, 4);
    }
  });

  it('comes to the margin that the exchange itself asks, within a part in a hundred', () => {
    const { margins } = desk.topic('capital');
    expect(margins.map(({ currency }) => currency).sort()).toEqual(['BTC', 'ETH']);
    for (const { ownInitial, ownMaintenance, venueInitial, venueMaintenance, gapInitial } of margins) {
      expect(Math.abs((ownInitial ?? Number.NaN) / (venueInitial ?? Number.NaN) - 1)).toBeLessThan(0.01);
      expect(Math.abs((ownMaintenance ?? Number.NaN) / (venueMaintenance ?? Number.NaN) - 1)).toBeLessThan(0.01);
      expect(gapInitial).toBeCloseTo((ownInitial ?? Number.NaN) - (venueInitial ?? Number.NaN), 12);
    }
  });

  it('stands beside what the venue simulates, by the same rule, and beside portfolio margin on the venue’s parameters', async () => {
    await desk.until('the venue’s answers', () => {
      const answers = Object.values(desk.state.marginSimulations);
      return answers.length === 2 && answers.every(({ initial, parameters }) => initial !== null && parameters !== null);
    });
    const sinceMs = desk.state.session.nowMs;
    desk.command('refresh-risk', { run: 'capital' });
    await desk.until('margin after them', () => (desk.topic('capital').status.asOfMs ?? 0) > sinceMs, 40_000);
    for (const { currency, model, simulated, otherModelInitial, otherModelReason, rule } of desk.topic('capital').margins) {
      expect([model, simulated?.model, simulated?.reason, otherModelReason]).toEqual(['standard', 'segregated_sm', '', '']);
      expect(Math.abs((simulated?.gapInitial ?? Number.NaN) / (simulated?.initial ?? Number.NaN)), currency).toBeLessThan(0.02);
      expect(Math.abs((simulated?.gapMaintenance ?? Number.NaN) / (simulated?.maintenance ?? Number.NaN)), currency).toBeLessThan(0.02);
      expect(otherModelInitial).toBeGreaterThan(0);
      expect(rule).toMatch(/greatest leverage 50.*the venue’s parameter.*from its documents/);
    }
  }, 60_000);

  it('is in every cell of the slide, and where nothing moved it is the capital panel’s', async () => {
    const slide = { underlying: 'BTC', spotMoves: [-0.1, 0, 0.1], volatilityMoves: [0], dayOffsets: [0], mode: 'sticky-strike' as const };
    expect(desk.command('set-risk-view', { slide, tail: null })).toMatchObject({ status: 'accepted' });
    await desk.until(
      'the slide of BTC',
      () => desk.topic('riskSlide').shown?.mode === 'sticky-strike' && desk.topic('riskSlide').units.margin === 'BTC',
    );
    const { before, marginWords } = desk.topic('riskSlide');
    const cells = before?.margin.flat(2) ?? [];
    expect(cells.length).toBe(3);
    for (const cell of cells) expect(cell).toBeGreaterThan(0);
    const { simulated } = desk.topic('capital').margins.find(({ currency }) => currency === 'BTC') ?? {};
    expect(Math.abs((cells[1] ?? Number.NaN) / (simulated?.initial ?? Number.NaN) - 1)).toBeLessThan(0.05);
    expect(marginWords).toMatch(/^BTC standard: futures 2.00 %/);
  });

  it('says how much more can be quoted, what binds, and how far liquidation is', () => {
    const { allocations, limits, liquidations } = desk.topic('capital');
    for (const { bidRoomCoin, bidBinds, rooms, words } of allocations) {
      expect(bidRoomCoin).toBe(Math.min(...rooms.map(({ bidCoin }) => bidCoin ?? Number.NaN)));
      expect(rooms.find(({ key }) => key === bidBinds)?.bidCoin).toBe(bidRoomCoin);
      expect(words).toMatch(/binds/);
    }
    const greeks = ['gamma', 'vega', 'weightedVega', 'theta'].map((greek) => `${greek}|BTC`);
    const keys = [...greeks, 'delta|BTC', 'var', 'shortfall', 'margin|deribit|BTC'];
    expect(limits.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
    expect(limits.find(({ key }) => key === 'vega|BTC')).toMatchObject({ soft: 4_000, hard: 8_000, unit: 'USD per vol point' });
    const options = allocations.find(({ underlying, product }) => underlying === 'BTC' && product === 'options');
    expect(options?.rooms.map(({ key }) => key)).toEqual(expect.arrayContaining(['delta|BTC', 'margin', 'var', 'shortfall', ...greeks]));
    expect(btc().limits.map(({ greek }) => greek)).toEqual(['delta', 'gamma', 'vega', 'weightedVega', 'theta']);
    expect(btc().limits.find(({ greek }) => greek === 'vega')?.used).toBe(btc().total.usd.vega);
    for (const { distance, reason } of liquidations) expect(distance !== null || reason !== '').toBe(true);
  });
});

describe('a lost risk worker', () => {
  it('is an error of the panels, and nothing of the desk', () => {
    desk.loseWorker('the risk worker ended (it failed: test); another one is begun in 1 s, quoting goes on');
    expect(desk.topic('greeks').status).toMatchObject({ state: 'error', reason: expect.stringMatching(/risk worker ended/) });
    expect(desk.topic('greeks').underlyings['BTC']).toBeDefined();
    expect(desk.topic('desk').tradingState).toBe('active');
    expect(desk.topic('positions').trust.state).toBe('live');
  });
});
