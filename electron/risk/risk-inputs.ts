/** What every run starts from: the snapshot, its markets, and the book priced on them. */
import type { DailyClose } from '../../shared/domain/daily-close';
import { buildMarkets, type Chains } from './book-markets';
import type { RiskSnapshot } from '../../shared/projection/risk-snapshot';
import { pricePosition, type BookMarket, type BookPosition, type PricedPosition } from '../../shared/risk/priced-position';
import type { UnpricedInstrument } from '../../shared/projection/risk-status';

/** Closes by underlying. */
export type Histories = ReadonlyMap<string, readonly DailyClose[]>;

/** Inputs of one run. */
export interface RiskInputs {
  readonly snapshot: RiskSnapshot;
  readonly chains: Chains;
  /** Daily closes by underlying, ascending. */
  readonly histories: Histories;
  readonly markets: ReadonlyMap<string, BookMarket>;
  /** Of what is held. */
  readonly book: readonly PricedPosition[];
  /** Of what is imagined beside it. */
  readonly whatIf: readonly PricedPosition[];
}

/** Prices the book once for all runs of a snapshot. */
export function prepareInputs(snapshot: RiskSnapshot, chains: Chains, histories: Histories): RiskInputs {
  const markets = buildMarkets(snapshot, chains);
  const price = (position: BookPosition): PricedPosition => pricePosition(position, markets.get(position.underlying) ?? null);
  return { snapshot, chains, histories, markets, book: snapshot.positions.map(price), whatIf: snapshot.whatIf.map(price) };
}

/** Those without a price, by name. */
export function namesOfUnpriced(book: readonly PricedPosition[]): readonly UnpricedInstrument[] {
  return book
    .filter(({ greeks }) => greeks === null)
    .map(({ position: { instrumentId, name }, reason }) => ({ instrumentId, name, reason }));
}

/** Options priced by the venue's mark volatility. */
export function countFallbacks(book: readonly PricedPosition[]): number {
  return book.filter(({ source }) => source === 'mark').length;
}

/** One step of a run: the share done; the end of it is the result. */
export type Run<Body> = Generator<number, Body>;
