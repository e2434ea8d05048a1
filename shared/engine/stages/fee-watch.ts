/** Says when an execution costs more than the venue lists, as after a fall to another fee tier: spreads and hedges are reckoned by the list. */
import type { Fill } from '../../domain/fill';
import type { Instrument } from '../../domain/instrument';
import { ticksToPrice } from '../../domain/price';
import { feeInCoin } from '../../inventory/position';
import { lotsToCoin } from '../../risk/exposure';
import { raiseAlert, type StepWork } from '../step-work';

/** Venues round each fee to so much, coin. */
const FEE_STEP_COIN = 1e-8;

/** Fractions of the notional nearer to each other than this are one rate. */
const SAME_RATE = 1e-5;

/** Call before the fill is recorded. What an earlier one of its kind cost is no news; an option may cost less than its rate. */
export function watchFee(work: StepWork, fill: Fill, instrument: Instrument): void {
  const { liquidity, instrumentId } = fill;
  const earlier = work.fills.filter(({ fill: { instrumentId: id, liquidity: kind } }) => id === instrumentId && kind === liquidity).at(-1);
  const listed = instrument.fees[liquidity];
  const known = earlier === undefined ? listed : Math.max(listed, feeRate(earlier.fill, instrument));
  const rate = feeRate(fill, instrument);
  if (!(rate - known > SAME_RATE + FEE_STEP_COIN / notionalOf(fill, instrument))) return;
  const inBps = (share: number): string => (share * 10_000).toFixed(2);
  const text = `${instrument.name}: a ${liquidity} execution cost ${inBps(rate)} bps of its notional, the venue lists ${inBps(listed)}. Check the fee tier: widths and hedge costs are set for the list.`;
  raiseAlert(work, { key: `fee|${instrumentId}|${liquidity}`, severity: 2, text });
}

function feeRate(fill: Fill, instrument: Instrument): number {
  return feeInCoin(fill, instrument) / notionalOf(fill, instrument);
}

function notionalOf({ quantity, price }: Fill, instrument: Instrument): number {
  return lotsToCoin(instrument, quantity, ticksToPrice(price, instrument.tickSize));
}
