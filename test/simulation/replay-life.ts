/** I8: the journal of a life, read back from its text, decides the same again and ends in the same state. */
import { createInitialState } from '../../shared/engine/initial-state';
import type { EngineState } from '../../shared/engine/state';
import { step } from '../../shared/engine/step';
import { SessionReplay } from '../../shared/journal/replay';
import type { SimulatedDesk } from './simulated-desk';
import { firstDifference } from './state-difference';
import type { Recorder } from './recorder';
import type { SimulatedDisk } from './simulated-disk';

/** What a life leaves and whom to tell. */
interface Remains {
  readonly recorder: Recorder;
  readonly disk: SimulatedDisk;
}

/** The state that the journal of a life ends with; `null` if the journal does not decide the same again, which is a violation. */
export function replayLife(remains: Remains, desk: SimulatedDesk): EngineState | null {
  const { recorder, disk } = remains;
  const replay = new SessionReplay(step, createInitialState());
  for (const entry of disk.read(desk.journalStart)) {
    const problem = replay.take(entry);
    if (problem === null) continue;
    recorder.violate('I8', problem);
    return null;
  }
  const finished = replay.finish();
  // Without a working disk the recording ends before the life does.
  if (!finished.ok && desk.isJournalWhole) recorder.violate('I8', finished.error);
  return replay.current;
}

/** The same for the life that goes on: also its state must be equal. */
export function checkReplay(remains: Remains, desk: SimulatedDesk): void {
  const { recorder } = remains;
  if (!desk.isAlive || !desk.isJournalWhole) return;
  const replayed = replayLife(remains, desk);
  const difference = replayed === null ? '' : firstDifference(desk.state, replayed);
  if (difference !== '') recorder.violate('I8', `the replay ends in another state: ${difference}`);
}
