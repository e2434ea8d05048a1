/** A moving volatility surface: level, term, skew and curvature wander; the level rises when the price falls. */
import type { SeededRandom } from '../../../domain/random';

/** Character of one currency's surface; volatilities as decimals. */
export interface SurfaceCharacter {
  readonly level: number;
  /** Short expiries stand above (or below) the level by this. */
  readonly shortPremium: number;
  readonly skew: number;
  readonly curvature: number;
}

/** Returns to its mean within this many seconds. */
const MEMORY_SECONDS = 1800;
const LEVEL_DEVIATION = 0.06;
const SKEW_DEVIATION = 0.02;
/** Rise of log-volatility per unit of relative price fall. */
const LEVERAGE = 4;

/** One currency's surface. */
export class Surface {
  private logLevel = 0;
  private skewShift = 0;

  public constructor(
    private readonly character: SurfaceCharacter,
    private readonly random: SeededRandom,
  ) {}

  /** Moves on by `seconds` in which the price moved by `relativeMove`. */
  public step(seconds: number, relativeMove: number): void {
    const pull = seconds / MEMORY_SECONDS;
    this.logLevel += -pull * this.logLevel + LEVEL_DEVIATION * Math.sqrt(2 * pull) * this.random.gaussian() - LEVERAGE * relativeMove * 0.1;
    this.skewShift += -pull * this.skewShift + SKEW_DEVIATION * Math.sqrt(2 * pull) * this.random.gaussian();
  }

  /** How far the level has wandered from its start, as a factor. */
  public drift(): number {
    return Math.exp(this.logLevel);
  }

  /** Volatility at a strike; `years` act/365. Never below 10 % or above 250 %. */
  public volatility(strike: number, forward: number, years: number): number {
    const { level, shortPremium, skew, curvature } = this.character;
    const term = level + shortPremium * Math.exp(-years * 12);
    const deviations = Math.log(strike / forward) / (level * Math.sqrt(Math.max(years, 1 / 365)));
    const moneyness = Math.max(-3.5, Math.min(3.5, deviations));
    const smile = (skew + this.skewShift) * moneyness + curvature * moneyness * moneyness;
    return Math.min(2.5, Math.max(0.1, (term + smile) * Math.exp(this.logLevel)));
  }
}
