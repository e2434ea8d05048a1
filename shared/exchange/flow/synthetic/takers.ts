/** Aggressive flow on one future: noise that arrives in bursts, and informed traders that take prices the market has yet to notice. */
import type { Account } from '../../account';
import type { ContractSpec } from '../../contract-spec';
import type { SeededRandom } from '../../../domain/random';
import type { FlowMarket } from '../flow-source';
import type { Arrivals } from './arrivals';

/** An informed trader acts on an edge above this fraction of the price. */
const INFORMED_EDGE = 0.00004;
/** Chance per second that somebody informed looks. */
const INFORMED_RATE = 2.5;
/** A price this far through the believed one is taken by arbitrage. */
const ARBITRAGE_EDGE = 0.00003;
const ARBITRAGE_RATE = 6;

/** What one step sees. Prices in USD. */
export interface TakerView {
  readonly seconds: number;
  readonly activity: number;
  readonly informed: number;
  readonly believed: number;
}

/** Takers of one contract. */
export class Takers {
  public constructor(
    private readonly spec: ContractSpec,
    private readonly tools: {
      readonly noise: Account;
      readonly informed: Account;
      readonly market: FlowMarket;
      readonly random: SeededRandom;
      readonly arrivals: Arrivals;
      /** Median size of a noise order, USD. */
      readonly medianUsd: number;
    },
  ) {}

  /** Trades for one step. */
  public step(view: TakerView): void {
    const { random, arrivals, market, noise } = this.tools;
    for (const side of arrivals.step(view.seconds, view.activity)) {
      market.take(noise, this.spec, { side, lots: this.lots(1.1), limitTicks: null });
    }
    if (random.next() < INFORMED_RATE * view.seconds) this.takeEdge(view.informed, INFORMED_EDGE, 2);
    if (random.next() < ARBITRAGE_RATE * view.seconds) this.takeEdge(view.believed, ARBITRAGE_EDGE, 6);
  }

  /** Buys what is offered below, sells to what is bid above the value, as far as the edge reaches. */
  private takeEdge(value: number, edge: number, scale: number): void {
    const { market, informed, arrivals } = this.tools;
    const { tickSize } = this.spec;
    const ask = market.best(this.spec, 'sell');
    const bid = market.best(this.spec, 'buy');
    const buyLimit = Math.floor((value * (1 - edge)) / tickSize);
    const sellLimit = Math.ceil((value * (1 + edge)) / tickSize);
    if (ask !== null && ask <= buyLimit) {
      market.take(informed, this.spec, { side: 'buy', lots: this.lots(0.8) * scale, limitTicks: buyLimit });
      arrivals.excite('buy');
    } else if (bid !== null && bid >= sellLimit) {
      market.take(informed, this.spec, { side: 'sell', lots: this.lots(0.8) * scale, limitTicks: sellLimit });
      arrivals.excite('sell');
    }
  }

  private lots(deviation: number): number {
    const usd = this.tools.medianUsd * Math.exp(deviation * this.tools.random.gaussian());
    return Math.max(1, Math.round(usd / this.spec.lotSize));
  }
}
