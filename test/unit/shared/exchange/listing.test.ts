/** Calendar, listing, grids and channel names. */
import { describe, expect, it } from 'vitest';
import { parseChannel } from '../../../../shared/exchange/channels';
import { fromLots, fromTicks, passiveTicks, toLots, toTicks } from '../../../../shared/exchange/contract-spec';
import { expiryCode, futureExpiries, lastFridays, nextDailyExpiry, optionExpiries } from '../../../../shared/exchange/expiry-calendar';
import { listContracts, STRIKES_PER_EXPIRY } from '../../../../shared/exchange/listing';
import { INDEX, START_MS } from '../../../support/quiet-exchange';

describe('the calendar', () => {
  it('names and finds expiries as Deribit does', () => {
    expect(expiryCode(Date.UTC(2026, 11, 25, 8))).toBe('25DEC26');
    expect(expiryCode(Date.UTC(2027, 0, 1, 8))).toBe('1JAN27');
    expect(nextDailyExpiry(Date.UTC(2026, 5, 15, 7, 59))).toBe(Date.UTC(2026, 5, 15, 8));
    expect(nextDailyExpiry(Date.UTC(2026, 5, 15, 8))).toBe(Date.UTC(2026, 5, 16, 8));
    expect(lastFridays(Date.UTC(2026, 10, 22), 2, true).map(expiryCode)).toEqual(['25DEC26', '26MAR27']);
    expect(futureExpiries(Date.UTC(2026, 11, 20)).map(expiryCode)).toEqual(['26MAR27', '25JUN27']);
  });

  it('lists at least four option expiries on any day of a year, soonest first', () => {
    for (let day = 0; day < 366; day += 1) {
      const now = Date.UTC(2026, 0, 1 + day, 9);
      const expiries = optionExpiries(now).map((expiry) => expiry.expiresAtMs);
      expect(expiries.length).toBeGreaterThanOrEqual(4);
      expect(expiries).toEqual([...new Set(expiries)].sort((a, b) => a - b));
      expect(Math.min(...expiries)).toBeGreaterThan(now);
    }
  });
});

describe('the listing', () => {
  const contracts = listContracts(START_MS, INDEX);

  it('has one perpetual and two futures per coin, and full chains around the index', () => {
    for (const currency of ['BTC', 'ETH'] as const) {
      const own = contracts.filter((spec) => spec.currency === currency);
      expect(own.filter((spec) => spec.kind === 'perpetual').map((spec) => spec.name)).toEqual([`${currency}-PERPETUAL`]);
      expect(own.filter((spec) => spec.kind === 'future')).toHaveLength(2);
      const options = own.filter((spec) => spec.option !== null);
      const expiries = new Set(options.map((spec) => spec.expiresAtMs));
      expect(expiries.size).toBeGreaterThanOrEqual(4);
      expect(options).toHaveLength(expiries.size * STRIKES_PER_EXPIRY * 2);
      const strikes = options.map((spec) => spec.option?.strike ?? NaN);
      expect(Math.min(...strikes)).toBeGreaterThan(0);
      expect(Math.min(...strikes)).toBeLessThan(INDEX[currency]);
      expect(Math.max(...strikes)).toBeGreaterThan(INDEX[currency]);
    }
    expect(new Set(contracts.map((spec) => spec.name)).size).toBe(contracts.length);
    expect(contracts.some((spec) => /^BTC-26JUN26-60000-C$/.test(spec.name))).toBe(true);
  });

  it('rounds on the grid of each contract', () => {
    const [perpetual] = contracts;
    const option = contracts.find((spec) => spec.option !== null);
    if (perpetual === undefined || option === undefined) throw new Error('empty listing');
    expect(toTicks(perpetual, 61_234.5)).toEqual({ ok: true, value: 122_469 });
    expect(fromTicks(perpetual, 122_469)).toBe(61_234.5);
    expect(toTicks(perpetual, 61_234.7)).toMatchObject({ ok: false });
    expect(toLots(option, 0.3)).toEqual({ ok: true, value: 3 });
    expect(fromLots(option, 3)).toBe(0.3);
    expect(toLots(option, 0.25)).toMatchObject({ ok: false });
    expect(toTicks(option, 0.0049)).toEqual({ ok: true, value: 49 });
    expect(toTicks(option, 0.0051)).toMatchObject({ ok: false });
    expect(passiveTicks(option, 0.01234, 'buy')).toBe(120);
    expect(passiveTicks(option, 0.01234, 'sell')).toBe(125);
    expect(passiveTicks(option, 0.00234, 'sell')).toBe(24);
  });
});

describe('channel names', () => {
  const isListed = (name: string): boolean => name === 'BTC-PERPETUAL';

  it.each([
    'book.BTC-PERPETUAL.raw',
    'book.BTC-PERPETUAL.none.20.100ms',
    'book.BTC-PERPETUAL.5.10.agg2',
    'trades.BTC-PERPETUAL.100ms',
    'trades.option.BTC.raw',
    'ticker.BTC-PERPETUAL.100ms',
    'quote.BTC-PERPETUAL',
    'deribit_price_index.eth_usd',
    'user.orders.any.any.raw',
    'user.trades.future.BTC.100ms',
    'user.changes.BTC-PERPETUAL.raw',
    'user.portfolio.btc',
    'user.portfolio.any',
  ])('knows %s', (name) => {
    expect(parseChannel(name, isListed)).toMatchObject({ name });
  });

  it.each([
    '',
    'book',
    'book.BTC-PERPETUAL',
    'book.BTC-PERPETUAL.50ms',
    'book.BTC-PERPETUAL.none.20.raw',
    'book.BTC-PERPETUAL.none.7.100ms',
    'book.ETH-PERPETUAL.raw',
    'trades.spot.BTC.raw',
    'ticker.BTC-PERPETUAL',
    'deribit_price_index.sol_usd',
    'user.secrets.any.any.raw',
    'user.portfolio.sol',
    '__proto__.x',
    'constructor.x.y',
  ])('refuses "%s"', (name) => {
    expect(parseChannel(name, isListed)).toBeNull();
  });
});
