/** Says in words why the desk does not trade and how to leave that state. */
import { Button } from '../../controls/button';
import { useLinkSilent, useTopic } from '../../desk/selectors';
import { showOverlay } from '../../desk/view-store';
import css from './top-bar.module.css';

/** The banner; nothing while the desk is active and the engine speaks. */
export function TradingBanner() {
  const desk = useTopic('desk');
  const isSilent = useLinkSilent();
  if (isSilent)
    return (
      <div className={css['banner']} role="alert" data-state="silent">
        <b className="danger">ENGINE SILENT</b>
        <span>
          Nothing on screen is fresh. PULL, CANCEL and KILL are still sent; the venue’s cancel-on-disconnect protects open orders.
        </span>
      </div>
    );
  if (desk === undefined || desk.tradingState === 'active') return null;
  return (
    <div className={css['banner']} role="alert" data-state={desk.tradingState}>
      <b className={desk.tradingState === 'reducing' ? 'warn' : 'danger'}>{desk.tradingState.toUpperCase()}</b>
      <span>{desk.tradingStateReason}</span>
      <Button isSmall name="resume" onFire={() => showOverlay('resume')}>
        Resume…
      </Button>
    </div>
  );
}
