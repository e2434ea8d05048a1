/** The desk's own market-maker protection: quotes that are taken faster than any position may grow are being run over. */
import type { Fill } from '../../domain/fill';
import type { Underlying } from '../../domain/instrument';
import { ticksToPrice } from '../../domain/price';
import { contractDelta } from '../../quoting/volatility-units';
import { keepsLimit, lotsToCoin } from '../../risk/exposure';
import type { FillRecord } from '../account-state';
import { limitsOf } from '../instrument-limits';
import { raiseAlert, type StepWork } from '../step-work';
import { protectedLimits } from '../venue-protection';
import { haltTrading, pullQuotes } from './trading-halt';

/** Fills of quotes executed within this time count together, both directions and all instruments of an underlying, ms. */
const WINDOW_MS = 5000;

/** After a fill of a quote was recorded: beyond the position limit in force within the window it pulls and latches, until a person says RESUME. */
export function guardFillBurst(work: StepWork, fill: Fill): void {
  const { tradingState } = work.safety;
  const instrument = work.markets.get(fill.instrumentId)?.instrument;
  if (instrument === undefined || tradingState === 'halted' || tradingState === 'killed') return;
  const { underlying } = instrument;
  const { settings } = work.session;
  // What is summed over an underlying is held against its limit, as its delta is; that of an option says how many contracts may be held.
  const limits = protectedLimits(settings.limits[underlying] ?? limitsOf(settings, instrument), work.venues[instrument.venue]);
  if (limits === null) return;
  const takenCoin = mostWithin(work, fill, underlying);
  if (keepsLimit(takenCoin, limits.maximumPositionCoin)) return;
  const taken = `Quotes of ${Number(takenCoin.toPrecision(6))} ${underlying} were taken within ${WINDOW_MS / 1000} s; the limit is ${limits.maximumPositionCoin}.`;
  haltTrading(work, 'halted', `${taken} Look at the market, then arm and type RESUME.`);
  pullQuotes(work, { instrumentId: null, reason: 'halted: quotes were taken too fast' });
  raiseAlert(work, { key: `fill-burst|${underlying}`, severity: 3, text: taken });
}

/**
 * The most that was taken within any such window that holds the fill. By the venue's times of execution: what is told together after a
 * connection was lost was not taken together.
 */
function mostWithin(work: StepWork, { executedAtMs: thisMs }: Fill, underlying: Underlying): number {
  const taken = work.fills
    .filter((record) => isMeant(work, record, underlying) && Math.abs(record.fill.executedAtMs - thisMs) < WINDOW_MS)
    .map(({ fill }) => ({ atMs: fill.executedAtMs, coin: coinOf(work, fill) }))
    .sort((first, second) => first.atMs - second.atMs);
  let [most, sum, from] = [0, 0, 0];
  for (const { atMs, coin } of taken) {
    sum += coin;
    for (let oldest = taken[from]; oldest !== undefined && atMs - oldest.atMs >= WINDOW_MS; oldest = taken[from]) {
      sum -= oldest.coin;
      from += 1;
    }
    most = Math.max(most, sum);
  }
  return most;
}

function isMeant(work: StepWork, { fill, source }: FillRecord, underlying: Underlying): boolean {
  return source.startsWith('quote') && work.markets.get(fill.instrumentId)?.instrument.underlying === underlying;
}

/** Delta that a fill moved, coin: a contract of an option carries its own delta of now, the largest where none is known. */
function coinOf(work: StepWork, { instrumentId, quantity, price }: Fill): number {
  const market = work.markets.get(instrumentId);
  if (market === undefined) return 0;
  const coin = lotsToCoin(market.instrument, quantity, ticksToPrice(price, market.instrument.tickSize));
  return market.instrument.option === null ? coin : coin * contractDelta(market.ticker?.greeks?.delta ?? null);
}
