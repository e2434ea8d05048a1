/** The ladder for those who cannot see a canvas: twelve rows around the middle, once a second, never announced by itself. */
import { useEffect, useState } from 'react';
import type { LadderView } from '../../../shared/projection/view-state';
import { decimalsOf, formatFixed } from '../../theme/number-format';
import { currentView } from './ladder-store';
import { quantityText } from './model';

const ROWS = 6;
const PERIOD_MS = 1_000;

function useSlowly(): LadderView | undefined {
  const [view, setView] = useState(currentView);
  useEffect(() => {
    const timer = setInterval(() => setView(currentView()), PERIOD_MS);
    return () => clearInterval(timer);
  }, []);
  return view;
}

/** The mirror, heard but not seen. */
export function LadderMirror() {
  const view = useSlowly();
  if (view === undefined) return null;
  const levels = [
    ...view.asks
      .slice(0, ROWS)
      .reverse()
      .map((level) => ({ ...level, side: 'sell' as const })),
    ...view.bids.slice(0, ROWS).map((level) => ({ ...level, side: 'buy' as const })),
  ];
  const mine = (price: number, side: 'buy' | 'sell'): string => {
    const own = Object.values(view.orders).filter((order) => order.price === price && order.side === side);
    return own.map((order) => `${quantityText(order.quantity, view.quantityDecimals)} ${order.status}`).join(', ');
  };
  return (
    <table role="grid" aria-label={`Ladder of ${view.name}`} aria-live="off" className="only-heard" data-testid="ladder-mirror">
      <thead>
        <tr>
          <th>side</th>
          <th>price</th>
          <th>quantity</th>
          <th>mine</th>
        </tr>
      </thead>
      <tbody>
        {levels.map((level) => (
          <tr key={`${level.side}-${level.price}`}>
            <td>{level.side === 'buy' ? 'bid' : 'ask'}</td>
            <td>{formatFixed(level.price, decimalsOf(view.tickSize))}</td>
            <td>{quantityText(level.quantity, view.quantityDecimals)}</td>
            <td>{mine(level.price, level.side)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
