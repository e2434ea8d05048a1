/** The golden results of three recorded streams, through the decoder and the book that the desk uses. */
import { describe, expect, it } from 'vitest';
import { rebuildRecording } from '../../electron/tools/rebuild-recording';
import type { RebuildReport } from '../../shared/book/recorded/rebuild-tally';
import { sharedFile } from '../support/shared-data';

const FOLDER = 'data/wire/binance-hftbacktest';

const golden: readonly { readonly stream: string; readonly files: readonly string[]; readonly report: RebuildReport }[] = [
  {
    stream: 'USD-M BTCUSDT',
    files: ['usdm_btcusdt_20240808.gz'],
    report: {
      applied: 6_547,
      dropped: 4,
      crossed: 0,
      topMatches: '503/503',
      bestBid: '61659.70 × 1.486',
      bestAsk: '61659.80 × 0.981',
      levels: '5018/4578',
      lastUpdateId: 5_123_135_475_514,
      trades: 21_313,
      tradedQuantity: '2429.366',
    },
  },
  {
    stream: 'spot BTCUSDT',
    files: ['spot_btcusdt_20240808.gz', 'spot_btcusdt_20240809.gz'],
    report: {
      applied: 6_493,
      dropped: 2,
      crossed: 0,
      topMatches: '1072/1072',
      bestBid: '61602.01 × 1.67177',
      bestAsk: '61602.02 × 2.66795',
      levels: '1971/2962',
      lastUpdateId: 50_093_696_318,
      trades: 19_904,
      // The exact sum; the published table rounds it to 437.916.
      tradedQuantity: '437.91552',
    },
  },
  {
    stream: 'COIN-M BTCUSD_PERP',
    files: ['cm_btcusd_perp_20240808.gz', 'cm_btcusd_perp_20240809.gz'],
    report: {
      applied: 44_772,
      dropped: 23,
      crossed: 0,
      topMatches: '1885/1885',
      bestBid: '61600.0 × 27',
      bestAsk: '61600.1 × 1647',
      levels: '1510/1733',
      lastUpdateId: 1_007_206_781_963,
      trades: 5_235,
      tradedQuantity: '182183',
    },
  },
];

describe('a book rebuilt from recorded wire', () => {
  for (const { stream, files, report } of golden) {
    it(`of ${stream} equals the golden result`, { timeout: 60_000 }, async (ctx) => {
      const paths: string[] = [];
      for (const file of files) {
        const path = sharedFile(`${FOLDER}/${file}`);
        if (path === null) return ctx.skip(`absent: ${FOLDER}/${file}`);
        paths.push(path);
      }
      expect(await rebuildRecording(paths)).toEqual(report);
    });
  }
});
