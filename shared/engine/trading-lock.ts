/** Why a venue takes no orders in an underlying. */
export interface TradingLock {
  readonly underlying: string;
  /** Its index is locked, or the whole platform is in maintenance. */
  readonly cause: 'index' | 'maintenance';
}
