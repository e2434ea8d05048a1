/** The smile editor: market and model per expiry, term structure, surface map; edits are a draft until published. */
import { useState } from 'react';
import type { SurfaceExpiry, SurfaceView, UnderlyingSurface } from '../../../shared/projection/surface-view';
import { RunPanel } from '../../controls/run-panel';
import { Segmented } from '../../controls/segmented';
import { sendCommand } from '../../desk/commands';
import { activeUnderlying, useDesk, useEngineNow, useTopic } from '../../desk/selectors';
import { edit, publish, recenter, revert } from './edit';
import { DraftBar } from './draft-bar';
import { ExpiryEditor } from './expiry-editor';
import { chooseExpiry, heldWords, neighbourOf, publishedText, snapTargets } from './model';
import { SurfaceMap } from './surface-map';
import { TermChart } from './term-chart';

type Tab = 'smile' | 'term' | 'surface';

const tabs: readonly { readonly value: Tab; readonly label: string }[] = [
  { value: 'smile', label: 'smile' },
  { value: 'term', label: 'term' },
  { value: 'surface', label: 'surface' },
];

function chooseSurface(surfaces: SurfaceView | undefined, names: readonly (string | null)[]): UnderlyingSurface | undefined {
  return names.map((name) => surfaces?.[name ?? '']).find((one) => one !== undefined) ?? Object.values(surfaces ?? {})[0];
}

interface ChoiceProps {
  readonly surface: UnderlyingSurface;
  readonly expiry: SurfaceExpiry;
  readonly names: readonly string[];
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly onExpiry: (key: string) => void;
  readonly onUnderlying: (name: string) => void;
}

function Choices({ surface, expiry, names, tab, onTab, onExpiry, onUnderlying }: ChoiceProps) {
  return (
    <>
      <Segmented
        label="Underlying"
        options={names.map((name) => ({ value: name, label: name }))}
        value={surface.underlying}
        onChange={onUnderlying}
      />
      <Segmented label="View" options={tabs} value={tab} onChange={onTab} />
      {tab === 'smile' && (
        <Segmented
          label="Expiry"
          options={surface.expiries.map(({ key, forwardSource }) => ({ value: key, label: key, title: forwardSource }))}
          value={expiry.key}
          onChange={onExpiry}
        />
      )}
    </>
  );
}

function Notes({ surface }: Pick<ChoiceProps, 'surface'>) {
  const { underlying, mode } = surface;
  const held = heldWords(surface);
  const now = useEngineNow();
  return (
    <>
      <Segmented
        label="Publishing"
        options={[
          { value: 'automatic', label: 'auto', title: 'Good fits are published by themselves' },
          { value: 'manual', label: 'manual', title: 'Only you publish' },
        ]}
        value={mode}
        onChange={(next) => void sendCommand('set-surface-mode', { underlying, mode: next }, underlying)}
      />
      {held !== '' && <b className="warn">{held}</b>}
      <span
        className="muted num"
        title="Published versions of this surface, and how long ago the last of them was: the book is priced by it"
      >
        {publishedText(surface, now)}
      </span>
    </>
  );
}

/** What the chosen view shows. */
export function Drawing({ surface, expiry, tab }: Pick<ChoiceProps, 'surface' | 'expiry' | 'tab'>) {
  if (tab === 'term') return <TermChart term={surface.term} label={`Term structure of ${surface.underlying}`} />;
  if (tab === 'surface') return <SurfaceMap grid={surface.grid} label={`Volatility surface of ${surface.underlying}`} />;
  return <ExpiryEditor key={`${surface.underlying} ${expiry.key}`} surface={surface} expiry={expiry} />;
}

function keysOf(surface: UnderlyingSurface | undefined, expiry: SurfaceExpiry | undefined, onExpiry: (key: string) => void) {
  if (surface === undefined || expiry === undefined) return {};
  const { underlying, expiries } = surface;
  const shift = (points: number) => () => edit(surface, expiry, { kind: 'move', move: 'shift', points });
  return {
    C: () => recenter(surface, expiry.expiresAtMs),
    'Shift+C': () => recenter(surface, null),
    ArrowUp: shift(0.1),
    ArrowDown: shift(-0.1),
    'Shift+ArrowUp': shift(1),
    'Shift+ArrowDown': shift(-1),
    ...Object.fromEntries(snapTargets.map(({ to, keys }) => [keys, () => edit(surface, expiry, { kind: 'snap', to })])),
    Enter: () => void publish(surface),
    Escape: () => revert(surface),
    Z: () => void sendCommand('undo-surface', { underlying }, underlying),
    '[': () => onExpiry(neighbourOf(expiries, expiry.key, -1)),
    ']': () => onExpiry(neighbourOf(expiries, expiry.key, 1)),
  };
}

/** The expiry on screen. It stays while another one gains or loses its smile, because keys edit it. */
function useExpiry(surface: UnderlyingSurface | undefined) {
  const [key, setKey] = useState<string | null>(null);
  const expiry = chooseExpiry(surface?.expiries ?? [], key);
  if (expiry !== undefined && expiry.model !== null && expiry.key !== key) setKey(expiry.key);
  return [expiry, setKey] as const;
}

/** The smile panel. */
export function Smile() {
  const surfaces = useTopic('surface');
  const active = useDesk(activeUnderlying);
  const [chosen, setChosen] = useState<string | null>(null);
  const [tab, setTab] = useState<Tab>('smile');
  const surface = chooseSurface(surfaces, [chosen, active]);
  const [expiry, setExpiry] = useExpiry(surface);
  return (
    <RunPanel
      id="smile"
      run="surface"
      status={surface?.status}
      waitsFor="option quotes of an underlying"
      empty="No expiry of this underlying has options."
      keys={keysOf(surface, expiry, setExpiry)}
      choices={
        surface !== undefined &&
        expiry !== undefined && (
          <Choices
            surface={surface}
            expiry={expiry}
            names={Object.keys(surfaces ?? {})}
            tab={tab}
            onTab={setTab}
            onExpiry={setExpiry}
            onUnderlying={setChosen}
          />
        )
      }
      notes={surface !== undefined && <Notes surface={surface} />}
    >
      {surface === undefined || expiry === undefined ? null : (
        <>
          <Drawing surface={surface} expiry={expiry} tab={tab} />
          <DraftBar surface={surface} />
        </>
      )}
    </RunPanel>
  );
}
