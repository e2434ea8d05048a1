/** Names that cross between processes: of instruments, venues, underlyings, orders. */
import * as v from 'valibot';

/** What every object has from birth, so that a lookup by such a name would find something nobody put there. */
const isInborn = (name: string): boolean => name in Object.prototype;

/** Schema of a name: 1 to 120 characters, and none that records answer to by themselves, as `constructor`. */
export const nameText = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(120),
  v.check((name) => !isInborn(name), 'a name of the desk'),
);
