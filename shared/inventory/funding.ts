/** Funding of perpetuals as a venue states it: one running figure per position that starts again at every settlement. */

const DAY_MS = 24 * 60 * 60 * 1000;
/** Settlement of the day: 08:00 UTC. */
const SETTLEMENT_MS = 8 * 60 * 60 * 1000;
/** A venue's clock may be this much ahead of what we take it for. */
const EARLY_MS = 10_000;
/** A venue that names no settlement price is done settling this long after 08:00 UTC. */
const LATE_MS = 10 * 60 * 1000;
/** Funding of less than this is not missed. */
const GAP_MS = 60_000;

/** What a venue says. */
export interface FundingReport {
  /** Received since the settlement, coin; negative was paid. */
  readonly coin: number;
  /** At which it settled last, another one after each settlement, 0 before the first; absent where the venue names none. */
  readonly settlementPrice?: number;
}

/** What a venue last said. */
export interface FundingFigure extends FundingReport {
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
  /** `false` if more than a minute before a settlement may not have been seen: that part is lost with the old figure. */
  readonly isWhole: boolean;
}

/** A first figure: what it counts was there before us. In the minutes of a settlement it may be of before, as a settlement price will tell. */
export function openFigure(report: FundingReport, atMs: number): FundingFigure {
  const lateMs = report.settlementPrice === undefined ? 0 : LATE_MS;
  return { ...report, settledAtMs: settlementBefore(atMs - lateMs), atMs };
}

/**
 * What was received between two figures. Another settlement price says that the figure has started again, however late. Where the venue
 * names none, one that falls below half of the one before has, and after a silence over all of these minutes it certainly has; a
 * venue that settles late goes on with the old one until then. Without the price a figure near zero may fall so without a settlement, or
 * not fall at one: what is counted wrongly is no more than that figure.
 */
export function followFunding(known: FundingFigure, report: FundingReport, atMs: number): FundingStep {
  const dueMs = settlementBefore(atMs + EARLY_MS);
  const { settledAtMs } = known;
  if (dueMs <= settledAtMs) return { coin: report.coin - known.coin, figure: { ...report, settledAtMs, atMs }, isWhole: true };
  const isOver = atMs - dueMs > LATE_MS;
  const isSettled = isSaidSettled(known, report);
  const hasFallen = 2 * Math.abs(report.coin) < Math.abs(known.coin);
  const hasRestarted = isSettled ?? (hasFallen || (isOver && known.atMs <= dueMs + EARLY_MS));
  return {
    coin: hasRestarted ? report.coin : report.coin - known.coin,
    figure: { ...report, settledAtMs: (isSettled ?? isOver) ? dueMs : settledAtMs, atMs },
    isWhole: !hasRestarted || latestSettlement(known, { isNamed: isSettled === true, dueMs, atMs }) - known.atMs <= GAP_MS,
  };
}

/**
 * Until when the old figure may have run on, epoch ms. A settlement is taken to be punctual unless the venue had not named it after it was
 * due: it came at any time since then, up to the reading that names it.
 */
function latestSettlement(
  known: FundingFigure,
  seen: { readonly isNamed: boolean; readonly dueMs: number; readonly atMs: number },
): number {
  return seen.isNamed && known.atMs > seen.dueMs ? seen.atMs : seen.dueMs;
}

/** Whether the venue names another settlement than before; `null` if it names none. */
function isSaidSettled(known: FundingReport, report: FundingReport): boolean | null {
  if (report.settlementPrice === undefined || known.settlementPrice === undefined) return null;
  return report.settlementPrice !== known.settlementPrice;
}

function settlementBefore(atMs: number): number {
  return Math.floor((atMs - SETTLEMENT_MS) / DAY_MS) * DAY_MS + SETTLEMENT_MS;
}
