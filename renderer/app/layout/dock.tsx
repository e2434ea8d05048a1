/** The dock: panels in groups, saved as they are moved, restored or replaced by the delivered layout if damaged. */
import { DockviewReact } from 'dockview-react';
import type { DockviewApi, IDockviewHeaderActionsProps, IDockviewPanelHeaderProps } from 'dockview-react';
import 'dockview-react/dist/styles/dockview.css';
import { useEffect, useLayoutEffect, useState } from 'react';
import type { ComponentType, FunctionComponent } from 'react';
import { PanelBoundary } from '../../controls/panel-frame';
import { notify } from '../../desk/commands';
import { changeSettings, useWindow, viewStore } from '../../desk/view-store';
import { findPanel, panels } from '../../panels/registry';
import css from './dock.module.css';
import { presetLayout, savedLayout } from './decode-layout';
import { presets } from './presets';
import type { Preset } from './presets';

const theme = { name: 'keel', className: css['theme'] ?? 'keel', gap: 0 } as const;

function bounded(id: string, Inner: ComponentType): FunctionComponent {
  return function Bounded() {
    return (
      <PanelBoundary id={id}>
        <Inner />
      </PanelBoundary>
    );
  };
}

const components = Object.fromEntries(panels.map((panel) => [panel.id, bounded(panel.id, panel.component)]));

function Tab({ api }: IDockviewPanelHeaderProps) {
  const panel = findPanel(api.id);
  const Badge = panel?.badge;
  return (
    <span className={css['tab']} data-tab={api.id}>
      {panel?.title ?? api.id}
      {Badge !== undefined && (
        <span className={css['badge']}>
          <Badge />
        </span>
      )}
    </span>
  );
}

function HeaderRight({ activePanel }: IDockviewHeaderActionsProps) {
  const panel = activePanel === undefined ? undefined : findPanel(activePanel.id);
  const Header = panel?.header;
  if (panel === undefined || Header === undefined) return null;
  return (
    <div className={css['header']}>
      <PanelBoundary id={`${panel.id} header`} key={panel.id}>
        <Header />
      </PanelBoundary>
    </div>
  );
}

function titleOf(id: string): string {
  return findPanel(id)?.title ?? id;
}

function showPreset(api: DockviewApi, preset: Preset): void {
  api.fromJSON(presetLayout(preset, { width: api.width, height: api.height }, titleOf));
}

function tryLayout(api: DockviewApi, saved: unknown): boolean {
  const layout = savedLayout(
    saved,
    panels.map((panel) => panel.id),
  );
  if (layout === null) return false;
  try {
    api.fromJSON(layout);
    return true;
  } catch {
    return false;
  }
}

function restore(api: DockviewApi): void {
  const { settings } = viewStore.getState();
  const [fallback] = presets;
  const preset = presets.find((candidate) => candidate.name === settings.layoutName) ?? fallback;
  if (settings.layout !== null && tryLayout(api, settings.layout)) return;
  if (settings.layout !== null && tryLayout(api, settings.lastGoodLayout)) {
    notify('info', 'The saved layout could not be read; the one before it is shown.');
    return;
  }
  if (preset !== undefined) showPreset(api, preset);
  if (settings.layout !== null) notify('info', 'The saved layout could not be read; the delivered one is shown.');
}

/** Shows a delivered layout by name. */
export function choosePreset(name: string): void {
  changeSettings({ layoutName: name, layout: null, lastGoodLayout: viewStore.getState().settings.layout });
}

function useSaving(api: DockviewApi | null): void {
  useEffect(() => {
    if (api === null) return undefined;
    const listener = api.onDidLayoutChange(() => {
      const { isLayoutLocked, layout } = viewStore.getState().settings;
      if (!isLayoutLocked) changeSettings({ layout: api.toJSON(), lastGoodLayout: layout });
    });
    return () => listener.dispose();
  }, [api]);
}

/** The dock. */
export function Dock() {
  const [api, setApi] = useState<DockviewApi | null>(null);
  const isLocked = useWindow((state) => state.settings.isLayoutLocked);
  const layoutName = useWindow((state) => state.settings.layoutName);
  const isDelivered = useWindow((state) => state.settings.layout === null);
  const request = useWindow((state) => state.focusRequest);
  useSaving(api);
  // Before the panel's own effect, which takes the focus: the dock moves the focus when it shows a tab.
  useLayoutEffect(() => {
    const panel = request === null ? undefined : api?.getPanel(request.panelId);
    if (panel !== undefined && !panel.api.isVisible) panel.api.setActive();
  }, [api, request]);
  useEffect(() => {
    const preset = presets.find((candidate) => candidate.name === layoutName);
    if (api !== null && isDelivered && preset !== undefined) showPreset(api, preset);
  }, [api, layoutName, isDelivered]);
  return (
    <DockviewReact
      className={css['dock'] ?? ''}
      theme={theme}
      components={components}
      defaultTabComponent={Tab}
      rightHeaderActionsComponent={HeaderRight}
      locked={isLocked}
      disableDnd={isLocked}
      disableFloatingGroups
      disableTabsOverflowList
      onReady={(event) => {
        restore(event.api);
        setApi(event.api);
      }}
    />
  );
}
