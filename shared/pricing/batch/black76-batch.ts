/** A chain of options priced at once: inputs written into columns, one call, results read back. */
import type { Black76Inputs } from '../black76';
import { buildBlack76Kernel, kernelColumns, type KernelColumn } from './black76-kernel';
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
const BLOCK = kernelColumns.length * LANES;

const column = (name: KernelColumn): number => kernelColumns.indexOf(name) * LANES;
const AT = {
  sign: column('sign'),
  forward: column('forward'),
  strike: column('strike'),
  years: column('years'),
  volatility: column('volatility'),
  price: column('price'),
  delta: column('delta'),
  gamma: column('gamma'),
  vega: column('vega'),
  theta: column('theta'),
  vanna: column('vanna'),
  volga: column('volga'),
} as const;

/** Blocks of a few options, columns of all side by side. Owned by one caller, who writes, values and reads. */
export class Black76Batch {
  private readonly numbers: Float64Array;
  private readonly kernel: Kernel;

  /** Room for `capacity` options; an options chain is about 1,500. */
  public constructor(public readonly capacity: number) {
    const blocks = Math.ceil(capacity / LANES);
    this.kernel = decodeKernel(buildBlack76Kernel(), blocks * BLOCK * BYTES_PER_NUMBER);
    this.numbers = new Float64Array(this.kernel.memory.buffer, this.kernel.firstByte, blocks * BLOCK);
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

  /** Values the first `count` places. */
  public value(count: number): void {
    const { firstByte, run } = this.kernel;
    if (count > 0) run(firstByte, firstByte + Math.ceil(Math.min(count, this.capacity) / LANES) * BLOCK * BYTES_PER_NUMBER);
  }

  /** One result as a number, `NaN` where the option has no price. For sums over a whole chain. */
  public read(place: number, name: keyof BatchValuation): number {
    return this.numbers[this.place(place) + AT[name]] ?? Number.NaN;
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
    return ((place - lane) / LANES) * BLOCK + lane;
  }
}
