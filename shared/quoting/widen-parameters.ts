/** Widening at one key: changes parameters only, so that it can be seen, applied and undone like any other edit. */
import type { QuotingParameters } from './quoting-parameters';

/** The half-spread in force and by how much to widen it. */
export interface WidenInput {
  /** As last quoted, ticks, > 0. */
  readonly halfSpreadTicks: number;
  /** In ticks, > 0. */
  readonly fairValueTicks: number;
  /** Percent, > 0. */
  readonly percent: number;
}

/** Raises the floor of the half-spread to the present half-spread plus `percent`, and the cap with it if it stands in the way. */
export function widenParameters(parameters: QuotingParameters, input: WidenInput): QuotingParameters {
  const wideBps = ((input.halfSpreadTicks * (1 + input.percent / 100)) / input.fairValueTicks) * 10_000;
  const floor = Math.max(parameters.minimumHalfSpreadBps, Number(wideBps.toPrecision(4)));
  return { ...parameters, minimumHalfSpreadBps: floor, maximumHalfSpreadBps: Math.max(parameters.maximumHalfSpreadBps, floor) };
}
