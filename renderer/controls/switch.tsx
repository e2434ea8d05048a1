/** An on/off switch that shows the engine's truth; it moves when the engine says so, not before. */
import { fireOnce } from './button';
import css from './controls.module.css';

interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onFire: () => void;
  readonly pending?: 'sent' | 'unknown' | undefined;
  readonly title?: string;
}

/** Turning off fires when pressed, turning on when released inside. */
export function Switch({ label, isOn, onFire, pending, title }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      title={title}
      data-cmd-state={pending ?? 'idle'}
      className={css['switch']}
      {...fireOnce(isOn ? 'reduce' : 'released', onFire)}
    >
      <span className={css['knob']} />
      {label} <b>{pending !== undefined ? '…' : isOn ? 'on' : 'off'}</b>
    </button>
  );
}
