/** The limits on the day's loss, which holds over restarts until the day is over, and on the fall from its best: both pull and latch. */
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

/** How far the day has fallen from its best, in words, if that is beyond the limit; `null` as above. */
function findDrawdown(work: StepWork): string | null {
  const limit = work.session.settings.maximumDrawdownUsd ?? 0;
  const profit = limit > 0 ? dayProfitUsd(work) : null;
  if (profit === null || work.day === null || work.day.bestUsd - profit < limit) return null;
  const fall = `Profit of the day fell by ${(work.day.bestUsd - profit).toFixed(2)} USD`;
  return `${fall} from its best, ${work.day.bestUsd.toFixed(2)} USD; the limit is ${limit} USD.`;
}

/** A trader has looked at a fall beyond the limit and resumes: the next one counts from here. RESUME after anything else forgets no best. */
export function countFallAnew(work: StepWork): void {
  const profit = dayProfitUsd(work);
  if (work.day !== null && profit !== null && findDrawdown(work) !== null) work.day = { ...work.day, bestUsd: profit };
}

/** A loss of the day, or a fall from its best, beyond its limit pulls everything and latches. */
export function guardLosses(work: StepWork): void {
  if (work.safety.tradingState === 'halted' || work.safety.tradingState === 'killed') return;
  const breach = findLossBreach(work);
  if (breach !== null) return stopLosing(work, `${breach} ${LOSS_LIMIT_ENDS}`, 'daily-loss');
  const fall = findDrawdown(work);
  if (fall !== null)
    stopLosing(
      work,
      `${fall} To resume: arm, then type RESUME; if it is still beyond the limit then, it counts anew from there.`,
      'drawdown',
    );
}

function stopLosing(work: StepWork, reason: string, key: 'daily-loss' | 'drawdown'): void {
  haltTrading(work, 'halted', reason);
  pullQuotes(work, { instrumentId: null, reason: 'halted: loss limit' });
  raiseAlert(work, { key, severity: 3, text: reason });
}
