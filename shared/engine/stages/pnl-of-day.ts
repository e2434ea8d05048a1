/** Profit and loss of the session over all underlyings. */
import type { StepWork } from '../step-work';

/** Realised (at the index of each fill) plus unrealised (at the index of now) less fees, USD; `null` while a price is missing. */
export function exposureUsd(work: Pick<StepWork, 'exposures' | 'indexes'>): number | null {
  let sum = 0;
  for (const exposure of Object.values(work.exposures)) {
    const indexPrice = work.indexes[exposure.underlying]?.price ?? null;
    if (exposure.unrealisedCoin === null || (indexPrice === null && exposure.unrealisedCoin !== 0)) return null;
    sum += exposure.realisedUsd - exposure.feesUsd + exposure.unrealisedCoin * (indexPrice ?? 0);
  }
  return sum;
}
