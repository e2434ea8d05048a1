/** VaR and expected shortfall by every method, where they come from, and whether they came true. */
import type { BacktestRow, CapitalView, ContributionRow, TailMeasure } from '../../../shared/projection/capital-view';
import { Num } from '../../controls/num';
import { PlainTable, type PlainColumn } from '../../controls/plain-table';
import css from './capital.module.css';
import { measureWords, sharedReason } from './model';

function Figure({ value, error }: { readonly value: number | null; readonly error: number | null }) {
  return (
    <>
      {error !== null && (
        <span className="muted" title="standard error of the simulation">
          ±<Num value={error} decimals={0} />{' '}
        </span>
      )}
      <Num value={value} decimals={0} />
    </>
  );
}

const measureColumns: readonly PlainColumn<TailMeasure>[] = [
  {
    id: 'method',
    header: 'method',
    titleOf: measureWords,
    render: ({ label, progress }) => (
      <>
        {label}
        {progress !== null && <progress aria-label={`progress of ${label}`} max={1} value={progress} />}
      </>
    ),
  },
  { id: 'var', header: 'VaR $', render: ({ varUsd, varStandardErrorUsd }) => <Figure value={varUsd} error={varStandardErrorUsd} /> },
  { id: 'es', header: 'ES $', render: ({ esUsd, esStandardErrorUsd }) => <Figure value={esUsd} error={esStandardErrorUsd} /> },
  { id: 'convention', header: 'convention', isWords: true, render: ({ convention }) => convention },
];

/** All methods. */
export function TailTable({ view }: { readonly view: CapitalView }) {
  // What the figures are of, which is not what was chosen a moment ago.
  const { confidence, horizonDays } = view.measures[0] ?? view.request;
  const [method, ...figures] = measureColumns;
  const asked = `${(confidence * 100).toFixed(1)} % · ${horizonDays} d`;
  const reason = sharedReason(view.measures);
  return (
    <PlainTable
      label="Value at risk and expected shortfall"
      columns={method === undefined ? figures : [{ ...method, header: asked }, ...figures]}
      rows={reason === '' ? view.measures : []}
      rowId={(measure) => measure.method}
      reasonOf={(measure) => measure.reason}
      nothing={reason === '' ? 'No method has ended yet.' : reason}
    />
  );
}

function share(row: ContributionRow): number {
  return Math.min(1, Math.max(-1, row.share ?? 0));
}

const contributionColumns: readonly PlainColumn<ContributionRow>[] = [
  { id: 'part', header: 'part', render: ({ key }) => key },
  { id: 'var', header: 'VaR $', render: ({ varUsd }) => <Num value={varUsd} decimals={0} sign="always" /> },
  { id: 'es', header: 'ES $', render: ({ esUsd }) => <Num value={esUsd} decimals={0} sign="always" /> },
  { id: 'share', header: 'share %', render: (row) => <Num value={row.share === null ? null : row.share * 100} decimals={0} /> },
  {
    id: 'bar',
    header: 'bar',
    isHeadHidden: true,
    className: css['shareCell'],
    render: (row) => (
      <span className={css['share']}>
        <i
          data-sign={share(row) < 0 ? 'offset' : 'adds'}
          style={{ left: `${50 + Math.min(0, share(row)) * 50}%`, width: `${Math.abs(share(row)) * 50}%` }}
        />
      </span>
    ),
  },
];

/** Parts of the risk; bars to the left offset the others. Nothing where there is no risk to part. */
export function Contributions({ title, rows }: { readonly title: string; readonly rows: readonly ContributionRow[] }) {
  const [part, ...figures] = contributionColumns;
  return rows.length === 0 ? null : (
    <PlainTable
      label={title}
      columns={part === undefined ? figures : [{ ...part, header: title }, ...figures]}
      rows={rows}
      rowId={({ key }) => key}
    />
  );
}

const backtestColumns: readonly PlainColumn<BacktestRow>[] = [
  { id: 'method', header: 'back-test', render: ({ method }) => method },
  {
    id: 'exceptions',
    header: 'exceptions',
    titleOf: ({ expectedExceptions }) => `expected ${expectedExceptions.toFixed(1)}`,
    render: ({ exceptions, observations }) => (
      <span className="num">
        {exceptions} of {observations}
      </span>
    ),
  },
  { id: 'kupiec', header: 'Kupiec p', render: ({ kupiecPValue }) => <Num value={kupiecPValue} decimals={3} /> },
  {
    id: 'christoffersen',
    header: 'Christoffersen p',
    render: ({ christoffersenPValue }) => <Num value={christoffersenPValue} decimals={3} />,
  },
  { id: 'acerbi', header: 'A–S Z', render: ({ acerbiSzekelyZ }) => <Num value={acerbiSzekelyZ} decimals={2} sign="always" /> },
  {
    id: 'light',
    header: 'light',
    render: ({ baselLight }) => (
      <span className={css['light']} data-light={baselLight ?? '—'}>
        {baselLight ?? '—'}
      </span>
    ),
  },
  { id: 'verdict', header: 'verdict', isWords: true, render: ({ verdict }) => verdict },
];

/** Whether the forecasts came true: first on the desk's own days, then on days that the book of now never saw. */
export function Backtests({ view }: { readonly view: CapitalView }) {
  const [method, ...figures] = backtestColumns;
  return view.backtestBases.map(({ basis, label, words }) => {
    const rows = view.backtests.filter((row) => row.basis === basis);
    const reason = sharedReason(rows);
    return (
      <PlainTable
        key={basis}
        label={`Back-test, ${label}`}
        columns={method === undefined ? figures : [{ ...method, header: label, title: words }, ...figures]}
        rows={reason === '' ? rows : []}
        rowId={(row) => row.method}
        reasonOf={(row) => row.reason}
        nothing={reason}
      />
    );
  });
}
