/** The forecast that goes on record: every method at every confidence, near the end of a day, whatever the panel shows. */
import { describe, expect, it } from 'vitest';
import { computeTails, measuresOf } from '../../../../electron/risk/book-tails';
import { forecastDay, isForecastDue } from '../../../../electron/risk/day-forecast';
import type { RiskInputs } from '../../../../electron/risk/risk-inputs';
import type { TailInputs } from '../../../../electron/risk/tail-inputs';
import { RECORD_REQUEST } from '../../../../shared/engine/desk-days';
import type { PricedPosition } from '../../../../shared/risk/priced-position';
import { finish, tailBook } from '../../../support/tail-book';

const NOW_MS = Date.parse('2026-11-22T23:50:00Z');
const book = tailBook({ request: RECORD_REQUEST });

/** Closes whose returns are those of the book's past, and a snapshot that holds its legs. */
function inputsOf(unpriced: readonly string[] = []): RiskInputs {
  const histories = new Map(
    book.returns.underlyings.map((name, column) => {
      let price = 1_000;
      const closes = [{ atMs: 0, price }];
      book.returns.rows.forEach((row, day) => closes.push({ atMs: (day + 1) * 86_400_000, price: (price *= 1 + (row[column] ?? 0)) }));
      return [name, closes] as const;
    }),
  );
  const priced = book.legs.map(({ underlying, leg }, index) => ({ position: { underlying, name: `leg ${index}` }, leg, greeks: {} }));
  const without = unpriced.map((name) => ({
    position: { underlying: 'BTC', name, instrumentId: name },
    leg: null,
    greeks: null,
    reason: 'none',
  }));
  return {
    snapshot: { revision: 7, atMs: NOW_MS, requests: { tail: { ...RECORD_REQUEST, horizonDays: 10, confidence: 0.95 } } },
    ...{ chains: new Map(), histories, volatilities: new Map(), days: [], markets: new Map(), whatIf: [] },
    book: [...priced, ...without] as unknown as readonly PricedPosition[],
  } as unknown as RiskInputs;
}

const asked: TailInputs = { ...book, request: { ...RECORD_REQUEST, horizonDays: 10, confidence: 0.95 } };

describe('a forecast for the record', () => {
  it('is made in the last quarter of an hour of a day', () => {
    expect(['23:44:59', '23:45:00', '23:59:59', '00:00:00'].map((time) => isForecastDue(Date.parse(`2026-11-22T${time}Z`)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is of one day, for every method and confidence, also while the panel shows ten days', () => {
    const forecast = finish(forecastDay(inputsOf(), { inputs: asked, tails: 'not to be used' }));
    expect(forecast).toMatchObject({ revision: 7, asOfMs: NOW_MS, horizonDays: 1, currency: 'USD', windowDays: 500 });
    expect(forecast.figures.length).toBe(15);
    const tails = finish(computeTails(book));
    for (const confidence of [0.95, 0.975, 0.99])
      for (const { method, varUsd, esUsd } of measuresOf({ ...book, request: { ...RECORD_REQUEST, confidence } }, tails)) {
        const figure = forecast.figures.find((each) => each.method === method && each.confidence === confidence);
        expect(figure?.reason).toBe('');
        expect(figure?.varUsd).toBeCloseTo(varUsd ?? Number.NaN, 3);
        expect(figure?.esUsd).toBeCloseTo(esUsd ?? Number.NaN, 3);
      }
  }, 30_000);

  it('is read off what was computed for the panel where that was the same request', () => {
    const steps = forecastDay(inputsOf(), {
      inputs: { ...asked, request: { ...RECORD_REQUEST, confidence: 0.95 } },
      tails: 'known already',
    });
    const first = steps.next();
    expect(first.done && first.value.figures.map(({ reason }) => reason)).toEqual(Array(15).fill('unpriced, because known already'));
  });

  it('is none for a book that has a position without a price: a loss of the rest would look like safety', () => {
    const { figures } = finish(forecastDay(inputsOf(['BTC-1JAN27-1-C']), { inputs: asked, tails: 'not to be used' }));
    for (const figure of figures)
      expect(figure).toMatchObject({
        varUsd: null,
        reason: 'unpriced, because expected a price of every position, found none of BTC-1JAN27-1-C',
      });
  });
});
