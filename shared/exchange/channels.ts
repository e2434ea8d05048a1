/** Channel names of Deribit, read strictly into what has to be published. */
import { CURRENCIES, type Currency } from './contract-spec';
import { isCurrency } from './account';

/** How often a channel publishes. */
export type Interval = 'raw' | '100ms' | 'agg2';

/** Which contracts a channel covers: one, or all of a kind (`any`) and currency (`any`). */
export interface ContractFilter {
  readonly instrument: string | null;
  readonly kind: string;
  readonly currency: string;
}

/** A channel that exists. */
export type Channel =
  | { readonly kind: 'book'; readonly name: string; readonly instrument: string; readonly interval: Interval }
  | {
      readonly kind: 'grouped-book';
      readonly name: string;
      readonly instrument: string;
      readonly interval: Interval;
      readonly group: number;
      readonly depth: number;
    }
  | { readonly kind: 'trades'; readonly name: string; readonly filter: ContractFilter; readonly interval: Interval }
  | { readonly kind: 'ticker'; readonly name: string; readonly instrument: string; readonly interval: Interval }
  | { readonly kind: 'quote'; readonly name: string; readonly instrument: string }
  | { readonly kind: 'index'; readonly name: string; readonly currency: Currency }
  | { readonly kind: 'platform'; readonly name: string }
  | {
      readonly kind: 'user';
      readonly name: string;
      readonly topic: 'orders' | 'trades' | 'changes';
      readonly filter: ContractFilter;
      readonly interval: Interval;
    }
  | { readonly kind: 'portfolio'; readonly name: string; readonly currency: Currency | 'any' };

const KINDS = ['any', 'future', 'option'];
const DEPTHS = ['1', '10', '20'];

type Parser = (name: string, parts: readonly string[], isListed: (instrument: string) => boolean) => Channel | null;

/** Readers by the first word of a channel's name. */
const PARSERS: ReadonlyMap<string, Parser> = new Map<string, Parser>(
  Object.entries({
    book: (name, parts, isListed) => (parts.length === 3 ? parseRawBook(name, parts, isListed) : parseGroupedBook(name, parts, isListed)),
    quote: (name, [, instrument = '', ...rest], isListed) =>
      rest.length === 0 && isListed(instrument) ? { kind: 'quote', name, instrument } : null,
    ticker: (name, [, instrument = '', third = '', ...rest], isListed) => {
      const interval = parseInterval(third);
      return rest.length === 0 && interval !== null && isListed(instrument) ? { kind: 'ticker', name, instrument, interval } : null;
    },
    deribit_price_index: (name, [, index]) => {
      const currency = CURRENCIES.find((candidate) => indexName(candidate) === index);
      return currency === undefined ? null : { kind: 'index', name, currency };
    },
    platform_state: (name, parts) => (parts.length === 1 ? { kind: 'platform', name } : null),
    trades: (name, parts, isListed) => {
      const filtered = parseFilter(parts.slice(1), isListed);
      return filtered === null ? null : { kind: 'trades', name, ...filtered };
    },
    user: (name, parts, isListed) => parseUser(name, parts, isListed),
  } satisfies Readonly<Record<string, Parser>>),
);

/** Reads a channel name; `null` when it does not exist here. `isListed` tells whether an instrument is listed. */
export function parseChannel(name: string, isListed: (instrument: string) => boolean): Channel | null {
  const parts = name.split('.');
  const parser = PARSERS.get(parts[0] ?? '');
  return parser === undefined ? null : parser(name, parts, isListed);
}

/** `btc_usd`. */
export function indexName(currency: Currency): string {
  return `${currency.toLowerCase()}_usd`;
}

/** Whether a channel shows an account's own data. */
function isPrivate(channel: Channel): boolean {
  return channel.kind === 'user' || channel.kind === 'portfolio';
}

/** Whether a channel needs a login although its data is public (Deribit: raw books, trades and tickers). */
export function needsLogin(channel: Channel): boolean {
  if (isPrivate(channel)) return true;
  return (channel.kind === 'book' || channel.kind === 'ticker' || channel.kind === 'trades') && channel.interval === 'raw';
}

/** Whether a contract falls under a filter. Perpetuals count as futures. */
export function matches(
  filter: ContractFilter,
  contract: { readonly name: string; readonly kind: string; readonly currency: string },
): boolean {
  if (filter.instrument !== null) return filter.instrument === contract.name;
  const kind = contract.kind === 'option' ? 'option' : 'future';
  return (filter.kind === 'any' || filter.kind === kind) && (filter.currency === 'any' || filter.currency === contract.currency);
}

function parseRawBook(name: string, parts: readonly string[], isListed: (instrument: string) => boolean): Channel | null {
  const [, instrument = '', third = ''] = parts;
  const interval = parseInterval(third);
  return interval === null || !isListed(instrument) ? null : { kind: 'book', name, instrument, interval };
}

function parseGroupedBook(name: string, parts: readonly string[], isListed: (instrument: string) => boolean): Channel | null {
  const [, instrument = '', third = '', depth = '', fifth = ''] = parts;
  const group = third === 'none' ? 1 : Number(third);
  const interval = parseInterval(fifth);
  const isShaped = parts.length === 5 && DEPTHS.includes(depth) && group > 0 && isListed(instrument);
  if (!isShaped || interval === null || interval === 'raw') return null;
  return { kind: 'grouped-book', name, instrument, interval, group, depth: Number(depth) };
}

function parseUser(name: string, parts: readonly string[], isListed: (instrument: string) => boolean): Channel | null {
  const topic = parts[1];
  if (topic === 'portfolio') {
    const currency = (parts[2] ?? '').toUpperCase();
    if (currency === 'ANY') return { kind: 'portfolio', name, currency: 'any' };
    return isCurrency(currency) ? { kind: 'portfolio', name, currency } : null;
  }
  if (topic !== 'orders' && topic !== 'trades' && topic !== 'changes') return null;
  const filtered = parseFilter(parts.slice(2), isListed);
  return filtered === null ? null : { kind: 'user', name, topic, ...filtered };
}

function parseFilter(
  parts: readonly string[],
  isListed: (instrument: string) => boolean,
): { filter: ContractFilter; interval: Interval } | null {
  const interval = parseInterval(parts[parts.length - 1] ?? '');
  if (interval === null) return null;
  const [first = '', second = ''] = parts;
  if (parts.length === 2) return isListed(first) ? { filter: { instrument: first, kind: 'any', currency: 'any' }, interval } : null;
  const currency = second === 'any' ? 'any' : second.toUpperCase();
  const isKnown = KINDS.includes(first) && (currency === 'any' || isCurrency(currency));
  return parts.length === 3 && isKnown ? { filter: { instrument: null, kind: first, currency }, interval } : null;
}

function parseInterval(text: string): Interval | null {
  return text === 'raw' || text === '100ms' || text === 'agg2' ? text : null;
}
