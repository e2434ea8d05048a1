/** What each instrument should quote now, and what its draft would: the same function for both. */
import type { Side } from '../../domain/side';
import { computeQuotes } from '../../quoting/compute-quotes';
import { isSameInput, type QuoteLadder, type QuoteLadderInput } from '../../quoting/quote-ladder';
import type { QuoteReason } from '../../quoting/quote-reason';
import type { QuotingParameters } from '../../quoting/quoting-parameters';
import { isExpiring } from '../../risk/pre-trade-gate';
import type { InventoryTarget } from '../../inventory/inventory-target';
import type { MarketState } from '../market-state';
import type { QuotingInputs, QuotingState } from '../quoting-state';
import { updateQuoting, type StepWork } from '../step-work';
import { isGuarded } from '../venue-protection';
import { findRoomTaken } from './room-taken';
import { isUsable, judgeAccount } from './trust';
import { lockOf } from './venue-locks';
import { isTooSlow, widenFactorOf } from './venue-pace';

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
      inputs.orders !== work.orders.revisionOf(quoting.instrumentId) ||
      inputs.allOrders !== work.orders.latestRevision
    );
  });
}

/** The revisions of now. */
export function currentInputs(work: StepWork, market: MarketState): QuotingInputs {
  const { inventory, control } = work.revisions;
  const { latestRevision: allOrders } = work.orders;
  return { market: market.revision, inventory, control, orders: work.orders.revisionOf(market.instrument.id), allOrders };
}

/** Stage 7: target quotes of one instrument; the old ones, by reference, if they are made of the same. Lifts suspensions whose time is over. */
export function computeTargets(work: StepWork, quoting: QuotingState, market: MarketState): QuotingState {
  const current = liftSuspensions(work, quoting);
  const targets = renew(work, current, { old: current.targets, parameters: current.parameters });
  const draftTargets = current.draft === null ? null : renew(work, current, { old: current.draftTargets, parameters: current.draft });
  const inputs = currentInputs(work, market);
  if (targets === current.targets && draftTargets === current.draftTargets && isSameInputs(inputs, current.inputs)) return current;
  return updateQuoting(work, current, { targets, draftTargets, inputs });
}

function isSameInputs(first: QuotingInputs, second: QuotingInputs): boolean {
  return (
    first.market === second.market &&
    first.inventory === second.inventory &&
    first.control === second.control &&
    first.orders === second.orders &&
    first.allOrders === second.allOrders
  );
}

interface Renewal {
  readonly old: QuoteLadder | null;
  readonly parameters: QuotingParameters;
}

function renew(work: StepWork, quoting: QuotingState, { old, parameters }: Renewal): QuoteLadder {
  const input = ladderInput(work, quoting, parameters);
  return old !== null && isSameInput(old.input, input) ? old : computeQuotes(input);
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

const NO_TARGET: InventoryTarget = { targetCoin: 0, softBandCoin: 0, hardBandCoin: 0 };

/**
 * The ladder that parameters ask for with the inputs of now, as if no band kept any level of it out: a side without room today has some
 * tomorrow, and what it would be then is what a change of parameters is judged by. The instrument must be loaded.
 */
export function unboundedTargets(work: StepWork, quoting: QuotingState, parameters: QuotingParameters): QuoteLadder {
  const input = ladderInput(work, quoting, parameters);
  return computeQuotes({ ...input, softBandCoin: Infinity, hardBandCoin: Infinity, roomTaken: null });
}

function ladderInput(work: StepWork, quoting: QuotingState, parameters: QuotingParameters): QuoteLadderInput {
  const market = work.markets.get(quoting.instrumentId);
  if (market === undefined) throw new RangeError(`Expected ${quoting.instrumentId} to be loaded before it is priced.`);
  const { instrument, top } = market;
  const { targetCoin, softBandCoin, hardBandCoin } = work.inventoryTargets[instrument.underlying] ?? NO_TARGET;
  const common = commonBlock(work, market, quoting);
  return {
    instrument,
    parameters,
    fairValue: quoting.isPricingOn ? (market.fairValue?.[parameters.fairValueSource] ?? null) : null,
    bestBid: top.bid,
    bestAsk: top.ask,
    optionDelta: venueDelta(market),
    inventoryCoin: knownDelta(work, instrument.underlying),
    targetCoin,
    softBandCoin,
    hardBandCoin,
    roomTaken: findRoomTaken(work, market),
    widenFactor: widenFactorOf(work, work.venues[instrument.venue]),
    buyBlock: common ?? suspensionOf(quoting, 'buy'),
    sellBlock: common ?? suspensionOf(quoting, 'sell'),
  };
}

/** Of one option; only scales its width and skew, so the last that was said will do. */
function venueDelta({ instrument, ticker }: MarketState): number | null {
  return instrument.option === null ? null : (ticker?.greeks?.delta ?? null);
}

function suspensionOf(quoting: QuotingState, side: Side): QuoteReason | null {
  return quoting.suspensions[side]?.cause ?? null;
}

function knownDelta(work: StepWork, underlying: string): number | null {
  const exposure = work.exposures[underlying];
  return exposure !== undefined && isUsable(exposure.trust) ? exposure.deltaCoin : null;
}

/** What of the contract itself keeps quotes out. */
function marketBlock(work: StepWork, market: MarketState): QuoteReason | null {
  if (lockOf(work.venues[market.instrument.venue], market) !== null) return 'locked';
  if (market.trust === 'stale' || market.trust === 'blocked') return 'stale-input';
  if (!market.instrument.isActive) return 'closed';
  return isExpiring(market.instrument, work.session.nowMs) ? 'expiring' : null;
}

/** Why both sides are kept out of the market whatever their prices; the gravest reason first. */
function commonBlock(work: StepWork, market: MarketState, quoting: QuotingState): QuoteReason | null {
  if (!quoting.isPricingOn) return 'pricing-off';
  const ofMarket = marketBlock(work, market);
  if (ofMarket !== null) return ofMarket;
  if (work.safety.tradingState !== 'active') return 'halted';
  const venue = work.venues[market.instrument.venue];
  if (venue === undefined || !isUsable(judgeAccount(work, venue).trust)) return 'inventory-unknown';
  if (!isGuarded(venue)) return 'unprotected';
  if (isTooSlow(venue)) return 'slow-venue';
  return quoting.isTradingOn ? null : 'trading-off';
}
