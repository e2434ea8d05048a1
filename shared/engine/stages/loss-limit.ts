/** The limit on the day's loss: it pulls and latches, and holds over restarts until the day is over. */
import { dayProfitUsd } from '../day-profit';
import { raiseAlert, type StepWork } from '../step-work';
import { haltTrading, pullQuotes } from './trading-halt';

/** What is beyond the limit, in words; `null` if nothing is, if the loss is not known, or if there is no limit (0). */
export function findLossBreach(work: StepWork): string | null {
  const limit = work.session.settings.maximumDailyLossUsd;
  const profit = limit > 0 ? dayProfitUsd(work) : null;
  if (profit === null || work.day === null || profit > -limit) return null;
  const since = new Date(work.day.sinceMs).toISOString().slice(0, 16).replace('T', ' ');
  return `Loss of the day ${profit.toFixed(2)} USD since ${since} UTC; the limit is ${limit} USD.`;
}

/** How it ends, said with every halt. */
export const LOSS_LIMIT_ENDS = 'It holds until 00:00 UTC, over restarts too; then type RESUME, or set a higher limit and restart.';

/** A loss beyond the limit of the day pulls everything and latches. */
export function guardDailyLoss(work: StepWork): void {
  if (work.safety.tradingState === 'halted' || work.safety.tradingState === 'killed') return;
  const breach = findLossBreach(work);
  if (breach === null) return;
  const reason = `${breach} ${LOSS_LIMIT_ENDS}`;
  haltTrading(work, 'halted', reason);
  pullQuotes(work, { instrumentId: null, reason: 'halted: loss limit' });
  raiseAlert(work, { key: 'daily-loss', severity: 3, text: reason });
}
