/** A number on screen: fixed decimals, true minus, trailing zeros dimmed. */
import { formatFixed, splitZeros } from '../theme/number-format';
import type { SignMode } from '../theme/number-format';
import { classNames } from './class-names';

interface NumProps {
  readonly value: number | null | undefined;
  readonly decimals: number;
  readonly sign?: SignMode;
  readonly unit?: string;
  readonly className?: string | undefined;
}

/** `value` with `decimals` decimals; `—` if unknown. */
export function Num({ value, decimals, sign = 'negative', unit, className }: NumProps) {
  const [head, zeros] = splitZeros(formatFixed(value, decimals, sign));
  return (
    <span className={classNames('num', className)}>
      {head}
      {zeros !== '' && <span className="zeros">{zeros}</span>}
      {unit !== undefined && <span className="muted"> {unit}</span>}
    </span>
  );
}

/** Style class of a gain or a loss; none for zero or unknown. The sign is always written too. */
export function gainClass(value: number | null | undefined): string | undefined {
  if (value === null || value === undefined || value === 0) return undefined;
  return value > 0 ? 'bid' : 'ask';
}
