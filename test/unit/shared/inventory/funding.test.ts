/** A venue's running figure of funding, and what two of its readings add. */
import { describe, expect, it } from 'vitest';
import { followFunding, openFigure } from '../../../../shared/inventory/funding';

const at = (time: string): number => Date.parse(`2027-01-15T${time}Z`);

describe('a running figure of funding', () => {
  it('adds what it grew by, and takes what it fell by', () => {
    const known = openFigure({ coin: 0.001 }, at('12:00:00'));
    const step = followFunding(known, { coin: 0.0015 }, at('12:00:05'));
    expect(step.coin).toBeCloseTo(0.0005, 15);
    expect(followFunding(step.figure, { coin: 0.0012 }, at('12:00:10')).coin).toBeCloseTo(-0.0003, 15);
    expect(step.isWhole).toBe(true);
  });

  it('starts again at the settlement', () => {
    const known = openFigure({ coin: -0.004 }, at('07:59:58'));
    const step = followFunding(known, { coin: -0.00001 }, at('08:00:03'));
    expect(step).toMatchObject({ coin: -0.00001, isWhole: true });
    expect(followFunding(step.figure, { coin: -0.00003 }, at('08:30:00')).figure.settledAtMs).toBe(at('08:00:00'));
  });

  it('goes on with the old figure of a venue that settles late', () => {
    const known = openFigure({ coin: 0.004 }, at('07:59:58'));
    const late = followFunding(known, { coin: 0.0041 }, at('08:02:00'));
    expect(late.coin).toBeCloseTo(0.0001, 15);
    expect(followFunding(late.figure, { coin: 0.0000002 }, at('08:02:05')).coin).toBe(0.0000002);
  });

  it('counts the new figure alone after a silence over the settlement, and says that a part is missing', () => {
    const step = followFunding(openFigure({ coin: 0.001 }, at('05:00:00')), { coin: 0.003 }, at('11:00:00'));
    expect(step).toMatchObject({ coin: 0.003, isWhole: false });
  });

  it('is not fooled by a silence that ends before the settlement', () => {
    expect(followFunding(openFigure({ coin: 0.001 }, at('03:00:00')), { coin: 0.003 }, at('07:59:55')).coin).toBeCloseTo(0.002, 15);
  });

  it('carries a figure that stays small into the new session without counting it twice', () => {
    const still = followFunding(openFigure({ coin: 0 }, at('07:00:00')), { coin: 0 }, at('08:30:00'));
    expect(still.coin).toBe(0);
    expect(followFunding(still.figure, { coin: 0.0002 }, at('09:00:00')).coin).toBe(0.0002);
  });

  it('starts again at a settlement that the venue names, also where it has grown past the old one since', () => {
    const known = openFigure({ coin: 6e-9, settlementPrice: 60_000 }, at('07:59:40'));
    const step = followFunding(known, { coin: 19e-9, settlementPrice: 60_100 }, at('08:00:20'));
    expect(step).toMatchObject({ coin: 19e-9, isWhole: true });
    expect(followFunding(step.figure, { coin: 4e-9, settlementPrice: 60_100 }, at('08:00:25')).coin).toBeCloseTo(-15e-9, 18);
  });

  it('goes on through a fall to near zero while the venue names no new settlement', () => {
    const known = openFigure({ coin: -5.1e-10, settlementPrice: 60_000 }, at('07:59:58'));
    expect(followFunding(known, { coin: -1.6e-10, settlementPrice: 60_000 }, at('08:00:03')).coin).toBeCloseTo(3.5e-10, 18);
  });

  it('starts again although it was opened in the moment before a venue settled late and names it', () => {
    const known = openFigure({ coin: -3e-10, settlementPrice: 60_000 }, at('08:00:00.068'));
    const step = followFunding(known, { coin: 1e-11, settlementPrice: 60_100 }, at('08:00:05'));
    expect(step.coin).toBe(1e-11);
    expect(followFunding(step.figure, { coin: 3e-10, settlementPrice: 60_100 }, at('08:00:10')).coin).toBeCloseTo(2.9e-10, 18);
  });

  it('goes on after a silence, opened in the moment after a settlement', () => {
    const known = openFigure({ coin: 1e-10, settlementPrice: 60_100 }, at('08:00:03'));
    expect(followFunding(known, { coin: 3e-10, settlementPrice: 60_100 }, at('11:00:00')).coin).toBeCloseTo(2e-10, 18);
    expect(followFunding(openFigure({ coin: 1e-10 }, at('08:00:03')), { coin: 3e-10 }, at('11:00:00')).coin).toBeCloseTo(2e-10, 18);
  });

  it('starts again in the seconds before eight, where the venue’s clock is ahead of what we take it for', () => {
    const known = openFigure({ coin: 0.004 }, at('07:59:50'));
    expect(followFunding(known, { coin: 0.00001 }, at('07:59:55')).coin).toBe(0.00001);
  });

  it('is of the settlement that the venue names from there on, also where it names none later', () => {
    const known = openFigure({ coin: 0.004, settlementPrice: 60_000 }, at('07:59:58'));
    const settled = followFunding(known, { coin: 0.001, settlementPrice: 60_100 }, at('08:00:05'));
    expect(settled.figure.settledAtMs).toBe(at('08:00:00'));
    expect(followFunding(settled.figure, { coin: 0.003 }, at('08:30:00')).coin).toBeCloseTo(0.002, 15);
  });

  it('is whole when it was read shortly before the settlement, however long after it is read again', () => {
    const step = followFunding(openFigure({ coin: 0.004 }, at('07:59:30')), { coin: 0.0001 }, at('08:05:00'));
    expect(step).toMatchObject({ coin: 0.0001, isWhole: true });
  });

  it('is not taken for settled because the venue names a settlement for the first time', () => {
    const known = openFigure({ coin: 0.004 }, at('07:59:58'));
    expect(followFunding(known, { coin: 0.0041, settlementPrice: 60_000 }, at('08:00:03')).coin).toBeCloseTo(0.0001, 15);
  });

  it('is held against the settlement that was named last', () => {
    const first = openFigure({ coin: 0.004 }, at('07:00:00'));
    const known = followFunding(first, { coin: 0.004, settlementPrice: 60_000 }, at('07:30:00')).figure;
    expect(followFunding(known, { coin: 0.0001, settlementPrice: 60_000 }, at('08:02:00')).coin).toBeCloseTo(-0.0039, 15);
  });

  it('counts alone after a silence that began in the seconds after eight, before the venue had settled', () => {
    const known = followFunding(openFigure({ coin: 0.001 }, at('07:59:58')), { coin: 0.00101 }, at('08:00:05')).figure;
    expect(followFunding(known, { coin: 0.003 }, at('11:00:00')).coin).toBe(0.003);
  });

  it('starts again at a settlement that the venue names, also when it comes later than ever', () => {
    const before = openFigure({ coin: 0.004, settlementPrice: 60_000 }, at('07:59:58'));
    const late = followFunding(before, { coin: 0.0042, settlementPrice: 60_000 }, at('08:12:00'));
    expect(late.coin).toBeCloseTo(0.0002, 15);
    expect(followFunding(late.figure, { coin: 0.00001, settlementPrice: 60_100 }, at('08:15:00')).coin).toBe(0.00001);
  });

  it('says that a part is missing where a late settlement came in a silence that began after eight, and that none is where it was seen', () => {
    const before = openFigure({ coin: 0.004, settlementPrice: 60_000 }, at('07:59:58'));
    const late = followFunding(before, { coin: 0.0042, settlementPrice: 60_000 }, at('08:12:00')).figure;
    const settled = { coin: 0.00001, settlementPrice: 60_100 };
    expect(followFunding(late, settled, at('08:13:00'))).toMatchObject({ coin: 0.00001, isWhole: true });
    expect(followFunding(late, settled, at('08:13:01'))).toMatchObject({ coin: 0.00001, isWhole: false });
    expect(followFunding(late, { ...settled, settlementPrice: 60_000 }, at('11:00:00')).isWhole).toBe(true);
  });

  it('takes a settlement for punctual that a venue names after a silence that began before it was due', () => {
    const settled = { coin: 0.00001, settlementPrice: 60_100 };
    const whole = (time: string): boolean =>
      followFunding(openFigure({ coin: 0.004, settlementPrice: 60_000 }, at(time)), settled, at('11:00:00')).isWhole;
    expect([whole('07:58:59'), whole('07:59:00'), whole('08:00:00'), whole('08:00:01')]).toEqual([false, true, true, false]);
  });
});
