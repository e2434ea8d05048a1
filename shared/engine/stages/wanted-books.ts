/** Which books, and with them tickers, a desk follows by its settings. */
import type { Instrument } from '../../domain/instrument';
import type { DeskSettings } from '../settings';

/** What is quoted or watched; perpetuals and futures of an underlying with a target can hedge it, so their books are wanted as well. */
export function isBookWanted(
  { quotedInstruments, watchedInstruments, targets }: Pick<DeskSettings, 'quotedInstruments' | 'watchedInstruments' | 'targets'>,
  { id, kind, underlying }: Pick<Instrument, 'id' | 'kind' | 'underlying'>,
): boolean {
  if (kind !== 'option' && Object.hasOwn(targets, underlying)) return true;
  return quotedInstruments.includes(id) || watchedInstruments.includes(id);
}
