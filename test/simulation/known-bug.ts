/** A bug that is put in on purpose. */
import type { Seam } from './world';

/** One bug. `seam` is made anew for each run, because some bugs remember. */
export interface KnownBug {
  readonly name: string;
  /** From here on the quick proof looks for a schedule that brings it out. */
  readonly seed: number;
  readonly seam: () => Seam;
}
