/** What travels between desk and exchange in a simulation, and the rules by which faults interfere with it. */
import type { VenueChannel } from '../../shared/domain/venue';

/** A JSON-RPC message in either direction. */
export type WireMessage = Readonly<Record<string, unknown>>;

/** The channel of a notification; empty for anything else. */
export function channelOf(message: WireMessage): string {
  const { params } = message;
  if (message['method'] !== 'subscription' || typeof params !== 'object' || params === null || !('channel' in params)) return '';
  return String(params.channel);
}

/** The method of a request; empty for anything else. */
export function methodOf(message: WireMessage): string {
  return typeof message['method'] === 'string' ? message['method'] : '';
}

/** Whether a message answers an order: it carries the order and its first executions. */
export function isAnswerToOrder(message: WireMessage): boolean {
  const result = Object(message['result']) as object;
  return Reflect.has(result, 'trades') && Reflect.has(result, 'order');
}

/** What is done to a frame on its way to the desk. */
export type FrameAction =
  | { readonly kind: 'drop' }
  | { readonly kind: 'delay'; readonly byMs: number }
  | { readonly kind: 'duplicate'; readonly afterMs: number }
  | { readonly kind: 'garble'; readonly text: string }
  | { readonly kind: 'change'; readonly change: (message: WireMessage) => WireMessage };

/** What is done to a request on its way to the exchange. */
export type RequestAction =
  | { readonly kind: 'drop' }
  | { readonly kind: 'delay'; readonly byMs: number }
  | { readonly kind: 'refuse'; readonly code: number }
  | { readonly kind: 'accept-but-fail'; readonly code: number }
  | { readonly kind: 'accept-silently' };

/** Interferes with the next `remaining` messages that match. */
export interface Rule<Action> {
  readonly matches: (message: WireMessage, role: VenueChannel) => boolean;
  readonly action: Action;
  remaining: number;
}

/** Takes the first rule that matches, if it has not been used up. */
export function takeRule<Action>(rules: readonly Rule<Action>[], message: WireMessage, role: VenueChannel): Action | null {
  const rule = rules.find((each) => each.remaining > 0 && each.matches(message, role));
  if (rule === undefined) return null;
  rule.remaining -= 1;
  return rule.action;
}
