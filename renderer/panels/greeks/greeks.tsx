/** Greeks by strike and expiry: one greek at a time, in coin or USD, with totals, limits and the venue's own figures. */
import { useMemo, useState } from 'react';
import type { GreeksView, UnderlyingGreeks } from '../../../shared/projection/greeks-view';
import { RunPanel } from '../../controls/run-panel';
import { Segmented } from '../../controls/segmented';
import type { Place } from '../../controls/value-grid';
import { sendCommand } from '../../desk/commands';
import { activeUnderlying, useDesk, useTopic } from '../../desk/selectors';
import { requestFocus } from '../../desk/view-store';
import { CellDetail } from './cell-detail';
import { MatrixGrid } from './matrix';
import { cellAt, limitOf, limitState, matrixOf, shownChoices } from './model';
import type { Choice } from './model';

interface ChoiceProps {
  readonly greeks: GreeksView;
  readonly view: UnderlyingGreeks;
  readonly choice: Choice;
  readonly onUnderlying: (underlying: string) => void;
  readonly onChoice: (choice: Choice) => void;
}

function Choices({ greeks, view, choice, onUnderlying, onChoice }: ChoiceProps) {
  return (
    <>
      <Segmented
        label="Underlying"
        options={Object.keys(greeks.underlyings).map((name) => ({ value: name, label: name }))}
        value={view.underlying}
        onChange={onUnderlying}
      />
      <Segmented label="Greek" options={shownChoices} value={choice.shown} onChange={(shown) => onChoice({ ...choice, shown })} />
      <Segmented
        label="Unit"
        options={[
          { value: 'coin', label: view.underlying },
          { value: 'usd', label: 'USD' },
        ]}
        value={choice.shown === 'quantity' ? 'coin' : choice.unit}
        onChange={(unit) => onChoice({ ...choice, unit })}
      />
      <Segmented
        label="Rows"
        options={[
          { value: 'strike', label: 'strikes' },
          { value: 'bucket', label: 'delta buckets' },
        ]}
        value={choice.rows}
        onChange={(rows) => onChoice({ ...choice, rows })}
      />
    </>
  );
}

function Body({
  greeks,
  view,
  choice,
  place,
  onPlace,
}: Pick<ChoiceProps, 'greeks' | 'view' | 'choice'> & { readonly place: Place; readonly onPlace: (place: Place) => void }) {
  const matrix = useMemo(() => matrixOf(view, choice, greeks.deltaBuckets), [view, choice, greeks.deltaBuckets]);
  const [row, column] = [matrix.rows[place.row], matrix.columns[place.column]];
  const limit = limitOf(view, choice.shown);
  const cell = row === undefined || column === undefined || choice.rows === 'bucket' ? undefined : cellAt(view, column.key, row.key);
  const title = shownChoices.find(({ value }) => value === choice.shown)?.title ?? '';
  return (
    <>
      <MatrixGrid
        matrix={matrix}
        label={`${title}, ${view.underlying}`}
        place={place}
        limitState={limit === undefined ? 'ok' : limitState(limit)}
        onMove={onPlace}
      />
      <CellDetail view={view} cell={cell} limit={limit} label={`${column?.label ?? ''} ${row?.label ?? ''}`} />
    </>
  );
}

function hedge(underlying: string): void {
  requestFocus('hedge', 'open');
  void sendCommand('open-hedge', { underlying, percent: 100 });
}

/** The underlying asked for, else the one the desk looks at, else any. */
function chooseView(greeks: GreeksView | undefined, names: readonly (string | null)[]): UnderlyingGreeks | undefined {
  const underlyings = greeks?.underlyings ?? {};
  return names.map((name) => underlyings[name ?? '']).find((view) => view !== undefined) ?? Object.values(underlyings)[0];
}

/** The greeks panel. */
export function Greeks() {
  const greeks = useTopic('greeks');
  const active = useDesk(activeUnderlying);
  const [chosen, setChosen] = useState<string | null>(null);
  const [choice, setChoice] = useState<Choice>({ shown: 'vega', unit: 'usd', rows: 'strike' });
  const [place, setPlace] = useState<Place>({ row: 0, column: 0 });
  const view = chooseView(greeks, [chosen, active]);
  const greekKeys = Object.fromEntries(
    shownChoices.map(({ value }, index) => [String(index + 1), () => setChoice((before) => ({ ...before, shown: value }))]),
  );
  return (
    <RunPanel
      id="greeks"
      run="greeks"
      status={greeks?.status}
      waitsFor="the first revaluation of the book"
      empty="No position of any underlying: a fill opens its matrix here."
      keys={{
        ...greekKeys,
        U: () => setChoice((before) => ({ ...before, unit: before.unit === 'coin' ? 'usd' : 'coin' })),
        B: () => setChoice((before) => ({ ...before, rows: before.rows === 'strike' ? 'bucket' : 'strike' })),
        H: () => view !== undefined && hedge(view.underlying),
      }}
      choices={
        greeks !== undefined &&
        view !== undefined && <Choices greeks={greeks} view={view} choice={choice} onUnderlying={setChosen} onChoice={setChoice} />
      }
    >
      {greeks === undefined || view === undefined ? null : (
        <Body greeks={greeks} view={view} choice={choice} place={place} onPlace={setPlace} />
      )}
    </RunPanel>
  );
}
