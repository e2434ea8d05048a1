/** How far a risk figure may be believed, and what it could not price: shared by all slices that the risk worker fills. */

/** State of a result and of the run that will replace it. Ages are derived by the view from `asOfMs`. */
export interface RiskStatus {
  /**
   * `loading`: no result yet. `stale`: inputs moved on or are not believed any more, the numbers are the last good ones.
   * `empty`: nothing to compute from, `reason` says what would fill it. `error`: the run failed, quoting is not affected.
   * `blocked`: nobody is let in to the account, so what is held is not known; `reason` says what to do.
   */
  readonly state: 'loading' | 'live' | 'stale' | 'empty' | 'error' | 'blocked';
  /** Empty when live; otherwise one sentence. */
  readonly reason: string;
  /** Revision of positions and prices that the shown numbers saw; `null` before the first result. */
  readonly revision: number | null;
  /** Revision of what the desk holds now; greater than `revision`: the numbers are of an older book. */
  readonly latestRevision: number;
  /** Engine time of the snapshot that the numbers were made of. */
  readonly asOfMs: number | null;
  /** Where the worst of its inputs comes from; empty before there is one. */
  readonly source: string;
  /** Whether the positions in it agree with the venues now. */
  readonly isReconciled: boolean;
  /** What the run took, ms. */
  readonly computeMs: number | null;
  /** Share done of the run under way, 0…1; `null`: none is. It can be canceled by `cancel-risk-run`. */
  readonly progress: number | null;
}

/** An instrument without a price of its own. It is named, never counted as zero. */
export interface UnpricedInstrument {
  readonly instrumentId: string;
  readonly name: string;
  /** "unpriced, because …". */
  readonly reason: string;
}
