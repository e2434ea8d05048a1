/** A quoting desk that is being measured, on a practice exchange of its own whose feed is loaded. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endChild } from '../support/child-processes';
import type { Inspector } from '../support/inspector';
import { startPracticeExchange } from '../support/practice-exchange';
import { openDeskHouse, spawnDesk } from '../support/spawned-desk';
import { startLoadingProxy } from './loading-proxy';

/** A desk that is being measured. */
export interface MeasuredDesk {
  /** Wall time just before the process was started, ms. */
  readonly startedAtMs: number;
  readonly main: Inspector;
  readonly page: Inspector;
  stop(): Promise<void>;
}

/** A pull and its verification take this long at most. */
const END_LIMIT_MS = 20_000;

/** Opens a quoting desk; `addedPerSecond` book changes reach it beside the exchange's own. */
export async function openMeasuredDesk(projectRoot: string, addedPerSecond: number): Promise<MeasuredDesk> {
  const house = await openDeskHouse(projectRoot);
  const exchange = await startPracticeExchange();
  const proxy = await startLoadingProxy(exchange.url, addedPerSecond);
  const profile = mkdtempSync(join(tmpdir(), 'keel-bench-profile-'));
  const cleanUp = async (): Promise<void> => {
    await exchange.stop();
    await proxy.stop();
    house.close();
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    const desk = await spawnDesk(house, { profile, words: ['--exchange', proxy.url, '--quote'], isMainInspected: true });
    if (desk.main === null) throw new Error('expected the inspector of the main process, found none');
    const stop = async (): Promise<void> => {
      await endChild(desk.child, END_LIMIT_MS);
      await cleanUp();
    };
    return { startedAtMs: desk.startedAtMs, main: desk.main, page: desk.page, stop };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}
