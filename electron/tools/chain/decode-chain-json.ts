/** Decodes the JSON form of a chain: expiries by name, each with its forward and its options. */
import { ChainError, readOptionName, type Chain, type ChainOption } from './chain-market';

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ChainError(`expected an object in ${what}, found ${value === undefined ? 'nothing' : typeof value}`);
  return Object.fromEntries(Object.entries(value));
}

function text(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new ChainError(`expected a text in ${what}, found ${JSON.stringify(value) ?? 'nothing'}`);
  return value;
}

/** A finite number, or `null` where the venue gave none. */
function optionalNumber(value: unknown, what: string): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw new ChainError(`expected a number in ${what}, found ${JSON.stringify(value)}`);
  return value;
}

function positive(value: unknown, what: string): number | null {
  const number = optionalNumber(value, what);
  return number !== null && number > 0 ? number : null;
}

function decodeOption(value: unknown, where: string): ChainOption {
  const option = record(value, where);
  const name = text(option['instrument_name'], `${where}.instrument_name`);
  const { expiresAtMs, strike, optionType } = readOptionName(name);
  return {
    name,
    expiresAtMs,
    strike,
    optionType,
    bid: positive(option['bid_price'], `${name}.bid_price`),
    ask: positive(option['ask_price'], `${name}.ask_price`),
    markPrice: optionalNumber(option['mark_price'], `${name}.mark_price`),
    markVolatility: positive(option['mark_iv'], `${name}.mark_iv`),
    underlyingPrice: positive(option['underlying_price'], `${name}.underlying_price`),
    // The file does not say which forwards are listed futures.
    isListed: false,
    delta: null,
  };
}

/** The one chain of such a file. Throws `ChainError` with one sentence for any other document. */
export function decodeChainJson(file: string, content: string): readonly Chain[] {
  try {
    const document = record(JSON.parse(content), 'the file');
    const asOfMs = Date.parse(text(document['captured_at_utc'], 'captured_at_utc'));
    if (Number.isNaN(asOfMs))
      throw new ChainError(`expected a time in captured_at_utc, found ${JSON.stringify(document['captured_at_utc'])}`);
    const expiries = Object.entries(record(document['expiries'], 'expiries'));
    const options = expiries.flatMap(([name, value]) => {
      const list = record(value, `expiries.${name}`)['options'];
      if (!Array.isArray(list))
        throw new ChainError(`expected a list in expiries.${name}.options, found ${list === undefined ? 'nothing' : typeof list}`);
      return list.map((option: unknown, index) => decodeOption(option, `expiries.${name}.options[${index}]`));
    });
    if (options.length === 0) throw new ChainError('expected options in expiries, found none');
    const spot = expiries.length === 0 ? null : positive(record(expiries[0]?.[1], 'expiries')['spot_price'], 'spot_price');
    return [{ underlying: text(document['currency'], 'currency'), asOfMs, spot, options }];
  } catch (error) {
    if (error instanceof ChainError) throw new ChainError(`${file}: ${error.message}.`);
    if (error instanceof SyntaxError) throw new ChainError(`${file}: expected JSON, found ${error.message}.`);
    throw error;
  }
}
