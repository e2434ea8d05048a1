/** The top bar: where we are, whether we may act, what we hold and what it made; the stop bar is its right end. */
import type { ReactNode } from 'react';
import type { DayProfitView, DeskView } from '../../../shared/projection/view-state';
import { fireOnce } from '../../controls/button';
import { classNames } from '../../controls/class-names';
import { Num, gainClass } from '../../controls/num';
import { TrustBadge } from '../../controls/trust-badge';
import { describeTrust } from '../../controls/trust-words';
import { usePending } from '../../desk/commands';
import { useDesk, useEngineNow, useTopic } from '../../desk/selectors';
import { COIN_DECIMALS } from '../../theme/number-format';
import { formatClock, formatCountdown, formatDate, formatMinute } from '../../theme/time-format';
import { toggleArmed } from '../keymap/actions';
import { guardText } from '../status-bar/venue-summary';
import { StopBar } from '../stop-bar/stop-bar';
import css from './top-bar.module.css';

interface CellProps {
  readonly label: ReactNode;
  readonly children: ReactNode;
  readonly title?: string;
  /** Left out on small screens. */
  readonly isOptional?: boolean;
}

function Cell({ label, children, title, isOptional = false }: CellProps) {
  return (
    <div className={classNames(css['cell'], isOptional && css['optional'])} title={title}>
      <span>{label}</span>
      <div>{children}</div>
    </div>
  );
}

function Logo() {
  return (
    <div className={css['logo']}>
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <path d="M2 5h14M4 5l5 11 5-11" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinejoin="round" />
      </svg>
      KEEL
    </div>
  );
}

function Environment({ desk }: { readonly desk: DeskView | undefined }) {
  const isFallback = useDesk((state) => state.info?.isFallbackRuntime === true);
  return (
    <>
      <div className={css['environment']} data-environment={desk?.environment ?? 'none'}>
        {desk === undefined ? 'CONNECTING' : desk.environment.toUpperCase()}
      </div>
      {isFallback && (
        <div className={css['fallback']} title="This runs on the fallback Electron runtime, which is old: live venues are refused.">
          fallback runtime:
          <br />
          practice only
        </div>
      )}
    </>
  );
}

function Armed({ desk }: { readonly desk: DeskView | undefined }) {
  const now = useEngineNow();
  const pending = usePending(desk?.isArmed === true ? 'disarm' : 'arm');
  const isArmed = desk?.isArmed === true;
  const left = now === null || desk?.disarmsAtMs == null ? '' : `${formatCountdown(desk.disarmsAtMs - now)} left`;
  return (
    <button
      type="button"
      name="armed"
      aria-pressed={isArmed}
      data-cmd-state={pending ?? 'idle'}
      className={css['armed']}
      title="Orders that add risk need this. Ctrl+Shift+A"
      {...fireOnce(isArmed ? 'reduce' : 'released', toggleArmed)}
    >
      <i />
      <span className={css['word']}>{isArmed ? '⚡ ARMED' : 'DISARMED'}</span>
      <span className={css['left']}>{isArmed ? left : 'Ctrl Shift A'}</span>
    </button>
  );
}

function Indexes({ desk }: { readonly desk: DeskView }) {
  return Object.entries(desk.underlyings).map(([name, summary]) => (
    <Cell key={name} label={`${name} index`} isOptional>
      <Num value={summary.indexPrice} decimals={2} />
    </Cell>
  ));
}

function Deltas({ desk }: { readonly desk: DeskView }) {
  return (
    <>
      {Object.entries(desk.underlyings).map(([name, summary]) => (
        <Cell
          key={name}
          title={describeTrust(summary.trust)}
          label={
            <>
              Σ delta {name} <TrustBadge trust={summary.trust} withReconciliation />
            </>
          }
        >
          <Num value={summary.deltaCoin} decimals={COIN_DECIMALS} sign="always" className={gainClass(summary.deltaCoin)} />
        </Cell>
      ))}
    </>
  );
}

function limitText({ maximumLossUsd, bestUsd, maximumDrawdownUsd }: DayProfitView): string {
  const loss =
    maximumLossUsd === 0
      ? 'No limit is set on its loss.'
      : `At ${inDollars(maximumLossUsd)} of loss everything is pulled and trading halts until the day is over.`;
  if (maximumDrawdownUsd === 0) return `${loss} No limit is set on a fall from its best.`;
  return `${loss} A fall of ${inDollars(maximumDrawdownUsd)} from its best, ${inDollars(bestUsd)}, pulls and halts until RESUME.`;
}

function inDollars(usd: number): string {
  return `${usd.toLocaleString('en-US', { maximumFractionDigits: 0 })} USD`;
}

/** Of the day, over restarts: what the loss limit is held against. */
function DayProfit({ desk }: { readonly desk: DeskView }) {
  const { dayProfit, pnlTrust } = desk;
  if (dayProfit === null) return null;
  const since = `${formatDate(dayProfit.sinceMs)} ${formatClock(dayProfit.sinceMs)} UTC`;
  return (
    <Cell
      title={`Profit and loss after fees since ${since}, restarts included. ${limitText(dayProfit)} It is ${describeTrust(pnlTrust)}`}
      label={
        <>
          PnL of day since {formatMinute(dayProfit.sinceMs)} $ <TrustBadge trust={pnlTrust} withReconciliation />
        </>
      }
    >
      <Num value={dayProfit.profitUsd} decimals={2} sign="always" className={gainClass(dayProfit.profitUsd)} />
    </Cell>
  );
}

/** Of this session. */
function Profit({ desk }: { readonly desk: DeskView }) {
  return (
    <Cell
      isOptional
      title={`Of this session, after fees. It is ${describeTrust(desk.pnlTrust)}`}
      label={
        <>
          PnL realised | unrealised $ <TrustBadge trust={desk.pnlTrust} withReconciliation />
        </>
      }
    >
      <Num value={desk.realisedPnlUsd} decimals={2} sign="always" className={gainClass(desk.realisedPnlUsd)} />
      <span className="muted"> | </span>
      <Num value={desk.unrealisedPnlUsd} decimals={2} sign="always" className={gainClass(desk.unrealisedPnlUsd)} />
    </Cell>
  );
}

/** What becomes of our orders if this machine dies, venue by venue. */
function Guards() {
  const rows = Object.values(useTopic('connections')?.rows ?? {});
  return (
    <>
      {rows.map((row) => (
        <Cell
          key={row.venue}
          label="dead-man"
          title={`If this machine dies: ${guardText(row)}. ${row.deadManMechanism}. ${row.deadManCaveat}`}
          isOptional
        >
          <span className={`num ${row.isDeadManArmed ? 'ok' : 'danger'}`} data-guard={row.isDeadManArmed ? 'protected' : 'unprotected'}>
            {row.isDeadManArmed ? `✓ ${row.deadManSeconds ?? '—'} s` : '✗ none'}
          </span>
        </Cell>
      ))}
    </>
  );
}

/** The top bar. */
export function TopBar() {
  const desk = useTopic('desk');
  const now = useEngineNow();
  return (
    <header className={css['bar']} data-armed={desk?.isArmed === true}>
      <Logo />
      <Environment desk={desk} />
      <Armed desk={desk} />
      <div className={css['cells']}>
        {desk !== undefined && <Deltas desk={desk} />}
        {desk !== undefined && <DayProfit desk={desk} />}
        {desk !== undefined && (
          <Cell label="trading" isOptional title={desk.tradingStateReason}>
            <span className={`num ${desk.tradingState === 'active' ? 'ok' : desk.tradingState === 'reducing' ? 'warn' : 'danger'}`}>
              {desk.tradingState}
            </span>
          </Cell>
        )}
        <Guards />
        <Cell label={`${formatDate(now)} UTC`} isOptional>
          <span className="num">{formatClock(now)}</span>
        </Cell>
        {desk !== undefined && <Indexes desk={desk} />}
        {desk !== undefined && <Profit desk={desk} />}
      </div>
      <StopBar />
    </header>
  );
}
