/** Keys of the desk: free of conflicts, never repeated, printing keys left to text fields. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keyName } from '../../../../renderer/controls/panel-keys';
import { dispatch, listenToKeys } from '../../../../renderer/app/keymap/dispatcher';
import type { KeyPress } from '../../../../renderer/app/keymap/dispatcher';
import { undoParameters } from '../../../../renderer/app/keymap/actions';
import type { Binding } from '../../../../renderer/app/keymap/bindings';

vi.mock('../../../../renderer/app/keymap/actions', async (original) => ({
  ...(await original<object>()),
  undoParameters: vi.fn(),
}));

const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  ...rest,
});
const run = vi.fn();
const table: readonly Binding[] = [
  { keys: 'F9', does: 'pull', group: 'Safety', run },
  { keys: 'Ctrl+Shift+F9', does: 'kill', group: 'Safety', run },
  { keys: '?', does: 'sheet', group: 'Window', run },
];

describe('names of keys', () => {
  it.each([
    [press('F9'), 'F9'],
    [press('F9', { shiftKey: true, ctrlKey: true }), 'Ctrl+Shift+F9'],
    [press('a', { shiftKey: true, ctrlKey: true }), 'Ctrl+Shift+A'],
    [press('A', { shiftKey: true, ctrlKey: true }), 'Ctrl+Shift+A'],
    [press('w', { altKey: true, ctrlKey: true }), 'Ctrl+Alt+W'],
    [press('?', { shiftKey: true }), '?'],
    // Option on a Mac, a Russian and a Greek layout; a letter moved by its own layout stays the letter that it writes.
    [press('\u2211', { code: 'KeyW', altKey: true, ctrlKey: true }), 'Ctrl+Alt+W'],
    [press('\u0424', { code: 'KeyA', shiftKey: true, ctrlKey: true }), 'Ctrl+Shift+A'],
    [press('\u03b3', { code: 'KeyG', altKey: true, ctrlKey: true }), 'Ctrl+Alt+G'],
    [press('a', { code: 'KeyQ', shiftKey: true, ctrlKey: true }), 'Ctrl+Shift+A'],
    [press('\u00f6', { code: 'Semicolon' }), '\u00f6'],
    [press(' '), 'Space'],
    [press('ArrowUp', { shiftKey: true }), 'Shift+ArrowUp'],
  ])('are written one way: %j is %s', (event, name) => expect(keyName(event)).toBe(name));
});

describe('the dispatcher', () => {
  it('runs an exact chord only', () => {
    expect(dispatch(press('F9'), false, table).run).toBe(run);
    expect(dispatch(press('F9', { altKey: true }), false, table)).toEqual({ isOurs: false, run: null });
  });

  it('swallows a held key without running it again (fault 65)', () => {
    expect(dispatch(press('F9', { repeat: true }), false, table)).toEqual({ isOurs: true, run: null });
  });

  it('pulls also from inside a text field, but leaves printing keys to it', () => {
    expect(dispatch(press('F9'), true, table).run).toBe(run);
    expect(dispatch(press('?', { shiftKey: true }), true, table).isOurs).toBe(false);
    expect(dispatch(press('?', { shiftKey: true }), false, table).run).toBe(run);
  });
});

describe('Ctrl+Z', () => {
  class Field extends EventTarget {
    constructor(
      readonly value: string,
      private readonly attributes: Readonly<Record<string, string>> = {},
    ) {
      super();
    }
    getAttribute = (name: string): string | null => this.attributes[name] ?? null;
    hasAttribute = (name: string): boolean => name in this.attributes;
  }
  const number = { role: 'spinbutton' };

  afterEach(() => vi.unstubAllGlobals());

  function undoesParameters(target: Field | null): boolean {
    vi.stubGlobal('HTMLInputElement', Field);
    vi.stubGlobal('HTMLTextAreaElement', class {});
    vi.mocked(undoParameters).mockClear();
    const listeners: ((event: object) => void)[] = [];
    const rim = { addEventListener: (_kind: string, listener: (event: object) => void) => listeners.push(listener) };
    listenToKeys(rim as unknown as Window);
    const event = { ...press('z', { ctrlKey: true }), target, preventDefault: vi.fn(), stopPropagation: vi.fn() };
    for (const listener of listeners) listener(event);
    return vi.mocked(undoParameters).mock.calls.length > 0;
  }

  it('takes back what is being typed, and not the last change of the parameters with it', () => {
    expect(undoesParameters(new Field('eth perp'))).toBe(false);
    expect(undoesParameters(new Field('60', { ...number, 'data-typing': '' }))).toBe(false);
  });

  it('undoes the parameters everywhere else, also in the field from which they were applied', () => {
    expect(undoesParameters(null)).toBe(true);
    expect(undoesParameters(new Field(''))).toBe(true);
    expect(undoesParameters(new Field('60', number))).toBe(true);
  });
});
