/** VaR, expected shortfall, limits, margin and the room to keep quoting. */
import type { CapitalView, TailRequest } from '../../../shared/projection/capital-view';
import { RunPanel } from '../../controls/run-panel';
import { Segmented } from '../../controls/segmented';
import { sendCommand } from '../../desk/commands';
import { useTopic } from '../../desk/selectors';
import css from './capital.module.css';
import { LimitBars } from './limit-bars';
import { Allocations, Liquidations, Margins } from './margin-tables';
import { changeRequest, confidences, nextOf } from './model';
import { Backtests, Contributions, TailTable } from './tail-table';

const horizons = [1, 10];
const windows = [250, 500, 1_000];

function ask(request: TailRequest, change: Partial<TailRequest>): void {
  void sendCommand('set-risk-view', { slide: null, tail: changeRequest(request, change) });
}

function Choices({ request }: Pick<CapitalView, 'request'>) {
  return (
    <>
      <Segmented
        label="Confidence"
        options={confidences.map((value) => ({ value: String(value), label: `${(value * 100).toFixed(value === 0.975 ? 1 : 0)} %` }))}
        value={String(request.confidence)}
        onChange={(value) => ask(request, { confidence: Number(value) })}
      />
      <Segmented
        label="Horizon"
        options={horizons.map((value) => ({ value: String(value), label: `${value} d` }))}
        value={String(request.horizonDays)}
        onChange={(value) => ask(request, { horizonDays: Number(value) })}
      />
      <Segmented
        label="Window"
        options={windows.map((value) => ({ value: String(value), label: `${value} days` }))}
        value={String(request.windowDays)}
        onChange={(value) => ask(request, { windowDays: Number(value) })}
      />
      <span className="muted num" title="Monte Carlo scenarios and seed">
        {request.scenarioCount.toLocaleString('en-US')} scenarios, seed {request.seed}
      </span>
    </>
  );
}

function Columns({ view }: { readonly view: CapitalView }) {
  return (
    <div className={css['columns']}>
      <div>
        <LimitBars limits={view.limits} />
        <Allocations rows={view.allocations} />
        <Margins rows={view.margins} />
        <Liquidations rows={view.liquidations} />
      </div>
      <div>
        <TailTable view={view} />
        {view.leftOut.map(({ instrumentId, name, reason }) => (
          <p key={instrumentId} className="warn" role="status">
            Without {name}: {reason}
          </p>
        ))}
        <Contributions title="by underlying" rows={view.contributionsByUnderlying} />
        <Contributions title="by greek" rows={view.contributionsByGreek} />
        <Backtests view={view} />
      </div>
    </div>
  );
}

/** The capital panel. */
export function Capital() {
  const view = useTopic('capital');
  const change = (read: (request: TailRequest) => Partial<TailRequest>) => () =>
    view !== undefined && ask(view.request, read(view.request));
  return (
    <RunPanel
      id="capital"
      run="capital"
      status={view?.status}
      waitsFor="the first measure of the tail"
      keys={{
        C: change(({ confidence }) => ({ confidence: nextOf(confidences, confidence) })),
        D: change(({ horizonDays }) => ({ horizonDays: nextOf(horizons, horizonDays) })),
        W: change(({ windowDays }) => ({ windowDays: nextOf(windows, windowDays) })),
        S: change(({ seed }) => ({ seed: seed + 1 })),
      }}
      choices={view !== undefined && <Choices request={view.request} />}
    >
      {view === undefined ? null : <Columns view={view} />}
    </RunPanel>
  );
}
