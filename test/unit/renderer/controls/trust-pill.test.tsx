/** What a pill is too short for can be reached by mouse, by key and by who listens. */
import type { HTMLAttributes, ReactElement, ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TrustPill } from '../../../../renderer/controls/trust-pill';

const kept = vi.hoisted(() => ({ state: null as unknown }));

vi.mock('react', async (original) => ({
  ...(await original<object>()),
  useState: () => [kept.state, (next: unknown) => (kept.state = next)],
}));
vi.mock('react-dom', async (original) => ({ ...(await original<object>()), createPortal: (children: ReactNode) => children }));

const sentence = 'stale, not reconciled with the venue. Worst input: deribit practice: account. A reason longer than any header.';

type Pill = ReactElement<HTMLAttributes<HTMLElement>>;

function draw(): Pill {
  return TrustPill({ state: 'stale', source: 'deribit practice: account', sentence, children: 'stale 12 s' }) as Pill;
}

/** What stands on the screen beside the pill's own words; tooltips and descriptions do not. */
function shown(): string {
  return renderToStaticMarkup(draw()).replace(/<[^>]*>/g, '');
}

function focus(bottom: number): void {
  const currentTarget = { getBoundingClientRect: () => ({ left: 1_800, top: bottom - 16, bottom }) };
  draw().props.onFocus?.({ currentTarget } as never);
}

describe('a pill of trust', () => {
  beforeEach(() => {
    kept.state = null;
    vi.stubGlobal('window', { innerWidth: 1_920, innerHeight: 1_080 });
    vi.stubGlobal('document', { body: null });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('is a stop of the Tab key that is described by the whole sentence, which is its tooltip as well', () => {
    const html = renderToStaticMarkup(draw());
    expect(html).toMatch(/role="note" tabindex="0"/);
    for (const attribute of ['title', 'aria-description']) expect(html).toContain(`${attribute}="${sentence}"`);
  });

  it('shows the whole sentence while it has the focus, until Escape or until the focus leaves', () => {
    expect(shown()).toBe('stale 12 s');
    focus(40);
    expect(shown()).toBe(`stale 12 s${sentence}`);
    const escape = { key: 'Escape', preventDefault: vi.fn(), stopPropagation: vi.fn() };
    draw().props.onKeyDown?.(escape as never);
    expect(shown()).toBe('stale 12 s');
    // The key closed the sentence and means nothing else, as reverting a draft.
    expect(escape.stopPropagation).toHaveBeenCalledOnce();
    draw().props.onKeyDown?.(escape as never);
    expect(escape.stopPropagation).toHaveBeenCalledOnce();
    focus(40);
    draw().props.onBlur?.({} as never);
    expect(shown()).toBe('stale 12 s');
  });

  it('shows it inside the window: beside its right edge and above its foot', () => {
    focus(40);
    expect(kept.state).toEqual({ left: 1_560, width: 360, top: 44 });
    focus(1_000);
    expect(kept.state).toEqual({ left: 1_560, width: 360, bottom: 100 });
  });
});
