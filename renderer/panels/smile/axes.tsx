/** Grid lines and labels of a chart of volatilities. */
import css from './smile.module.css';
import { margins, ticksOf } from './model';
import type { Extent, Ranges, Scale } from './model';

interface AxesProps {
  readonly ranges: Ranges;
  readonly scale: Scale;
  readonly extent: Extent;
  readonly labelX: (value: number) => string;
}

/** Volatility in per cent on the left, the other quantity below. */
export function Axes({ ranges, scale, extent, labelX }: AxesProps) {
  const bottom = extent.height - margins.bottom;
  return (
    <g aria-hidden="true">
      {ticksOf(ranges.y, 6).map((value) => (
        <g key={`y${value}`}>
          <line
            className={css['gridLine']}
            x1={margins.left}
            x2={extent.width - margins.right}
            y1={scale.toY(value)}
            y2={scale.toY(value)}
          />
          <text className={css['axis']} x={margins.left - 6} y={scale.toY(value) + 3} textAnchor="end">
            {(value * 100).toFixed(value < 0.1 ? 1 : 0)}
          </text>
        </g>
      ))}
      {ticksOf(ranges.x, Math.max(3, Math.floor(extent.width / 90))).map((value) => (
        <text key={`x${value}`} className={css['axis']} x={scale.toX(value)} y={bottom + 14} textAnchor="middle">
          {labelX(value)}
        </text>
      ))}
    </g>
  );
}
