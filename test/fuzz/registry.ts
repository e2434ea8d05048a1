/** Every fuzz target, one line each. */
import type { FuzzTarget } from './fuzz-target';
import { venueFrames, venueInstruments } from './targets/venue-frames';

export const fuzzTargets: readonly FuzzTarget[] = [venueFrames, venueInstruments];
