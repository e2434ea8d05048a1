/** Position against target and bands; the target is a handle: drag it or use arrows, Enter applies, Escape backs out. */
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import type { InventoryView } from '../../../shared/projection/view-state';
import { sendCommand, usePending } from '../../desk/commands';
import css from './inventory.module.css';
import { clampTarget, coinText, gaugeBands, gaugeMarks, gaugePercent, gaugeReach, moveTarget, targetWords } from './model';

interface GaugeProps {
  readonly view: InventoryView;
  readonly handle: RefObject<HTMLDivElement | null>;
  /** Stale positions must not steer: the handle is off, with the reason. */
  readonly refusal: string;
}

function useTargetDraft(view: InventoryView) {
  const [draft, setDraft] = useState<number | null>(null);
  useEffect(() => setDraft((before) => (before === view.targetCoin ? null : before)), [view.targetCoin]);
  const apply = (): void => {
    if (draft === null) return;
    void sendCommand('set-inventory-target', { underlying: view.underlying, targetCoin: draft }, view.underlying).then((outcome) => {
      if (outcome?.status === 'accepted') setDraft(null);
    });
  };
  return { draft, setDraft, apply };
}

function keySteps(event: KeyboardEvent): number {
  const steps = event.shiftKey ? 10 : 1;
  if (event.key === 'ArrowUp' || event.key === 'ArrowRight') return steps;
  return event.key === 'ArrowDown' || event.key === 'ArrowLeft' ? -steps : 0;
}

function Scale({ view, reach }: { readonly view: InventoryView; readonly reach: number }) {
  return (
    <>
      {gaugeMarks(view).map((mark) => (
        <span key={mark} className={css['mark']} style={{ left: `${gaugePercent(mark, reach)}%` }}>
          {coinText(mark, 0, 'always')}
        </span>
      ))}
    </>
  );
}

interface BandProps {
  readonly band: readonly [number, number];
  readonly reach: number;
  readonly className: string | undefined;
}

function Band({ band: [from, to], reach, className }: BandProps) {
  const left = gaugePercent(from, reach);
  return <i className={className} style={{ left: `${left}%`, width: `${gaugePercent(to, reach) - left}%` }} />;
}

/** The gauge of one underlying. */
export function Gauge({ view, handle, refusal }: GaugeProps) {
  const track = useRef<HTMLDivElement>(null);
  const { draft, setDraft, apply } = useTargetDraft(view);
  const pending = usePending('set-inventory-target', view.underlying);
  const reach = gaugeReach(view);
  const { soft, hard } = gaugeBands(view);
  const target = draft ?? view.targetCoin;
  const delta = view.deltaCoin ?? 0;
  const [from, to] = [gaugePercent(Math.min(0, delta), reach), gaugePercent(Math.max(0, delta), reach)];
  const drag = (event: PointerEvent): void => {
    const box = track.current?.getBoundingClientRect();
    if (box === undefined || refusal !== '' || event.buttons !== 1) return;
    setDraft(clampTarget(((event.clientX - box.left) / box.width) * 2 * reach - reach, view));
  };
  const keyDown = (event: KeyboardEvent): void => {
    const steps = keySteps(event);
    if (steps !== 0 && refusal === '') setDraft(moveTarget(target, steps, view));
    else if (event.key === '0' && refusal === '') setDraft(0);
    else if (event.key === 'Enter' && !event.repeat && draft !== null) apply();
    else if (event.key === 'Escape' && draft !== null) setDraft(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={css['gauge']}>
      <div ref={track} className={css['track']}>
        <Band band={hard} reach={reach} className={css['hard']} />
        <Band band={soft} reach={reach} className={css['soft']} />
        <i className={css['fill']} data-side={delta < 0 ? 'short' : 'long'} style={{ left: `${from}%`, width: `${to - from}%` }} />
        <i className={css['zero']} style={{ left: `${gaugePercent(0, reach)}%` }} />
        <i className={css['target']} style={{ left: `${gaugePercent(view.targetCoin, reach)}%` }} />
        <div
          ref={handle}
          role="slider"
          tabIndex={0}
          aria-label={`Inventory target ${view.underlying}`}
          aria-valuenow={target}
          aria-valuemin={-view.hardBandCoin}
          aria-valuemax={view.hardBandCoin}
          aria-valuetext={targetWords(target, view)}
          aria-disabled={refusal !== ''}
          title={refusal === '' ? 'Drag, or arrows (Shift ×10), 0 for neutral; Enter applies' : refusal}
          data-draft={draft === null ? undefined : ''}
          data-cmd-state={pending ?? 'idle'}
          className={css['handle']}
          style={{ left: `${gaugePercent(target, reach)}%` }}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={drag}
          onKeyDown={keyDown}
        />
      </div>
      <Scale view={view} reach={reach} />
      <span
        className={css['caption']}
        style={{ left: `${Math.min(82, Math.max(18, gaugePercent(target, reach)))}%` }}
        data-draft={draft === null ? undefined : ''}
      >
        target {coinText(view.targetCoin, 2, 'always')}
        {draft !== null && ` → ${coinText(draft, 2, 'always')} · Enter`}
      </span>
    </div>
  );
}
