/** JSON-RPC over one websocket session: numbered requests, each ending exactly once, late answers handed on. */
import type { Result } from '../../../shared/domain/result';
import { fail, ok } from '../../../shared/domain/result';
import type { VenueRim } from '../venue-port';
import type { RpcAnswer } from './decode';
import type { RequestClass, VenueCredits } from './limits';
import { RATE_CODES } from './limits';

/** Why there is no result. `error` and `not-sent` are certain; after the other two the venue may have acted. */
export type RpcFailure =
  | { readonly kind: 'error'; readonly code: number; readonly reason: string }
  | { readonly kind: 'not-sent'; readonly reason: string }
  | { readonly kind: 'timeout'; readonly reason: string }
  | { readonly kind: 'disconnected'; readonly reason: string };

export type RpcOutcome = Result<unknown, RpcFailure>;

/** One call. `onLate` hears the answer that came after the timeout. */
export interface RpcRequest {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly requestClass: RequestClass;
  readonly timeoutMs: number;
  readonly onOutcome: (outcome: RpcOutcome, timing: RpcTiming) => void;
  readonly onLate?: (outcome: RpcOutcome) => void;
}

/** When a call left and came back by our clock, and what the venue's clock said between. */
export interface RpcTiming {
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
  readonly venueTimeUs: number | null;
}

interface Pending {
  readonly request: RpcRequest;
  readonly sentAtMs: number;
  readonly cancelTimeout: () => void;
  isLate: boolean;
}

/** More unanswered calls than this and the session is not worth trusting. */
const MAXIMUM_PENDING = 2_000;

/** What a session needs of the outside. */
export interface RpcSessionOptions {
  readonly rim: VenueRim;
  readonly credits: VenueCredits;
  readonly write: (text: string) => void;
  /** The venue refused the token of a private call: nothing private comes or is done on this session any more. */
  readonly onTokenRefused?: (reason: string) => void;
}

/** `unauthorized`; a permission that a key lacks is another matter, and a new login would lack it as well. */
const UNAUTHORIZED = 13009;

function isTokenRefused({ method }: RpcRequest, { error }: RpcAnswer): boolean {
  return error?.code === UNAUTHORIZED && method.startsWith('private/') && error.message.includes('token');
}

export class RpcSession {
  private readonly pending = new Map<number, Pending>();
  private readonly waiting = new Set<() => void>();
  private closedReason: string | null = null;
  private lastId = 0;

  constructor(private readonly options: RpcSessionOptions) {}

  /** Its connection is gone: what is still being done with its answers is of the past. */
  get isClosed(): boolean {
    return this.closedReason !== null;
  }

  /** Writes now if there is credit, else ends at once as `not-sent`: for orders, which must not wait and go stale. */
  sendNow(request: RpcRequest): void {
    const { rim, credits } = this.options;
    const nowMs = rim.nowMs();
    const obstacle = this.obstacle() ?? (credits.take(request.method, request.requestClass, nowMs) ? null : this.noCredit(request, nowMs));
    if (obstacle === null) this.write(request, nowMs);
    else this.end(request, fail({ kind: 'not-sent', reason: obstacle }), nowMs);
  }

  /** Writes as soon as there is credit; waiting is bounded by the request's own timeout. */
  send(request: RpcRequest): void {
    this.attempt(request, this.options.rim.nowMs() + request.timeoutMs);
  }

  /** `send` as a promise; never rejects. */
  call(
    method: string,
    params: Readonly<Record<string, unknown>>,
    options: { requestClass: RequestClass; timeoutMs?: number },
  ): Promise<RpcOutcome> {
    const { requestClass, timeoutMs = 3_000 } = options;
    return new Promise((resolve) => this.send({ method, params, requestClass, timeoutMs, onOutcome: resolve }));
  }

  /** Hands an answer to its request. `false`: nobody asked. */
  settle(answer: RpcAnswer): boolean {
    const pending = this.pending.get(answer.id);
    if (!pending) return false;
    this.pending.delete(answer.id);
    pending.cancelTimeout();
    const outcome: RpcOutcome = answer.error
      ? fail({ kind: 'error', code: answer.error.code, reason: `${answer.error.message} (${answer.error.code})` })
      : ok(answer.result);
    const answeredAtMs = this.options.rim.nowMs();
    if (answer.error && RATE_CODES.has(answer.error.code)) this.options.credits.exhaust(answeredAtMs);
    if (pending.isLate) pending.request.onLate?.(outcome);
    else pending.request.onOutcome(outcome, { sentAtMs: pending.sentAtMs, answeredAtMs, venueTimeUs: answer.venueTimeUs });
    if (answer.error && isTokenRefused(pending.request, answer)) this.options.onTokenRefused?.(answer.error.message);
    return true;
  }

  /** Ends everything that is under way; nothing can be sent afterwards. */
  close(reason: string): void {
    if (this.closedReason !== null) return;
    this.closedReason = reason;
    for (const cancel of this.waiting) cancel();
    this.waiting.clear();
    const open = [...this.pending.values()];
    this.pending.clear();
    const nowMs = this.options.rim.nowMs();
    for (const { request, cancelTimeout, isLate } of open) {
      cancelTimeout();
      if (!isLate) this.end(request, fail({ kind: 'disconnected', reason }), nowMs);
    }
  }

  private attempt(request: RpcRequest, deadlineMs: number): void {
    const { rim, credits } = this.options;
    const nowMs = rim.nowMs();
    const obstacle = this.obstacle();
    if (obstacle !== null) return this.end(request, fail({ kind: 'not-sent', reason: obstacle }), nowMs);
    if (credits.take(request.method, request.requestClass, nowMs)) return this.write(request, nowMs);
    const waitMs = Math.max(1, credits.waitMs(request.method, request.requestClass, nowMs));
    if (nowMs + waitMs > deadlineMs) return this.end(request, fail({ kind: 'not-sent', reason: this.noCredit(request, nowMs) }), nowMs);
    const stopWaiting = rim.schedule(waitMs, () => {
      this.waiting.delete(giveUp);
      this.attempt(request, deadlineMs);
    });
    const giveUp = (): void => {
      stopWaiting();
      this.end(request, fail({ kind: 'not-sent', reason: this.closedReason ?? 'the session closed' }), rim.nowMs());
    };
    this.waiting.add(giveUp);
  }

  private obstacle(): string | null {
    if (this.closedReason !== null) return this.closedReason;
    return this.pending.size + this.waiting.size >= MAXIMUM_PENDING ? `expected fewer than ${MAXIMUM_PENDING} unanswered calls` : null;
  }

  private noCredit(request: RpcRequest, nowMs: number): string {
    const waitMs = this.options.credits.waitMs(request.method, request.requestClass, nowMs);
    return `no rate credit for ${request.method} before ${waitMs} ms`;
  }

  private write(request: RpcRequest, nowMs: number): void {
    this.lastId += 1;
    const id = this.lastId;
    const cancelTimeout = this.options.rim.schedule(request.timeoutMs, () => this.expire(id));
    this.pending.set(id, { request, sentAtMs: nowMs, cancelTimeout, isLate: false });
    this.options.write(JSON.stringify({ jsonrpc: '2.0', id, method: request.method, params: request.params }));
  }

  private expire(id: number): void {
    const pending = this.pending.get(id);
    if (!pending) return;
    if (pending.request.onLate) pending.isLate = true;
    else this.pending.delete(id);
    const reason = `${pending.request.method}: expected an answer within ${pending.request.timeoutMs} ms, found none`;
    this.end(pending.request, fail({ kind: 'timeout', reason }), this.options.rim.nowMs());
  }

  private end(request: RpcRequest, outcome: RpcOutcome, nowMs: number): void {
    request.onOutcome(outcome, { sentAtMs: nowMs, answeredAtMs: nowMs, venueTimeUs: null });
  }
}
