/** A button that must be held for 1.2 s, by pointer or by key: for what is exceptional. Letting go, leaving or losing focus aborts. */
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classNames } from './class-names';
import css from './hold-button.module.css';

/** How long it must be held. */
const HOLD_MS = 1_200;

interface HoldButtonProps {
  readonly children: ReactNode;
  readonly onHeld: () => void;
  readonly name: string;
  readonly title?: string;
  /** Why it cannot be used now; empty: it can. */
  readonly refusal?: string;
  /** Called on a press while refused, so that the reason is said. */
  readonly onRefused?: (reason: string) => void;
  readonly className?: string | undefined;
}

/** Fires once per hold. */
export function HoldButton({ children, onHeld, name, title, refusal = '', onRefused, className }: HoldButtonProps) {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const [isHolding, setIsHolding] = useState(false);
  const release = (): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setIsHolding(false);
  };
  const press = (): void => {
    if (refusal !== '') return onRefused?.(refusal);
    if (timer.current !== null) return;
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
      name={name}
      title={refusal === '' ? title : refusal}
      className={classNames(css['hold'], className)}
      aria-disabled={refusal !== ''}
      data-holding={isHolding ? '' : undefined}
      onPointerDown={(event) => event.button === 0 && press()}
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
      <span>{children}</span>
    </button>
  );
}
