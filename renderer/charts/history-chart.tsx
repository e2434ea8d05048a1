/** A quantity over time with its target, bands, a second quiet line and fills as dots; drawn by TradingView's Lightweight Charts. */
import { LineSeries, LineStyle, TickMarkType, createChart, createSeriesMarkers } from 'lightweight-charts';
import type { AutoscaleInfo, IChartApi, IPriceLine, ISeriesApi, ISeriesMarkersPluginApi, Time } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import { formatFixed } from '../theme/number-format';
import { formatClock, formatMinute } from '../theme/time-format';
import type { Tokens } from '../theme/tokens';
import { useTokens } from '../theme/use-tokens';
import { chartMarkers, chartPoints, widenRange } from './chart-data';
import type { ChartFill, ChartPoint } from './chart-data';
import css from './history-chart.module.css';

/** What the chart shows. */
export interface HistoryData {
  readonly points: readonly ChartPoint[];
  readonly fills: readonly ChartFill[];
  readonly bands: readonly { readonly value: number; readonly title: string }[];
  readonly decimals: number;
}

interface Handles {
  readonly chart: IChartApi;
  readonly main: ISeriesApi<'Line'>;
  readonly target: ISeriesApi<'Line'>;
  readonly quiet: ISeriesApi<'Line'>;
  readonly markers: ISeriesMarkersPluginApi<Time>;
  bands: readonly IPriceLine[];
}

function seconds(time: Time): number {
  return typeof time === 'number' ? time * 1_000 : 0;
}

function build(container: HTMLElement): Handles {
  const chart = createChart(container, {
    autoSize: true,
    // The logo brings an inline style and markup that the window's policy refuses; the attribution stands beside the chart instead.
    layout: { attributionLogo: false, fontSize: 10 },
    handleScroll: { vertTouchDrag: false },
    timeScale: {
      timeVisible: true,
      secondsVisible: true,
      rightOffset: 2,
      tickMarkFormatter: (time: Time, type: TickMarkType) =>
        type === TickMarkType.TimeWithSeconds ? formatClock(seconds(time)) : formatMinute(seconds(time)),
    },
    localization: { locale: 'en-US', timeFormatter: (time: Time) => `${formatClock(seconds(time))} UTC` },
    rightPriceScale: { scaleMargins: { top: 0.1, bottom: 0.1 }, entireTextOnly: true },
  });
  const shared = { lastValueVisible: false, priceLineVisible: false, crosshairMarkerVisible: false } as const;
  const quiet = chart.addSeries(LineSeries, { ...shared, lineWidth: 1, priceScaleId: 'quiet' });
  quiet.priceScale().applyOptions({ scaleMargins: { top: 0.78, bottom: 0.02 } });
  const target = chart.addSeries(LineSeries, { ...shared, lineWidth: 1, lineStyle: LineStyle.Dashed });
  const main = chart.addSeries(LineSeries, { ...shared, lineWidth: 2, lastValueVisible: true, crosshairMarkerVisible: true });
  return { chart, main, target, quiet, markers: createSeriesMarkers(main, []), bands: [] };
}

function paint({ chart, main, target, quiet }: Handles, tokens: Tokens, decimals: number): void {
  const mono = "'JetBrains Mono Variable', monospace";
  chart.applyOptions({
    layout: { background: { color: tokens.panel }, textColor: tokens.muted, fontFamily: mono },
    grid: { vertLines: { color: `${tokens.line}66` }, horzLines: { color: `${tokens.line}99` } },
    rightPriceScale: { borderColor: tokens.line },
    timeScale: { borderColor: tokens.line },
    crosshair: {
      vertLine: { color: tokens.stale, labelBackgroundColor: tokens.hover },
      horzLine: { color: tokens.stale, labelBackgroundColor: tokens.hover },
    },
  });
  const priceFormat = {
    type: 'custom' as const,
    minMove: 10 ** -decimals,
    formatter: (value: number) => formatFixed(value, decimals, 'always'),
  };
  main.applyOptions({ color: tokens.accent, priceFormat });
  target.applyOptions({ color: tokens.own, priceFormat });
  quiet.applyOptions({ color: tokens.stale });
}

function fill(handles: Handles, data: HistoryData, tokens: Tokens): void {
  handles.main.setData(chartPoints(data.points, 1));
  handles.target.setData(chartPoints(data.points, 2));
  handles.quiet.setData(chartPoints(data.points, 3));
  handles.markers.setMarkers(chartMarkers(data.points, data.fills, tokens));
  // The bands are always in sight: an inventory means something only beside its limits.
  const levels = data.bands.map((band) => band.value);
  handles.main.applyOptions({
    autoscaleInfoProvider: (original: () => AutoscaleInfo | null) => widenRange(original(), levels),
  });
  for (const line of handles.bands) handles.main.removePriceLine(line);
  handles.bands = data.bands.map((band) =>
    handles.main.createPriceLine({
      price: band.value,
      title: band.title,
      color: tokens.warn,
      lineWidth: 1,
      lineStyle: LineStyle.Dotted,
      axisLabelVisible: false,
    }),
  );
}

/** The chart fills its parent. Panning stops following; double click follows again. */
export function HistoryChart({ data, label }: { readonly data: HistoryData; readonly label: string }) {
  const container = useRef<HTMLDivElement>(null);
  const handles = useRef<Handles | null>(null);
  const tokens = useTokens();
  useEffect(() => {
    if (container.current === null) return undefined;
    const built = build(container.current);
    handles.current = built;
    return () => {
      handles.current = null;
      built.chart.remove();
    };
  }, []);
  useEffect(() => {
    if (handles.current !== null) paint(handles.current, tokens, data.decimals);
  }, [tokens, data.decimals]);
  const isFollowing = useRef(true);
  useEffect(() => {
    if (handles.current === null) return;
    fill(handles.current, data, tokens);
    if (isFollowing.current) handles.current.chart.timeScale().fitContent();
  }, [data, tokens]);
  const stopFollowing = (): void => {
    isFollowing.current = false;
  };
  const followAgain = (): void => {
    isFollowing.current = true;
    handles.current?.chart.timeScale().fitContent();
  };
  return (
    <div className={css['frame']} onPointerDown={stopFollowing} onWheel={stopFollowing} onDoubleClick={followAgain}>
      <div ref={container} className={css['chart']} role="img" aria-label={label} />
      <a
        className={css['attribution']}
        href="https://www.tradingview.com/"
        title="TradingView Lightweight Charts™. Copyright © TradingView, Inc. https://www.tradingview.com/"
      >
        Charts by TradingView
      </a>
    </div>
  );
}
