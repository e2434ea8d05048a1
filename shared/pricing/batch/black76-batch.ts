/** A chain of options priced at once: inputs written into columns, one call, results read back. */
import type { Black76Inputs } from '../black76';
import { buildBlack76Kernel, inputColumns, resultColumns, type ResultColumn } from './black76-kernel';
import { decodeKernel, type Kernel } from './decode-kernel';
import { LANES } from './vector-program';

/** Undiscounted value and six greeks, units as in `valueBlack76`; vanna dDelta/dVolatility, volga dVega/dVolatility. */
export interface BatchValuation {
  readonly price: number;
  readonly delta: number;
  readonly gamma: number;
  readonly vega: number;
  readonly theta: number;
  readonly vanna: number;
  readonly volga: number;
}

const BYTES_PER_NUMBER = 8;

const column = (name: (typeof inputColumns)[number]): number => inputColumns.indexOf(name) * LANES;
const AT = {
  sign: column('sign'),
  forward: column('forward'),
  strike: column('strike'),
  years: column('years'),
  volatility: column('volatility'),
} as const;

/** Blocks of a few options, columns of all side by side. Owned by one caller, who writes, values and reads. */
export class Black76Batch {
  private readonly numbers: Float64Array;
  private readonly kernel: Kernel;
  /** Of a block, which holds as many numbers as lanes in each. */
  private readonly columns: number;
  private readonly resultAt: Readonly<Record<ResultColumn, number>>;

  /** Room for `capacity` options; an options chain is about 1,500. Results that are not named are not computed and read as `NaN`. */
  public constructor(
    public readonly capacity: number,
    results: readonly ResultColumn[] = resultColumns,
  ) {
    const at = (name: ResultColumn): number =>
      results.includes(name) ? (inputColumns.length + results.indexOf(name)) * LANES : Number.NaN;
    this.resultAt = {
      ...{ price: at('price'), delta: at('delta'), gamma: at('gamma'), vega: at('vega') },
      ...{ theta: at('theta'), vanna: at('vanna'), volga: at('volga') },
    };
    this.columns = inputColumns.length + results.length;
    const blocks = Math.ceil(capacity / LANES);
    this.kernel = decodeKernel(buildBlack76Kernel(results), blocks * this.columns * LANES * BYTES_PER_NUMBER);
    this.numbers = new Float64Array(this.kernel.memory.buffer, this.kernel.firstByte, blocks * this.columns * LANES);
  }

  /** Puts an option at a place from 0 on; places may be written again one by one. */
  public write(place: number, { optionType, forward, strike, years, volatility }: Black76Inputs): void {
    const at = this.place(place);
    this.numbers[at + AT.sign] = optionType === 'call' ? 1 : -1;
    this.numbers[at + AT.forward] = forward;
    this.numbers[at + AT.strike] = strike;
    this.numbers[at + AT.years] = years;
    this.numbers[at + AT.volatility] = volatility;
  }

  /** Moves the market of an option that was written; its type, strike and time stay. */
  public move(place: number, forward: number, volatility: number): void {
    const at = this.place(place);
    this.numbers[at + AT.forward] = forward;
    this.numbers[at + AT.volatility] = volatility;
  }

  /** Values the first `count` places. */
  public value(count: number): void {
    const { firstByte, run } = this.kernel;
    if (count > 0) run(firstByte, firstByte + Math.ceil(Math.min(count, this.capacity) / LANES) * this.columns * LANES * BYTES_PER_NUMBER);
  }

  /** One result as a number, `NaN` where the option has no price. For sums over a whole chain. */
  public read(place: number, name: keyof BatchValuation): number {
    return this.numbers[this.place(place) + this.resultAt[name]] ?? Number.NaN;
  }

  /** All results of a place. `null` where forward, strike, years or volatility is not finite and positive. */
  public valuation(place: number): BatchValuation | null {
    const price = this.read(place, 'price');
    if (Number.isNaN(price)) return null;
    return {
      price,
      delta: this.read(place, 'delta'),
      gamma: this.read(place, 'gamma'),
      vega: this.read(place, 'vega'),
      theta: this.read(place, 'theta'),
      vanna: this.read(place, 'vanna'),
      volga: this.read(place, 'volga'),
    };
  }

  private place(place: number): number {
    const lane = place % LANES;
    return (place - lane) * this.columns + lane;
  }
}

/** A batch, or `null` where the runtime knows no vector instructions or a page forbids them: then the plain forms do. */
export function openBatch(capacity: number, results: readonly ResultColumn[]): Black76Batch | null {
  try {
    return new Black76Batch(capacity, results);
  } catch {
    return null;
  }
}
