/** The quotes as they are and as they would be, each with the reason why; computed by the engine, only shown here. */
import type { QuoteRow, QuotingView, WaterfallStep } from '../../../shared/projection/view-state';
import { DataTable } from '../../controls/data-table';
import type { Column } from '../../controls/data-table';
import { Num } from '../../controls/num';
import { decimalsOf, formatFixed, quantityDecimals } from '../../theme/number-format';
import { changeWord, dryRunRows, shownSteps } from './model';
import css from './quoting.module.css';

function Change({ row, tickSize }: { readonly row: QuoteRow; readonly tickSize: number }) {
  const change = changeWord(row, tickSize);
  if (change === 'none') return <span className="zeros">—</span>;
  if (typeof change === 'string') return <span className={change === 'new' ? 'preview' : 'warn'}>{change}</span>;
  return <Num value={change.ticks} decimals={0} sign="always" className={change.ticks === 0 ? 'zeros' : undefined} />;
}

const marketTones: Readonly<Record<string, string>> = { better: 'ok', join: '', behind: 'muted', cross: 'danger' };
const stateTones: Readonly<Record<QuoteRow['state'], string>> = {
  live: 'ok',
  pulled: 'muted',
  suspended: 'warn',
  waiting: 'muted',
  error: 'danger',
  off: 'muted',
};

/** The reason, and what a narrow panel has no column for. */
function whyWords({ reason, versusMarket, limitUsePercent }: QuoteRow): string {
  return `${reason} · against the market: ${versusMarket ?? '—'}, ${formatFixed(limitUsePercent, 0)} % of the hard band`;
}

function columnsFor(view: QuotingView): readonly Column<QuoteRow>[] {
  const decimals = decimalsOf(view.tickSize);
  const tone = view.draft === null ? 'own' : 'preview';
  return [
    {
      id: 'quote',
      header: 'quote',
      isLeft: true,
      render: (row) => <span className={row.side === 'buy' ? 'bid' : 'ask'}>{`${row.side === 'buy' ? 'bid' : 'ask'} ${row.level}`}</span>,
    },
    { id: 'now', header: 'now', render: (row) => <Num value={row.nowPrice} decimals={decimals} /> },
    {
      id: 'nowQuantity',
      header: 'qty',
      render: (row) => <Num value={row.nowQuantity} decimals={quantityDecimals(row.nowQuantity, 3)} className="muted" />,
    },
    {
      id: 'next',
      header: 'after',
      title: 'What the engine would quote with the draft, or does quote without one',
      render: (row) => <Num value={row.nextPrice} decimals={decimals} className={tone} />,
    },
    {
      id: 'nextQuantity',
      header: 'qty',
      render: (row) => <Num value={row.nextQuantity} decimals={quantityDecimals(row.nextQuantity, 3)} className={tone} />,
    },
    { id: 'change', header: 'Δ ticks', leftOutBelow: 530, render: (row) => <Change row={row} tickSize={view.tickSize} /> },
    {
      id: 'edge',
      header: 'edge bp',
      title: 'Distance from fair value, positive in our favour',
      render: (row) => <Num value={row.edgeBps} decimals={2} sign="always" />,
    },
    {
      id: 'market',
      header: 'vs market',
      leftOutBelow: 530,
      isLeft: true,
      render: (row) => <span className={marketTones[row.versusMarket ?? ''] ?? 'zeros'}>{row.versusMarket ?? '—'}</span>,
    },
    {
      id: 'limit',
      header: 'limit %',
      leftOutBelow: 530,
      title: 'Share of the hard band used if this and all better quotes fill',
      render: (row) => <Num value={row.limitUsePercent} decimals={0} className={(row.limitUsePercent ?? 0) > 80 ? 'warn' : 'muted'} />,
    },
    {
      id: 'why',
      header: 'why',
      isLeft: true,
      isFlexible: true,
      render: (row) => (
        <span className={stateTones[row.state]} title={whyWords(row)}>
          {row.reason}
        </span>
      ),
    },
  ];
}

function stepTone(step: WaterfallStep): string {
  if (step.ticks === 0) return 'zeros';
  return /inventory|skew/.test(step.name) ? 'ask' : 'muted';
}

function Waterfall({ view, side }: { readonly view: QuotingView; readonly side: 'buy' | 'sell' }) {
  const steps = shownSteps(side === 'buy' ? view.bidWaterfall : view.askWaterfall);
  const best = view.rows[`${side}-1`]?.nextPrice ?? null;
  const decimals = decimalsOf(view.tickSize);
  const tone = side === 'buy' ? 'bid' : 'ask';
  return (
    <div className={css['waterfall']} title="From fair value to the best quote, in ticks">
      <span className={tone}>{side === 'buy' ? 'bid' : 'ask'} 1</span>
      <span className="num">fair {formatFixed(view.fairValue, decimals + 1)}</span>
      {steps.map((step) => (
        <span key={step.name} className={`num ${stepTone(step)}`}>
          {step.name} {formatFixed(step.ticks, 1, 'always')}
        </span>
      ))}
      <b className={`num ${tone}`}>= {formatFixed(best, decimals)}</b>
    </div>
  );
}

/** The dry-run table and the two waterfalls. */
export function DryRun({ view }: { readonly view: QuotingView }) {
  return (
    <div className={css['dryRun']}>
      <div className={css['rows']}>
        <DataTable
          id="dry-run"
          label="Quotes now and after"
          rows={dryRunRows(view.rows)}
          columns={columnsFor(view)}
          rowId={(row) => `${row.side}-${row.level}`}
        />
      </div>
      {view.widening !== '' && (
        <div className={css['waterfall']} role="status">
          <span className="warn">{view.widening}</span>
        </div>
      )}
      <Waterfall view={view} side="buy" />
      <Waterfall view={view} side="sell" />
    </div>
  );
}
