/** The desk's own market-maker protection: quotes that are taken faster than any position may grow are being run over. */
import type { Fill } from '../../domain/fill';
import { ticksToPrice } from '../../domain/price';
import { lotsToCoin } from '../../risk/exposure';
import type { FillRecord } from '../account-state';
import { limitsOf } from '../instrument-limits';
import { venueOfInstrument } from '../state';
import { raiseAlert, type StepWork } from '../step-work';
import { protectedLimits } from '../venue-protection';
import { haltTrading, pullQuotes } from './trading-halt';

/** Fills of quotes within this time count together, both directions and all instruments of an underlying, ms. */
const WINDOW_MS = 5000;

/** After a fill of a quote was recorded: beyond the position limit in force within the window it pulls and latches, until a person says RESUME. */
export function guardFillBurst(work: StepWork, fill: Fill): void {
  const { tradingState } = work.safety;
  const instrument = work.markets.get(fill.instrumentId)?.instrument;
  const limits = protectedLimits(limitsOf(work.session.settings, instrument ?? null), work.venues[venueOfInstrument(fill.instrumentId)]);
  if (instrument === undefined || limits === null || tradingState === 'halted' || tradingState === 'killed') return;
  const { underlying } = instrument;
  const takenCoin = work.fills.reduce((sum, record) => sum + coinOf(work, record, underlying), 0);
  if (takenCoin <= limits.maximumPositionCoin) return;
  const taken = `Quotes of ${Number(takenCoin.toPrecision(6))} ${underlying} were taken within ${WINDOW_MS / 1000} s; the limit is ${limits.maximumPositionCoin}.`;
  haltTrading(work, 'halted', `${taken} Look at the market, then arm and type RESUME.`);
  pullQuotes(work, { instrumentId: null, reason: 'halted: quotes were taken too fast' });
  raiseAlert(work, { key: `fill-burst|${underlying}`, severity: 3, text: taken });
}

/** Size of a fill if it counts, else 0. */
function coinOf(work: StepWork, { fill, receivedAtMs, source }: FillRecord, underlying: string): number {
  const instrument = work.markets.get(fill.instrumentId)?.instrument;
  const isMeant = source.startsWith('quote') && work.session.nowMs - receivedAtMs < WINDOW_MS && instrument?.underlying === underlying;
  return isMeant ? lotsToCoin(instrument, fill.quantity, ticksToPrice(fill.price, instrument.tickSize)) : 0;
}
