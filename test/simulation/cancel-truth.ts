/** I6 over time: what is to leave the market is asked out again until it is gone, however the first cancel was lost. */
import type { ClientOrderId } from '../../shared/domain/order';
import type { EngineEffect } from '../../shared/engine/effects';
import type { SimulatedVenue } from './simulated-venue';
import type { VirtualClock } from './virtual-clock';

/** A cancel is repeated every two seconds; in a healed world the second one arrives, ms. */
const GONE_WITHIN_MS = 3_000;

/** One per run; a new life of the desk begins without cancels of its own. */
export class CancelTruth {
  /** World time of the first cancel of each order. */
  private askedAtMs = new Map<ClientOrderId, number>();

  constructor(
    private readonly clock: VirtualClock,
    private readonly venue: SimulatedVenue,
  ) {}

  begin(): void {
    this.askedAtMs = new Map();
  }

  /** What the desk carries out. */
  effects(effects: readonly EngineEffect[]): void {
    for (const effect of effects) {
      if (effect.kind !== 'cancel-order' || this.askedAtMs.has(effect.clientOrderId)) continue;
      this.askedAtMs.set(effect.clientOrderId, this.clock.nowMs);
    }
  }

  /** In words, what was to leave long ago and rests; empty if nothing. */
  compare(): readonly string[] {
    return this.venue.openOwnOrders().flatMap(({ label }) => {
      const waitedMs = this.clock.nowMs - (this.askedAtMs.get(label as ClientOrderId) ?? this.clock.nowMs);
      return waitedMs > GONE_WITHIN_MS ? [`${label} was to be canceled ${Math.round(waitedMs)} ms ago and rests there`] : [];
    });
  }
}
