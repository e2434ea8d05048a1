/** One kind of fault. */
import type { SeededRandom } from '../../shared/domain/random';
import type { World } from './world';

/** What a fault does. `forMs`: how long, where it lasts. */
export interface Fault {
  /** Of the failure catalogue. */
  readonly number: number;
  readonly act: (world: World, chance: SeededRandom, forMs: number) => void;
}
