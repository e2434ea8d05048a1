/** The command palette: every key's action by name, instruments by search, and typed commands with numbers. */
import { Command } from 'cmdk';
import { useState } from 'react';
import { Kbd, chordText } from '../../controls/kbd';
import { sendCommand } from '../../desk/commands';
import { activeUnderlying, useDesk } from '../../desk/selectors';
import { changeSettings, requestFocus, showOverlay, viewStore } from '../../desk/view-store';
import { panels } from '../../panels/registry';
import { decimalsToWrite, formatFixed } from '../../theme/number-format';
import { schemeNames } from '../../theme/tokens';
import { cancelMine, focusSearch, openHedge, pullAll, toggleMute, toggleTheme, widen } from '../keymap/actions';
import { bindings } from '../keymap/bindings';
import { choosePreset } from '../layout/dock';
import { presets } from '../layout/presets';
import { OverlayFrame } from '../shell/overlay';
import css from './palette.module.css';
import { readTyped } from './typed-command';
import type { TypedCommand, TypedContext } from './typed-command';

function percent(value: number): string {
  return formatFixed(value, decimalsToWrite(value, 0));
}

function describe(command: TypedCommand, names: ReadonlyMap<string, string>): string {
  const list = (ids: readonly string[] | null): string => (ids === null ? 'all quotes' : ids.map((id) => names.get(id) ?? id).join(', '));
  if (command.kind === 'pull') return `Pull ${list(command.instrumentIds)}`;
  if (command.kind === 'widen') return `Widen ${list(command.instrumentIds)} by ${percent(command.percent)} %`;
  if (command.kind === 'target') return `Inventory target of ${command.underlying}: ${formatFixed(command.targetCoin, 4, 'always')}`;
  if (command.kind === 'hedge') return `Open the hedge ticket of ${command.underlying} for ${percent(command.percent)} %`;
  return `Select ${names.get(command.instrumentId) ?? command.instrumentId}`;
}

function execute(command: TypedCommand): void {
  if (command.kind === 'pull') {
    if (command.instrumentIds === null) pullAll();
    else for (const instrumentId of command.instrumentIds) void sendCommand('pull-quotes', { instrumentId });
  } else if (command.kind === 'widen') {
    if (command.instrumentIds === null) widen(null, command.percent);
    else for (const instrumentId of command.instrumentIds) widen(instrumentId, command.percent);
  } else if (command.kind === 'target')
    void sendCommand('set-inventory-target', { underlying: command.underlying, targetCoin: command.targetCoin }, command.underlying);
  else if (command.kind === 'hedge') openHedge(command.underlying, command.percent);
  else void sendCommand('select-instrument', { instrumentId: command.instrumentId }, command.instrumentId);
}

interface Entry {
  readonly title: string;
  readonly keys: string;
  readonly run: () => void;
}

const entries: readonly Entry[] = [
  { title: 'search an instrument', keys: '/', run: focusSearch },
  ...bindings
    .filter((binding) => binding.group !== 'Window')
    .map((binding) => ({ title: binding.does, keys: chordText(binding.keys), run: binding.run })),
  { title: 'cancel all orders of this desk', keys: '', run: cancelMine },
  ...presets.map((preset) => ({ title: `layout ${preset.name}`, keys: '', run: () => choosePreset(preset.name) })),
  {
    title: 'layout lock or unlock',
    keys: '',
    run: () => changeSettings({ isLayoutLocked: !viewStore.getState().settings.isLayoutLocked }),
  },
  ...panels.map((panel) => ({ title: `go to ${panel.title.toLowerCase()}`, keys: '', run: () => requestFocus(panel.id, 'focus') })),
  { title: 'theme dark or light', keys: '', run: toggleTheme },
  { title: 'sound on or off', keys: 'Ctrl M', run: toggleMute },
  ...schemeNames.map((scheme) => ({ title: `colours ${scheme}`, keys: '', run: () => changeSettings({ scheme }) })),
];

function useContext(): TypedContext {
  const watchlist = useDesk((state) => state.slices.watchlist);
  const inventory = useDesk((state) => state.slices.inventory);
  const active = useDesk(activeUnderlying);
  const instruments = Object.values(watchlist ?? {}).map((row) => ({
    id: row.instrumentId,
    name: row.name,
    underlying: row.underlying,
    isQuotable: row.isQuotable,
  }));
  return { instruments, underlyings: Object.keys(inventory ?? {}), activeUnderlying: active };
}

function matches(title: string, line: string): boolean {
  const words = line.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => title.toLowerCase().includes(word));
}

function usePaletteEntries(line: string): readonly Entry[] {
  const context = useContext();
  const typed = readTyped(line, context);
  const names = new Map(context.instruments.map((row) => [row.id, row.name]));
  const instruments =
    line === ''
      ? []
      : context.instruments.map((row) => ({
          title: `select ${row.name}`,
          keys: '',
          run: () => execute({ kind: 'select', instrumentId: row.id }),
        }));
  const first = typed === null ? [] : [{ title: describe(typed, names), keys: 'Enter', run: () => execute(typed) }];
  return [...first, ...[...entries, ...instruments].filter((entry) => matches(entry.title, line))];
}

/** The palette. */
export function Palette() {
  const [line, setLine] = useState('');
  const [value, setValue] = useState('');
  const shown = usePaletteEntries(line);
  const selected = shown.some((entry) => entry.title === value) ? value : (shown[0]?.title ?? '');
  const choose = (run: () => void): void => {
    showOverlay('none');
    // The dialog returns the focus when it closes; what runs may move it on.
    setTimeout(run, 0);
  };
  return (
    <OverlayFrame label="Command palette" className={css['palette']}>
      <Command label="Command palette" loop shouldFilter={false} value={selected} onValueChange={setValue}>
        <Command.Input
          value={line}
          onValueChange={(text) => {
            setLine(text);
            setValue('');
          }}
          className={css['input']}
          placeholder="pull btc · widen 20% eth · target btc +1.5 · hedge btc 50%"
        />
        <Command.List className={css['list']}>
          <Command.Empty className={css['empty']}>Nothing by that name.</Command.Empty>
          {shown.map((entry) => (
            <Command.Item key={entry.title} value={entry.title} className={css['item']} onSelect={() => choose(entry.run)}>
              {entry.title}
              {entry.keys !== '' && <Kbd keys={entry.keys} />}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </OverlayFrame>
  );
}
