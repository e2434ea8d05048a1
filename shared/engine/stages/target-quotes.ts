/** What each instrument should quote now, and what its draft would: the same function for both. */
import type { Side } from '../../domain/side';
import { computeQuotes } from '../../quoting/compute-quotes';
import type { QuoteLadder } from '../../quoting/quote-ladder';
import type { QuoteReason } from '../../quoting/quote-reason';
import type { QuotingParameters } from '../../quoting/quoting-parameters';
import type { MarketState } from '../market-state';
import type { QuotingInputs, QuotingState } from '../quoting-state';
import { updateQuoting, type StepWork } from '../step-work';
import { isUsable, judgeAccount } from './trust';

/** The instruments whose inputs changed; only these are looked at. */
export function changedQuoting(work: StepWork): readonly QuotingState[] {
  const isClock = work.event.kind === 'clock-ticked';
  return Object.values(work.quoting).filter((quoting) => {
    const market = work.markets.get(quoting.instrumentId);
    if (market === undefined) return false;
    const { inputs } = quoting;
    return (
      isClock ||
      inputs.market !== market.revision ||
      inputs.inventory !== work.revisions.inventory ||
      inputs.control !== work.revisions.control ||
      inputs.orders !== work.orders.revision
    );
  });
}

/** The revisions of now. */
export function currentInputs(work: StepWork, market: MarketState): QuotingInputs {
  const { inventory, control } = work.revisions;
  return { market: market.revision, inventory, control, orders: work.orders.revision };
}

/** Stage 7: target quotes of one instrument. Lifts suspensions whose time is over. */
export function computeTargets(work: StepWork, quoting: QuotingState, market: MarketState): QuotingState {
  const current = liftSuspensions(work, quoting);
  const targets = targetsFor(work, market, current, current.parameters);
  const draftTargets = current.draft === null ? null : targetsFor(work, market, current, current.draft);
  return updateQuoting(work, current, { targets, draftTargets, inputs: currentInputs(work, market) });
}

function liftSuspensions(work: StepWork, quoting: QuotingState): QuotingState {
  const isOver = (side: Side): boolean => {
    const untilMs = quoting.suspensions[side]?.untilMs ?? null;
    return untilMs !== null && work.session.nowMs >= untilMs;
  };
  if (!isOver('buy') && !isOver('sell')) return quoting;
  const suspensions = { buy: isOver('buy') ? null : quoting.suspensions.buy, sell: isOver('sell') ? null : quoting.suspensions.sell };
  return updateQuoting(work, quoting, { suspensions });
}

/** The ladder that parameters give with the inputs of now. */
export function targetsFor(work: StepWork, market: MarketState, quoting: QuotingState, parameters: QuotingParameters): QuoteLadder {
  const { instrument, fairValue, top } = market;
  const exposure = work.exposures[instrument.underlying];
  const target = work.inventoryTargets[instrument.underlying];
  const source = parameters.fairValueSource;
  return computeQuotes({
    instrument,
    parameters,
    fairValue: fairValue === null || !quoting.isPricingOn ? null : fairValue[source],
    bestBid: top.bid,
    bestAsk: top.ask,
    underlyingPrice: work.indexes[instrument.underlying]?.price ?? null,
    inventoryCoin: exposure !== undefined && isUsable(exposure.trust) ? exposure.deltaCoin : null,
    targetCoin: target?.targetCoin ?? 0,
    softBandCoin: target?.softBandCoin ?? 0,
    hardBandCoin: target?.hardBandCoin ?? 0,
    buyBlock: blockOf(work, market, quoting, 'buy'),
    sellBlock: blockOf(work, market, quoting, 'sell'),
  });
}

/** Why a side is kept out of the market whatever its price; the gravest reason first. */
function blockOf(work: StepWork, market: MarketState, quoting: QuotingState, side: Side): QuoteReason | null {
  if (!quoting.isPricingOn) return 'pricing-off';
  if (market.trust === 'stale' || market.trust === 'blocked') return 'stale-input';
  if (work.safety.tradingState !== 'active') return 'halted';
  const venue = work.venues[market.instrument.venue];
  if (venue === undefined || !isUsable(judgeAccount(work, venue).trust)) return 'inventory-unknown';
  if (!quoting.isTradingOn) return 'trading-off';
  return quoting.suspensions[side]?.cause ?? null;
}
