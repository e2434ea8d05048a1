/** What is applied is what was typed last and shown, and what was reverted does not come back. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { useStaging } from '../../../../../renderer/panels/quoting/staging';
import type { CommandOutcome } from '../../../../../shared/contract/envelope';
import type { QuotingView } from '../../../../../shared/projection/view-state';
import type { QuotingParameters } from '../../../../../shared/quoting/quoting-parameters';
import { PERPETUAL, sampleState } from '../../../../support/fake-bridge/sample-state';

interface Sent {
  readonly name: string;
  readonly draft: QuotingParameters | null | undefined;
  readonly draftVersion: number | undefined;
  readonly answer: (status: 'accepted' | 'denied') => Promise<void>;
}

const desk = vi.hoisted(() => ({ slots: [] as unknown[], cursor: 0, effects: [] as (() => void)[], sent: [] as unknown[] }));

/** As much of React as the hook needs: state and references by their place, effects run when what they depend on changed. */
vi.mock('react', async (original) => {
  const slot = (initial: unknown): number => {
    const place = desk.cursor++;
    if (!(place in desk.slots)) desk.slots[place] = initial;
    return place;
  };
  return {
    ...(await original<object>()),
    useRef: (current: unknown) => desk.slots[slot({ current })],
    useState: (initial: unknown) => {
      const place = slot(initial);
      return [desk.slots[place], (next: unknown) => (desk.slots[place] = next)];
    },
    useEffect: (run: () => void, [input]: readonly unknown[]) => {
      const place = slot(undefined);
      if (desk.slots[place] !== input) desk.effects.push(run);
      desk.slots[place] = input;
    },
  };
});

vi.mock('../../../../../renderer/desk/commands', () => ({
  notify: vi.fn(),
  // As the real sender: the same command is not sent again while it is under way.
  sendCommand: (name: string, args: { readonly draft?: QuotingParameters | null; readonly draftVersion?: number }) => {
    const isUnderWay = (desk.sent as (Sent & { isOpen?: boolean })[]).some((other) => other.name === name && other.isOpen === true);
    if (isUnderWay) return Promise.resolve(null);
    return new Promise<CommandOutcome>((resolve) => {
      const entry = {
        name,
        draft: args.draft,
        draftVersion: args.draftVersion,
        isOpen: true,
        answer: async (status: 'accepted' | 'denied') => {
          entry.isOpen = false;
          resolve(status === 'accepted' ? { status, sequence: 100 + desk.sent.length } : { status, reason: 'no' });
          for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
        },
      };
      desk.sent.push(entry);
    });
  },
}));

function sample(): QuotingView {
  const view = sampleState().quoting[PERPETUAL];
  if (view === undefined) throw new Error('expected the sample to quote the perpetual');
  return { ...view, draft: null };
}

function draw(view: QuotingView) {
  desk.cursor = 0;
  desk.effects = [];
  const staging = useStaging(view);
  for (const run of desk.effects) run();
  return staging;
}

const sent = (): readonly Sent[] => desk.sent as Sent[];

describe('a draft on its way to the engine', () => {
  beforeEach(() => Object.assign(desk, { slots: [], sent: [] }));

  it('is not replaced by an older one when it is refused: Enter applies nothing', async () => {
    const view = { ...sample(), draft: { ...sample().parameters, minimumHalfSpreadBps: 1.5 } };
    const staging = draw(view);
    staging.edit({ minimumHalfSpreadBps: 6 });
    staging.apply();
    await sent()[0]?.answer('denied');
    expect(sent().map(({ name }) => name)).toEqual(['stage-parameters']);
  });

  it('is not replaced by an older one when Enter comes after the refusal, while the field still shows what was typed', async () => {
    const view = { ...sample(), draft: { ...sample().parameters, minimumHalfSpreadBps: 1.5 } };
    const staging = draw(view);
    staging.edit({ minimumHalfSpreadBps: 6 });
    await sent()[0]?.answer('denied');
    staging.apply();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    expect(sent().map(({ name }) => name)).toEqual(['stage-parameters']);
    // Said once: the draft on screen is what the next Enter means.
    draw(view).apply();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    expect(sent().map(({ name }) => name)).toEqual(['stage-parameters', 'apply-parameters']);
  });

  it('is applied once it is staged', async () => {
    const staging = draw(sample());
    staging.edit({ minimumHalfSpreadBps: 6 });
    staging.apply();
    await sent()[0]?.answer('accepted');
    expect(sent().map(({ name }) => name)).toEqual(['stage-parameters', 'apply-parameters']);
  });

  it('is dropped by Escape also while it is being staged, and no later edit brings it back', async () => {
    const view = sample();
    const staging = draw(view);
    staging.edit({ minimumHalfSpreadBps: 6 });
    staging.revert();
    // The echo of the staging comes before the engine has heard of the revert.
    draw({ ...view, draft: { ...view.parameters, minimumHalfSpreadBps: 6 } });
    await sent()[0]?.answer('accepted');
    expect(sent()[1]).toMatchObject({ name: 'stage-parameters', draft: null });
    staging.edit({ quantityCoin: 0.5 });
    await sent()[1]?.answer('accepted');
    expect(sent()[2]?.draft).toEqual({ ...view.parameters, quantityCoin: 0.5 });
  });

  it('names the draft that this window knows: the one it staged last, or a newer one that it shows', async () => {
    const view = { ...sample(), draftVersion: 90 };
    const staging = draw(view);
    staging.edit({ minimumHalfSpreadBps: 6 });
    await sent()[0]?.answer('accepted');
    staging.edit({ quantityCoin: 0.5 });
    await sent()[1]?.answer('accepted');
    // What comes from the engine is still of the first digit.
    draw({ ...view, draft: sent()[0]?.draft ?? null, draftVersion: 101 }).edit({ levels: 3 });
    await sent()[2]?.answer('accepted');
    draw({ ...view, draft: { ...view.parameters, quantityCoin: 2 }, draftVersion: 120 }).apply();
    await Promise.resolve();
    expect(sent().map(({ name, draftVersion }) => [name, draftVersion])).toEqual([
      ['stage-parameters', 90],
      ['stage-parameters', 101],
      ['stage-parameters', 102],
      ['apply-parameters', 120],
    ]);
  });

  it('goes by what is shown after a refusal, so that a trader who looked can repeat', async () => {
    const view = { ...sample(), draftVersion: 90 };
    const staging = draw(view);
    staging.edit({ minimumHalfSpreadBps: 6 });
    await sent()[0]?.answer('accepted');
    staging.edit({ minimumHalfSpreadBps: 7 });
    await sent()[1]?.answer('denied');
    draw({ ...view, draftVersion: 0 }).edit({ minimumHalfSpreadBps: 8 });
    expect(sent()[2]).toMatchObject({ draftVersion: 0 });
  });

  it('goes by what a new engine shows, which begins without a draft: its version is lower than the one that was staged before', async () => {
    const view = sample();
    const staging = draw({ ...view, draftVersion: 90 });
    staging.edit({ minimumHalfSpreadBps: 6 });
    await sent()[0]?.answer('accepted');
    draw({ ...view, draft: sent()[0]?.draft ?? null, draftVersion: 101 });
    draw({ ...view, draftVersion: 0 }).edit({ minimumHalfSpreadBps: 8 });
    expect(sent()[1]).toMatchObject({ draftVersion: 0 });
  });
});
