/** A key as printed on a keycap. */
import css from './controls.module.css';

/** One chord, for example `Ctrl K`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className={css['kbd']}>{keys}</kbd>;
}
