/** A typed number: strict reading, arrows step it, k and m suffixes, no scroll wheel; it reports each valid value while typing, and the one before where there is none. */
import { useState } from 'react';
import type { KeyboardEvent, Ref } from 'react';
import { decimalsToWrite, formatFixed, parseNumber, toAscii } from '../theme/number-format';
import css from './controls.module.css';

/** Limits and step of a field. */
export interface NumberRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly decimals: number;
}

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly range: NumberRange;
  readonly onChange: (value: number) => void;
  readonly isDraft?: boolean;
  readonly isPending?: boolean;
  readonly ref?: Ref<HTMLInputElement>;
}

/** The next value of a step, kept on the step's decimals and inside the limits. */
export function stepValue(value: number, range: NumberRange, steps: number): number {
  const raw = Number((value + steps * range.step).toFixed(range.decimals));
  return Math.min(range.maximum, Math.max(range.minimum, raw));
}

/** What is wrong with a typed text, or empty. */
export function fieldProblem(text: string, range: NumberRange): string {
  const value = parseNumber(text);
  if (value === null) return `Expected a number such as 1.5, 20k or -3; found "${text}".`;
  if (value < range.minimum || value > range.maximum) return `Expected ${range.minimum} to ${range.maximum}; found ${value}.`;
  return '';
}

interface Typed {
  readonly text: string;
  /** The value before the typing began. */
  readonly before: number;
}

/** A number field; Enter and Escape are left to the panel around it, but no Enter while the text is none of its numbers. */
export function NumberField({ label, value, range, onChange, isDraft = false, isPending = false, ref }: NumberFieldProps) {
  const [typed, setTyped] = useState<Typed | null>(null);
  const shown = typed?.text ?? toAscii(formatFixed(value, decimalsToWrite(value, range.decimals)));
  const problem = typed === null ? '' : fieldProblem(typed.text, range);
  const change = (text: string): void => {
    const before = typed?.before ?? value;
    setTyped({ text, before });
    const parsed = parseNumber(text);
    // The 60 of a refused 600 was never meant.
    onChange(parsed !== null && fieldProblem(text, range) === '' ? parsed : before);
  };
  const keyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && problem !== '') {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === 'Enter' || event.key === 'Escape') setTyped(null);
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    event.stopPropagation();
    setTyped(null);
    onChange(stepValue(parseNumber(shown) ?? value, range, direction * (event.shiftKey ? 10 : 1)));
  };
  return (
    <input
      ref={ref}
      className={css['field']}
      role="spinbutton"
      inputMode="decimal"
      spellCheck={false}
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={range.minimum}
      aria-valuemax={range.maximum}
      aria-invalid={problem !== ''}
      data-draft={isDraft ? '' : undefined}
      data-typing={typed === null ? undefined : ''}
      data-pending={isPending ? '' : undefined}
      title={problem === '' ? `${range.minimum} to ${range.maximum}, step ${range.step}` : problem}
      value={shown}
      onChange={(event) => change(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => setTyped(null)}
      onKeyDown={keyDown}
    />
  );
}
