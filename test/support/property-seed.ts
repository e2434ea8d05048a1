/** The daily run tries the same cases every time; the full run draws a fresh seed, which a failure prints. */
import fc from 'fast-check';

const dailySeed = 20_260_101;
const given = process.env['KEEL_SEED'];

if (given !== 'fresh') {
  const seed = given === undefined ? dailySeed : Number(given);
  if (!Number.isInteger(seed)) throw new Error(`KEEL_SEED: expected a whole number or the word fresh, found "${String(given)}"`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
