/** Order and counting of alerts. */
import type { AlertRow } from '../../../shared/projection/view-state';

/** Unacknowledged first, then by severity, then newest. */
export function alertRows(rows: Readonly<Record<string, AlertRow>>): readonly AlertRow[] {
  return Object.values(rows).sort(
    (left, right) =>
      Number(left.isAcknowledged) - Number(right.isAcknowledged) || right.severity - left.severity || right.lastAtMs - left.lastAtMs,
  );
}

/** How many are not acknowledged. */
export function openCount(rows: Readonly<Record<string, AlertRow>>): number {
  return Object.values(rows).filter((row) => !row.isAcknowledged).length;
}

/** Severity in words. */
export const severityWord: Readonly<Record<AlertRow['severity'], string>> = { 1: 'note', 2: 'warn', 3: 'act now' };
