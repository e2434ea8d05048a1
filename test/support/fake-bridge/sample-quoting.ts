/** Sample quoting control of one instrument, and what a draft would do to it. */
import type { QuoteRow, QuotingView } from '../../../shared/projection/view-state';
import type { QuotingParameters } from '../../../shared/quoting/quoting-parameters';

function quoteRow(
  view: { readonly fair: number; readonly tick: number; readonly shift: number },
  side: 'buy' | 'sell',
  level: number,
): QuoteRow {
  const sign = side === 'buy' ? -1 : 1;
  const now = Math.round((view.fair + sign * (3 + level * level * 2.1)) / view.tick) * view.tick;
  const next = now + sign * view.shift * view.tick;
  const isLast = side === 'sell' && level === 5;
  return {
    side,
    level,
    nowPrice: isLast ? null : now,
    nowQuantity: isLast ? null : Number((0.25 * 1.3 ** (level - 1)).toFixed(4)),
    nextPrice: next,
    nextQuantity: Number((0.25 * 1.3 ** (level - 1)).toFixed(4)),
    edgeBps: (Math.abs(next - view.fair) / view.fair) * 10_000,
    versusMarket: side === 'sell' && level === 1 ? 'better' : level === 1 ? 'join' : 'behind',
    limitUsePercent: side === 'buy' ? 44 + level * 9 : 38 - level * 4,
    state: isLast ? 'suspended' : 'live',
    reason: isLast ? 'suspended after fill, requotes in 0.4 s' : 'live',
  };
}

/** Rows for a half-spread wider by `shift` ticks. */
export function sampleRows(fair: number, tick: number, shift: number): Readonly<Record<string, QuoteRow>> {
  const rows = (['buy', 'sell'] as const).flatMap((side) => [1, 2, 3, 4, 5].map((level) => quoteRow({ fair, tick, shift }, side, level)));
  return Object.fromEntries(rows.map((row) => [`${row.side}-${row.level}`, row]));
}

/** A quoting view without a draft. */
export function sampleQuoting(instrumentId: string, parameters: QuotingParameters, now: number): QuotingView {
  const isBtc = instrumentId.includes('BTC');
  const fair = isBtc ? 61659.9 : 2681.37;
  const tick = isBtc ? 0.5 : 0.05;
  return {
    instrumentId,
    name: instrumentId.replace('deribit:', ''),
    underlying: isBtc ? 'BTC' : 'ETH',
    tickSize: tick,
    isPricingOn: true,
    isTradingOn: true,
    isBidSuspended: false,
    isAskSuspended: false,
    parameters,
    parametersVersion: 3,
    draftVersion: 0,
    changedAtMs: now - 700_000,
    changedBy: 'trader',
    canUndo: true,
    draft: null,
    draftProblem: null,
    fairValue: fair,
    reservationPrice: fair - 1.2,
    halfSpreadTicks: 9.4,
    skewTicks: -2.4,
    widening: '',
    rows: sampleRows(fair, tick, 0),
    bidWaterfall: [
      { name: 'half-spread', ticks: -9.4 },
      { name: 'inventory', ticks: -2.4 },
      { name: 'tick', ticks: -0.4 },
    ],
    askWaterfall: [
      { name: 'half-spread', ticks: 9.4 },
      { name: 'inventory', ticks: -2.4 },
      { name: 'tick', ticks: 0.4 },
    ],
    messagesNeeded: 4,
    messageBudget: 20,
    trust: { state: 'live', inputAtMs: now - 42, isReconciled: true, source: 'deribit practice: order book of BTC-PERPETUAL', reason: '' },
  };
}
