/** What must hold after a kill, judged by the exchange's own record and by the journal as the kill left it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createInitialState } from '../../../shared/engine/initial-state';
import type { EngineState } from '../../../shared/engine/state';
import { step } from '../../../shared/engine/step';
import { replaySession } from '../../../shared/journal/replay';
import { awaitFor, type DeskControls } from '../desk-controls';
import type { ExchangeTruth } from '../exchange-truth';
import type { JournalAudit } from './journal-audit';

/** Coin: less than the fee of the smallest fill, more than the funding of a second. */
const CASH_TOLERANCE = 1e-6;
/** Coin; sums of doubles. */
const FEE_TOLERANCE = 1e-12;
const DEAD_MAN_LIMIT_MS = 15_000;

/** What was found wrong, counted by kind. */
export interface Verdict {
  /** Entries, orders or fills that the exchange knows and the desk does not. */
  readonly lost: readonly string[];
  /** Sent, decided or booked twice. */
  readonly doubled: readonly string[];
}

/** Waits until nothing of the killed desk rests; what still does after the limit is returned. */
export async function awaitDeadMan(truth: ExchangeTruth): Promise<{ readonly elapsedMs: number; readonly left: readonly string[] }> {
  const from = performance.now();
  for (;;) {
    const open = await truth.openOrders();
    const elapsedMs = performance.now() - from;
    if (open.length === 0 || elapsedMs > DEAD_MAN_LIMIT_MS) return { elapsedMs, left: open.map(({ label }) => label) };
    await sleep(10);
  }
}

/** Compares the exchange's orders with the journal's intents, and finds what was done twice. */
export function judgeJournal(audit: JournalAudit, truth: ExchangeTruth, fillsKnownUntilMs: number): Verdict {
  const orders = truth.of('order').map(({ label }) => String(label));
  const trades = truth.of('trade').filter(({ t }) => Number(t) <= fillsKnownUntilMs);
  return {
    lost: [
      ...orders.filter((label) => !audit.intents.has(label)).map((label) => `order ${label} has no intent in the journal`),
      ...trades
        .filter((line) => !audit.fills.has(String(line['trade_id'])))
        .map((line) => `fill ${String(line['trade_id'])} is not in the journal`),
    ],
    doubled: [
      ...truth.doubledLabels().map((label) => `order ${label} was sent twice`),
      ...[...audit.doubledIntents].map((id) => `intent ${id} was decided twice`),
    ],
  };
}

/** Replays the killed session: every recorded intent must be decided again, and no fill booked twice. */
export function replayKilled(audit: JournalAudit): { readonly verdict: Verdict; readonly state: EngineState } {
  const replayed = replaySession(step, createInitialState(), audit.session);
  if (!replayed.ok)
    return { verdict: { lost: [`the journal does not replay: ${replayed.error}`], doubled: [] }, state: createInitialState() };
  const { state } = replayed.value;
  const seen = new Set<string>();
  const doubled = state.fills.filter(({ fill }) => seen.size === seen.add(fill.tradeId).size);
  return { verdict: { lost: [], doubled: doubled.map(({ fill }) => `fill ${fill.tradeId} was booked twice`) }, state };
}

/** Waits until the desk's positions are those of the exchange; the differences that stay are returned. */
export async function comparePositions(desk: DeskControls, truth: ExchangeTruth): Promise<readonly string[]> {
  let differences: readonly string[] = [];
  await awaitFor({ what: 'equal positions', limitMs: 3_000 }, async () => {
    differences = await findDifferences(desk, truth);
    return differences.length === 0 ? true : null;
  }).catch(() => undefined);
  return differences;
}

async function findDifferences(desk: DeskControls, truth: ExchangeTruth): Promise<readonly string[]> {
  const theirs = await truth.positions();
  const rows = Object.values((await desk.read('positions')).rows);
  const ours = new Map(rows.filter(({ quantity }) => quantity !== 0).map(({ name, quantity }) => [name, quantity]));
  return [...new Set([...theirs.keys(), ...ours.keys()])]
    .filter((name) => Math.abs((ours.get(name) ?? 0) - (theirs.get(name) ?? 0)) > 1e-9)
    .map((name) => `position of ${name} is ${ours.get(name) ?? 0} here and ${theirs.get(name) ?? 0} there`);
}

/** What a comparison of cash came to; currencies whose cash is not the session's own alone are not compared. */
export interface CashVerdict {
  readonly comparedCount: number;
  readonly wrong: readonly string[];
}

/** Profit less fees that the session booked, against what the exchange's wallet moved by since `sinceMs`. */
export function compareCash(state: EngineState, moved: ReadonlyMap<string, number>, sinceMs: number): CashVerdict {
  // A fill that the killed session never heard of is booked by this one, and was in the exchange's wallet before.
  if (state.fills.some(({ fill }) => fill.executedAtMs < sinceMs)) return { comparedCount: 0, wrong: [] };
  const own = [...moved].flatMap(([currency, there]) => {
    const held = Object.values(state.positions).filter(({ underlying }) => underlying === currency);
    const fees = held.reduce((sum, { position }) => sum + position.feesCoin, 0);
    // So is one of while nobody looked: it is booked at the start, and its fee is of no fill of this session.
    const ownFees = state.fills.filter(({ fill }) => fill.feeCurrency === currency).reduce((sum, { fill }) => sum + fill.fee, 0);
    if (Math.abs(fees - ownFees) > FEE_TOLERANCE) return [];
    return [{ currency, there, here: held.reduce((sum, { position }) => sum + position.realisedCoin, 0) - fees }];
  });
  const wrong = own.filter(({ here, there }) => Math.abs(here - there) > CASH_TOLERANCE);
  return {
    comparedCount: own.filter(({ there }) => there !== 0).length,
    wrong: wrong.map(({ currency, here, there }) => `cash of the session in ${currency} is ${here} here and ${there} there`),
  };
}
