/** One press is one command, also where the engine answers while the button is still held down. */
import type { PointerEvent } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { fireOnce } from '../../../../renderer/controls/button';

const element = new EventTarget();
const press = { button: 0, currentTarget: element } as unknown as PointerEvent;
const letGo = { detail: 1, currentTarget: element };
const byKey = { detail: 0, currentTarget: element };

describe('a button that fires when pressed while on and when released while off', () => {
  it('does not turn on again what its own press has just turned off', () => {
    const fire = vi.fn();
    fireOnce('reduce', fire).onPointerDown(press);
    // The engine has said "off" before the finger left the button.
    fireOnce('released', fire).onClick(letGo);
    expect(fire).toHaveBeenCalledTimes(1);
  });

  it('turns on with the next press, and with a key at any time', () => {
    const fire = vi.fn();
    fireOnce('reduce', fire).onPointerDown(press);
    fireOnce('released', fire).onClick(letGo);
    fireOnce('released', fire).onPointerDown(press);
    fireOnce('released', fire).onClick(letGo);
    expect(fire).toHaveBeenCalledTimes(2);
    fireOnce('reduce', fire).onPointerDown(press);
    fireOnce('released', fire).onClick(byKey);
    expect(fire).toHaveBeenCalledTimes(4);
  });

  it('does nothing if it was turned on from elsewhere while it was held', () => {
    const fire = vi.fn();
    fireOnce('released', fire).onPointerDown(press);
    fireOnce('reduce', fire).onClick(letGo);
    expect(fire).not.toHaveBeenCalled();
  });
});
