/** Fuzz target: the whole adapter and engine in the simulated world, while frames on all three lanes arrive changed. */
import type { VenueChannel } from '../../../shared/domain/venue';
import { SeededRandom } from '../../../shared/domain/random';
import type { FrameAction, Rule, WireMessage } from '../../simulation/wire';
import { ordinaryDay } from '../../simulation/market-day';
import { World } from '../../simulation/world';
import type { FuzzTarget } from '../fuzz-target';
import { runMachine } from '../fuzz-machine';
import { mutateMessage, mutateText } from '../mutate';

/** Market data comes most often, so waiting for it costs least. */
const LANES: readonly (VenueChannel | 'answer')[] = ['market-data', 'market-data', 'market-data', 'private', 'cancel', 'answer', 'answer'];
/** A lane that says nothing for so long is given up for this case. */
const WAIT_MS = 250;
/** A case is up to a quarter second of a whole world, exchange and all; how long a frame takes is judged by the target of the decoder. */
const LONGEST_MS = 2_000;

interface Interference {
  readonly lane: VenueChannel | 'answer';
  readonly seed: number;
  /** Text only: what is not even JSON. */
  readonly isTextOnly: boolean;
}

interface Subject {
  readonly world: World;
  readonly crashes: string[];
}

function open(seed: number): Subject {
  const world = new World(seed, {}, ordinaryDay);
  const crashes: string[] = [];
  // Frames that lie make the desk break other promises too; here only a crash counts.
  world.recorder.violate = (invariant, text) => {
    if (invariant === 'crash') crashes.push(text);
  };
  return { world, crashes };
}

/** The next frame of the lane arrives changed; the change is drawn when the frame is there. */
function ruleOf({ lane, seed, isTextOnly }: Interference): Rule<FrameAction> {
  const chance = new SeededRandom(seed);
  const action = { kind: 'garble' as const, text: '' };
  const matches = (message: WireMessage, role: VenueChannel): boolean => {
    if (lane === 'answer' ? message['id'] === undefined : role !== lane) return false;
    action.text = isTextOnly ? mutateText(JSON.stringify(message), chance) : mutateMessage(message, chance);
    return true;
  };
  return { matches, action, remaining: 1 };
}

async function interfere({ world, crashes }: Subject, input: Interference): Promise<void> {
  const rule = ruleOf(input);
  world.network.state.frameRules = [rule];
  const { clock } = world;
  await clock.runUntil(clock.nowMs + WAIT_MS, () => rule.remaining === 0 || crashes.length > 0);
  // On their way frames take some milliseconds.
  await clock.runUntil(clock.nowMs + 10, () => crashes.length > 0);
  if (crashes.length > 0) throw new Error(crashes[0]);
}

export const venueLanes: FuzzTarget = {
  name: 'venue-lanes',
  fault: 8,
  run: async (run) => {
    const rejections: unknown[] = [];
    const hear = (reason: unknown): void => void rejections.push(reason);
    process.on('unhandledRejection', hear);
    try {
      return await runMachine(
        {
          sessionLength: 250,
          longestMs: LONGEST_MS,
          open,
          make: (chance): Interference => ({
            lane: LANES[chance.index(LANES.length)] ?? 'answer',
            seed: chance.index(2 ** 31),
            isTextOnly: chance.next() < 0.2,
          }),
          feed: async (subject, input) => {
            await interfere(subject, input);
            if (rejections.length > 0) throw rejections.splice(0)[0];
          },
          end: ({ world }) => world.desk.state,
          show: (input) => JSON.stringify(input),
        },
        run,
      );
    } finally {
      process.off('unhandledRejection', hear);
    }
  },
};
