/** Every drill but the kills, in the order in which they run. */
import type { DrillCase } from './drill-case';
import { clockDrills } from './machine/clock';
import { diskDrills } from './machine/disk';
import { processDrills } from './machine/process';
import { doorDrills } from './network/door';
import { garbleDrills } from './network/garble';
import { silenceDrills } from './network/silence';

export const drills: readonly DrillCase[] = [
  ...silenceDrills,
  ...garbleDrills,
  ...doorDrills,
  ...diskDrills,
  ...processDrills,
  ...clockDrills,
];
