/** Quoting control: parameters, their dry run, and the two switches that are never one: pricing and trading. */
import type { QuotingView } from '../../../shared/projection/view-state';
import { Button } from '../../controls/button';
import { classNames } from '../../controls/class-names';
import { Kbd } from '../../controls/kbd';
import { PanelFrame } from '../../controls/panel-frame';
import { Segmented } from '../../controls/segmented';
import { Switch } from '../../controls/switch';
import { TrustBadge } from '../../controls/trust-badge';
import { notify, sendCommand, usePending } from '../../desk/commands';
import { useDesk, useSelectedQuoting } from '../../desk/selectors';
import { pressPricing, pressSide, pressTrading } from '../../desk/switches';
import { decimalsOf, formatFixed } from '../../theme/number-format';
import { formatClock } from '../../theme/time-format';
import { DryRun } from './dry-run';
import { fieldColumns } from './fields';
import { activeProfile, changedKeys, draftToStage, profiles, shownDraft } from './model';
import { ParameterColumn } from './parameter-column';
import css from './quoting.module.css';
import { useStaging } from './staging';
import type { Staging } from './staging';

const WIDEN_PERCENT = 20;

function widen(instrumentId: string | null): void {
  void sendCommand('widen-quotes', { instrumentId, percent: WIDEN_PERCENT }, instrumentId ?? 'all');
}

/** Asked for again before the screen shows it, it still means both sides on. */
function requote({ instrumentId, isBidSuspended, isAskSuspended }: QuotingView): void {
  for (const side of ['buy', 'sell'] as const) {
    if (side === 'buy' ? isBidSuspended : isAskSuspended)
      void sendCommand('suspend-side', { instrumentId, side, isSuspended: false }, `${instrumentId}-${side}`);
  }
}

function undo(view: QuotingView): void {
  void sendCommand('undo-parameters', { instrumentId: view.instrumentId }, view.instrumentId);
}

function applyRefusal(view: QuotingView, staging: Staging): string {
  if (draftToStage(view, staging.edits) === null) return 'There is no draft to apply.';
  return view.draftProblem ?? '';
}

function Foot({ view, staging }: { readonly view: QuotingView; readonly staging: Staging }) {
  const applying = usePending('apply-parameters', view.instrumentId);
  const undoing = usePending('undo-parameters', view.instrumentId);
  const widening = usePending('widen-quotes', view.instrumentId);
  const drafts = changedKeys(shownDraft(view, staging.edits), view.parameters).length;
  const refusal = applyRefusal(view, staging);
  return (
    <div className={css['foot']}>
      <span className={drafts > 0 ? 'preview' : 'muted'} data-testid="draft-count">
        {drafts === 1 ? '1 draft' : `${drafts} drafts`}
      </span>
      <span className={view.draftProblem === null ? css['note'] : `${css['note']} danger`}>
        {view.draftProblem ??
          `${view.messagesNeeded} messages of ${view.messageBudget} /s · version ${view.parametersVersion}, changed ${formatClock(view.changedAtMs)} by ${view.changedBy === '' ? '—' : view.changedBy}`}
      </span>
      <Button
        refusal={view.canUndo ? '' : 'There is nothing to undo.'}
        pending={undoing}
        title="Restores the parameters before the last change; fills are not undone"
        onFire={() => undo(view)}
      >
        Undo
        <Kbd keys="Ctrl Z" />
      </Button>
      <Button refusal={drafts === 0 ? 'There is no draft.' : ''} onFire={staging.revert}>
        Revert
        <Kbd keys="Esc" />
      </Button>
      <Button fires="reduce" pending={widening} title="Widens this instrument at once" onFire={() => widen(view.instrumentId)}>
        Widen {WIDEN_PERCENT} %
        <Kbd keys="W" />
      </Button>
      <Button
        name="apply"
        kind="primary"
        refusal={refusal}
        onRefused={(reason) => notify('denied', reason)}
        pending={applying}
        onFire={staging.apply}
      >
        Apply
        <Kbd keys="Enter" />
      </Button>
    </div>
  );
}

function Control({ view }: { readonly view: QuotingView }) {
  const staging = useStaging(view);
  const apply = (): void => {
    const refusal = applyRefusal(view, staging);
    if (refusal === '') staging.apply();
    else notify('denied', refusal);
  };
  return (
    <PanelFrame
      id="quoting"
      isLoaded
      trust={view.trust}
      waitsFor="the quoting engine"
      keys={{
        Enter: apply,
        Escape: staging.revert,
        W: () => widen(view.instrumentId),
        'Shift+W': () => widen(null),
        Z: () => staging.edit({ quantityCoin: Math.max(0.0001, Number((shownDraft(view, staging.edits).quantityCoin / 2).toFixed(4))) }),
        G: () => requote(view),
        X: () => pressSide(view.instrumentId, 'buy', !view.isBidSuspended),
        'Shift+X': () => pressSide(view.instrumentId, 'sell', !view.isAskSuspended),
      }}
    >
      <div className={css['column']}>
        <div className={css['main']}>
          <div className={css['columns']}>
            {fieldColumns.map((groups, index) => (
              <ParameterColumn key={index} view={view} staging={staging} groups={groups} />
            ))}
          </div>
          <DryRun view={view} />
        </div>
        <Foot view={view} staging={staging} />
      </div>
    </PanelFrame>
  );
}

/** The quoting panel. */
export function Quoting() {
  const view = useSelectedQuoting();
  const name = useDesk((state) => state.slices.watchlist?.[state.slices.desk?.selectedInstrumentId ?? '']?.name);
  if (view === undefined || view === null)
    return (
      <PanelFrame
        id="quoting"
        isLoaded={view !== undefined}
        waitsFor="the quoting engine"
        empty={
          view === null
            ? `${name ?? 'No instrument'} is not quoted. Select a perpetual that is in \`quotedInstruments\` of the settings.`
            : ''
        }
      >
        {null}
      </PanelFrame>
    );
  return <Control key={view.instrumentId} view={view} />;
}

/** Header: the switches, the sides, the profile and the age of the input. */
export function QuotingHeader() {
  const view = useSelectedQuoting() ?? null;
  const id = view?.instrumentId ?? '';
  const pricing = usePending('set-pricing', id);
  const trading = usePending('set-trading', id);
  const isArmed = useDesk((state) => state.slices.desk?.isArmed === true);
  if (view === null) return null;
  const stageProfile = (value: 'quiet' | 'normal' | 'event'): void => {
    const profile = profiles.find((candidate) => candidate.value === value);
    if (profile === undefined) return;
    const draft = draftToStage(view, profile.change);
    const { parametersVersion: baseVersion, draftVersion } = view;
    void sendCommand('stage-parameters', { instrumentId: id, draft, baseVersion, draftVersion }, `${id} profile`);
  };
  return (
    <>
      <b className={css['spare']} title={view.name}>
        {view.name}
      </b>
      <span
        className={classNames('num', view.draft !== null && 'preview', css['spare'], css['first'])}
        title={`Avellaneda–Stoikov: reservation price, half-spread and inventory skew${view.draft === null ? '' : ' that the draft would give; what is quoted goes by the parameters in force'}`}
      >
        {view.draft === null ? 'A–S' : 'A–S of the draft'} · reserve {formatFixed(view.reservationPrice, decimalsOf(view.tickSize) + 1)} ·
        half-spread {formatFixed(view.halfSpreadTicks, 1)} · skew {formatFixed(view.skewTicks, 1, 'always')} ticks
      </span>
      {view.isBidSuspended && <b className="warn">bid suspended</b>}
      {view.isAskSuspended && <b className="warn">ask suspended</b>}
      <Switch
        label="pricing"
        isOn={view.isPricingOn}
        pending={pricing}
        title="Ctrl+Alt+P"
        onFire={() => pressPricing(id, view.isPricingOn)}
      />
      <Switch
        label="trading"
        isOn={view.isTradingOn}
        pending={trading}
        title="Ctrl+Alt+G"
        onFire={() => pressTrading(id, view.isTradingOn, isArmed)}
      />
      <Segmented label="Profile" options={profiles} value={activeProfile(view.draft ?? view.parameters)} onChange={stageProfile} />
      <span className={css['trust']}>
        <TrustBadge trust={view.trust} />
      </span>
    </>
  );
}
