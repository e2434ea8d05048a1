/** What is quoted beside the perpetual of BTC on some days: a future of the same underlying, or the perpetual of another coin. */

/** Contracts that are listed on every day. */
export const SECOND_NAMES = ['BTC-25SEP26', 'ETH-PERPETUAL'] as const;
/** One of them. */
export type SecondName = (typeof SECOND_NAMES)[number];
