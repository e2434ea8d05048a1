/** Deribit's instruments in the words of the domain: only inverse, coin-settled perpetuals, futures and options. */
import type { FeeRates, Instrument, InstrumentId, InstrumentKind, OptionTerms, TickStep } from '../../../shared/domain/instrument';
import { instrumentId, underlying } from '../../../shared/domain/instrument';
import { timestampMs } from '../../../shared/domain/time';
import { venueId } from '../../../shared/domain/venue';
import { FieldRefused, readBoolean, readList, readNumber, readPositive, readRecord, readText, readWhole, refuse } from './decode-fields';
import type { JsonRecord } from './decode-fields';

export const DERIBIT = venueId('deribit');

/** Settlement coins this desk trades; each has its own account, positions and option chain. */
export const CURRENCIES = ['BTC', 'ETH'] as const;

const NAME_PATTERN = /^([A-Z]+)-(PERPETUAL|\d{1,2}[A-Z]{3}\d{2})(?:-(\d+)-([CP]))?$/;

/** Reads an instrument's name: `BTC-PERPETUAL`, `BTC-26DEC25`, `BTC-26DEC25-100000-C`. */
export function describeInstrument(name: string): Pick<Instrument, 'id' | 'kind' | 'underlying'> {
  const parts = NAME_PATTERN.exec(name);
  if (!parts) throw new FieldRefused(`instrument name: expected COIN-PERPETUAL, COIN-DMMMYY or COIN-DMMMYY-STRIKE-C/P, found ${name}`);
  const kind: InstrumentKind = parts[3] === undefined ? (parts[2] === 'PERPETUAL' ? 'perpetual' : 'future') : 'option';
  return { id: instrumentId(DERIBIT, name), kind, underlying: underlying(parts[1] ?? '') };
}

/** Combos, spot and linear contracts share the account and its streams; this desk neither trades nor judges them. */
export function isOtherProduct(name: unknown): boolean {
  return typeof name === 'string' && !NAME_PATTERN.test(name);
}

/** The venue's own name inside an instrument id. */
export function nameOfInstrument(id: InstrumentId): string {
  return id.slice(id.indexOf(':') + 1);
}

function readOption(raw: JsonRecord): OptionTerms {
  const optionType = raw['option_type'];
  if (optionType !== 'call' && optionType !== 'put') return refuse('option_type', 'call or put', optionType);
  return { optionType, strike: readPositive(raw['strike'], 'strike') };
}

/** As published for everybody; the list names no rate of a delivery, and that of a large account may be smaller. */
const DELIVERY_FEES = { future: 0.00025, option: 0.00015 } as const;
/** By `settlement_period`: futures of a week and options of a day are delivered free of charge. */
const FREE_DELIVERIES = { future: 'week', option: 'day' } as const;

/** A contract of which the period is not told counts as charged: a profit too low is the smaller mistake. */
function deliveryFee(kind: InstrumentKind, period: unknown): Pick<FeeRates, 'delivery'> {
  if (kind === 'perpetual' || period === FREE_DELIVERIES[kind]) return {};
  return { delivery: DELIVERY_FEES[kind] };
}

function readFees(raw: JsonRecord, kind: InstrumentKind): FeeRates {
  return {
    maker: readNumber(raw['maker_commission'], 'maker_commission'),
    taker: readNumber(raw['taker_commission'], 'taker_commission'),
    ...deliveryFee(kind, raw['settlement_period']),
  };
}

/** Nothing where the venue states none: the finest step then holds everywhere. */
function readTickSteps(raw: JsonRecord): { readonly tickSteps?: readonly TickStep[] } {
  if (raw['tick_size_steps'] === undefined || raw['tick_size_steps'] === null) return {};
  const steps = readList(raw['tick_size_steps'], 'tick_size_steps', 20).map((value) => {
    const step = readRecord(value, 'tick_size_steps');
    return { abovePrice: readPositive(step['above_price'], 'above_price'), tickSize: readPositive(step['tick_size'], 'tick_size') };
  });
  return steps.length === 0 ? {} : { tickSteps: steps.sort((first, second) => first.abovePrice - second.abovePrice) };
}

/** Absent for options, and absent where the venue states none. */
function readLeverage(raw: JsonRecord): { readonly maximumLeverage?: number } {
  const leverage = raw['max_leverage'];
  return leverage === undefined || leverage === null ? {} : { maximumLeverage: readPositive(leverage, 'max_leverage') };
}

function isOurs(raw: JsonRecord): boolean {
  if (raw['kind'] !== 'future' && raw['kind'] !== 'option') return false;
  const settlement = raw['settlement_currency'] ?? raw['base_currency'];
  const isInverse = raw['instrument_type'] === undefined || raw['instrument_type'] === 'reversed';
  return isInverse && settlement === raw['base_currency'] && !isOtherProduct(raw['instrument_name']);
}

/**
 * One entry of `get_instruments`. `null` for products this desk does not trade; throws `FieldRefused` on a malformed one.
 * The tick is the venue's finest; from each of `tick_size_steps` on the venue accepts only multiples of that step.
 */
export function decodeInstrument(value: unknown): Instrument | null {
  const raw = readRecord(value, 'instrument');
  if (!isOurs(raw)) return null;
  const name = readText(raw['instrument_name'], 'instrument_name');
  const described = describeInstrument(name);
  const isOption = described.kind === 'option';
  const minimumQuantity = readPositive(raw['min_trade_amount'], 'min_trade_amount');
  const contractSize = readPositive(raw['contract_size'], 'contract_size');
  return {
    ...described,
    venue: DERIBIT,
    name,
    isInverse: !isOption,
    quantityUnit: isOption ? 'coin' : 'USD',
    tickSize: readPositive(raw['tick_size'], 'tick_size'),
    ...readTickSteps(raw),
    lotSize: Math.min(minimumQuantity, contractSize),
    minimumQuantity,
    fees: readFees(raw, described.kind),
    ...readLeverage(raw),
    expiresAtMs: described.kind === 'perpetual' ? null : timestampMs(readWhole(raw['expiration_timestamp'], 'expiration_timestamp')),
    option: isOption ? readOption(raw) : null,
    isActive: readBoolean(raw['is_active'], 'is_active'),
  };
}

/** A whole list; entries that cannot be understood are named in `refused` and left out, never guessed. */
export function decodeInstruments(values: readonly unknown[]): {
  readonly instruments: readonly Instrument[];
  readonly refused: readonly string[];
} {
  const instruments: Instrument[] = [];
  const refused: string[] = [];
  for (const value of values) {
    try {
      const instrument = decodeInstrument(value);
      if (instrument) instruments.push(instrument);
    } catch (error) {
      refused.push(error instanceof Error ? error.message : 'unreadable');
    }
  }
  return { instruments, refused };
}
