/** Runs what a drill does in a room of its own, which is closed whatever happens. */
import { setTimeout as sleep } from 'node:timers/promises';
import { DrillFailure, type DrillOptions, type DrillResult } from './drill-case';
import { DrillRoom } from './drill-room';
import type { EngineStart } from './engine/engine-process';

const LIMIT_MS = 120_000;

/** The figures that `act` returns. It fails when it takes too long, so that no drill can hang. */
export async function inRoom(
  options: DrillOptions,
  act: (room: DrillRoom) => Promise<readonly string[]>,
  start: Partial<EngineStart> = {},
): Promise<DrillResult> {
  const room = await DrillRoom.open(options, start);
  try {
    return { figures: await Promise.race([act(room), tooLong(options)]) };
  } catch (error) {
    // A desk that is gone answers nothing; what it said last explains why.
    if (!room.engine.isRunning) throw new DrillFailure(`expected an engine that runs, found it ended: ${room.engine.complaints}`);
    throw error;
  } finally {
    await room.close();
  }
}

async function tooLong({ slackMs }: DrillOptions): Promise<never> {
  await sleep(LIMIT_MS + slackMs, undefined, { ref: false });
  throw new DrillFailure(`expected a drill to end within ${LIMIT_MS + slackMs} ms, found that it did not`);
}
