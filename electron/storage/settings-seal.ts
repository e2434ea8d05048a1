/** The seal on a settings file: shows that the desk wrote it. A limit that was changed from outside is not believed until a trader says so. */
import { createHash } from 'node:crypto';

/** The key beside the settings. */
const SEAL = 'seal';

/** JSON text of settings with their seal. */
export function sealedText(settings: object): string {
  return `${JSON.stringify({ ...settings, [SEAL]: sealOf(settings) }, null, 2)}\n`;
}

/** What a file held, without the seal, and whether the seal fits. */
export interface Unsealed {
  readonly value: unknown;
  readonly isSealed: boolean;
}

/** Takes the seal off. What is no object has none. */
export function unseal(value: unknown): Unsealed {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { value, isSealed: false };
  const settings = Object.fromEntries(Object.entries(value).filter(([key]) => key !== SEAL));
  return { value: settings, isSealed: Reflect.get(value, SEAL) === sealOf(settings) };
}

/** Over the values in their written order; spaces and line ends do not matter. */
function sealOf(settings: object): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 32);
}
