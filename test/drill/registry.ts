/** Every drill but the kills, in the order in which they run. */
import type { DrillCase } from './drill-case';

export const drills: readonly DrillCase[] = [];
