/** The list of instruments in a running session: when it is loaded again, and in what unit prices are counted after their step changed. */
import { beforeEach, describe, expect, it } from 'vitest';
import { Announcer } from '../../../../../electron/venues/deribit/announcer';
import { InstrumentList, type ListChange } from '../../../../../electron/venues/deribit/instrument-list';
import { tickSizeAt } from '../../../../../shared/domain/tick-steps';
import type { Instrument } from '../../../../../shared/domain/instrument';
import { CREDENTIALS, NAME, PERPETUAL } from '../../../../conformance/stand-ins/deribit-facts';
import { HandClock } from './hand-clock';

let clock: HandClock;
let listed: Readonly<Record<string, unknown>>;
let loads: number;
let changes: ListChange[];
let instruments: Map<string, Instrument>;
let list: InstrumentList;
/** Whether answers wait for `release`. */
let isHeld: boolean;
let waiting: (() => void)[];

/** Answers the questions held back between these places, the oldest first. */
async function release(from: number, to: number): Promise<void> {
  for (const answer of waiting.slice(from, to)) answer();
  await settle();
}

/** Lets what was asked for be answered. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function advance(byMs: number): Promise<void> {
  clock.advance(byMs);
  await settle();
}

const announced = (): number => clock.events.filter(({ kind }) => kind === 'instruments-loaded').length;
const perpetual = (): Instrument | undefined => instruments.get(NAME);

beforeEach(async () => {
  clock = new HandClock();
  [listed, loads, changes, instruments] = [PERPETUAL, 0, [], new Map()];
  [isHeld, waiting] = [false, []];
  list = new InstrumentList({
    rim: clock.rim,
    announcer: new Announcer(clock.rim.emit, CREDENTIALS),
    rest: {
      instruments: (currency) => {
        loads += currency === 'BTC' ? 1 : 0;
        const answer = { ok: true, value: currency === 'BTC' ? [listed] : [] } as const;
        return isHeld ? new Promise((resolve) => waiting.push(() => resolve(answer))) : Promise.resolve(answer);
      },
      historicalTrades: () => Promise.resolve({ ok: true, value: { trades: [], unreadBeforeMs: null } }),
    },
    instruments,
    isGone: () => false,
    onLoaded: (change, announce) => {
      changes.push(change);
      announce();
    },
  });
  await list.load();
});

describe('a coarser tick', () => {
  it('is a step above the unit of before, so that old prices stay readable and no book is thrown away (fault 35)', async () => {
    listed = { ...PERPETUAL, tick_size: 2.5 };
    list.miss();
    await advance(500);
    expect(perpetual()).toMatchObject({ tickSize: 0.5, tickSteps: [{ abovePrice: 0.5, tickSize: 2.5 }] });
    expect(changes.at(-1)).toEqual({ hasNew: false, rescaled: [] });
    expect(announced()).toBe(2);
    listed = PERPETUAL;
    await advance(15 * 60_000);
    expect(perpetual()).not.toHaveProperty('tickSteps');
    expect(announced()).toBe(3);
  });
});

describe('a finer tick', () => {
  it('makes the unit finer, and says whose (fault 35)', async () => {
    listed = { ...PERPETUAL, tick_size: 0.1 };
    await advance(15 * 60_000);
    expect(perpetual()).toMatchObject({ tickSize: 0.1 });
    expect(changes.at(-1)?.rescaled.map(({ name }) => name)).toEqual([NAME]);
  });

  it('that is no part of the old one is counted in what both are multiples of (fault 35)', async () => {
    listed = { ...PERPETUAL, tick_size: 0.2 };
    await advance(15 * 60_000);
    const found = perpetual();
    if (found === undefined) throw new Error('expected the perpetual to be listed');
    expect(found.tickSize).toBe(0.1);
    expect(tickSizeAt(found, 60_000)).toBe(0.2);
  });
});

describe('a price off the steps', () => {
  it('can be read at once, and the list is loaded again (fault 35)', async () => {
    list.refine({ instrumentName: NAME, price: 60_000.25 });
    expect(perpetual()).toMatchObject({ tickSize: 0.25, tickSteps: [{ abovePrice: 0.25, tickSize: 0.5 }] });
    expect([announced(), loads]).toEqual([2, 1]);
    await advance(500);
    expect(loads).toBe(2);
    expect(perpetual()).toMatchObject({ tickSize: 0.25, tickSteps: [{ abovePrice: 0.25, tickSize: 0.5 }] });
    expect(announced()).toBe(2);
  });

  it('that no step could explain changes nothing but asks, ever more rarely', async () => {
    for (let turn = 0; turn < 100; turn += 1) {
      list.refine({ instrumentName: NAME, price: 60_000.123_456_7 });
      await advance(1_000);
    }
    expect(perpetual()).toMatchObject({ tickSize: 0.5 });
    expect(announced()).toBe(1);
    expect(loads).toBeGreaterThan(3);
    expect(loads).toBeLessThan(20);
  });
});

describe('a list', () => {
  it('says of what it knows whether the venue lists it still', async () => {
    expect(list.isListed(NAME)).toBe(true);
    listed = { ...PERPETUAL, instrument_name: 'ETH-PERPETUAL', base_currency: 'ETH', settlement_currency: 'ETH' };
    await list.load();
    expect([list.isListed(NAME), list.isListed('ETH-PERPETUAL'), instruments.has(NAME)]).toEqual([false, true, true]);
  });

  it('says of what is listed and not open that it is not, and tells it also where it was asked for over something that does not fit', async () => {
    listed = { ...PERPETUAL, is_active: false };
    list.miss();
    await advance(500);
    expect(list.isListed(NAME)).toBe(false);
    expect([announced(), perpetual()?.isActive]).toEqual([2, false]);
    listed = PERPETUAL;
    list.miss();
    await advance(1_000);
    expect([list.isListed(NAME), announced(), perpetual()?.isActive]).toEqual([true, 3, true]);
  });

  it('that was asked for before something did not fit is no answer to that: it is loaded again soon', async () => {
    isHeld = true;
    void list.load();
    list.miss();
    await release(0, 2);
    isHeld = false;
    const before = loads;
    await advance(1_000);
    expect(loads).toBe(before + 1);
    await advance(60_000);
    expect(loads).toBe(before + 1);
  });

  it('that comes after one that was asked for later is of the past', async () => {
    isHeld = true;
    void list.load();
    listed = { ...PERPETUAL, tick_size: 1 };
    void list.load();
    await release(2, 4);
    const after = changes.length;
    await release(0, 2);
    expect(changes).toHaveLength(after);
  });

  it('is told although it came too early to answer what did not fit: it may have changed in other ways', async () => {
    isHeld = true;
    void list.load();
    list.miss();
    await release(0, 2);
    expect(announced()).toBe(2);
  });

  it('is told with the next connection, whatever did not fit on the last', async () => {
    list.miss();
    list.stop();
    await list.load();
    expect(announced()).toBe(2);
  });
});
