/** Engine state → what panels show: one function per topic, listed once. */
import type { EngineState } from '../engine/state';
import { projectAlerts } from './project-alerts';
import type { DeskHealth } from './project-connections';
import { projectConnections } from './project-connections';
import { projectDesk } from './project-desk';
import { projectFills } from './project-fills';
import { projectHedge } from './project-hedge';
import { projectInventory } from './project-inventory';
import { projectLadder } from './project-ladder';
import { projectOrders } from './project-orders';
import { projectPositions } from './project-positions';
import { projectQuoting } from './project-quoting';
import { projectCapital, projectGreeks, projectRiskSlide } from './project-risk';
import { projectSurface } from './project-surface';
import { projectWatchlist } from './project-watchlist';
import type { ViewState } from './view-state';

/** One projection per topic; the compiler objects if one is missing or gives another slice. */
const projections: { readonly [Topic in keyof ViewState]: (state: EngineState, health: DeskHealth) => ViewState[Topic] } = {
  desk: projectDesk,
  watchlist: projectWatchlist,
  ladder: projectLadder,
  quoting: projectQuoting,
  inventory: projectInventory,
  positions: projectPositions,
  orders: projectOrders,
  hedge: projectHedge,
  fills: projectFills,
  connections: projectConnections,
  alerts: projectAlerts,
  greeks: projectGreeks,
  riskSlide: projectRiskSlide,
  capital: projectCapital,
  surface: projectSurface,
};

/**
 * The value of one topic. Reads the state, never keeps it: what it returns is a copy that stays true after the next step. No number in
 * it is NaN or infinite; what is not known is `null`. Rows of immutable records keep their identity from call to call.
 */
export function project<Topic extends keyof ViewState>(state: EngineState, topic: Topic, health: DeskHealth): ViewState[Topic] {
  return projections[topic](state, health);
}
