/** What every run starts from: the snapshot, its markets, and the book priced on them. */
import type { DailyClose } from '../../shared/domain/daily-close';
import type { DailyVolatility } from '../../shared/domain/daily-volatility';
import { buildMarkets, type Chains } from './book-markets';
import type { DeskDay } from '../../shared/engine/desk-days';
import type { RiskSnapshot } from '../../shared/projection/risk-snapshot';
import { pricePosition, type BookMarket, type BookPosition, type PricedPosition } from '../../shared/risk/priced-position';
import type { UnpricedInstrument } from '../../shared/projection/risk-status';

/** Closes by underlying. */
export type Histories = ReadonlyMap<string, readonly DailyClose[]>;

/** Volatility indexes by underlying. */
export type VolatilityHistories = ReadonlyMap<string, readonly DailyVolatility[]>;

/** Inputs of one run. */
export interface RiskInputs {
  readonly snapshot: RiskSnapshot;
  readonly chains: Chains;
  /** Daily closes by underlying, ascending. */
  readonly histories: Histories;
  /** Volatility indexes by underlying, ascending. */
  readonly volatilities: VolatilityHistories;
  /** The desk's own days, ascending. */
  readonly days: readonly DeskDay[];
  readonly markets: ReadonlyMap<string, BookMarket>;
  /** Of what is held. */
  readonly book: readonly PricedPosition[];
  /** Of what is imagined beside it. */
  readonly whatIf: readonly PricedPosition[];
}

/** What is known beside the snapshot: sent apart, because it changes rarely. */
export type Background = Pick<RiskInputs, 'chains' | 'histories' | 'volatilities' | 'days'>;

/** Prices the book once for all runs of a snapshot. */
export function prepareInputs(snapshot: RiskSnapshot, background: Background): RiskInputs {
  const { chains } = background;
  const markets = buildMarkets(snapshot, chains);
  const price = (position: BookPosition): PricedPosition => pricePosition(position, markets.get(position.underlying) ?? null);
  return { snapshot, ...background, markets, book: snapshot.positions.map(price), whatIf: snapshot.whatIf.map(price) };
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
