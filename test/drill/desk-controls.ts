/** What a drill does to a desk, whichever process it runs in: commands of a trader, views of a panel. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandArgs, CommandName } from '../../shared/contract/commands';
import type { CommandOutcome } from '../../shared/contract/envelope';
import type { TopicName, TopicValue } from '../../shared/contract/topics';
import { DrillFailure } from './drill-case';

/** A running desk. */
export interface DeskControls {
  send<Name extends CommandName>(name: Name, args: CommandArgs<Name>): Promise<CommandOutcome>;
  read<Topic extends TopicName>(topic: Topic): Promise<TopicValue<Topic>>;
}

const POLL_MS = 25;

/** A lost order counts for a minute at most, and a little longer until that is seen. */
export const LOST_HOLD_MS = 65_000;

/** Waits until `find` gives something other than `null`; the error says what was awaited and how the desk described itself. */
export async function awaitFor<Value>(
  { what, limitMs = 20_000, describe }: { readonly what: string; readonly limitMs?: number; readonly describe?: () => Promise<string> },
  find: () => Promise<Value | null>,
): Promise<Value> {
  for (const endsAt = performance.now() + limitMs; performance.now() < endsAt; await sleep(POLL_MS)) {
    const found = await find();
    if (found !== null) return found;
  }
  throw new DrillFailure(`expected ${what} within ${limitMs} ms, found ${(await describe?.().catch(String)) ?? 'that it did not happen'}`);
}

/** How the desk stands, in one line. */
export async function describeDesk(desk: DeskControls): Promise<string> {
  const [view, { rows }] = await Promise.all([desk.read('desk'), desk.read('connections')]);
  const lanes = Object.values(rows).map(
    (row) => `${row.marketData}/${row.privateChannel}/${row.cancelLane} ${row.reconciliation} ${row.reason}`,
  );
  return `${view.tradingState} (${view.tradingStateReason}), ${view.isArmed ? 'armed' : 'disarmed'}, ${view.orderCount} orders, ${view.unknownOrderCount} unknown, ${lanes.join('; ')}`;
}

/** Whether every venue is live on all lanes and reconciled. */
export async function isReconciled(desk: DeskControls): Promise<boolean> {
  const rows = Object.values((await desk.read('connections')).rows);
  return (
    rows.length > 0 && rows.every((row) => row.privateChannel === 'live' && row.marketData === 'live' && row.reconciliation === 'matched')
  );
}

/** Sends a command and fails if it is denied. */
export async function order<Name extends CommandName>(desk: DeskControls, name: Name, args: CommandArgs<Name>): Promise<void> {
  const outcome = await desk.send(name, args);
  if (outcome.status !== 'accepted') throw new DrillFailure(`expected ${name} to be accepted, found: ${outcome.reason}`);
}

/** Does what a trader does to quote again after whatever happened: arm, RESUME if latched, trading on. */
export async function quoteAgain(desk: DeskControls): Promise<void> {
  const { tradingState } = await desk.read('desk');
  if (tradingState === 'halted' || tradingState === 'killed') {
    await awaitFor({ what: 'RESUME to be accepted', describe: () => describeDesk(desk) }, async () => {
      await order(desk, 'arm', {});
      const outcome = await desk.send('resume', { confirmation: 'RESUME' });
      // Waiting for a reconciliation ends by itself; then there is nothing to resume.
      return outcome.status === 'accepted' || (await desk.read('desk')).tradingState === 'active' ? true : null;
    });
  }
  await order(desk, 'arm', {});
  const quoted = Object.values(await desk.read('quoting'));
  for (const { instrumentId } of quoted) {
    await awaitFor({ what: `trading of ${instrumentId} on`, describe: () => describeDesk(desk) }, async () => {
      const outcome = await desk.send('set-trading', { instrumentId, isOn: true });
      return outcome.status === 'accepted' ? true : null;
    });
  }
}
