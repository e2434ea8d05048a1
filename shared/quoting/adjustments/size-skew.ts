/** Takes quantity off the side that would carry inventory further from target, to nothing at the hard band. */
import type { Side } from '../../domain/side';
import { sideSign } from '../../domain/side';

/** Deviation and bands in coin of the underlying; bands are distances from target, ≥ 0. */
export interface BandPosition {
  /** Inventory minus target, signed. */
  readonly deviationCoin: number;
  readonly softBandCoin: number;
  readonly hardBandCoin: number;
}

/** Share of the wanted quantity, 0 to 1: 1 up to the soft band, then linear to 0 at the hard band; the reducing side keeps 1. */
export function sizeFactor(side: Side, position: BandPosition): number {
  const outward = sideSign(side) * position.deviationCoin;
  if (outward >= position.hardBandCoin) return 0;
  if (outward <= position.softBandCoin) return 1;
  return (position.hardBandCoin - outward) / (position.hardBandCoin - position.softBandCoin);
}

/** Coin that may still be filled on this side before inventory leaves the hard band, ≥ 0. */
export function sideCapacityCoin(side: Side, position: BandPosition): number {
  return Math.max(0, position.hardBandCoin - sideSign(side) * position.deviationCoin);
}
