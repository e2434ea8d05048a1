/** Cancels on a lane of their own: one order, or everything until the venue's list is empty twice. */
import type { CancelScope } from '../../../shared/engine/effects';
import type { InstrumentId } from '../../../shared/domain/instrument';
import type { ClientOrderId, OrderReport, VenueOrderId } from '../../../shared/domain/order';
import type { VenueRim } from '../venue-port';
import { readOpenOrders } from './account-reader';
import type { Announcer } from './announcer';
import { cancelOne, isAboutOrder, ordersInScope, planCancel, SINGLE } from './cancel-plan';
import { CancelProof } from './cancel-proof';
import type { InstrumentsByName } from './decode-account';
import { decodeOrder } from './decode-account';
import { DERIBIT } from './instruments';
import type { OpenOrder, OpenOrders } from './open-orders';
import type { RpcOutcome, RpcSession } from './rpc';
import { FieldRefused } from './decode-fields';

/** What cancelling needs of the connection. */
export interface CancelLaneOptions {
  readonly rim: VenueRim;
  readonly announcer: Announcer;
  readonly instruments: InstrumentsByName;
  readonly openOrders: OpenOrders;
  /** Every signed-in lane, the cancel lane first. */
  readonly sessions: () => readonly RpcSession[];
}

/** One order to cancel. */
export interface CancelTarget {
  readonly instrumentId: InstrumentId;
  readonly clientOrderId: ClientOrderId;
  readonly venueOrderId: VenueOrderId | null;
}

const CANCEL_WITHIN_MS = 1_000;
const CANCEL_ATTEMPTS = 5;
const RETRY_EVERY_MS = 200;
const CHECK_EVERY_MS = 50;
/** While nothing goes, rounds come ever more rarely: a venue that runs out of rate credits for us hangs up and takes no cancel at all. */
const LONGEST_ROUND_MS = 1_000;
const EMPTY_LISTS_NEEDED = 2;
const COMPLAIN_EVERY_MS = 5_000;

interface CancelAllJob {
  scope: CancelScope;
  /** What was last known to rest, also of others that a list lacks; `null` when only the venue can tell. */
  known: readonly OpenOrder[] | null;
  readonly proof: CancelProof;
  readonly startedAtMs: number;
  emptyLists: number;
  /** How often it was asked for: a list from before the last time proves nothing. */
  calls: number;
  complainedAtMs: number;
  /** Rounds that were not answered: after each the next lane is asked, because one may be dead without knowing it. */
  unanswered: number;
  /** Wholesale calls for everything known are on the wire, so single cancels would only use up credits. */
  hasSwept: boolean;
  /** Rounds in a row after which something still rested, or that were not answered. */
  fruitless: number;
  /** When the last round began. */
  roundAtMs: number;
  /** The last round was answered: its lane is asked again, and needs no other beside it. */
  isAnswered: boolean;
  /** Ends the wait for the next round; `null` while one is under way. */
  cancelWait: (() => void) | null;
}

export class CancelLane {
  private job: CancelAllJob | null = null;
  private isStopped = false;

  constructor(private readonly options: CancelLaneOptions) {}

  /** Idempotent at the venue, so it is repeated until answered, also while the venue is busy; a refusal of this order is handed on at once. */
  cancel(target: CancelTarget, attempt = 1): void {
    if (attempt === 1 && this.job?.hasSwept === true) return;
    const sessions = this.options.sessions();
    const session = sessions[(attempt - 1) % Math.max(1, sessions.length)];
    if (!session) return this.retry(target, attempt, 'no lane is signed in');
    session.send({
      method: target.venueOrderId === null ? 'private/cancel_by_label' : 'private/cancel',
      params: target.venueOrderId === null ? { label: target.clientOrderId } : { order_id: target.venueOrderId },
      requestClass: 'cancel',
      timeoutMs: CANCEL_WITHIN_MS,
      onOutcome: (outcome) => this.conclude(target, attempt, outcome),
    });
  }

  /** The first cancel is written in the tick of the call. A second call while one runs widens its scope, and ends the wait between two rounds. */
  cancelAll(scope: CancelScope): void {
    const nowMs = this.options.rim.nowMs();
    if (this.job) return this.askAgain(this.job, scope);
    this.job = {
      scope,
      known: null,
      proof: new CancelProof(),
      startedAtMs: nowMs,
      emptyLists: 0,
      calls: 1,
      complainedAtMs: nowMs,
      unanswered: 0,
      hasSwept: false,
      fruitless: 0,
      roundAtMs: nowMs,
      isAnswered: false,
      cancelWait: null,
    };
    void this.work(this.job);
  }

  private askAgain(job: CancelAllJob, scope: CancelScope): void {
    if (scope === 'account') job.scope = scope;
    job.emptyLists = 0;
    job.calls += 1;
    job.fruitless = 0;
    job.isAnswered = false;
    if (job.cancelWait === null) return;
    job.cancelWait();
    void this.work(job);
  }

  /** What ended needs no proof. Says aloud when an order of another tool went with ours: it came in within the round trip of a wholesale call. */
  hear(report: OrderReport): void {
    if (report.status !== 'accepted') this.job?.proof.end(report.venueOrderId);
    if (this.job?.hasSwept !== true || this.job.scope === 'account') return;
    if (report.clientOrderId !== null || report.status !== 'canceled' || report.reason !== 'user_request') return;
    this.options.announcer.fault(
      `order ${report.venueOrderId} of another tool was canceled while ours were: place it again there if wanted`,
    );
  }

  /** The connection is left: nothing is under way any more. */
  forget(): void {
    this.job = null;
  }

  stop(): void {
    this.isStopped = true;
    this.job = null;
  }

  private conclude(target: CancelTarget, attempt: number, outcome: RpcOutcome): void {
    const { announcer, instruments } = this.options;
    if (!outcome.ok) {
      if (!isAboutOrder(outcome.error)) return this.retry(target, attempt, outcome.error.reason);
      return announcer.emit({ kind: 'cancel-failed', clientOrderId: target.clientOrderId, reason: outcome.error.reason });
    }
    if (target.venueOrderId === null) {
      if (outcome.value === 0) {
        announcer.emit({ kind: 'cancel-failed', clientOrderId: target.clientOrderId, reason: 'no open order carries this label' });
      }
      return;
    }
    try {
      announcer.emit({ kind: 'order-reported', report: decodeOrder(outcome.value, instruments) });
    } catch (error) {
      if (!(error instanceof FieldRefused)) throw error;
      announcer.fault(`the answer to a cancel was unreadable: ${error.message}`);
    }
  }

  private retry(target: CancelTarget, attempt: number, reason: string): void {
    if (this.isStopped) return;
    if (attempt >= CANCEL_ATTEMPTS) {
      const words = `not taken after ${CANCEL_ATTEMPTS} attempts: ${reason}`;
      this.options.announcer.emit({ kind: 'cancel-failed', clientOrderId: target.clientOrderId, reason: words });
      return;
    }
    this.options.rim.schedule(RETRY_EVERY_MS, () => this.cancel(target, attempt + 1));
  }

  /** One round: cancel what is known to rest, then ask what still does. */
  private async work(job: CancelAllJob): Promise<void> {
    job.cancelWait = null;
    job.roundAtMs = this.options.rim.nowMs();
    const sessions = this.options.sessions();
    const session = sessions[job.unanswered % Math.max(1, sessions.length)];
    const { openOrders } = this.options;
    // A list from before the stream was lost may be older than the last that came over it.
    job.known = openOrders.list() ?? (job.known === null ? null : openOrders.heard());
    if (!session) return this.again(job, RETRY_EVERY_MS);
    // Without knowing who else has orders only the whole account could be cancelled unseen.
    if (job.known !== null || job.scope === 'account') await this.cancelPlanned(session, job, job.known ?? []);
    const { calls } = job;
    const heard = openOrders.expectList();
    const answer = await readOpenOrders(session, job.scope);
    job.isAnswered = answer.ok;
    if (this.job !== job || !answer.ok) {
      openOrders.dismiss(heard);
      job.unanswered += 1;
      job.fruitless += 1;
      return this.again(job, RETRY_EVERY_MS);
    }
    const open = answer.value;
    job.proof.compare(open, openOrders.heard(), job.scope);
    openOrders.replace(open, heard);
    const remaining = ordersInScope(open, job.scope).length + job.proof.unproven.length;
    if (job.calls === calls) countList(job, remaining);
    if (job.emptyLists >= EMPTY_LISTS_NEEDED) return this.confirm(job);
    this.complain(job, remaining === 0 ? 'it empty only once' : `${remaining} still open or with no word of an end`);
    this.again(job, CHECK_EVERY_MS);
  }

  private async cancelPlanned(session: RpcSession, job: CancelAllJob, known: readonly OpenOrder[]): Promise<void> {
    if (job.emptyLists > 0) return;
    const { unproven } = job.proof;
    const calls = [...planCancel(known, job.scope), ...unproven.map(cancelOne)];
    job.hasSwept = calls.length > 0;
    // On every lane at once: one may be dead, and on the lane of the orders it stands behind all that were sent. The others go as far as
    // credits reach: past its limit the venue hangs up on the lanes that all cancels need.
    for (const other of job.isAnswered ? [] : this.options.sessions()) {
      if (other === session) continue;
      for (const { method, params } of calls) {
        if (method !== SINGLE)
          other.send({ method, params, requestClass: 'cancel', timeoutMs: CANCEL_WITHIN_MS, onOutcome: () => undefined });
      }
    }
    await Promise.all(
      calls.map(async (call) => {
        const requestClass = call.method === SINGLE ? 'cancel' : 'stop';
        const outcome = await session.call(call.method, call.params, { requestClass, timeoutMs: CANCEL_WITHIN_MS });
        job.proof.answer({ call, outcome }, [...known, ...unproven]);
      }),
    );
  }

  private again(job: CancelAllJob, delayMs: number): void {
    if (this.job !== job) return;
    this.complain(job, 'no lane that answers');
    const growingMs = Math.min(LONGEST_ROUND_MS, CHECK_EVERY_MS * 2 ** Math.max(0, job.fruitless - 1));
    const restMs = growingMs - (this.options.rim.nowMs() - job.roundAtMs);
    job.cancelWait = this.options.rim.schedule(Math.max(delayMs, restMs), () => {
      if (this.job === job) void this.work(job);
    });
  }

  /** Fatal only with orders known to rest; of orders on their way the engine knows, and halts by itself. */
  private complain(job: CancelAllJob, found: string): void {
    const nowMs = this.options.rim.nowMs();
    if (nowMs - job.complainedAtMs < COMPLAIN_EVERY_MS) return;
    job.complainedAtMs = nowMs;
    const resting = ordersInScope(this.options.openOrders.list() ?? [], job.scope).length + job.proof.unproven.length;
    const known = resting === 0 ? 'no order is known to rest there' : `${resting} known to rest there`;
    const words = `cancel all: expected an empty list after ${nowMs - job.startedAtMs} ms, found ${found} (${known}); trying on`;
    this.options.announcer.fault(words, resting > 0);
  }

  private confirm(job: CancelAllJob): void {
    this.job = null;
    const elapsedMs = this.options.rim.nowMs() - job.startedAtMs;
    this.options.announcer.emit({ kind: 'cancel-all-confirmed', venue: DERIBIT, remaining: 0, elapsedMs });
  }
}

/** A list that was asked for after everything was meant to be gone. */
function countList(job: CancelAllJob, remaining: number): void {
  job.emptyLists = remaining === 0 ? job.emptyLists + 1 : 0;
  job.fruitless = remaining === 0 ? 0 : job.fruitless + 1;
}
