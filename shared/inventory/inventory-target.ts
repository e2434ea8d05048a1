/** Where the inventory of an underlying should be and how far from it is still acceptable. */

/** Target of the inventory of one underlying and the bands around it, in coin; bands are distances from the target, soft ≤ hard. */
export interface InventoryTarget {
  readonly targetCoin: number;
  readonly softBandCoin: number;
  readonly hardBandCoin: number;
}
