/** One choice of a few, side by side. */
import type { KeyboardEvent } from 'react';
import css from './controls.module.css';

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly title?: string }[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
}

/** A radio group; left and right arrows move the choice. */
export function Segmented<Value extends string>({ label, options, value, onChange }: SegmentedProps<Value>) {
  const index = options.findIndex((option) => option.value === value);
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = options[(index + step + options.length) % options.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(next.value);
  };
  return (
    <div role="radiogroup" aria-label={label} className={css['segments']} onKeyDown={move}>
      {options.map((option, position) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={position === Math.max(0, index) ? 0 : -1}
          title={option.title}
          className={css['segment']}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
