/** The lines that people read about a measured chain. */
import { day, type ChainReport, type ExpiryReport, type Spread } from './measure-chain';

function figure(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}

function tiny(value: number | null): string {
  return value === null ? '–' : value === 0 ? '0' : value.toExponential(1);
}

function share(value: number | null): string {
  return value === null ? '–' : `${(100 * value).toFixed(0)} %`;
}

function priceGap({ median, p99 }: Spread): string {
  return `${tiny(median)}/${tiny(p99)}`;
}

function row(cells: readonly string[]): string {
  const widths = [12, 8, 11, 16, 8, 7, 7, 7, 9, 17, 17, 17];
  return cells
    .map((cell, index) => (index < widths.length - 0 && index > 0 ? cell.padStart(widths[index] ?? 0) : cell.padEnd(12)))
    .join(' ');
}

function expiryLine(report: ExpiryReport): string {
  const { forward, because } = report;
  const line = row([
    day(report.expiresAtMs),
    report.days.toFixed(2),
    figure(forward?.forward ?? null, 2),
    forward === null ? 'none' : `${forward.source}, ${forward.quality}`,
    report.label,
    `${report.quotesUsed}`,
    figure(report.medianErrorPoints, 2),
    figure(report.p95ErrorPoints, 2),
    share(report.insideShare),
    `${report.breachesBefore} → ${report.breachesAfter}`,
    priceGap(report.markAtVenueVolatility),
    priceGap(report.markAtSurface),
    tiny(report.deltaAtVenueVolatility.median),
    tiny(report.deltaAtSurface.median),
  ]);
  return because === '' ? line : `${line}   ${because}`;
}

/** A heading, one line per expiry, the whole chain, and what looks wrong. */
export function describeChain(file: string, report: ChainReport): readonly string[] {
  return [
    `${file}: ${report.underlying} at ${new Date(report.asOfMs).toISOString()}, ${report.options} options`,
    row([
      ...['expiry', 'days', 'forward', 'source', 'smile', 'quotes', 'median', 'p95', 'inside', 'arbitrage'],
      ...['mark, venue vol', 'mark, surface', 'Δ venue', 'Δ surface'],
    ]),
    ...report.expiries.map(expiryLine),
    `  all: ${report.quotesUsed} quotes, fit error median ${figure(report.medianErrorPoints, 2)} p95 ${figure(report.p95ErrorPoints, 2)} vol points, ` +
      `${share(report.insideShare)} inside bid/ask, arbitrage ${report.breachesBefore} before and ${report.breachesAfter} after repair,`,
    `  mark repriced to ${priceGap(report.markAtVenueVolatility)} coin (median/p99) at the venue's volatility, ${priceGap(report.markAtSurface)} on the surface; ` +
      `delta to ${tiny(report.deltaAtVenueVolatility.median)} and ${tiny(report.deltaAtSurface.median)} (median) of the venue's N(d1)`,
    ...report.warnings.map((warning) => `  look: ${warning}`),
  ];
}
