/** What can be traded, with everything needed to price, round and account for it. */
import type { Brand } from './brand';
import type { TimestampMs } from './time';
import type { VenueId } from './venue';

/** `<venue>:<name>`, for example `deribit:BTC-PERPETUAL`. */
export type InstrumentId = Brand<string, 'InstrumentId'>;

/** The coin a position is a bet on, for example `BTC`. */
export type Underlying = Brand<string, 'Underlying'>;

/** Kinds of contract. */
export type InstrumentKind = 'perpetual' | 'future' | 'option';

/** Fee rates as fractions; of notional for futures, of the underlying for options. Negative is a rebate to us. */
export interface FeeRates {
  readonly maker: number;
  readonly taker: number;
  /** For delivery at the contract's end; absent: none, or none known. An assumption where the venue states it for no contract. */
  readonly delivery?: number;
}

/** The option part of an option. */
export interface OptionTerms {
  readonly optionType: 'call' | 'put';
  /** In USD. */
  readonly strike: number;
}

/** From `abovePrice` on (quote units) prices are multiples of `tickSize`, itself a multiple of the instrument's finest tick. */
export interface TickStep {
  readonly abovePrice: number;
  readonly tickSize: number;
}

/** One contract of one venue. All inverse contracts here settle in the underlying coin. */
export interface Instrument {
  readonly id: InstrumentId;
  readonly venue: VenueId;
  /** The venue's own name. */
  readonly name: string;
  readonly kind: InstrumentKind;
  readonly underlying: Underlying;
  /** `true`: PnL accrues in coin as quantity × (1/entry − 1/exit), with quantity in USD. */
  readonly isInverse: boolean;
  /** Unit of `quantity`: USD for inverse perpetuals and futures, coin for options. */
  readonly quantityUnit: 'USD' | 'coin';
  /** Finest price step in quote units; prices on the order path count it. */
  readonly tickSize: number;
  /** Coarser steps at higher prices, ascending; absent where the finest holds everywhere. */
  readonly tickSteps?: readonly TickStep[];
  /** Quantity step in quantity units. */
  readonly lotSize: number;
  /** Smallest order, in quantity units. */
  readonly minimumQuantity: number;
  readonly fees: FeeRates;
  /** Greatest leverage the venue grants, 1 ÷ the smallest initial margin rate; absent where it states none. */
  readonly maximumLeverage?: number;
  /** `null` for a perpetual. */
  readonly expiresAtMs: TimestampMs | null;
  /** `null` unless `kind` is `option`. */
  readonly option: OptionTerms | null;
  /** `false` once the venue no longer accepts orders for it. */
  readonly isActive: boolean;
}

/** Whether a contract is over at an instant of its venue's clock: delivered, or about to be, and without any delta. */
export function hasExpired({ expiresAtMs }: Pick<Instrument, 'expiresAtMs'>, atMs: number): boolean {
  return expiresAtMs !== null && atMs >= expiresAtMs;
}

/** Builds the id of a venue's instrument. */
export function instrumentId(venue: VenueId, name: string): InstrumentId {
  return `${venue}:${name}` as InstrumentId;
}

/** Marks a text that was an instrument id before (settings, command arguments) as one again; whether it exists is for the reader to see. */
export function toInstrumentId(text: string): InstrumentId {
  return text as InstrumentId;
}

/** Marks a coin code as an underlying. */
export function underlying(code: string): Underlying {
  return code as Underlying;
}
