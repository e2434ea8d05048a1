/** What happens by the clock: premium averages, funding, daily settlement, expiry. */
import { fromLots } from './contract-spec';
import { toDecimals } from './decimals';
import { nextDailyExpiry } from './expiry-calendar';
import { noteDeliveryPrices, noteSettlementPrices, settleExpired, settleSession } from './expiry-settlement';
import type { Floor } from './floor';
import { fundingRate, settleFunding } from './funding';

/** Premiums and funding are advanced this often. */
const STEP_MS = 500;

/** The exchange's own clockwork. */
export class Housekeeping {
  private lastStepMs: number;
  private nextSettlementMs: number;

  public constructor(
    private readonly floor: Floor,
    startMs: number,
  ) {
    this.lastStepMs = startMs - STEP_MS;
    this.nextSettlementMs = nextDailyExpiry(startMs);
  }

  /** Does what is due until `nowMs`. Returns log lines of deliveries to clients. */
  public advance(nowMs: number): readonly Readonly<Record<string, unknown>>[] {
    const elapsedMs = nowMs - this.lastStepMs;
    if (elapsedMs < STEP_MS) return [];
    this.lastStepMs = nowMs;
    const { marks } = this.floor;
    marks.update(this.floor.allContracts(), nowMs);
    for (const spec of this.floor.allContracts()) {
      if (spec.kind !== 'perpetual') continue;
      settleFunding(this.floor.allAccounts(), spec, { rate: fundingRate(marks.premium(spec)), index: marks.index(spec), elapsedMs });
    }
    if (nowMs < this.nextSettlementMs) return [];
    noteDeliveryPrices(this.floor, this.nextSettlementMs);
    this.nextSettlementMs = nextDailyExpiry(nowMs);
    const deliveries = settleExpired(this.floor, nowMs);
    noteSettlementPrices(this.floor);
    settleSession(this.floor.allAccounts());
    return deliveries
      .filter((delivery) => !delivery.account.isBackground)
      .map(({ account, spec, amount, deliveryPrice, paidCoin, feeCoin }) => ({
        client: account.settings.clientId,
        instrument: spec.name,
        amount,
        delivery_price: deliveryPrice,
        paid: toDecimals(paidCoin, 9),
        fee: toDecimals(feeCoin, 9),
        lot: fromLots(spec, 1),
      }));
  }
}
