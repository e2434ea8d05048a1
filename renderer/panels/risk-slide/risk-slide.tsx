/** The risk slide: the book revalued over spot, volatility and time; the worst cell in words; before and after a staged hedge. */
import { useMemo, useState } from 'react';
import type { RiskSlideView, SlideMeasure, SlideRequest } from '../../../shared/projection/risk-slide-view';
import { RunPanel } from '../../controls/run-panel';
import { Segmented } from '../../controls/segmented';
import type { Place } from '../../controls/value-grid';
import { sendCommand } from '../../desk/commands';
import { useTopic } from '../../desk/selectors';
import { dayText, measures, moveText, stretchRange, tableOf } from './model';
import css from './risk-slide.module.css';
import { SlideGrid } from './slide-table';
import { StressList } from './stress-list';

function ask(slide: SlideRequest): void {
  const { spotMoves, volatilityMoves, dayOffsets } = slide;
  const copy = { ...slide, spotMoves: [...spotMoves], volatilityMoves: [...volatilityMoves], dayOffsets: [...dayOffsets] };
  void sendCommand('set-risk-view', { slide: copy, tail: null });
}

interface ChoiceProps {
  readonly view: RiskSlideView;
  readonly underlyings: readonly string[];
  readonly measure: SlideMeasure;
  readonly onMeasure: (measure: SlideMeasure) => void;
  readonly day: number;
  readonly onDay: (day: number) => void;
}

const ALL = 'all';

function Choices({ view, underlyings, measure, onMeasure, day, onDay }: ChoiceProps) {
  const { request, units } = view;
  return (
    <>
      <Segmented
        label="Underlying"
        options={[...underlyings, ALL].map((name) => ({ value: name, label: name }))}
        value={request.underlying ?? ALL}
        onChange={(name) => ask({ ...request, underlying: name === ALL ? null : name })}
      />
      <Segmented label="Measure" options={measures} value={measure} onChange={onMeasure} />
      <span className="muted">{units[measure]}</span>
      <Segmented
        label="Time"
        options={request.dayOffsets.map((days, index) => ({ value: String(index), label: dayText(days) }))}
        value={String(day)}
        onChange={(index) => onDay(Number(index))}
      />
      <Segmented
        label="Smile"
        options={[
          { value: 'sticky-strike', label: 'sticky strike', title: 'Each strike keeps its volatility when the spot moves' },
          { value: 'sticky-delta', label: 'sticky delta', title: 'The smile moves with the spot' },
        ]}
        value={request.mode}
        onChange={(mode) => ask({ ...request, mode })}
      />
    </>
  );
}

/** Sentences under the table: what cannot be priced, the worst cell, and the chosen one. */
function Words({ view, measure, chosen }: { readonly view: RiskSlideView; readonly measure: SlideMeasure; readonly chosen: string }) {
  return (
    <div className={css['words']} role="status">
      {view.unpriced.map(({ instrumentId, name, reason }) => (
        <p key={instrumentId} className="warn">
          {name}: {reason}
        </p>
      ))}
      {measure === 'margin' && view.marginWords !== '' && <p>Margin of the positions alone. {view.marginWords}</p>}
      {view.worst !== null && (
        <p>
          <b>Worst:</b> {view.worst.words}.
          {view.worstAfter !== null && <span className="preview"> After the hedge: {view.worstAfter.words}.</span>}
        </p>
      )}
      <p className="muted">
        {chosen}{' '}
        {view.fallbackCount > 0 && (
          <span className="warn" title="No smile of ours covers them; the venue's mark volatility prices them">
            {view.fallbackCount} of {view.instrumentCount} instruments by mark vol.{' '}
          </span>
        )}
        Computed on: {view.triggers.join(', ')}.
      </p>
    </div>
  );
}

/** The cell where nothing moved. */
function presentPlace({ shown }: RiskSlideView): Place {
  const of = (moves: readonly number[] | undefined): number => Math.max(0, moves?.indexOf(0) ?? 0);
  return { row: of(shown?.volatilityMoves), column: of(shown?.spotMoves) };
}

function Body({ view, measure, day }: Pick<ChoiceProps, 'view' | 'measure' | 'day'>) {
  const [chosen, setPlace] = useState<Place | null>(null);
  const place = chosen ?? presentPlace(view);
  const table = useMemo(() => tableOf(view, measure, day), [view, measure, day]);
  const shown = view.shown;
  if (table === null || shown === null) return null;
  const [spot, volatility] = [shown.spotMoves[place.column] ?? 0, shown.volatilityMoves[place.row] ?? 0];
  const label = measures.find(({ value }) => value === measure)?.label ?? '';
  return (
    <>
      <div className={css['tables']}>
        <SlideGrid
          table={table}
          label={`${label} in ${view.units[measure]}, ${dayText(shown.dayOffsets[day] ?? 0)}`}
          isSigned={measure !== 'margin'}
          place={place}
          onMove={setPlace}
        />
        <StressList view={view} />
      </div>
      <Words view={view} measure={measure} chosen={`Chosen: spot ${moveText(spot)}, volatility ${moveText(volatility)}.`} />
    </>
  );
}

/** The risk slide panel. */
export function RiskSlide() {
  const view = useTopic('riskSlide');
  const inventory = useTopic('inventory');
  const [measure, setMeasure] = useState<SlideMeasure>('pnl');
  const [chosenDay, setDay] = useState(0);
  const day = Math.min(chosenDay, (view?.shown?.dayOffsets.length ?? 1) - 1);
  const stretch = (direction: 1 | -1) => () => view !== undefined && ask(stretchRange(view.request, direction));
  const measureKeys = Object.fromEntries(measures.map(({ value }, index) => [String(index + 1), () => setMeasure(value)]));
  return (
    <RunPanel
      id="risk-slide"
      run="slide"
      status={view?.status}
      waitsFor="the first revaluation of the book"
      keys={{
        ...measureKeys,
        '+': stretch(1),
        '-': stretch(-1),
        D: () => setDay((day + 1) % (view?.shown?.dayOffsets.length ?? 1)),
        K: () =>
          view !== undefined && ask({ ...view.request, mode: view.request.mode === 'sticky-strike' ? 'sticky-delta' : 'sticky-strike' }),
        O: () => void sendCommand('stage-what-if', { legs: null }),
      }}
      choices={
        view !== undefined && (
          <Choices
            view={view}
            underlyings={Object.keys(inventory ?? {})}
            measure={measure}
            onMeasure={setMeasure}
            day={day}
            onDay={setDay}
          />
        )
      }
    >
      {view === undefined ? null : <Body view={view} measure={measure} day={day} />}
    </RunPanel>
  );
}
