/** The ladder for those who cannot see a canvas: twelve levels around the middle and all own orders, once a second, never announced by itself. */
import { useEffect, useState } from 'react';
import type { LadderView } from '../../../shared/projection/view-state';
import { currentView } from './ladder-store';
import { mirrorRows } from './model';

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
        {mirrorRows(view).map(({ side, priceText, quantityText, ownText }) => (
          <tr key={`${side}-${priceText}`}>
            <td>{side}</td>
            <td>{priceText}</td>
            <td>{quantityText}</td>
            <td>{ownText}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
