/** Leaving the halted or killed state: type RESUME, then hold the button. */
import { useState } from 'react';
import { Button } from '../../controls/button';
import { HoldButton } from '../../controls/hold-button';
import { sendCommand } from '../../desk/commands';
import { useTopic } from '../../desk/selectors';
import { showOverlay } from '../../desk/view-store';
import { OverlayFrame } from '../shell/overlay';
import css from './top-bar.module.css';

async function resume(): Promise<void> {
  const outcome = await sendCommand('resume', { confirmation: 'RESUME' });
  if (outcome?.status === 'accepted') showOverlay('none');
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
        <HoldButton name="hold-to-resume" refusal={typed === 'RESUME' ? '' : 'Type RESUME first.'} onHeld={() => void resume()}>
          Hold to resume
        </HoldButton>
      </div>
    </OverlayFrame>
  );
}
