/** Every fuzz target, one line each. */
import type { FuzzTarget } from './fuzz-target';
import { bridgeMessages } from './targets/bridge-messages';
import { commandHandlers, windowMessages } from './targets/commands';
import { journalFiles } from './targets/journal';
import { numberFields } from './targets/number-fields';
import { practiceHttp, practiceRequests } from './targets/practice-wire';
import { settingsFiles, viewSettings } from './targets/settings';
import { venueFrames, venueInstruments } from './targets/venue-frames';
import { venueLanes } from './targets/venue-lanes';

export const fuzzTargets: readonly FuzzTarget[] = [
  venueFrames,
  venueInstruments,
  venueLanes,
  practiceRequests,
  practiceHttp,
  windowMessages,
  commandHandlers,
  settingsFiles,
  viewSettings,
  numberFields,
  journalFiles,
  bridgeMessages,
];
