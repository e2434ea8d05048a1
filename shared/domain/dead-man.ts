/** What a venue offers against orders that outlive the machine that placed them: a row of its capability table. */

/** One venue's dead-man switch. Seconds throughout. */
export interface DeadManCapability {
  /** The venue's own name for it. */
  readonly mechanism: string;
  /** What one switch guards. */
  readonly scope: 'connection' | 'account' | 'symbol' | 'underlying' | 'product';
  /** Shortest time the venue takes; `null` if it has no setting. */
  readonly shortestSeconds: number | null;
  /** From our last sign of life to the venue's cancel, as this desk sets it. */
  readonly firesAfterSeconds: number;
  /** How often this desk renews it; `null` where the venue asks by itself. */
  readonly refreshSeconds: number | null;
  /** What it does not do, one sentence. */
  readonly caveat: string;
}
