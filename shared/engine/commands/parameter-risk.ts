/** Whether a change of parameters would add risk, and whether it could be applied at all. */
import type { QuoteLadder, QuoteLevel } from '../../quoting/quote-ladder';
import { sideSign } from '../../domain/side';
import type { QuotingState } from '../quoting-state';
import type { QuotingParameters } from '../settings';
import { limitsOf } from '../instrument-limits';
import type { StepWork } from '../step-work';

/** Parameters in force and wanted, with the quotes that each gives with the inputs of now. */
export interface ParameterChange {
  readonly parameters: QuotingParameters;
  readonly nextParameters: QuotingParameters;
  readonly ladder: QuoteLadder;
  readonly nextLadder: QuoteLadder;
}

/** Whether any level would be nearer to the market or larger, or return sooner after a fill. Unknown prices count as more risk. */
export function addsRisk(change: ParameterChange): boolean {
  if (change.nextParameters.fillCooldownMs < change.parameters.fillCooldownMs) return true;
  if (change.nextParameters.levels > change.parameters.levels) return true;
  return (
    change.nextLadder.buy.some((level, index) => isMore(change.ladder.buy[index], level)) ||
    change.nextLadder.sell.some((level, index) => isMore(change.ladder.sell[index], level))
  );
}

function isMore(before: QuoteLevel | undefined, after: QuoteLevel): boolean {
  if (after.quantityLots === 0 && after.priceTicks !== null) return false;
  if (before === undefined || before.priceTicks === null || after.priceTicks === null) return true;
  const nearerTicks = sideSign(after.side) * (after.priceTicks - before.priceTicks);
  return nearerTicks > 0 || after.quantityLots > before.quantityLots;
}

/** One sentence if the parameters cannot be applied as they stand; empty otherwise. */
export function findParameterProblem(work: StepWork, quoting: QuotingState, parameters: QuotingParameters): string {
  if (parameters.minimumHalfSpreadBps > parameters.maximumHalfSpreadBps) {
    return `The floor of the half-spread (${parameters.minimumHalfSpreadBps} bps) is above its cap (${parameters.maximumHalfSpreadBps} bps).`;
  }
  const limits = limitsOf(work.session.settings, work.markets.get(quoting.instrumentId)?.instrument ?? null);
  if (limits === null) return `${quoting.instrumentId} has no limits in the settings; set them first.`;
  const largest = largestLevelCoin(parameters);
  if (largest > limits.maximumOrderCoin) {
    return `The largest level would be ${Number(largest.toPrecision(4))} coin; the limit per order is ${limits.maximumOrderCoin}.`;
  }
  if (parameters.levels * 2 > limits.maximumOpenOrders) {
    return `${parameters.levels} levels a side are ${parameters.levels * 2} orders; the limit of open orders is ${limits.maximumOpenOrders}.`;
  }
  return '';
}

function largestLevelCoin(parameters: QuotingParameters): number {
  const last = parameters.quantityCoin * parameters.quantityDecay ** (parameters.levels - 1);
  return Math.max(parameters.quantityCoin, last);
}
