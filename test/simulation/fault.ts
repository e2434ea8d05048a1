/** One kind of fault. */
import type { SeededRandom } from '../../shared/domain/random';
import type { World } from './world';

/** What a fault does. `forMs`: how long, where it lasts. */
export interface Fault {
  /** Of the failure catalogue; `null`: what a trader does on any day. */
  readonly number: number | null;
  /** Needs a desk that runs: it happens in the process, at its machine, or by its trader. */
  readonly isLocal?: boolean;
  readonly act: (world: World, chance: SeededRandom, forMs: number) => void;
}
