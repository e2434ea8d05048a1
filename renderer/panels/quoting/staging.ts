/** Staging drafts: each edit goes to the engine once, one at a time, the newest winning; the screen shows what came back. */
import { useEffect, useRef, useState } from 'react';
import type { QuotingView } from '../../../shared/projection/view-state';
import { sendCommand } from '../../desk/commands';
import { draftToStage, unechoed } from './model';
import type { Edits } from './model';

/** What the parameter column needs. */
export interface Staging {
  readonly edits: Edits;
  readonly edit: (change: Edits) => void;
  /** Waits until the newest edit is staged, then applies. */
  readonly apply: () => void;
  readonly revert: () => void;
}

/** Edits of one instrument; mount per instrument. */
export function useStaging(view: QuotingView): Staging {
  const [edits, setEdits] = useState<Edits>({});
  const latest = useRef({ view, edits });
  const flight = useRef<Promise<unknown> | null>(null);
  const isApplying = useRef(false);
  useEffect(() => {
    latest.current = { view, edits: latest.current.edits };
    const rest = unechoed(view, latest.current.edits);
    if (flight.current === null && Object.keys(rest).length !== Object.keys(latest.current.edits).length) {
      latest.current = { view, edits: rest };
      setEdits(rest);
    }
  }, [view]);

  const stage = async (): Promise<void> => {
    for (;;) {
      const { edits: staged, view: base } = latest.current;
      const { instrumentId, parametersVersion } = base;
      const draft = draftToStage(base, staged);
      const outcome = await sendCommand('stage-parameters', { instrumentId, draft, baseVersion: parametersVersion }, instrumentId);
      if (outcome !== null && outcome.status !== 'accepted') {
        latest.current = { ...latest.current, edits: {} };
        setEdits({});
        return;
      }
      if (latest.current.edits === staged) return;
    }
  };

  const edit = (change: Edits): void => {
    const next = { ...latest.current.edits, ...change };
    latest.current = { ...latest.current, edits: next };
    setEdits(next);
    flight.current ??= stage().finally(() => {
      flight.current = null;
    });
  };

  const applyOnce = async (): Promise<void> => {
    await flight.current;
    const { instrumentId, parametersVersion } = latest.current.view;
    await sendCommand('apply-parameters', { instrumentId, baseVersion: parametersVersion }, instrumentId);
  };

  const apply = (): void => {
    if (isApplying.current) return;
    isApplying.current = true;
    void applyOnce().finally(() => {
      isApplying.current = false;
    });
  };

  const revert = (): void => {
    latest.current = { ...latest.current, edits: {} };
    setEdits({});
    void sendCommand('stage-parameters', { instrumentId: view.instrumentId, draft: null }, view.instrumentId);
  };

  return { edits, edit, apply, revert };
}
