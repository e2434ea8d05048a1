/** Order and words of the capital panel. */
import type { AllocationRow, LimitBar, TailMeasure, TailRequest } from '../../../shared/projection/capital-view';

const urgency: Readonly<Record<LimitBar['state'], number>> = { hard: 0, soft: 1, near: 2, unknown: 3, ok: 4 };

/** Breaches first, then what is near, then what nobody knows; otherwise as delivered. */
export function orderLimits(limits: readonly LimitBar[]): readonly LimitBar[] {
  return [...limits].sort((first, second) => urgency[first.state] - urgency[second.state]);
}

/** What stands in place of every row, once, where all lack their figures for one reason; empty if any has figures or another reason. */
export function sharedReason(rows: readonly { readonly reason: string }[]): string {
  const [first] = rows;
  return first !== undefined && rows.every(({ reason }) => reason === first.reason) ? first.reason : '';
}

/** A place on a limit's bar in per cent of the hard limit, which lies at four fifths of the bar. */
export function barPercent(value: number | null, hard: number): number {
  if (value === null || !(hard > 0)) return 0;
  return Math.min(100, (Math.abs(value) / hard) * 80);
}

/** Confidences to choose from. */
export const confidences = [0.95, 0.975, 0.99] as const;

/** The request with another confidence or horizon; the rest stays. */
export function changeRequest(request: TailRequest, change: Partial<TailRequest>): TailRequest {
  return { ...request, ...change };
}

/** The next choice of a list, round and round. */
export function nextOf(choices: readonly number[], current: number): number {
  return choices[(choices.indexOf(current) + 1) % choices.length] ?? current;
}

/** What a measure stands for, in one sentence for the tooltip. */
export function measureWords({ label, confidence, horizonDays, windowObservations, convention }: TailMeasure): string {
  const seen = windowObservations > 0 ? `, ${windowObservations} observations` : '';
  return `${label}: ${(confidence * 100).toFixed(1)} % over ${horizonDays} d${seen}; ${convention}`;
}

/** Room on a side with what ends it; `null` room is not known. */
export function roomWords(room: number | null, binds: string, underlying: string): string {
  if (room === null) return 'not known';
  return `${room.toFixed(2)} ${underlying} until ${binds}`;
}

/** The side that has less room; `null` where one is not known. */
export function tighterSide({ bidRoomCoin, askRoomCoin }: AllocationRow): 'bid' | 'ask' | null {
  if (bidRoomCoin === null || askRoomCoin === null) return null;
  return bidRoomCoin <= askRoomCoin ? 'bid' : 'ask';
}
