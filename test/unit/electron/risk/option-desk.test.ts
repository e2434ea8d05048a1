/** An option book from the exchange's wire to what the panels are told, compared with plain formulas on the numbers shown. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { YEAR_MS } from '../../../../shared/domain/time';
import { normalDensity, normalDistribution } from '../../../../shared/pricing/normal';
import type { GreekCell, UnderlyingGreeks } from '../../../../shared/projection/greeks-view';
import { OptionDesk } from '../../../support/option-desk';

let desk: OptionDesk;

function btc(): UnderlyingGreeks {
  const found = desk.topic('greeks').underlyings['BTC'];
  if (found === undefined) throw new Error('Expected greeks of BTC, found none.');
  return found;
}

function surface() {
  const found = desk.topic('surface')['BTC'];
  if (found === undefined) throw new Error('Expected a surface of BTC, found none.');
  return found;
}

beforeAll(async () => {
  desk = await OptionDesk.start();
  await desk.until('a book on a fitted surface', () => {
    const greeks = desk.topic('greeks').underlyings;
    const isOwn = (name: string): boolean =>
      greeks[name]?.cells.every((cell) => cell.instruments.every(({ volatilitySource }) => volatilitySource === 'surface')) === true;
    return isOwn('BTC') && isOwn('ETH') && btc().venueTotal.vegaUsd !== null && desk.topic('riskSlide').worst !== null;
  });
}, 30_000);

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
    const { expiries, breaches, status } = surface();
    expect(status.state).toBe('live');
    expect(breaches).toEqual([]);
    expect(expiries.length).toBeGreaterThanOrEqual(4);
    for (const { market, model, fit, label } of expiries) {
      expect(label).toBe('fitted');
      expect(market.filter(({ isUsed }) => isUsed).length).toBeGreaterThanOrEqual(6);
      expect(model?.strikes.length).toBeGreaterThan(20);
      expect(fit?.medianErrorPoints).toBeLessThan(1.5);
    }
  });

  it('is edited as a draft, shows what publishing changes, publishes once, and can be undone', () => {
    const expiry = surface().expiries[2];
    if (expiry === undefined) throw new Error('Expected a third expiry, found none.');
    const before = expiry.atmVolatility ?? Number.NaN;
    const edit = { underlying: 'BTC', expiresAtMs: expiry.expiresAtMs, edit: { kind: 'move', move: 'shift', points: 2 } } as const;
    expect(desk.command('edit-surface', edit)).toMatchObject({ status: 'accepted' });
    const { draft, expiries, version } = surface();
    const drafted = expiries[2];
    expect(drafted?.atmVolatility).toBeCloseTo(before + 0.02, 2);
    expect(drafted?.moves.shift).toBeCloseTo(2, 9);
    expect(draft?.edits).toEqual(['shift +2.00']);
    const held = draft?.changes.filter(({ positionCoin }) => positionCoin !== 0) ?? [];
    const vega = btc().expiryTotals.find(({ key }) => key === expiry.key)?.usd.vega ?? Number.NaN;
    expect(held.length).toBeGreaterThan(0);
    expect((draft?.remarkUsd ?? Number.NaN) / (2 * vega)).toBeCloseTo(1, 1);
    expect(desk.command('publish-surface', { underlying: 'BTC', baseVersion: version + 1 })).toMatchObject({ status: 'denied' });
    const baseVersion = draft?.baseVersion ?? -1;
    expect(desk.command('publish-surface', { underlying: 'BTC', baseVersion })).toMatchObject({ status: 'accepted' });
    expect(surface()).toMatchObject({ version: baseVersion + 1, mode: 'manual', draft: null });
    expect(desk.command('publish-surface', { underlying: 'BTC', baseVersion })).toMatchObject({ status: 'denied' });
    expect(desk.command('undo-surface', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
    expect(surface().expiries[2]?.atmVolatility).toBeCloseTo(before, 2);
  });

  it('re-centres on the market at the money, and drops the draft', () => {
    expect(desk.command('recenter-surface', { underlying: 'BTC', expiresAtMs: null })).toMatchObject({ status: 'accepted' });
    for (const { market, draft } of surface().term) if (draft !== null && market !== null) expect(draft).toBeCloseTo(market, 9);
    expect(desk.command('revert-surface', { underlying: 'BTC' })).toMatchObject({ status: 'accepted' });
    expect(surface().draft).toBeNull();
    expect(desk.command('revert-surface', { underlying: 'BTC' })).toMatchObject({ status: 'denied' });
    expect(desk.command('set-surface-mode', { underlying: 'BTC', mode: 'automatic' })).toMatchObject({ status: 'accepted' });
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
