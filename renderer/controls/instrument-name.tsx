/** The name of an instrument in a column that may be too narrow for it. */
import type { ReactNode } from 'react';
import css from './instrument-name.module.css';

/** A name in two parts; without room only the first is cut, because options of an expiry differ in the second. */
export interface InstrumentLabel {
  readonly head: string;
  readonly tail: string;
}

interface Named {
  readonly kind: 'perpetual' | 'future' | 'option';
  readonly name: string;
}

/** An option as coin and expiry, strike and type, short; others as the venue writes them. */
export function instrumentLabel({ kind, name }: Named): InstrumentLabel {
  const [underlying = '', expiry = '', strike = '', type] = name.split('-');
  if (kind !== 'option' || type === undefined) return { head: name, tail: '' };
  const thousands = Number(strike) / 1_000;
  const short = thousands >= 10 && Number.isInteger(thousands * 10) ? `${thousands}k` : strike;
  return { head: `${underlying} ${expiry}`, tail: ` ${short} ${type}` };
}

/** The name, with what is said of it before it and in its title. */
export function InstrumentName({
  named,
  title,
  children,
}: {
  readonly named: Named;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  const { head, tail } = instrumentLabel(named);
  return (
    <span className={css['name']} title={title}>
      {children}
      <span className={css['head']}>{head}</span>
      <span>{tail}</span>
    </span>
  );
}
