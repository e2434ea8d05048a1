/** All keys on one sheet, written from the tables that the dispatcher and the panels use. */
import { Kbd, chordText } from '../../controls/kbd';
import { panels } from '../../panels/registry';
import { bindings } from '../keymap/bindings';
import { OverlayFrame } from '../shell/overlay';
import css from './cheat-sheet.module.css';

interface Group {
  readonly title: string;
  readonly keys: readonly { readonly keys: string; readonly does: string }[];
}

/** Keys grouped as the sheet shows them. */
function keyGroups(): readonly Group[] {
  const names = [...new Set(bindings.map((binding) => binding.group))];
  return [
    ...names.map((title) => ({ title, keys: bindings.filter((binding) => binding.group === title) })),
    ...panels.filter((panel) => panel.keys.length > 0).map((panel) => ({ title: `${panel.title} (focused)`, keys: panel.keys })),
  ];
}

/** The sheet. */
export function CheatSheet() {
  return (
    <OverlayFrame label="Keys" className={css['sheet']}>
      <h2>Keys</h2>
      <div className={css['groups']}>
        {keyGroups().map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            {group.keys.map((key) => (
              <p key={key.keys}>
                <Kbd keys={chordText(key.keys)} />
                <span>{key.does}</span>
              </p>
            ))}
          </section>
        ))}
      </div>
    </OverlayFrame>
  );
}
