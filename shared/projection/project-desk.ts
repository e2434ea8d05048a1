/** Top bar, stop bar and status bar. */
import type { ExposureState } from '../engine/account-state';
import { dayProfitUsd, fundingUsd } from '../engine/day-profit';
import type { EngineState } from '../engine/state';
import { isUncertain, isWorking } from '../execution/order-state';
import { finiteOrNull, productOrNull } from './finite';
import { projectFlatten } from './project-flatten';
import { allExposuresTrust, exposureTrust } from './trust';
import type { DayProfitView, DeskView, UnderlyingSummary } from './view-state';

/** Sum over underlyings in USD; `null` as soon as one part is unknown. */
function sumUsd(state: EngineState, part: (exposure: ExposureState) => number | null, beside = 0): number | null {
  let sum = beside;
  for (const exposure of Object.values(state.exposures)) {
    const usd = part(exposure);
    if (usd === null) return null;
    sum += usd;
  }
  return finiteOrNull(sum);
}

function unrealisedUsd(state: EngineState, exposure: ExposureState): number | null {
  if (exposure.unrealisedCoin === 0) return 0;
  return productOrNull(exposure.unrealisedCoin, state.indexes[exposure.underlying]?.price ?? null);
}

function projectUnderlyings(state: EngineState): Readonly<Record<string, UnderlyingSummary>> {
  const names = new Set([...Object.keys(state.indexes), ...Object.keys(state.exposures)]);
  const summaries = [...names].sort().map((name): readonly [string, UnderlyingSummary] => {
    const exposure = state.exposures[name];
    return [
      name,
      {
        indexPrice: finiteOrNull(state.indexes[name]?.price),
        deltaCoin: finiteOrNull(exposure?.deltaCoin),
        trust: exposureTrust(state, exposure),
      },
    ];
  });
  return Object.fromEntries(summaries);
}

interface OrderCounts {
  readonly quotes: number;
  readonly own: number;
  readonly external: number;
  readonly unknown: number;
}

function countOrders(state: EngineState): OrderCounts {
  const counts = { quotes: 0, own: 0, external: 0, unknown: 0 };
  for (const order of state.orders.open.values()) {
    if (!isWorking(order)) continue;
    if (order.purpose === 'quote') counts.quotes += 1;
    if (order.purpose === 'external') counts.external += 1;
    else counts.own += 1;
    if (isUncertain(order)) counts.unknown += 1;
  }
  return counts;
}

function projectDay(state: EngineState): DayProfitView | null {
  const { day, session } = state;
  if (day === null) return null;
  const { maximumDailyLossUsd: maximumLossUsd, maximumDrawdownUsd = 0 } = session.settings;
  return { profitUsd: finiteOrNull(dayProfitUsd(state)), sinceMs: day.sinceMs, maximumLossUsd, bestUsd: day.bestUsd, maximumDrawdownUsd };
}

/** The desk slice. Realised PnL is after fees and with funding; orders count every working order of ours, quotes included. */
export function projectDesk(state: EngineState): DeskView {
  const { session, safety } = state;
  const counts = countOrders(state);
  return {
    environment: session.environment,
    sessionId: session.sessionId,
    engineTimeMs: session.nowMs,
    tradingState: safety.tradingState,
    tradingStateReason: safety.reason,
    isArmed: safety.isArmed,
    disarmsAtMs: safety.disarmsAtMs,
    selectedInstrumentId: state.selectedInstrumentId,
    underlyings: projectUnderlyings(state),
    dayProfit: projectDay(state),
    realisedPnlUsd: sumUsd(state, (exposure) => exposure.realisedUsd - exposure.feesUsd, fundingUsd(state)),
    unrealisedPnlUsd: sumUsd(state, (exposure) => unrealisedUsd(state, exposure)),
    pnlTrust: allExposuresTrust(state),
    quoteCount: counts.quotes,
    orderCount: counts.own,
    externalOrderCount: counts.external,
    unknownOrderCount: counts.unknown,
    alertCount: state.alerts.filter((alert) => !alert.isAcknowledged).length,
    draftCount: [...Object.values(state.quoting), ...Object.values(state.surfaces)].filter(({ draft }) => draft !== null).length,
    eventSequence: session.sequence,
    pull: safety.pull,
    flatten: projectFlatten(state),
  };
}
