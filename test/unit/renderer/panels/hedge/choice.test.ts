/** Enter sends the hedge that stood there: neither a change of ranks nor of books puts another one under the key. */
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DataTable } from '../../../../../renderer/controls/data-table';
import { chosenCandidate, keepChoice, sendRefusal } from '../../../../../renderer/panels/hedge/model';
import type { HedgeView } from '../../../../../shared/projection/view-state';
import { sampleState } from '../../../../support/fake-bridge/sample-state';

const slots = vi.hoisted(() => ({ values: [] as unknown[], next: 0 }));

vi.mock('react', async (original) => ({
  ...(await original<object>()),
  useId: () => 'table',
  useRef: () => ({ current: null }),
  useState: (first: unknown) => {
    const slot = slots.next++;
    if (slots.values.length <= slot) slots.values.push(first);
    return [slots.values[slot], (value: unknown) => (slots.values[slot] = value)];
  },
}));
vi.mock('../../../../../renderer/desk/view-store', () => ({ useWindow: () => undefined, changeSort: () => undefined }));

const { hedge: closed } = sampleState();
const candidate = (id: string, refusal = '') => ({ id, refusal }) as HedgeView['candidates'][number];
const ticket = (ids: readonly HedgeView['candidates'][number][], ticketId = 't'): HedgeView => ({
  ...closed,
  ticketId,
  phase: 'preview',
  candidates: ids,
});

describe('the chosen hedge', () => {
  it('stays when another becomes cheaper', () => {
    const first = keepChoice({ ticketId: null, id: null }, ticket([candidate('perpetual'), candidate('future')]));
    const later = ticket([candidate('future'), candidate('perpetual')]);
    const chosen = keepChoice(first, later);
    expect(chosenCandidate(later, chosen.id)?.id).toBe('perpetual');
  });

  it('is none while its book is loaded anew, instead of the next one', () => {
    const first = keepChoice({ ticketId: null, id: null }, ticket([candidate('perpetual'), candidate('future')]));
    const without = ticket([candidate('future')]);
    const chosen = chosenCandidate(without, keepChoice(first, without).id);
    expect(chosen).toBeUndefined();
    expect(sendRefusal(without, chosen, '')).toBe('There is no candidate to send; Tab chooses one.');
  });

  it('is the first that can be sent, of each ticket anew', () => {
    const none = keepChoice({ ticketId: null, id: null }, ticket([candidate('a', 'thin')]));
    const some = keepChoice(none, ticket([candidate('a', 'thin'), candidate('b')]));
    expect([none.id, some.id]).toEqual([null, 'b']);
    expect(keepChoice(some, ticket([candidate('c')], 'next')).id).toBe('c');
  });
});

type Element = ReactElement<{ readonly children?: ReactNode; readonly onKeyDown?: (event: KeyboardEvent) => void }>;

function tableOf(node: unknown): Element | undefined {
  if (Array.isArray(node)) return node.map(tableOf).find((found) => found !== undefined);
  if (typeof node !== 'object' || node === null || !('props' in node)) return undefined;
  const element = node as Element;
  return element.type === 'table' ? element : tableOf(element.props.children);
}

describe('a table whose choice follows the arrows', () => {
  beforeEach(() => {
    slots.values = [];
  });

  it('chooses the row that it marks, so that a key of the panel acts on no other', () => {
    let selectedId = 'first';
    const press = (key: string): void => {
      slots.next = 0;
      const rows = [{ id: 'first' }, { id: 'second' }, { id: 'third' }];
      const table = DataTable({
        id: 'hedge',
        label: 'Hedges',
        rows,
        columns: [],
        rowId: (row) => row.id,
        selectedId,
        onSelect: (row) => (selectedId = row.id),
        isChosenByMoving: true,
      });
      const event = { key, preventDefault: vi.fn(), stopPropagation: vi.fn() } as unknown as KeyboardEvent;
      tableOf(table)?.props.onKeyDown?.(event);
    };
    press('ArrowDown');
    expect(selectedId).toBe('second');
    // Chosen by the panel's own key in between: the next arrow goes on from there.
    selectedId = 'third';
    press('ArrowUp');
    expect(selectedId).toBe('second');
  });
});
