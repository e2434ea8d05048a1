/** Takes a fitted surface in: it is what the market says, and what the book is priced by unless the trader has a hand on it. */
import type { SurfaceFitted } from '../events';
import type { SurfaceState } from '../surface-state';
import type { StepWork } from '../step-work';

/** Stage 3c: fits from the risk worker; one made of an older chain than the last is dropped. */
export function takeSurface(work: StepWork): void {
  const { event } = work;
  if (event.kind !== 'surface-fitted') return;
  const known = work.surfaces[event.surface.underlying];
  if (known !== undefined && event.surface.asOfMs < known.fitted.asOfMs) return;
  work.surfaces = { ...work.surfaces, [event.surface.underlying]: nextState(work, known, event) };
}

function nextState(work: StepWork, known: SurfaceState | undefined, { surface, curve, marketLevels }: SurfaceFitted): SurfaceState {
  const { nowMs } = work.session;
  const market = { underlying: surface.underlying, curve, fitted: surface, fittedAtMs: nowMs, marketLevels };
  if (known === undefined) {
    const published = { ...surface, revision: 1 };
    return { ...market, published, publishedAtMs: nowMs, previous: null, draft: null, mode: 'automatic' };
  }
  if (known.mode === 'manual' || known.draft !== null) return { ...known, ...market };
  const published = { ...surface, revision: known.published.revision + 1 };
  return { ...known, ...market, published, publishedAtMs: nowMs, previous: known.published };
}
