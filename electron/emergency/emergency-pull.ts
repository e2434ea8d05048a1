/** Takes every order of ours out of the market over a connection of its own, without the engine, until the venue's list is empty twice and nothing listed before lacks a word of its end. */
import type { EngineCredentials, EngineEndpoint } from '../../shared/contract/engine-messages';
import type { Result } from '../../shared/domain/result';
import { openGuardedSocket } from '../venues/deribit/host-guard';
import { cancelOne, everythingTraded, planCancel } from '../venues/deribit/cancel-plan';
import { CancelProof } from '../venues/deribit/cancel-proof';
import type { OpenOrder } from '../venues/deribit/open-orders';
import { listCall, readAnswer, readOpenOrders, signInCall, timeCall, type PullCall, type PullFailure } from './pull-wire';

/** What the client uses of a websocket. */
export interface PullSocket {
  on(event: 'open', listener: () => void): unknown;
  on(event: 'message', listener: (data: { toString(): string }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  send(text: string): void;
  /** Ends it at once. */
  terminate(): void;
}

/** The outside world of a pull. */
export interface PullRim {
  /** Durations only. */
  monotonicMs(): number;
  /** Calls back once after `delayMs`; the result cancels it. */
  schedule(delayMs: number, callback: () => void): () => void;
  /** Throws when the host is not allowed, before anything is sent. */
  openSocket(): PullSocket;
  /** Said again every few seconds while orders may rest. */
  complain(text: string): void;
}

/** Where, as whom, and what was known last. */
export interface PullTask {
  readonly credentials: EngineCredentials;
  /** The venue's time as far as it is known, epoch ms. */
  readonly venueNowMs: () => number;
  /** Nobody else was known to have orders in what this desk trades: all of it is canceled wholesale, before the list is asked for. */
  readonly isAccountOurs: boolean;
  /** Connect and sign in, and touch nothing until `go`. */
  readonly isHeld?: boolean;
}

/** How a pull ended. */
export interface PullReport {
  /** The venue's list was empty of our orders twice. */
  readonly isConfirmed: boolean;
  /** From the start until the first cancel was written; `null` if none was. */
  readonly firstCancelAfterMs: number | null;
  readonly elapsedMs: number;
}

const EMPTY_LISTS_NEEDED = 2;
const NEXT_ROUND_MS = 50;
/** While orders stay, rounds come ever more rarely: a venue that runs out of rate credits for us hangs up and takes no cancel at all. */
const LONGEST_ROUND_MS = 1_000;
const ANSWER_LIMIT_MS = 2_000;
const SHORTEST_RECONNECT_MS = 100;
const LONGEST_RECONNECT_MS = 2_000;
const COMPLAIN_EVERY_MS = 5_000;

type Listener = (outcome: Result<unknown, PullFailure>) => void;

/** One socket and the calls that wait on it. */
interface Session {
  readonly socket: PullSocket;
  readonly pending: Map<number, Listener>;
  cancelLimit: () => void;
  /** Lists that it answered. */
  lists: number;
}

/** Runs from its making until it is confirmed or stopped. */
export class EmergencyPull {
  /** Resolves once, never rejects. */
  readonly done: Promise<PullReport>;
  readonly #task: PullTask;
  readonly #rim: PullRim;
  #startedAtMs: number;
  #finish: (report: PullReport) => void = () => undefined;
  #session: Session | null = null;
  #isOver = false;
  #isAccountOurs: boolean;
  #isHeld: boolean;
  #isSignedIn = false;
  #emptyLists = 0;
  readonly #proof = new CancelProof();
  /** What the last list held. */
  #listed: readonly OpenOrder[] = [];
  /** How often it was asked for: a list from before the last time proves nothing. */
  #calls = 1;
  #lastId = 0;
  #failures = 0;
  /** Lists in a row that still held orders of ours. */
  #rounds = 0;
  #needsVenueTime = false;
  #firstCancelAfterMs: number | null = null;
  #complainedAtMs: number;
  #cancelTimer: () => void = () => undefined;

  constructor(task: PullTask, rim: PullRim) {
    this.#task = task;
    this.#rim = rim;
    this.#isAccountOurs = task.isAccountOurs;
    this.#isHeld = task.isHeld === true;
    this.#startedAtMs = rim.monotonicMs();
    this.#complainedAtMs = this.#startedAtMs;
    this.done = new Promise((resolve) => {
      this.#finish = resolve;
    });
    // A desk that only looks has sent nothing and can sign in nowhere.
    if (task.credentials.clientId === '' || task.credentials.clientSecret === '') this.#end(true);
    else this.#connect();
  }

  /** Ends the holding back; from here the report counts. */
  go(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#startedAtMs = this.#rim.monotonicMs();
    if (this.#session !== null && this.#isSignedIn) this.#work(this.#session);
  }

  /** Something may have been sent meanwhile: lists seen so far no longer count. */
  again(): void {
    this.#emptyLists = 0;
    this.#rounds = 0;
    this.#calls += 1;
  }

  /** Leaves, confirmed or not. */
  stop(): void {
    this.#end(false);
  }

  #connect(): void {
    if (this.#isOver) return;
    try {
      const session: Session = { socket: this.#rim.openSocket(), pending: new Map(), cancelLimit: () => undefined, lists: 0 };
      this.#session = session;
      session.cancelLimit = this.#rim.schedule(ANSWER_LIMIT_MS, () => this.#lose(session, 'no connection in time'));
      session.socket.on('open', () => this.#begin(session));
      session.socket.on('message', (data) => this.#receive(session, String(data)));
      session.socket.on('close', () => this.#lose(session, 'the venue closed the connection'));
      session.socket.on('error', (error) => this.#lose(session, error.message));
    } catch (error) {
      this.#rim.complain(
        `emergency pull: ${error instanceof Error ? error.message : 'the socket could not be opened'}; cancel at the venue`,
      );
      this.#end(false);
    }
  }

  #begin(session: Session): void {
    if (!this.#needsVenueTime) return this.#signIn(session, this.#task.venueNowMs());
    this.#call(session, timeCall, (outcome) => {
      const isTime = outcome.ok && typeof outcome.value === 'number';
      this.#signIn(session, isTime ? Number(outcome.value) : this.#task.venueNowMs());
    });
  }

  #signIn(session: Session, venueNowMs: number): void {
    this.#call(session, signInCall(this.#task.credentials, venueNowMs), (outcome) => {
      // A clock that is off is the likeliest reason; the venue is asked for its own before the next attempt.
      this.#needsVenueTime = !outcome.ok;
      if (!outcome.ok) return this.#lose(session, `sign-in failed: ${outcome.error.reason}`);
      this.#isSignedIn = true;
      if (!this.#isHeld) this.#work(session);
    });
  }

  #work(session: Session): void {
    if (this.#isAccountOurs) this.#cancel(session, everythingTraded, []);
    this.#askList(session);
  }

  #askList(session: Session): void {
    const calls = this.#calls;
    this.#call(session, listCall, (outcome) => {
      const list = outcome.ok ? readOpenOrders(outcome.value) : outcome;
      if (!list.ok) return this.#lose(session, list.error.reason);
      // Only a second list shows that the venue bore the cancels: one that lacks credits hangs up, and needs time to refill them.
      if (session.lists > 0) this.#failures = 0;
      session.lists += 1;
      const remaining = this.#remember(list.value);
      this.#emptyLists = remaining === 0 && this.#calls === calls ? this.#emptyLists + 1 : 0;
      if (this.#emptyLists >= EMPTY_LISTS_NEEDED) return this.#end(true);
      this.#rounds = remaining === 0 ? 0 : this.#rounds + 1;
      if (remaining > 0) {
        const { unproven } = this.#proof;
        this.#complain(`${remaining} orders still open or with no word of an end`);
        this.#cancel(session, [...planCancel(list.value, 'mine'), ...unproven.map(cancelOne)], [...list.value, ...unproven]);
      }
      const delayMs = Math.min(LONGEST_ROUND_MS, NEXT_ROUND_MS * 2 ** Math.max(0, this.#rounds - 1));
      this.#cancelTimer = this.#rim.schedule(delayMs, () => this.#askList(session));
    });
  }

  /** How many of ours rest, or were to and have no word of their end. */
  #remember(list: readonly OpenOrder[]): number {
    this.#proof.compare(list, this.#listed, 'mine');
    this.#listed = list;
    const ours = list.filter((order) => order.isOurs).length;
    this.#isAccountOurs = ours === list.length;
    return ours + this.#proof.unproven.length;
  }

  /** `meant`: what was to rest, as far as this pull knows. */
  #cancel(session: Session, calls: readonly PullCall[], meant: readonly OpenOrder[]): void {
    this.#firstCancelAfterMs ??= this.#rim.monotonicMs() - this.#startedAtMs;
    for (const call of calls) this.#call(session, call, (outcome) => this.#proof.answer({ call, outcome }, meant));
  }

  #call(session: Session, { method, params }: PullCall, onOutcome: Listener): void {
    if (this.#session !== session) return;
    this.#lastId += 1;
    session.pending.set(this.#lastId, onOutcome);
    session.cancelLimit();
    session.cancelLimit = this.#rim.schedule(ANSWER_LIMIT_MS, () => this.#lose(session, `no answer to ${method}`));
    session.socket.send(JSON.stringify({ jsonrpc: '2.0', id: this.#lastId, method, params }));
  }

  #receive(session: Session, text: string): void {
    if (this.#session !== session) return;
    const answer = readAnswer(text);
    if (answer === null) return;
    const onOutcome = session.pending.get(answer.id);
    session.pending.delete(answer.id);
    if (session.pending.size === 0) session.cancelLimit();
    onOutcome?.(answer.outcome);
  }

  /** Whatever went wrong, the cure is the same: a new connection, a little later each time. */
  #lose(session: Session, reason: string): void {
    if (this.#session !== session || this.#isOver) return;
    this.#release();
    this.#emptyLists = 0;
    this.#complain(reason);
    const delayMs = Math.min(LONGEST_RECONNECT_MS, SHORTEST_RECONNECT_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#cancelTimer = this.#rim.schedule(delayMs, () => this.#connect());
  }

  #complain(found: string): void {
    const nowMs = this.#rim.monotonicMs();
    if (nowMs - this.#complainedAtMs < COMPLAIN_EVERY_MS) return;
    this.#complainedAtMs = nowMs;
    const elapsedMs = Math.round(nowMs - this.#startedAtMs);
    this.#rim.complain(`emergency pull: expected no open order after ${elapsedMs} ms, found: ${found}; trying on, look at the venue`);
  }

  #end(isConfirmed: boolean): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#release();
    const elapsedMs = this.#rim.monotonicMs() - this.#startedAtMs;
    this.#finish({ isConfirmed, firstCancelAfterMs: this.#firstCancelAfterMs, elapsedMs });
  }

  #release(): void {
    const session = this.#session;
    this.#session = null;
    this.#isSignedIn = false;
    this.#cancelTimer();
    session?.cancelLimit();
    session?.pending.clear();
    session?.socket.terminate();
  }
}

/** A pull over the guarded door: only hosts of the endpoint's list can be reached. */
export function startEmergencyPull(endpoint: EngineEndpoint, task: PullTask, complain: (text: string) => void): EmergencyPull {
  return new EmergencyPull(task, {
    monotonicMs: () => performance.now(),
    schedule(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    openSocket: () => openGuardedSocket(endpoint),
    complain,
  });
}
