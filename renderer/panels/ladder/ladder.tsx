/** The ladder panel. */
import { PanelFrame } from '../../controls/panel-frame';
import { useTopic } from '../../desk/selectors';

/** The ladder panel. */
export function Ladder() {
  return (
    <PanelFrame id="ladder" isLoaded={useTopic('ladder') !== undefined} waitsFor="the ladder">
      {null}
    </PanelFrame>
  );
}
