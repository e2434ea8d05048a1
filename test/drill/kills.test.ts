/** The kill drill in its short form: ten kills of the real desk at seeded moments. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDeskHouse, type DeskHouse } from '../support/spawned-desk';
import { runKillDrill } from './kills/kill-drill';

const KILLS = 10;
/** Enough for two lives that wait a minute for lost orders, the longest they may. */
const LIMIT_MS = 300_000;

let house: DeskHouse;

beforeAll(async () => {
  house = await openDeskHouse(process.cwd());
});

afterAll(() => house.close());

describe('a desk that is killed', () => {
  it(
    'loses nothing, doubles nothing, comes back halted and equal to the exchange, and quotes after RESUME (faults 25, 33, 43)',
    async () => {
      const lines: string[] = [];
      const tally = await runKillDrill({ house, seed: 7, kills: KILLS, say: (line) => lines.push(line) });
      expect(tally.findings, lines.join('\n')).toEqual([]);
      expect(tally.kills).toBe(KILLS);
      expect(tally.orders).toBeGreaterThan(KILLS);
      expect(tally.deadMan).toBeGreaterThan(0);
    },
    LIMIT_MS,
  );
});
