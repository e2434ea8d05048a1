/** One line a second for people who run the desk without a display: feeds, quotes, inventory, PnL. */
import type { ConnectionsView, DeskView } from '../../shared/projection/view-state';

/** What the line is made of; `null` until the engine has published it. */
export interface StatusParts {
  readonly desk: DeskView | null;
  readonly connections: ConnectionsView | null;
}

export function formatStatusLine({ desk, connections }: StatusParts, elapsedMs: number): string {
  const clock = `${(elapsedMs / 1000).toFixed(0).padStart(4)} s`;
  if (!desk) return `${clock}  waiting for the engine`;
  const parts = [
    `${desk.environment} ${desk.tradingState}${desk.isArmed ? ' armed' : ''}`,
    `feeds ${formatFeeds(connections)}`,
    `quotes ${desk.quoteCount}`,
    `orders ${desk.orderCount}`,
    `inventory ${formatInventory(desk)}`,
    `PnL ${formatPnl(desk)}`,
    ...formatDay(desk),
    `alerts ${desk.alertCount}`,
  ];
  const reason = desk.tradingStateReason === '' ? '' : `  (${desk.tradingStateReason})`;
  return `${clock}  ${parts.join('  ')}${reason}`;
}

function formatFeeds(connections: ConnectionsView | null): string {
  const rows = Object.values(connections?.rows ?? {});
  if (rows.length === 0) return 'none';
  return rows.map((row) => `${row.venue} ${row.marketData}/${row.privateChannel} ${row.messagesPerSecond.toFixed(0)}/s`).join(', ');
}

function formatInventory(desk: DeskView): string {
  const rows = Object.entries(desk.underlyings);
  if (rows.length === 0) return 'unknown';
  return rows
    .map(([underlying, { deltaCoin }]) => `${underlying} ${deltaCoin === null ? 'unknown' : formatSigned(deltaCoin, 4)}`)
    .join(' ');
}

function formatPnl({ realisedPnlUsd, unrealisedPnlUsd }: DeskView): string {
  if (realisedPnlUsd === null || unrealisedPnlUsd === null) return 'unknown';
  return `${formatSigned(realisedPnlUsd + unrealisedPnlUsd, 2)} USD`;
}

/** Of the day, which began before this session if the desk was restarted. */
function formatDay({ dayProfit }: DeskView): readonly string[] {
  if (dayProfit === null) return [];
  const since = new Date(dayProfit.sinceMs).toISOString().slice(11, 16);
  return [`day ${dayProfit.profitUsd === null ? 'unknown' : `${formatSigned(dayProfit.profitUsd, 2)} USD`} since ${since} UTC`];
}

function formatSigned(value: number, decimals: number): string {
  return `${value >= 0 ? '+' : ''}${value.toFixed(decimals)}`;
}
