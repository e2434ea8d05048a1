/** What a panel hands to the registry. */
import type { ComponentType } from 'react';

/** A key that acts while the panel has the focus. */
export interface PanelKey {
  readonly keys: string;
  readonly does: string;
}

/** One panel: a folder and a line in the registry. */
export interface PanelDefinition {
  readonly id: string;
  readonly title: string;
  readonly component: ComponentType;
  /** Right part of the header: instrument, trust, toggles. */
  readonly header?: ComponentType;
  /** Short live text beside the title in the tab, for example a count. */
  readonly badge?: ComponentType;
  /** For the cheat sheet. */
  readonly keys: readonly PanelKey[];
}
