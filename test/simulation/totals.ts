/** What many runs came to, in numbers that can be added. */
import { findFault } from './faults';
import type { RunResult } from './run-schedule';

/** Plain data, so that workers can send it. */
export interface Totals {
  schedules: number;
  simulatedMs: number;
  fills: number;
  /** Messages about the quoted perpetual, as the exchange wrote them. */
  bookMessages: number;
  tickerMessages: number;
  tradeMessages: number;
  readonly violations: { readonly seed: number; readonly invariant: string; readonly text: string }[];
  readonly counts: Record<string, number>;
}

/** Nothing yet. */
export function noTotals(): Totals {
  return { schedules: 0, simulatedMs: 0, fills: 0, bookMessages: 0, tickerMessages: 0, tradeMessages: 0, violations: [], counts: {} };
}

/** Adds one run. */
export function addRun(totals: Totals, result: RunResult): void {
  totals.schedules += 1;
  totals.simulatedMs += result.simulatedMs;
  totals.fills += result.fillCount;
  totals.bookMessages += result.counts.get('wire book') ?? 0;
  totals.tickerMessages += result.counts.get('wire ticker') ?? 0;
  totals.tradeMessages += result.counts.get('wire trades') ?? 0;
  if (result.violation !== null) {
    const { invariant, text } = result.violation;
    totals.violations.push({ seed: result.seed, invariant, text });
  }
  for (const [name, count] of result.counts) totals.counts[name] = (totals.counts[name] ?? 0) + count;
}

/** Adds the totals of another worker. */
export function addTotals(totals: Totals, other: Totals): void {
  for (const key of ['schedules', 'simulatedMs', 'fills', 'bookMessages', 'tickerMessages', 'tradeMessages'] as const)
    totals[key] += other[key];
  totals.violations.push(...other.violations);
  for (const [name, count] of Object.entries(other.counts)) totals.counts[name] = (totals.counts[name] ?? 0) + count;
}

/** How often each fault of the catalogue struck: number → name → times. */
export function faultTable(totals: Totals): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const table: Record<string, Record<string, number>> = {};
  for (const [name, count] of Object.entries(totals.counts)) {
    const number = numberOf(name);
    if (number !== null) table[number] = { ...table[number], [name]: count };
  }
  return table;
}

function numberOf(name: string): number | null {
  try {
    return findFault(name).number;
  } catch {
    return null;
  }
}
