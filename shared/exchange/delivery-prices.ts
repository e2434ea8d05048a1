/** At what contracts were delivered, day by day. */
import type { Currency } from './contract-spec';

/** One day's price of one currency. */
export interface DayOfDelivery {
  /** Epoch ms of the expiry. */
  readonly atMs: number;
  /** USD. */
  readonly price: number;
}

/** Kept by the trading floor for as long as it lives. */
export class DeliveryPrices {
  private readonly days = new Map<Currency, DayOfDelivery[]>();

  /** Notes the price of a day. */
  public note(currency: Currency, day: DayOfDelivery): void {
    this.days.set(currency, [day, ...this.of(currency)]);
  }

  /** Newest first. */
  public of(currency: Currency): readonly DayOfDelivery[] {
    return this.days.get(currency) ?? [];
  }
}
