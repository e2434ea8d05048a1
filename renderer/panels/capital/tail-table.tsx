/** VaR and expected shortfall by every method, where they come from, and whether they came true. */
import type { BacktestRow, CapitalView, ContributionRow, TailMeasure } from '../../../shared/projection/capital-view';
import { Num } from '../../controls/num';
import css from './capital.module.css';
import { measureWords } from './model';

function Figure({ value, error }: { readonly value: number | null; readonly error: number | null }) {
  return (
    <>
      <Num value={value} decimals={0} />
      {error !== null && (
        <span className="muted" title="standard error of the simulation">
          {' '}
          ±<Num value={error} decimals={0} />
        </span>
      )}
    </>
  );
}

function Measure({ measure }: { readonly measure: TailMeasure }) {
  return (
    <tr>
      <th scope="row" title={measureWords(measure)}>
        {measure.label}
        {measure.progress !== null && <progress aria-label={`progress of ${measure.label}`} max={1} value={measure.progress} />}
      </th>
      {measure.reason === '' ? (
        <>
          <td>
            <Figure value={measure.varUsd} error={measure.varStandardErrorUsd} />
          </td>
          <td>
            <Figure value={measure.esUsd} error={measure.esStandardErrorUsd} />
          </td>
          <td className={css['words']}>{measure.convention}</td>
        </>
      ) : (
        <td colSpan={3} className={css['words']}>
          <span className="warn">{measure.reason}</span>
        </td>
      )}
    </tr>
  );
}

/** All methods. */
export function TailTable({ view }: { readonly view: CapitalView }) {
  const { confidence, horizonDays } = view.request;
  return (
    <table className={css['table']} aria-label="Value at risk and expected shortfall">
      <thead>
        <tr>
          <th scope="col">
            {(confidence * 100).toFixed(1)} % · {horizonDays} d
          </th>
          <th scope="col">VaR $</th>
          <th scope="col">ES $</th>
          <th scope="col" className={css['words']}>
            convention
          </th>
        </tr>
      </thead>
      <tbody>
        {view.measures.map((measure) => (
          <Measure key={measure.method} measure={measure} />
        ))}
      </tbody>
    </table>
  );
}

function share(row: ContributionRow): number {
  return Math.min(1, Math.max(-1, row.share ?? 0));
}

/** Parts of the risk; bars to the left offset the others. */
export function Contributions({ title, rows }: { readonly title: string; readonly rows: readonly ContributionRow[] }) {
  return (
    <table className={css['table']} aria-label={title}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          <th scope="col">VaR $</th>
          <th scope="col">ES $</th>
          <th scope="col">share</th>
          <th scope="col">
            <span className="only-heard">bar</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.key}</th>
            <td>
              <Num value={row.varUsd} decimals={0} sign="always" />
            </td>
            <td>
              <Num value={row.esUsd} decimals={0} sign="always" />
            </td>
            <td>
              <Num value={row.share === null ? null : row.share * 100} decimals={0} unit="%" />
            </td>
            <td>
              <span className={css['share']}>
                <i
                  data-sign={share(row) < 0 ? 'offset' : 'adds'}
                  style={{ left: `${50 + Math.min(0, share(row)) * 50}%`, width: `${Math.abs(share(row)) * 50}%` }}
                />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Backtest({ row }: { readonly row: BacktestRow }) {
  const light = row.baselLight ?? '—';
  return (
    <tr>
      <th scope="row">{row.method}</th>
      {row.reason === '' ? (
        <>
          <td title={`expected ${row.expectedExceptions.toFixed(1)}`}>
            <span className="num">
              {row.exceptions} of {row.observations}
            </span>
          </td>
          <td>
            <Num value={row.kupiecPValue} decimals={3} />
          </td>
          <td>
            <Num value={row.christoffersenPValue} decimals={3} />
          </td>
          <td>
            <Num value={row.acerbiSzekelyZ} decimals={2} sign="always" />
          </td>
          <td>
            <span className={css['light']} data-light={light}>
              {light}
            </span>
          </td>
          <td className={css['words']}>{row.verdict}</td>
        </>
      ) : (
        <td colSpan={6} className={css['words']}>
          <span className="muted">{row.reason}</span>
        </td>
      )}
    </tr>
  );
}

/** Whether the forecasts came true. */
export function Backtests({ rows }: { readonly rows: readonly BacktestRow[] }) {
  return (
    <table className={css['table']} aria-label="Back-test">
      <thead>
        <tr>
          <th scope="col">back-test</th>
          <th scope="col">exceptions</th>
          <th scope="col">Kupiec p</th>
          <th scope="col">Christoffersen p</th>
          <th scope="col">A–S Z</th>
          <th scope="col">light</th>
          <th scope="col" className={css['words']}>
            verdict
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Backtest key={row.method} row={row} />
        ))}
      </tbody>
    </table>
  );
}
