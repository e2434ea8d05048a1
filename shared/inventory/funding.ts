/** Funding of perpetuals as a venue states it: one running figure per position that starts again at every settlement. */

const DAY_MS = 24 * 60 * 60 * 1000;
/** Settlement of the day: 08:00 UTC. */
const SETTLEMENT_MS = 8 * 60 * 60 * 1000;
/** A venue's clock may be this much ahead of what we take it for. */
const EARLY_MS = 10_000;
/** A venue is done settling this long after 08:00 UTC. */
const LATE_MS = 10 * 60 * 1000;
/** Funding of less than this is not missed. */
const GAP_MS = 60_000;

/** What a venue last said. */
export interface FundingFigure {
  /** Received since the settlement, coin; negative was paid. */
  readonly coin: number;
  /** The settlement from which it counts, epoch ms. */
  readonly settledAtMs: number;
  /** When it was said, epoch ms of the venue. */
  readonly atMs: number;
}

/** What a newer figure adds. */
export interface FundingStep {
  /** Received since the figure before, coin; negative was paid. */
  readonly coin: number;
  readonly figure: FundingFigure;
  /** `false` if more than a minute before a settlement was not seen: that part is lost with the old figure. */
  readonly isWhole: boolean;
}

/** A first figure: what it counts was there before us. */
export function openFigure(coin: number, atMs: number): FundingFigure {
  return { coin, settledAtMs: settlementBefore(atMs), atMs };
}

/**
 * What was received between two figures. In the minutes of a settlement a figure that falls below half of the one before has started
 * again, and after a silence over all of them it certainly has; a venue that settles late goes on with the old one until then. A figure
 * near zero may fall so without a settlement, or not fall at one: what is counted wrongly is no more than that figure.
 */
export function followFunding(known: FundingFigure, coin: number, atMs: number): FundingStep {
  const dueMs = settlementBefore(atMs + EARLY_MS);
  if (dueMs <= known.settledAtMs) return { coin: coin - known.coin, figure: { coin, settledAtMs: known.settledAtMs, atMs }, isWhole: true };
  const isOver = atMs - dueMs > LATE_MS;
  const hasRestarted = 2 * Math.abs(coin) < Math.abs(known.coin) || (isOver && known.atMs <= dueMs + EARLY_MS);
  return {
    coin: hasRestarted ? coin : coin - known.coin,
    figure: { coin, settledAtMs: isOver ? dueMs : known.settledAtMs, atMs },
    isWhole: !hasRestarted || dueMs - known.atMs <= GAP_MS,
  };
}

function settlementBefore(atMs: number): number {
  return Math.floor((atMs - SETTLEMENT_MS) / DAY_MS) * DAY_MS + SETTLEMENT_MS;
}
