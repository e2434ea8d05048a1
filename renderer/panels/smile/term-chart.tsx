/** The term structure: volatility at the money by time to expiry, market, model, draft and previous publish. */
import type { TermPoint } from '../../../shared/projection/surface-view';
import { Axes } from './axes';
import { rangeOf, scaleOf } from './model';
import css from './smile.module.css';
import { useExtent } from './use-extent';

const curves = ['previous', 'model', 'draft'] as const;

/** √years spreads the near expiries, which is where the structure bends. */
function place(point: TermPoint): number {
  return Math.sqrt(point.years);
}

function daysText(root: number): string {
  return `${Math.round(root * root * 365)} d`;
}

/** The drawing. */
export function TermChart({ term, label }: { readonly term: readonly TermPoint[]; readonly label: string }) {
  const [ref, extent] = useExtent();
  const x = rangeOf(term.map(place));
  const y = rangeOf(term.flatMap(({ market, model, draft, previous }) => [market, model, draft, previous]));
  const scale = x === null || y === null ? null : scaleOf({ x, y }, extent);
  return (
    <div ref={ref} className={css['chart']}>
      {scale === null || x === null || y === null ? (
        <p className={css['quiet']}>No expiry has a volatility yet.</p>
      ) : (
        <svg width={extent.width} height={extent.height} role="img" aria-label={label}>
          <Axes ranges={{ x, y }} scale={scale} extent={extent} labelX={daysText} />
          {curves.map((name) => {
            const points = term.flatMap((point) => {
              const value = point[name];
              return value === null ? [] : [`${scale.toX(place(point)).toFixed(1)},${scale.toY(value).toFixed(1)}`];
            });
            return points.length < 2 ? null : <path key={name} className={css[name]} d={`M${points.join('L')}`} />;
          })}
          {term.map((point) =>
            point.market === null ? null : (
              <circle key={point.expiryKey} className={css['market']} cx={scale.toX(place(point))} cy={scale.toY(point.market)} r={3}>
                <title>{`${point.expiryKey}: market ${(point.market * 100).toFixed(2)} %`}</title>
              </circle>
            ),
          )}
        </svg>
      )}
    </div>
  );
}
