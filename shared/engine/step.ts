/** The one function that decides: (state, event) → state and effects. Calls the stages in their written order and nothing more. */
import type { EngineEvent } from './events';
import { ingestAccount } from './stages/ingest-account';
import { ingestConnection } from './stages/ingest-connection';
import { ingestMarketData } from './stages/ingest-market-data';
import { followOptions } from './stages/follow-options';
import { takeSurface } from './stages/take-surface';
import { takeDays } from './stages/record-days';
import { completeFillDeltas, takeMarkouts } from './stages/fill-records';
import { valueMarkets } from './stages/fair-value';
import { keepFlatten } from './stages/keep-flatten';
import { keepHedge } from './stages/hedge-ticket';
import { keepOrders } from './stages/keep-orders';
import { keepSafety } from './stages/keep-safety';
import { quoteMarkets } from './stages/quote-market';
import { runCommand } from './stages/run-command';
import { startSession } from './stages/start-session';
import { trackInventory } from './stages/inventory';
import { assessTrust } from './stages/trust';
import type { EngineState } from './state';
import { closeStep, openStep, type StepResult } from './step-work';

/**
 * One step. Deterministic: equal states and events give equal states and effects. `state` is consumed: its maps and books are mutated
 * in place, so the caller keeps only the result. `event.sequence` must rise by one; the caller numbers events.
 */
export function step(state: EngineState, event: EngineEvent): StepResult {
  const work = openStep(state, event);
  const { fillCount, revisions } = state;
  startSession(work);
  ingestConnection(work);
  ingestMarketData(work);
  ingestAccount(work);
  followOptions(work, revisions.positions);
  takeSurface(work);
  takeDays(work);
  assessTrust(work);
  valueMarkets(work);
  trackInventory(work, revisions.inventory);
  completeFillDeltas(work, fillCount);
  runCommand(work);
  quoteMarkets(work);
  keepHedge(work, fillCount);
  keepFlatten(work);
  takeMarkouts(work);
  keepOrders(work);
  keepSafety(work);
  return closeStep(work);
}
