/** A desk that is started again on what the one before left, as a trader or a crash does it. */
import type { AccountSnapshot } from '../../shared/engine/events';
import { collectRecovered, type RecoveredAccount } from '../../shared/engine/recovered-account';
import type { DeskSettings } from '../../shared/engine/settings';
import { TestDesk } from './engine-builder';
import { testSettings } from './engine-parts';

/** How a desk comes back. */
export interface Restart {
  /** Time without a desk, ms. */
  readonly afterMs: number;
  readonly settings?: DeskSettings;
  /** What the venue says first. */
  readonly snapshot?: Partial<AccountSnapshot>;
}

/** What the journal hands to the next session: plain data that went through text. */
export function leftBy(desk: TestDesk): RecoveredAccount {
  return JSON.parse(JSON.stringify(collectRecovered(desk.state))) as RecoveredAccount;
}

/** The desk of the next session, reconciled. */
export function restart(desk: TestDesk, { afterMs, settings = testSettings(), snapshot = {} }: Restart): TestDesk {
  const next = new TestDesk();
  next.nowMs = desk.nowMs + afterMs;
  return next.start(settings, snapshot, leftBy(desk));
}
