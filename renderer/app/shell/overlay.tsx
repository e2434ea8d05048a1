/** A modal over the desk: the browser's own dialog, which traps and returns the focus; Escape closes. Stop keys work through it. */
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { showOverlay } from '../../desk/view-store';
import { classNames } from '../../controls/class-names';
import css from './shell.module.css';

/** A modal; clicking beside it closes it. */
export function OverlayFrame({
  label,
  className,
  children,
}: {
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector('input')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-label={label}
      className={classNames(css['overlay'], className)}
      onCancel={(event) => {
        event.preventDefault();
        showOverlay('none');
      }}
      onPointerDown={(event) => {
        if (event.target === dialog.current) showOverlay('none');
      }}
    >
      {children}
    </dialog>
  );
}
