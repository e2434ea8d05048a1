/** A held button flattens the underlying that stands on it. */
import type { ReactElement } from 'react';
import { expect, it, vi } from 'vitest';
import { Rungs } from '../../../../renderer/app/stop-bar/rungs';
import { HoldButton } from '../../../../renderer/controls/hold-button';

const active = vi.hoisted(() => ({ underlying: 'BTC' }));
vi.mock('../../../../renderer/desk/selectors', () => ({ useDesk: () => active.underlying, activeUnderlying: () => null }));

/** Key of the button, which React keeps the element and a hold under way of as long as it stays the same. */
function buttonKey(underlying: string): string | null | undefined {
  active.underlying = underlying;
  const bar = Rungs({ desk: undefined }) as ReactElement<{ readonly children: readonly unknown[] }>;
  const isButton = (child: unknown): child is ReactElement<{ readonly name: string }> =>
    typeof child === 'object' && child !== null && 'type' in child && child.type === HoldButton;
  return bar.props.children.filter(isButton).find(({ props }) => props.name === 'flatten-delta')?.key;
}

it('a hold that began for one underlying ends when the desk turns to another one', () => {
  expect(buttonKey('BTC')).toBe(buttonKey('BTC'));
  expect(buttonKey('ETH')).not.toBe(buttonKey('BTC'));
});
