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
  const pressedAtMs = useRef(0);
  const [isHolding, setIsHolding] = useState(false);
  const release = (): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setIsHolding(false);
  };
  /** Let go: a busy window may hear of it before its own timer, so the times of the events themselves decide. */
  const letGo = (atMs: number): void => {
    const isHeld = timer.current !== null && atMs - pressedAtMs.current >= HOLD_MS;
    release();
    if (isHeld) onHeld();
  };
  const press = (atMs: number): void => {
    if (refusal !== '') return onRefused?.(refusal);
    if (timer.current !== null) return;
    setIsHolding(true);
    pressedAtMs.current = atMs;
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
      onPointerDown={(event) => event.button === 0 && press(event.timeStamp)}
      onPointerUp={(event) => letGo(event.timeStamp)}
      onPointerLeave={release}
      onBlur={release}
      onKeyDown={(event) => {
        if (!isHoldKey(event)) return;
        event.preventDefault();
        if (!event.repeat) press(event.timeStamp);
      }}
      onKeyUp={(event) => isHoldKey(event) && letGo(event.timeStamp)}
    >
      <i />
      <span>{children}</span>
    </button>
  );
}
