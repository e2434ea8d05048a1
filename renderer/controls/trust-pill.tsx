/** A pill that says how far numbers may be believed: short on screen, its whole sentence under the pointer, with the focus, and to who listens. */
import { useState } from 'react';
import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import { createPortal } from 'react-dom';
import css from './controls.module.css';
import own from './trust-pill.module.css';

interface TrustPillProps {
  /** Decides its colour; the word is always written too. */
  readonly state: string;
  readonly source: string;
  readonly sentence: string;
  readonly children: ReactNode;
}

/** Width of the sentence and the room it needs below, px. */
const WIDTH = 360;
const ROOM = 120;
const GAP = 4;

/** Where the sentence has room: below the pill, above it at the foot of the window. */
function placeBeside({ left, top, bottom }: Pick<DOMRect, 'left' | 'top' | 'bottom'>): CSSProperties {
  const aside = { left: Math.max(0, Math.min(left, window.innerWidth - WIDTH)), width: WIDTH };
  return bottom + ROOM > window.innerHeight ? { ...aside, bottom: window.innerHeight - top + GAP } : { ...aside, top: bottom + GAP };
}

/** The pill; it takes the focus, by key or by click, to show what it is too short for. */
export function TrustPill({ state, source, sentence, children }: TrustPillProps) {
  const [place, setPlace] = useState<CSSProperties | null>(null);
  const keyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || place === null) return;
    event.preventDefault();
    event.stopPropagation();
    setPlace(null);
  };
  return (
    <span
      role="note"
      tabIndex={0}
      className={css['trust']}
      data-trust={state}
      data-source={source}
      title={sentence}
      aria-description={sentence}
      onFocus={(event) => setPlace(placeBeside(event.currentTarget.getBoundingClientRect()))}
      onBlur={() => setPlace(null)}
      onKeyDown={keyDown}
    >
      {children}
      {place !== null &&
        createPortal(
          <span className={own['sentence']} style={place} aria-hidden="true">
            {sentence}
          </span>,
          document.body,
        )}
    </span>
  );
}
