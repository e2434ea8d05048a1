/** What a method of the wire protocol is: its access, its price in credits, and its handler. */
import type { Authentication } from '../authentication';
import type { LogEntry } from '../exchange-output';
import type { Floor } from '../floor';
import type { FlowMarket } from '../flow/flow-source';
import type { Publisher } from '../publisher';
import type { Login, MutableSession } from '../session';
import type { TradingStats } from '../trading-stats';
import type { Result } from '../../domain/result';
import type { RawParameters } from './decode-parameters';
import type { WireError } from './wire-error';

/** The parts of the exchange a handler may use. */
export interface Services {
  readonly floor: Floor;
  readonly stats: TradingStats;
  readonly publisher: Publisher;
  readonly authentication: Authentication;
  readonly sessions: ReadonlyMap<string, MutableSession>;
  readonly faults: MutableFaults;
  /** The hands of other people: control methods trade through them. */
  readonly market: FlowMarket;
  /** The log so far, oldest first; bounded. */
  readonly log: () => readonly LogEntry[];
  /** Adds a line to the log. */
  readonly record: (kind: LogEntry['kind'], details: Readonly<Record<string, unknown>>) => void;
  /** Runs after the answer went out (snapshots, closing a connection). */
  readonly after: (action: () => void) => void;
  /** Ends a connection from the exchange's side; cancel-on-disconnect fires unless it logged out. */
  readonly close: (session: MutableSession, reason: string) => void;
}

/** MutableFaults that tests switch on. Only control methods write them. */
export interface MutableFaults {
  /** No message at all leaves for websocket sessions until this instant (epoch ms). */
  silentUntilMs: number;
  /** Instruments that the flow of other people leaves alone. */
  readonly frozen: Set<string>;
}

/** A call of a public method. */
export interface Call {
  readonly services: Services;
  readonly session: MutableSession;
  readonly nowMs: number;
}

/** A call of a private method: logged in. */
export interface PrivateCall extends Call {
  readonly login: Login;
}

/** Answers with the `result` member or an error. */
export type Handler<C extends Call> = (call: C, parameters: RawParameters) => Result<unknown, WireError>;

/** Which pool pays. `none` costs nothing. */
export type CreditKind = 'matching' | 'general' | 'subscribe' | 'quotes' | 'simulation' | 'none';

/** An entry of the method table. */
export type Method =
  | {
      readonly access: 'public' | 'control';
      readonly credits: CreditKind;
      readonly isWebsocketOnly: boolean;
      readonly handle: Handler<Call>;
    }
  | {
      readonly access: 'private';
      readonly scope: string;
      readonly credits: CreditKind;
      readonly isWebsocketOnly: boolean;
      readonly handle: Handler<PrivateCall>;
    };

/** Methods by full name. */
export type MethodTable = Readonly<Record<string, Method>>;

/** A public method. */
export function publicMethod(handle: Handler<Call>, credits: CreditKind = 'general', isWebsocketOnly = false): Method {
  return { access: 'public', credits, isWebsocketOnly, handle };
}

/** A private method that needs a scope. */
export function privateMethod(
  scope: string,
  handle: Handler<PrivateCall>,
  options: { readonly credits?: CreditKind; readonly isWebsocketOnly?: boolean } = {},
): Method {
  return { access: 'private', scope, credits: options.credits ?? 'general', isWebsocketOnly: options.isWebsocketOnly ?? false, handle };
}

/** A control method: exists only when the server was started for tests. */
export function controlMethod(handle: Handler<Call>): Method {
  return { access: 'control', credits: 'none', isWebsocketOnly: false, handle };
}
