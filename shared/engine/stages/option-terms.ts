/** What the gate asks of an order of an option besides: where its price lies, by the venue's own valuation of now. */
import { YEAR_MS } from '../../domain/time';
import type { OptionOrderTerms } from '../../risk/gate-context';
import type { OptionOrderLimits } from '../../risk/limits';
import type { MarketState } from '../market-state';
import { protectedShare } from '../venue-protection';
import { venueNowMs } from '../venue-time';
import type { StepWork } from '../step-work';

/** `isFresh`: whether the ticker is a reference. `null` of what is no option, and where no limits of options' orders are set. */
export function optionTerms(work: StepWork, market: MarketState | null, isFresh: boolean): OptionOrderTerms | null {
  const { optionOrders } = work.session.settings;
  if (market === null || optionOrders === undefined) return null;
  const { option, expiresAtMs, venue } = market.instrument;
  if (option === null || expiresAtMs === null) return null;
  const ticker = isFresh ? market.ticker : null;
  return {
    ...option,
    years: (expiresAtMs - venueNowMs(work, venue)) / YEAR_MS,
    forward: ticker?.underlyingPrice ?? null,
    markVolatility: ticker?.markVolatility ?? null,
    limits: shareOf(optionOrders, protectedShare(work.venues[venue])),
  };
}

function shareOf(limits: OptionOrderLimits, share: number): OptionOrderLimits {
  const { maximumPremiumUsd, maximumVegaUsd } = limits;
  return { ...limits, maximumPremiumUsd: maximumPremiumUsd * share, maximumVegaUsd: maximumVegaUsd * share };
}
