/** One expiry: the market's bid and ask, the curves, own quotes, and nodes that can be dragged, stepped and locked. */
import { useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import type { SmileNode, SmileQuote, SurfaceExpiry } from '../../../shared/projection/surface-view';
import { Axes } from './axes';
import { curvePath, margins, scaleOf, smileRanges } from './model';
import type { Scale } from './model';
import { formatFixed } from '../../theme/number-format';
import css from './smile.module.css';
import { useExtent } from './use-extent';

const POINT = 0.001;

function strikeText(strike: number): string {
  return strike >= 10_000 ? `${strike / 1_000}k` : String(strike);
}

function Whisker({ quote, scale }: { readonly quote: SmileQuote; readonly scale: Scale }) {
  const x = scale.toX(quote.strike);
  const { bidVolatility: bid, askVolatility: ask, markVolatility: mark } = quote;
  return (
    <g data-used={quote.isUsed ? undefined : 'not'} className={css['whisker']}>
      {bid !== null && ask !== null && <line x1={x} x2={x} y1={scale.toY(bid)} y2={scale.toY(ask)} className={css['range']} />}
      {bid !== null && <line x1={x - 4} x2={x + 4} y1={scale.toY(bid)} y2={scale.toY(bid)} className={css['bidTick']} />}
      {ask !== null && <line x1={x - 4} x2={x + 4} y1={scale.toY(ask)} y2={scale.toY(ask)} className={css['askTick']} />}
      {mark !== null && (
        <path className={css['mark']} d={`M${x - 3},${scale.toY(mark) - 3}l6,6m0,-6l-6,6`}>
          <title>{`venue mark at ${quote.strike}: ${(mark * 100).toFixed(2)} %`}</title>
        </path>
      )}
    </g>
  );
}

/** What the nodes may ask for. */
export interface NodeActions {
  readonly onMove: (strike: number, volatility: number) => void;
  readonly onLock: (strike: number, isLocked: boolean) => void;
}

function Handle({ node, scale, onMove, onLock }: NodeActions & { readonly node: SmileNode; readonly scale: Scale }) {
  const [dragged, setDragged] = useState<number | null>(null);
  const volatility = dragged ?? node.volatility;
  const drag = (event: PointerEvent<SVGRectElement>): void => {
    if (event.buttons !== 1 || node.isLocked) return;
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect();
    if (box !== undefined) setDragged(scale.fromY(event.clientY - box.top));
  };
  const release = (): void => {
    if (dragged !== null) onMove(node.strike, dragged);
    setDragged(null);
  };
  const keyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (step !== 0 && !node.isLocked) onMove(node.strike, node.volatility + step * POINT * (event.shiftKey ? 10 : 1));
    else if (event.key === 'l' || event.key === 'L') onLock(node.strike, !node.isLocked);
    else if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const [x, y] = [scale.toX(node.strike), scale.toY(volatility)];
  return (
    <rect
      role="slider"
      tabIndex={0}
      aria-label={`Node at ${node.strike}${node.isLocked ? ', locked' : ''}`}
      aria-valuenow={Number((volatility * 100).toFixed(2))}
      aria-valuetext={`${(volatility * 100).toFixed(2)} % volatility`}
      aria-disabled={node.isLocked}
      data-locked={node.isLocked ? '' : undefined}
      className={css['node']}
      x={x - 5}
      y={y - 5}
      width={10}
      height={10}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onPointerUp={release}
      onKeyDown={keyDown}
    >
      <title>{`${node.strike}: ${(volatility * 100).toFixed(2)} %${node.isLocked ? ', locked' : ''}. Drag, or arrows (Shift ×10); L locks`}</title>
    </rect>
  );
}

/** The drawing of one expiry. */
export function SmileChart({ expiry, onMove, onLock }: NodeActions & { readonly expiry: SurfaceExpiry }) {
  const [ref, extent] = useExtent();
  const ranges = smileRanges(expiry);
  if (ranges === null)
    return (
      <div ref={ref} className={css['chart']}>
        <p className={css['quiet']}>No two-sided strikes in this expiry{expiry.labelReason === '' ? '.' : `: ${expiry.labelReason}`}</p>
      </div>
    );
  const scale = scaleOf(ranges, extent);
  const line = (curve: SurfaceExpiry['model'], name: string) =>
    curve === null ? null : <path className={css[name]} d={curvePath(curve, scale, ranges.x)} />;
  return (
    <div ref={ref} className={css['chart']}>
      <svg width={extent.width} height={extent.height} role="group" aria-label={`Smile of ${expiry.key}`}>
        <Axes ranges={ranges} scale={scale} extent={extent} labelX={strikeText} />
        {expiry.forward !== null && (
          <g aria-hidden="true">
            <line
              className={css['forward']}
              x1={scale.toX(expiry.forward)}
              x2={scale.toX(expiry.forward)}
              y1={margins.top}
              y2={extent.height - margins.bottom}
            />
            <text className={css['axis']} x={scale.toX(expiry.forward) + 5} y={margins.top + 8}>
              forward {formatFixed(expiry.forward, 0)}
            </text>
          </g>
        )}
        {line(expiry.previous, 'previous')}
        {expiry.market.map((quote) => (
          <Whisker key={quote.strike} quote={quote} scale={scale} />
        ))}
        {line(expiry.model, 'model')}
        {line(expiry.draft, 'draft')}
        {expiry.ownQuotes.map((own) =>
          own.volatility === null ? null : (
            <circle
              key={`${own.instrumentId}${own.side}`}
              className={css['own']}
              cx={scale.toX(own.strike)}
              cy={scale.toY(own.volatility)}
              r={3.5}
            >
              <title>{`our ${own.side} ${own.instrumentId} ${(own.volatility * 100).toFixed(2)} %`}</title>
            </circle>
          ),
        )}
        {expiry.nodes.map((node) => (
          <Handle key={node.strike} node={node} scale={scale} onMove={onMove} onLock={onLock} />
        ))}
      </svg>
    </div>
  );
}
