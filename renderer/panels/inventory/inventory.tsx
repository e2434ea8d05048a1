/** The inventory panel. */
import { PanelFrame } from '../../controls/panel-frame';
import { useTopic } from '../../desk/selectors';

/** The inventory panel. */
export function Inventory() {
  return (
    <PanelFrame id="inventory" isLoaded={useTopic('inventory') !== undefined} waitsFor="the inventory">
      {null}
    </PanelFrame>
  );
}
