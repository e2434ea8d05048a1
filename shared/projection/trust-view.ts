/** How far a shown number may be believed. */

/** Trust of a number, inherited from its worst input. Ages are derived by the view from `inputAtMs`. */
export interface Trust {
  readonly state: 'loading' | 'live' | 'degraded' | 'stale' | 'blocked';
  /** Receive time of the oldest input; `null` before the first. */
  readonly inputAtMs: number | null;
  readonly isReconciled: boolean;
  /** Where the worst input comes from: `deribit practice: order book of BTC-PERPETUAL`; empty while there is none. */
  readonly source: string;
  /** Empty when live; otherwise one sentence. */
  readonly reason: string;
}
