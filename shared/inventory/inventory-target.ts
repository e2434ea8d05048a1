/** Where the inventory of an underlying should be and how far from it is still acceptable. */

/** Target and bands of the inventory of one underlying, in coin. */
export interface InventoryTarget {
  readonly targetCoin: number;
  readonly softBandCoin: number;
  readonly hardBandCoin: number;
}
