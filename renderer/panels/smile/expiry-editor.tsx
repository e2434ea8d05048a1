/** The editor of one expiry: how the smile meets the market, its drawing with nodes to drag, and its moves as fields. */
import type { SurfaceExpiry, UnderlyingSurface } from '../../../shared/projection/surface-view';
import { MoveFields } from './draft-bar';
import { edit } from './edit';
import { fitWords, twoSided } from './model';
import { SmileChart } from './smile-chart';
import css from './smile.module.css';

interface ExpiryEditorProps {
  readonly surface: UnderlyingSurface;
  readonly expiry: SurfaceExpiry;
}

/** Mount per underlying and expiry: what is being typed or dragged is meant for the one that it began on. */
export function ExpiryEditor({ surface, expiry }: ExpiryEditorProps) {
  return (
    <>
      <div className={css['legend']}>
        <span className={expiry.label === 'fitted' ? 'muted' : 'warn'}>{fitWords(expiry)}</span>
        <span className={css['spring']} />
        <span>{twoSided(expiry.market)} two-sided strikes</span>
        <span className={css['markKey']}>venue mark</span>
        <span className={css['modelKey']}>model</span>
        <span className={css['draftKey']}>draft</span>
        <span className={css['previousKey']}>previous</span>
        <span className={css['ownKey']}>ours</span>
      </div>
      <SmileChart
        expiry={expiry}
        onMove={(strike, volatility) => edit(surface, expiry, { kind: 'node', strike, volatility })}
        onLock={(strike, isLocked) => edit(surface, expiry, { kind: 'lock', strike, isLocked })}
      />
      <MoveFields
        expiry={expiry}
        onMove={(move, points) => edit(surface, expiry, { kind: 'move-to', move, points })}
        onSnap={(to) => edit(surface, expiry, { kind: 'snap', to })}
      />
    </>
  );
}
