/** The button of the desk: what reduces risk fires when pressed, what adds risk fires when released inside; never twice. */
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { classNames } from './class-names';
import css from './controls.module.css';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onFire: () => void;
  /** `reduce` fires on pointer-down; everything else on pointer-up inside. */
  readonly fires?: 'reduce' | 'released';
  readonly kind?: 'plain' | 'primary';
  readonly isSmall?: boolean;
  /** Why it cannot be used; shown as tooltip. Empty: it can. */
  readonly refusal?: string;
  /** Called instead of `onFire` when refused, so that the reason is said. */
  readonly onRefused?: (reason: string) => void;
  readonly pending?: 'sent' | 'unknown' | undefined;
  readonly title?: string;
  readonly className?: string | undefined;
  readonly name?: string;
}

/** What the press under way has fired at already. A switch that is drawn as off before it is let go must not turn on again by that. */
let spentOn: EventTarget | null = null;

/** Props that make any element fire exactly once per gesture, also if it is drawn anew in between. A held key does not repeat. */
export function fireOnce(fires: 'reduce' | 'released', fire: () => void) {
  return {
    onPointerDown: (event: PointerEvent) => {
      const isFiring = fires === 'reduce' && event.button === 0;
      spentOn = isFiring ? event.currentTarget : null;
      if (isFiring) fire();
    },
    onClick: (event: { readonly detail: number; readonly currentTarget: EventTarget }) => {
      if (event.detail === 0 || (fires === 'released' && event.currentTarget !== spentOn)) fire();
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
    },
  };
}

/** A button; while its command is under way it stays focused but does nothing. */
export function Button(props: ButtonProps) {
  const { fires = 'released', refusal = '', pending, kind = 'plain' } = props;
  const isOff = refusal !== '' || (pending !== undefined && fires === 'released');
  const fire = (): void => {
    if (refusal !== '') props.onRefused?.(refusal);
    else if (!isOff) props.onFire();
  };
  return (
    <button
      type="button"
      name={props.name}
      aria-disabled={isOff}
      data-pending={pending}
      data-cmd-state={pending ?? 'idle'}
      title={refusal === '' ? props.title : refusal}
      className={classNames(css['button'], kind === 'primary' && css['primary'], props.isSmall === true && css['small'], props.className)}
      {...fireOnce(fires, fire)}
    >
      {props.children}
    </button>
  );
}
