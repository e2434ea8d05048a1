/** Says when a perpetual that is held or quoted has become dear to hold: spreads are set for what a fill earns, not for what it costs to keep. */
import type { Instrument } from '../../domain/instrument';
import type { Ticker } from '../../domain/ticker';
import { lotsToUsd } from '../../risk/exposure';
import { raiseAlert, type StepWork } from '../step-work';

/** A fraction per 8 h, of either sign: about a third of a percent a day. */
const DEAR_8H = 0.001;

/** It moves with every ticker; while it lasts it is told again after this, ms. */
const TOLD_FOR_MS = 60 * 60 * 1000;

/** Call with each ticker of the instrument. */
export function watchFunding(work: StepWork, instrument: Instrument, { funding8h: rate, indexPrice }: Ticker): void {
  if (rate === null || !(Math.abs(rate) >= DEAR_8H)) return;
  const { id, name } = instrument;
  const lots = work.positions[id]?.position.lots ?? 0;
  if (lots === 0 && work.quoting[id]?.isTradingOn !== true) return;
  const key = `funding|${id}`;
  if (work.alerts.some((alert) => alert.key === key && work.session.nowMs - alert.lastAtMs < TOLD_FOR_MS)) return;
  const paidUsd = 3 * rate * lotsToUsd(instrument, lots, indexPrice);
  const held =
    lots === 0 ? 'nothing is held yet' : `what is held ${paidUsd > 0 ? 'pays' : 'earns'} ${Math.abs(paidUsd).toFixed(2)} USD a day`;
  const text = `${name}: funding stands at ${(rate * 100).toFixed(3)} % per 8 h, ${rate > 0 ? 'longs' : 'shorts'} pay; at this rate ${held}.`;
  raiseAlert(work, { key, severity: 2, text });
}
