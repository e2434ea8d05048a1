/** One client connection: who it is, what it follows, and the clocks that watch it. */
import type { Account } from './account';

/** A connection without any message for this long is closed, and cancel-on-disconnect fires (Deribit: 10 minutes). */
export const INACTIVITY_MS = 10 * 60 * 1000;

/** A login: an account with the scopes it was granted. */
export interface Login {
  readonly account: Account;
  readonly scopes: ReadonlySet<string>;
}

/** A connection's state. Only the exchange writes it. */
export interface MutableSession {
  readonly id: string;
  readonly transport: 'http' | 'websocket';
  login: Login | null;
  /** The login is good until then (epoch ms); its orders stay those of the connection. */
  loginUntilMs: number;
  readonly channels: Set<string>;
  isCodOn: boolean;
  isLoggedOut: boolean;
  lastHeardAtMs: number;
  /** `null`: no heartbeat asked for. */
  heartbeat: MutableHeartbeat | null;
}

/** Heartbeat clocks, epoch ms. */
export interface MutableHeartbeat {
  readonly intervalMs: number;
  lastBeatAtMs: number;
  /** When a test request went out that was not answered yet. */
  testSentAtMs: number | null;
}

/** A fresh connection. */
export function openSession(id: string, transport: 'http' | 'websocket', nowMs: number): MutableSession {
  return {
    id,
    transport,
    login: null,
    loginUntilMs: 0,
    channels: new Set(),
    isCodOn: false,
    isLoggedOut: false,
    lastHeardAtMs: nowMs,
    heartbeat: null,
  };
}

/** Who a connection may act as; `null` once its login ran out, of which nobody is told. */
export function loginOf({ login, loginUntilMs }: MutableSession, nowMs: number): Login | null {
  return nowMs < loginUntilMs ? login : null;
}
