/** One row of `get_book_summary_by_currency` into an option quote; volatility arrives in percent and leaves as a decimal. */
import type { Instrument } from '../../../shared/domain/instrument';
import type { OptionQuote } from '../../../shared/domain/option-quote';
import { FieldRefused, findField, readList, readNonNegative, readRecord } from './decode-fields';

/** The venue writes nothing, `null` or 0 where there is none. */
function readNone(value: unknown, name: string): number | null {
  const number = value === undefined || value === null ? 0 : readNonNegative(value, name);
  return number === 0 ? null : number;
}

function decodeRow(value: unknown, instrument: Instrument): OptionQuote {
  const raw = readRecord(value, 'book summary');
  const markVolatility = readNone(raw['mark_iv'], 'mark_iv');
  return {
    instrumentId: instrument.id,
    bid: readNone(raw['bid_price'], 'bid_price'),
    ask: readNone(raw['ask_price'], 'ask_price'),
    markPrice: readNone(raw['mark_price'], 'mark_price'),
    markVolatility: markVolatility === null ? null : markVolatility / 100,
    underlyingPrice: readNone(raw['underlying_price'], 'underlying_price'),
  };
}

/** A whole chain. Rows of instruments that are not loaded are left out; those that cannot be read are counted, never guessed. */
export function decodeChain(
  value: unknown,
  instruments: ReadonlyMap<string, Instrument>,
): { readonly quotes: readonly OptionQuote[]; readonly refused: readonly string[] } {
  const quotes: OptionQuote[] = [];
  const refused: string[] = [];
  for (const row of readList(value, 'book summaries')) {
    const instrument = instruments.get(String(findField(row, 'instrument_name')));
    if (instrument?.kind !== 'option') continue;
    try {
      quotes.push(decodeRow(row, instrument));
    } catch (error) {
      if (!(error instanceof FieldRefused)) throw error;
      refused.push(`${instrument.name}: ${error.message}`);
    }
  }
  return { quotes, refused };
}
