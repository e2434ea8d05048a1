/** The volatility surface of one underlying: the last fit, what the book is priced by, and the trader's draft. Replaced, never mutated. */
import type { TimestampMs } from '../domain/time';
import type { ForwardCurve } from '../pricing/forward-curve';
import type { AtTheMoneyLevel, SurfaceDraft } from '../pricing/surface/surface-draft';
import type { VolatilitySurface } from '../pricing/surface/volatility-surface';

/** Surfaces and forwards of one underlying. */
export interface SurfaceState {
  readonly underlying: string;
  readonly curve: ForwardCurve;
  /** What the market gave last. */
  readonly fitted: VolatilitySurface;
  readonly fittedAtMs: TimestampMs;
  /** What the market shows at the money, where it is quoted there. */
  readonly marketLevels: readonly AtTheMoneyLevel[];
  /** What the book is priced by; its revision rises with each publish. */
  readonly published: VolatilitySurface;
  readonly publishedAtMs: TimestampMs;
  /** What was published before; `null` before the second publish. */
  readonly previous: VolatilitySurface | null;
  readonly draft: SurfaceDraft | null;
  /** Sequence of the command with which a window last changed the draft. Absent before the first, and in snapshots of before it was kept. */
  readonly draftVersion?: number;
  /** `automatic`: each fit is published unless a draft is open; publishing by hand makes it `manual`. */
  readonly mode: 'automatic' | 'manual';
}
