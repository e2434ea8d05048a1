/** Seeded random numbers: the only source of chance in models and in the practice exchange, so that a seed repeats a run exactly. */

/** Turns any text into a 32-bit seed (FNV-1a). */
export function seedFromText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** A mulberry32 generator. Same seed, same sequence, on every machine. */
export class SeededRandom {
  private state: number;

  /** `seed`: a whole number from 0 to 2⁵³ − 1. Those of 2³² and more share the sequences of smaller ones, each block in another order. */
  public constructor(seed: number) {
    this.state = (seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b1)) >>> 0;
  }

  /** Uniform in [0, 1). */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** Uniform in [low, high). */
  public between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number in [0, count). `count` must be at least 1. */
  public index(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** Standard normal (Box–Muller, one of the pair). */
  public gaussian(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  /** Exponential with the given mean. */
  public exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** An independent generator for a named part, so that parts do not disturb each other's sequence. */
  public fork(name: string): SeededRandom {
    return new SeededRandom(Math.imul(this.state ^ seedFromText(name), 0x9e3779b1) >>> 0);
  }
}
