/** Command line of the drill, read strictly. */

/** What was asked for. */
export interface DrillArguments {
  readonly kills: number;
  readonly seed: number;
  /** Names of drills; empty means all. */
  readonly only: readonly string[];
}

const SHORT_KILLS = 10;
const FULL_KILLS = 200;

/** A string is what is wrong with the arguments. */
export function readDrillArguments(given: readonly string[], names: readonly string[]): DrillArguments | string {
  const only: string[] = [];
  let kills = SHORT_KILLS;
  let seed = 1;
  for (let at = 0; at < given.length; at += 1) {
    const name = given[at];
    if (name === '--full') kills = FULL_KILLS;
    else if (name === '--kills') kills = Number(given[(at += 1)]);
    else if (name === '--seed') seed = Number(given[(at += 1)]);
    else if (name === '--only') only.push(given[(at += 1)] ?? '');
    else return `Expected --full, --kills N, --seed S or --only NAME, found ${name}.`;
  }
  if (!Number.isInteger(kills) || kills < 1) return 'Expected --kills to be followed by a whole number from 1.';
  if (!Number.isInteger(seed) || seed < 0) return 'Expected --seed to be followed by a whole number from 0.';
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) return `Expected --only to name one of ${names.join(', ')}, found "${unknown}".`;
  return { kills, seed, only };
}
