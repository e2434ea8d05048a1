/** Keys of the desk: free of conflicts, never repeated, printing keys left to text fields. */
import { describe, expect, it, vi } from 'vitest';
import { keyName } from '../../../../renderer/controls/panel-keys';
import { dispatch } from '../../../../renderer/app/keymap/dispatcher';
import type { KeyPress } from '../../../../renderer/app/keymap/dispatcher';
import type { Binding } from '../../../../renderer/app/keymap/bindings';

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
