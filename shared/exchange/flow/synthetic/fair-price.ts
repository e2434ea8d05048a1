/** The latent price: volatility that clusters, jumps, and a public price that lags the informed one, so that adverse selection exists. */
import type { SeededRandom } from '../../../domain/random';

/** Character of one currency. */
export interface FairPriceCharacter {
  /** USD. */
  readonly start: number;
  /** Long-run volatility, decimal per square root of a year. */
  readonly volatility: number;
  /** Mean time between jumps, seconds. */
  readonly jumpEverySeconds: number;
  /** Typical size of a jump, fraction. */
  readonly jumpSize: number;
}

const YEAR_SECONDS = 365 * 24 * 3600;
/** Log-volatility returns to its mean within this time, seconds, and wanders by this standard deviation. */
const REGIME = { seconds: 180, deviation: 0.45 };
/** A jump raises volatility; the rise halves within about this time, seconds. */
const BURST = { seconds: 25, kick: 0.8 };
/** The public price follows the informed one with this time constant, seconds. */
const LAG_SECONDS = 1.2;
/** The premium of the perpetual over the index: time constant in seconds and standard deviation. */
const PREMIUM = { seconds: 900, deviation: 0.0004 };

/** What makers and takers of one currency act on, USD. */
export interface PriceProcess {
  /** What informed traders know. */
  informed(): number;
  /** What makers of the perpetual believe. */
  believed(): number;
  /** The index. */
  index(): number;
  /** Present volatility over the long-run one. */
  activity(): number;
  /** Moves everything on by `seconds`. Returns the relative move of the informed price. */
  step(seconds: number): number;
}

/** One currency's latent prices, in USD. */
export class FairPrice implements PriceProcess {
  private regime = 0;
  private burst = 0;
  private premium = 0;
  private informedPrice: number;
  private publicPrice: number;

  public constructor(
    private readonly character: FairPriceCharacter,
    private readonly random: SeededRandom,
  ) {
    this.informedPrice = character.start;
    this.publicPrice = character.start;
  }

  /** What informed traders know. */
  public informed(): number {
    return this.informedPrice;
  }

  /** What makers of the perpetual believe. */
  public believed(): number {
    return this.publicPrice;
  }

  /** The index. */
  public index(): number {
    return this.publicPrice / (1 + this.premium);
  }

  /** Present volatility over the long-run one. */
  public activity(): number {
    return Math.exp(this.regime - (REGIME.deviation * REGIME.deviation) / 2) * (1 + this.burst);
  }

  /** Moves everything on by `seconds`. Returns the relative move of the informed price. */
  public step(seconds: number): number {
    const { random, character } = this;
    const pull = seconds / REGIME.seconds;
    this.regime += -pull * this.regime + REGIME.deviation * Math.sqrt(2 * pull) * random.gaussian();
    this.burst *= Math.exp(-seconds / BURST.seconds);
    let move = character.volatility * this.activity() * Math.sqrt(seconds / YEAR_SECONDS) * random.gaussian();
    if (random.next() < seconds / character.jumpEverySeconds) {
      move += (random.next() < 0.5 ? -1 : 1) * character.jumpSize * (0.5 + random.exponential(0.7));
      this.burst += BURST.kick;
    }
    this.informedPrice *= Math.exp(move);
    this.publicPrice += (this.informedPrice - this.publicPrice) * (1 - Math.exp(-seconds / LAG_SECONDS));
    const premiumPull = seconds / PREMIUM.seconds;
    this.premium += -premiumPull * this.premium + PREMIUM.deviation * Math.sqrt(2 * premiumPull) * random.gaussian();
    return move;
  }
}
