/** The surface as a heat map: expiries down, log-moneyness across, volatility printed in every cell. */
import { useState } from 'react';
import type { SurfaceGrid } from '../../../shared/projection/surface-view';
import { Num } from '../../controls/num';
import { ValueGrid } from '../../controls/value-grid';
import type { Place } from '../../controls/value-grid';
import css from './smile.module.css';

/** Warm above the middle of the surface, cool below it. */
function heatOf(value: number, low: number, high: number): string {
  const share = high > low ? (value - low) / (high - low) - 0.5 : 0;
  return `color-mix(in srgb, var(--${share > 0 ? 'ask' : 'bid'}) ${(Math.abs(share) * 80).toFixed(1)}%, transparent)`;
}

/** The map; the draft where there is one. */
export function SurfaceMap({ grid, label }: { readonly grid: SurfaceGrid | null; readonly label: string }) {
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  if (grid === null) return <p className={css['quiet']}>No expiry has a smile yet.</p>;
  const shown = grid.draft ?? grid.model;
  const values = shown.flat().filter((value) => value !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return (
    <ValueGrid
      label={label}
      corner="ln K/F"
      columns={grid.logMoneyness.map((value) => ({ key: String(value), label: value.toFixed(2) }))}
      rows={grid.expiryKeys.map((key) => ({ key, label: key }))}
      place={place}
      onMove={setPlace}
      look={({ row, column }) => {
        const value = shown[row]?.[column] ?? null;
        if (value === null) return { content: <span className="zeros">·</span>, title: 'no smile here' };
        return { content: <Num value={value * 100} decimals={1} />, background: heatOf(value, low, high) };
      }}
    />
  );
}
