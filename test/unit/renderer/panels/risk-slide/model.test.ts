/** The slide as a table: one worst, one present, before beside after, and ranges that stay in bounds. */
import { describe, expect, it } from 'vitest';
import { dayText, moveText, stretchRange, tableOf } from '../../../../../renderer/panels/risk-slide/model';
import { sampleSlide } from '../../../../support/fake-bridge/sample-slide';

describe('the slide table', () => {
  it('marks the present once on every day, and the worst once on its own day', () => {
    const view = sampleSlide();
    const days = view.request.dayOffsets.map((_, day) => tableOf(view, 'pnl', day));
    const count = (which: 'isCurrent' | 'isWorst') =>
      days.map((table) => table?.rows.flatMap(({ cells }) => cells).filter((cell) => cell[which]).length);
    expect(count('isCurrent')).toEqual(days.map(() => 1));
    expect(count('isWorst').reduce<number>((sum, found) => sum + (found ?? 0), 0)).toBe(1);
    const worst = days.flatMap((table) => table?.rows.flatMap(({ cells }) => cells) ?? []).find(({ isWorst }) => isWorst);
    expect(worst?.before).toBe(view.worst?.pnlUsd);
  });

  it('has a second number in each cell only while a hedge is staged', () => {
    const plain = tableOf(sampleSlide(), 'delta', 0)?.rows.flatMap(({ cells }) => cells);
    expect(plain?.every(({ after }) => after === undefined)).toBe(true);
    const hedged = tableOf(sampleSlide(true), 'delta', 0)?.rows.flatMap(({ cells }) => cells);
    expect(hedged?.every(({ after }) => typeof after === 'number')).toBe(true);
  });

  it('is none before the first result, and null where a cell has no price', () => {
    expect(tableOf({ ...sampleSlide(), before: null, shown: null }, 'pnl', 0)).toBeNull();
    const { before, ...view } = sampleSlide();
    const unpriced = before?.pnl.map((day) => day.map((row) => row.map((value, spot) => (spot === 0 ? null : value))));
    const cut = before === null || unpriced === undefined ? null : { ...before, pnl: unpriced };
    const rows = tableOf({ ...view, before: cut }, 'pnl', 0)?.rows;
    expect(rows?.map(({ cells }) => cells.map((cell) => cell.before === null))).toEqual(
      rows?.map(({ cells }) => cells.map((_, spot) => spot === 0)),
    );
  });

  it('stretches about zero, and not beyond what a price can do', () => {
    const { request } = sampleSlide();
    const wider = stretchRange(request, 1);
    expect(Math.max(...wider.spotMoves)).toBeCloseTo(0.3, 9);
    expect(wider.spotMoves).toContain(0);
    let wide = request;
    for (let press = 0; press < 20; press++) wide = stretchRange(wide, 1);
    expect([Math.min(...wide.spotMoves), Math.max(...wide.volatilityMoves)]).toEqual([-0.6, 0.9]);
    let narrow = request;
    for (let press = 0; press < 40; press++) narrow = stretchRange(narrow, -1);
    expect(Math.max(...narrow.spotMoves)).toBe(0.02);
  });

  it('writes moves and days with their signs', () => {
    expect([moveText(-0.2), moveText(0.075), moveText(0)]).toEqual(['−20 %', '+7.5 %', '0 %']);
    expect([dayText(0), dayText(7)]).toEqual(['now', '+7 d']);
  });
});
