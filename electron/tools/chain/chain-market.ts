/** A recorded chain as the tool sees it, whatever format it came in. */

/** A file that is no chain, or is damaged; the message is a whole sentence for the person at the console. */
export class ChainError extends Error {
  override readonly name = 'ChainError';
}

/** One option as the venue had it. Prices in coin, `null` where it gave none. */
export interface ChainOption {
  readonly name: string;
  readonly expiresAtMs: number;
  /** USD. */
  readonly strike: number;
  readonly optionType: 'call' | 'put';
  readonly bid: number | null;
  readonly ask: number | null;
  readonly markPrice: number | null;
  /** Decimal. */
  readonly markVolatility: number | null;
  /** The venue's forward of this option, USD. */
  readonly underlyingPrice: number | null;
  /** Whether that forward is a listed future. */
  readonly isListed: boolean;
  /** N(d1) as the venue states it. */
  readonly delta: number | null;
}

/** All options of one coin at one time. */
export interface Chain {
  readonly underlying: string;
  readonly asOfMs: number;
  /** Index price, USD; `null` unknown. */
  readonly spot: number | null;
  readonly options: readonly ChainOption[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** Deribit's options expire at 08:00 UTC. */
const EXPIRY_HOUR = 8;

/** What a venue's option name says: `BTC-13FEB21-37500-C`. Throws `ChainError` on another form. */
export function readOptionName(name: string): Pick<ChainOption, 'expiresAtMs' | 'strike' | 'optionType'> & { readonly underlying: string } {
  const [, underlying = '', day, month = '', year, strike, letter] = /^([A-Z]+)-(\d{1,2})([A-Z]{3})(\d{2})-(\d+)-([CP])$/.exec(name) ?? [];
  if (!MONTHS.includes(month)) throw new ChainError(`expected an option name such as BTC-13FEB21-37500-C, found "${name}"`);
  const expiresAtMs = Date.UTC(2000 + Number(year), MONTHS.indexOf(month), Number(day), EXPIRY_HOUR);
  return { underlying, expiresAtMs, strike: Number(strike), optionType: letter === 'C' ? 'call' : 'put' };
}
