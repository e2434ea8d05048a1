/** Staging drafts: each edit goes to the engine once, one at a time, the newest winning; the screen shows what came back. */
import { useEffect, useRef, useState } from 'react';
import type { CommandArgs } from '../../../shared/contract/commands';
import type { QuotingView } from '../../../shared/projection/view-state';
import { notify, sendCommand } from '../../desk/commands';
import { draftToStage, unechoed } from './model';
import type { Edits } from './model';

/** What the parameter column needs. */
export interface Staging {
  readonly edits: Edits;
  readonly edit: (change: Edits) => void;
  /** Waits until the newest edit is staged, then applies. */
  readonly apply: () => void;
  /** Also while an edit is being staged. */
  readonly revert: () => void;
}

/** What the next staging is made of. */
interface Latest {
  readonly view: QuotingView;
  readonly edits: Edits;
  /** After a revert: the draft on screen then, on which nothing may be built until the engine shows another; `null`: none. */
  readonly dropped: { readonly draft: QuotingView['draft'] } | null;
  /** Version of the draft that was staged last, while the screen does not show it yet; 0 otherwise, as after a refusal: only what is shown counts. */
  readonly stagedVersion: number;
  /** The last change was not taken and nothing was done since: a field may still show it. */
  readonly isRefused: boolean;
}

/** Version of the draft as this window knows it: what it shows, or what it staged since. */
function knownVersion({ view, stagedVersion }: Latest): number {
  return Math.max(view.draftVersion, stagedVersion);
}

/**
 * After the engine has shown another view: what it has echoed is no edit any more, and its version no news. An engine that is started
 * again begins without a draft, at a lower version. `isSettled`: nothing is being staged.
 */
function seen(before: Latest, view: QuotingView, isSettled: boolean): Latest {
  const latest = view.draftVersion < before.stagedVersion ? before : { ...before, stagedVersion: 0 };
  const { edits, dropped } = latest;
  if (!isSettled) return { ...latest, view };
  const rest = unechoed(view, edits);
  const isShorter = Object.keys(rest).length !== Object.keys(edits).length;
  const stillDropped = dropped !== null && view.draft === dropped.draft ? dropped : null;
  return { ...latest, view, edits: isShorter ? rest : edits, dropped: stillDropped };
}

/** What to tell the engine of the draft. */
function staging(latest: Latest): CommandArgs<'stage-parameters'> {
  const { edits, view, dropped } = latest;
  const { instrumentId, parametersVersion: baseVersion } = view;
  const draft = draftToStage(dropped === null ? view : { ...view, draft: null }, edits);
  return { instrumentId, draft, baseVersion, draftVersion: knownVersion(latest) };
}

/** Edits of one instrument; mount per instrument. */
export function useStaging(view: QuotingView): Staging {
  const [edits, setEdits] = useState<Edits>({});
  const latest = useRef<Latest>({ view, edits, dropped: null, stagedVersion: 0, isRefused: false });
  /** `true` if the engine took the newest edits. */
  const flight = useRef<Promise<boolean> | null>(null);
  const isApplying = useRef(false);
  useEffect(() => {
    latest.current = seen(latest.current, view, flight.current === null);
    setEdits(latest.current.edits);
  }, [view]);

  const stage = async (): Promise<boolean> => {
    for (;;) {
      const { edits: staged } = latest.current;
      const outcome = await sendCommand('stage-parameters', staging(latest.current), view.instrumentId);
      if (outcome?.status !== 'accepted') {
        latest.current = { ...latest.current, edits: {}, stagedVersion: 0, isRefused: true };
        setEdits({});
        return false;
      }
      latest.current = { ...latest.current, stagedVersion: outcome.sequence };
      if (latest.current.edits === staged) return true;
    }
  };

  const take = (next: Edits, dropped: Latest['dropped']): void => {
    latest.current = { ...latest.current, edits: next, dropped, isRefused: false };
    setEdits(next);
    flight.current ??= stage().finally(() => {
      flight.current = null;
    });
  };

  const edit = (change: Edits): void => take({ ...latest.current.edits, ...change }, latest.current.dropped);

  const applyOnce = async (): Promise<void> => {
    const isTaken = (await flight.current) !== false && !latest.current.isRefused;
    latest.current = { ...latest.current, isRefused: false };
    if (!isTaken) {
      notify('denied', 'The last change was not taken, so nothing was applied; look at the draft and repeat.');
      return;
    }
    const { instrumentId, parametersVersion } = latest.current.view;
    const draftVersion = knownVersion(latest.current);
    const outcome = await sendCommand('apply-parameters', { instrumentId, baseVersion: parametersVersion, draftVersion }, instrumentId);
    if (outcome?.status === 'denied') latest.current = { ...latest.current, stagedVersion: 0 };
  };

  const apply = (): void => {
    if (isApplying.current) return;
    isApplying.current = true;
    void applyOnce().finally(() => {
      isApplying.current = false;
    });
  };

  const revert = (): void => take({}, { draft: latest.current.view.draft });

  return { edits, edit, apply, revert };
}
