/** What the exchange answers, tells and records. */

/** A line of the exchange's own log: what tests assert on. */
export interface LogEntry {
  /** Epoch ms. */
  readonly t: number;
  readonly kind: 'order' | 'edit' | 'cancel' | 'trade' | 'reject' | 'session' | 'delivery' | 'control' | 'mmp';
  readonly [detail: string]: unknown;
}

/** One output. Messages are plain JSON data; `notify` shares one message among sessions. */
export type ExchangeOutput =
  | { readonly kind: 'reply'; readonly sessionId: string; readonly message: Readonly<Record<string, unknown>> }
  | { readonly kind: 'notify'; readonly sessionIds: readonly string[]; readonly message: Readonly<Record<string, unknown>> }
  | { readonly kind: 'close'; readonly sessionId: string; readonly reason: string }
  | { readonly kind: 'log'; readonly entry: LogEntry };

/** A subscription notification. */
export function subscriptionMessage(channel: string, data: unknown): Readonly<Record<string, unknown>> {
  return { jsonrpc: '2.0', method: 'subscription', params: { channel, data } };
}
