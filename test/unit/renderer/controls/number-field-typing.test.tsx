/** What a number field reports while a number is typed into it. */
import type { InputHTMLAttributes, ReactElement } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { NumberField } from '../../../../renderer/controls/number-field';

const kept = vi.hoisted(() => ({ state: null as unknown }));

vi.mock('react', async (original) => ({
  ...(await original<object>()),
  useState: () => [kept.state, (next: unknown) => (kept.state = next)],
}));

const range = { minimum: 0, maximum: 500, step: 0.01, decimals: 2 };

/** Types the texts one after another into a field over an engine that echoes at once; what the engine ends up with. */
function type(texts: readonly string[]) {
  let value = 20;
  const field = () =>
    (
      NumberField({ label: 'width', value, range, onChange: (next) => (value = next) }) as ReactElement<
        InputHTMLAttributes<HTMLInputElement>
      >
    ).props;
  for (const text of texts) field().onChange?.({ target: { value: text } } as never);
  const enter = { key: 'Enter', preventDefault: vi.fn(), stopPropagation: vi.fn() };
  field().onKeyDown?.(enter as never);
  return { value, shown: field().value, isEnterKept: enter.stopPropagation.mock.calls.length > 0 };
}

describe('a number field that is typed into', () => {
  it('says so until Enter or Escape, because Ctrl+Z is its own until then', () => {
    const field = () => NumberField({ label: 'width', value: 20, range, onChange: vi.fn() }) as ReactElement<Record<string, unknown>>;
    const { onChange, onKeyDown } = field().props as InputHTMLAttributes<HTMLInputElement>;
    expect(field().props['data-typing']).toBeUndefined();
    onChange?.({ target: { value: '6' } } as never);
    expect(field().props['data-typing']).toBe('');
    onKeyDown?.({ key: 'Enter' } as never);
    expect(field().props['data-typing']).toBeUndefined();
  });

  beforeEach(() => {
    kept.state = null;
  });

  it('shows a value that is finer than its step as it is', () => {
    const shown = (value: number, decimals: number): unknown =>
      (
        NumberField({ label: 'spacing', value, range: { ...range, decimals }, onChange: vi.fn() }) as ReactElement<
          InputHTMLAttributes<HTMLInputElement>
        >
      ).props.value;
    expect([shown(0.25, 1), shown(0.04, 1), shown(42.6, 1), shown(1.728, 2), shown(0.1 + 0.2, 1)]).toEqual([
      '0.25',
      '0.04',
      '42.6',
      '1.728',
      '0.3',
    ]);
  });

  it('reports what was typed, and leaves Enter to its panel', () =>
    expect(type(['6', '60', '60.', '60.5'])).toEqual({ value: 60.5, shown: '60.50', isEnterKept: false }));

  it('leaves no part of a number behind that is too large, and lets Enter apply nothing', () =>
    expect(type(['6', '60', '600'])).toEqual({ value: 20, shown: '600', isEnterKept: true }));

  it('leaves no part of a number behind that cannot be read', () =>
    expect(type(['1', '1,', '1,5'])).toEqual({ value: 20, shown: '1,5', isEnterKept: true }));
});
