/** Leaving the halted or killed state: type RESUME, then hold the button. */
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Button } from '../../controls/button';
import { sendCommand } from '../../desk/commands';
import { useTopic } from '../../desk/selectors';
import { showOverlay } from '../../desk/view-store';
import { OverlayFrame } from '../shell/overlay';
import css from './top-bar.module.css';

/** How long the button must be held. */
const HOLD_MS = 1_200;

async function resume(): Promise<void> {
  const outcome = await sendCommand('resume', { confirmation: 'RESUME' });
  if (outcome?.status === 'accepted') showOverlay('none');
}

function HoldButton({ isReady, onHeld }: { readonly isReady: boolean; readonly onHeld: () => void }) {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [isHolding, setIsHolding] = useState(false);
  const release = (): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setIsHolding(false);
  };
  const press = (): void => {
    if (!isReady || timer.current !== null) return;
    setIsHolding(true);
    timer.current = setTimeout(() => {
      release();
      onHeld();
    }, HOLD_MS);
  };
  useEffect(() => release, []);
  const isHoldKey = (event: KeyboardEvent): boolean => event.key === 'Enter' || event.key === ' ';
  return (
    <button
      type="button"
      name="hold-to-resume"
      className={css['hold']}
      aria-disabled={!isReady}
      data-holding={isHolding ? '' : undefined}
      onPointerDown={press}
      onPointerUp={release}
      onPointerLeave={release}
      onBlur={release}
      onKeyDown={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        if (!event.repeat) press();
      }}
      onKeyUp={(event) => isHoldKey(event) && release()}
    >
      <i />
      <span>Hold to resume</span>
    </button>
  );
}

/** The dialog. */
export function ResumeDialog() {
  const [typed, setTyped] = useState('');
  const desk = useTopic('desk');
  return (
    <OverlayFrame label="Resume trading" className={css['dialog']}>
      <h2>Resume trading</h2>
      <p>{desk?.tradingStateReason ?? ''}</p>
      <p>Quotes stay off and the desk stays disarmed after resuming. Type RESUME and hold the button for 1.2 seconds.</p>
      <input aria-label="Type RESUME" spellCheck={false} value={typed} onChange={(event) => setTyped(event.target.value)} />
      <div className={css['actions']}>
        <Button onFire={() => showOverlay('none')}>Close</Button>
        <HoldButton isReady={typed === 'RESUME'} onHeld={() => void resume()} />
      </div>
    </OverlayFrame>
  );
}
