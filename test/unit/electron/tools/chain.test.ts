/** The chain tool: its decoders, its measures on a made chain, and the recorded chains where they are present. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ChainError, readOptionName, type Chain, type ChainOption } from '../../../../electron/tools/chain/chain-market';
import { decodeChainCsv } from '../../../../electron/tools/chain/decode-chain-csv';
import { decodeChainJson } from '../../../../electron/tools/chain/decode-chain-json';
import { describeChain } from '../../../../electron/tools/chain/describe-chain';
import { measureChain } from '../../../../electron/tools/chain/measure-chain';
import { readChainFile } from '../../../../electron/tools/chain/read-chain-file';
import { TableError } from '../../../../electron/tools/reference/table';
import { valueInverseOption } from '../../../../shared/pricing/inverse';
import { sviTotalVariance } from '../../../../shared/pricing/surface/svi';
import { CHAIN_AT_MS, expiryAt, places, quotesOf, smileOf } from '../../../support/option-chains';
import { sharedFile } from '../../../support/shared-data';

const SNAPSHOT_HEADING =
  'timestamp,instrument_name,underlying,underlying_name,option_type,strike,expiry_datetime,time_to_maturity,bid_price,ask_price,mark_price,mid_price,futures_price,futures_instrument_name,implied_volatility,delta,vega,open_interest,volume,bid_ask_spread,currency,index_price,volume_usd';
const SNAPSHOT_ROW =
  '2026-02-05T15:51:32.535650+00:00,BTC-13FEB26-83000-P,67867.16,BTC-13FEB26,put,83000.0,2026-02-13T08:00:00+00:00,0.021,,0.2265,0.225,0.2245,67867.16,SYN.BTC-13FEB26,0.78,-0.95,8.9,46.9,7.4,0.004,BTC,67846.61,72702.42';

/** A chain of one expiry whose marks and deltas are exact. */
function madeChain(change: (option: ChainOption) => ChainOption = (option) => option): Chain {
  const [years, forward, raw] = [0.25, 60_000, smileOf(0.6, 0.25)];
  const quotes = quotesOf({ years, forward, raw, places: places(0.6, 21), halfWidth: 0.01 });
  const options = quotes.map((quote): ChainOption => {
    const volatility = Math.sqrt((sviTotalVariance(raw, Math.log(quote.strike / forward)) ?? NaN) / years);
    const value = valueInverseOption({ ...quote, forward, years: (expiryAt(years) - CHAIN_AT_MS) / (365 * 86_400_000), volatility });
    const venue = { markPrice: value?.priceCoin ?? null, markVolatility: volatility, delta: value?.delta ?? null };
    return { ...quote, name: 'made', expiresAtMs: expiryAt(years), underlyingPrice: forward, isListed: true, ...venue };
  });
  return { underlying: 'BTC', asOfMs: CHAIN_AT_MS, spot: forward, options: options.map(change) };
}

describe('decoders', () => {
  it('read a snapshot, an empty cell being no quote', () => {
    const [chain] = decodeChainCsv('a.csv', `${SNAPSHOT_HEADING}\n${SNAPSHOT_ROW}\n`);
    expect(chain).toMatchObject({ underlying: 'BTC', spot: 67846.61, asOfMs: Date.parse('2026-02-05T15:51:32.535Z') });
    expect(chain?.options[0]).toMatchObject({
      bid: null,
      ask: 0.2265,
      optionType: 'put',
      isListed: false,
      expiresAtMs: Date.UTC(2026, 1, 13, 8),
    });
  });

  it('refuse what is no chain, by what was expected and found', () => {
    expect(() => decodeChainCsv('a.csv', 'snapshot_utc,btc\n1,2\n')).toThrow(ChainError);
    expect(() => decodeChainCsv('a.csv', '')).toThrow('a.csv: expected a Deribit chain, found an empty file.');
    const [first = ''] = SNAPSHOT_ROW.split(',83000.0,');
    expect(() => decodeChainCsv('a.csv', `${SNAPSHOT_HEADING}\n${SNAPSHOT_ROW.replace(',83000.0,', ',-5,')}`)).toThrow(
      'expected a positive strike, found -5',
    );
    expect(() => decodeChainCsv('a.csv', `${SNAPSHOT_HEADING}\n${first}`)).toThrow(/line 2: expected 23 cells, found/);
    expect(() => decodeChainCsv('a.csv', `${SNAPSHOT_HEADING}\n`)).toThrow('a.csv: expected options below the heading, found none.');
    expect(() => decodeChainCsv('a.csv', `${SNAPSHOT_HEADING}\n${SNAPSHOT_ROW.replace('0.2265', 'x')}`)).toThrow(TableError);
    expect(() => decodeChainJson('a.json', '{"expiries":3}')).toThrow('a.json: expected a text in captured_at_utc, found nothing.');
    expect(() => decodeChainJson('a.json', '{')).toThrow(/^a\.json: expected JSON/);
    expect(() => readChainFile('/absent/chain.csv')).toThrow('Expected a chain at /absent/chain.csv, found no such file.');
    expect(() => readOptionName('BTC-PERPETUAL')).toThrow(/found "BTC-PERPETUAL"/);
  });

  it('read an option by its name', () => {
    expect(readOptionName('ETH-5MAR21-1800-P')).toEqual({
      underlying: 'ETH',
      expiresAtMs: Date.UTC(2021, 2, 5, 8),
      strike: 1800,
      optionType: 'put',
    });
  });
});

describe('measures', () => {
  it('find no gap to a venue that prices as we do', () => {
    const report = measureChain(madeChain());
    expect(report.markAtVenueVolatility.max).toBeLessThan(1e-9);
    expect(report.deltaAtVenueVolatility.max).toBeLessThan(1e-9);
    expect(report.markAtSurface.median).toBeLessThan(5e-5);
    expect(report).toMatchObject({ insideShare: 1, quotesUsed: 21, breachesBefore: 0, breachesAfter: 0, warnings: [] });
    expect(describeChain('made', report)[2]).toContain('future, good');
  });

  it('say what looks wrong instead of bending it', () => {
    const wrongMarks = measureChain(madeChain((option) => ({ ...option, markPrice: (option.markPrice ?? 0) + 0.01 })));
    expect(wrongMarks.warnings.join()).toContain('42 marks are more than 0.001 coin from the venue');
    const wrongFuture = measureChain(madeChain((option) => ({ ...option, underlyingPrice: 61_000 })));
    expect(wrongFuture.warnings.join()).toContain('expected put–call parity within');
    expect(wrongFuture.warnings.join()).toContain('marks were made at forwards 1.6');
    const late = measureChain(madeChain((option) => ({ ...option, delta: (option.delta ?? 0) + 0.01 })));
    expect(late.warnings.join()).toContain('deltas were recorded at another price');
    const crossed = measureChain(madeChain((option) => ({ ...option, bid: option.ask, ask: option.bid })));
    expect(crossed.expiries[0]).toMatchObject({ label: 'missing', quotesUsed: 0, crossed: 21 });
  });
});

describe('recorded chains', () => {
  it('are all read; marks reprice, and no arbitrage is left', (ctx) => {
    const folder = sharedFile('data/options');
    if (folder === null) return ctx.skip('absent: data/options');
    const chains = join(folder, 'deribit_chain_6h');
    const files = readdirSync(chains).filter((_, index) => index % 24 === 0);
    const single = ['deribit_btc_chain_8exp_20260207.json.gz', 'deribit_testnet_btc_orderbook_greeks_20210211.csv.gz'];
    for (const path of [...files.map((file) => join(chains, file)), ...single.map((file) => join(folder, file))]) {
      for (const report of readChainFile(path).map(measureChain)) {
        expect(report.breachesAfter).toBe(0);
        expect(report.markAtVenueVolatility.median).toBeLessThan(5e-5);
      }
    }
  });
});
