/** A cell of the risk slide as a sentence. */
import type { SlideCell, SlideRequest } from '../../shared/projection/risk-slide-view';

function moved(what: string, move: number): string {
  if (move === 0) return `${what} stays`;
  return `${what} ${move > 0 ? 'rises' : 'falls'} ${Math.abs(move * 100).toFixed(move * 100 === Math.round(move * 100) ? 0 : 1)} %`;
}

function when(days: number): string {
  if (days === 0) return 'at once';
  if (days === 1) return 'by tomorrow';
  return `within ${days} days`;
}

/** "loses 12,340 USD if BTC falls 20 % and volatility rises 30 % by tomorrow". */
export function describeCell(request: SlideRequest, cell: Omit<SlideCell, 'words'>): string {
  const spot = moved(request.underlying ?? 'every price', request.spotMoves[cell.spotIndex] ?? 0);
  const volatility = moved('volatility', request.volatilityMoves[cell.volatilityIndex] ?? 0);
  const amount = Math.round(Math.abs(cell.pnlUsd)).toLocaleString('en-US');
  const verb = cell.pnlUsd < 0 ? 'loses' : 'gains';
  return `${verb} ${amount} USD if ${spot} and ${volatility} ${when(request.dayOffsets[cell.dayIndex] ?? 0)}`;
}
