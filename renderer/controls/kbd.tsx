/** A key as printed on a keycap. */
import css from './controls.module.css';

/** A chord as keycaps show it: `Ctrl+K` → `Ctrl K`; a plus that is the key itself stays. */
export function chordText(keys: string): string {
  return keys.replace(/\+(?=.)/g, ' ');
}

/** One chord, for example `Ctrl K`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className={css['kbd']}>{keys}</kbd>;
}
