/** The frame of every panel: its state machine on screen, its focus, its own keys and its own crash. */
import { Component, useEffect, useRef, useState } from 'react';
import type { ErrorInfo, ReactNode } from 'react';
import type { Trust } from '../../shared/projection/view-state';
import { useDesk, useLinkSilent } from '../desk/selectors';
import { takeFocusRequest, useWindow } from '../desk/view-store';
import { classNames } from './class-names';
import { runPanelKey } from './panel-keys';
import type { PanelKeyMap } from './panel-keys';
import css from './panel-frame.module.css';
import { panelStatus } from './panel-status';
import type { PanelStatus } from './panel-status';
import { describeTrust } from './trust-words';

interface PanelFrameProps {
  readonly id: string;
  readonly isLoaded: boolean;
  readonly trust?: Trust | undefined;
  /** Sentence for a real nothing; empty if there is something. */
  readonly empty?: string;
  /** What loading waits for, said after three seconds. */
  readonly waitsFor: string;
  readonly keys?: PanelKeyMap;
  /** Called when the desk asks this panel to take the focus for something. */
  readonly onRequest?: (action: string) => void;
  readonly children: ReactNode;
}

const SAY_AFTER_MS = 3_000;

function Loading({ waitsFor, reason }: { readonly waitsFor: string; readonly reason: string }) {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), SAY_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={css['loading']} aria-busy="true">
      {Array.from({ length: 6 }, (_, row) => (
        <span key={row} className={css['bone']} />
      ))}
      <p className={css['say']}>{isLong || reason !== '' ? `Waiting for ${waitsFor}${reason === '' ? '' : ` (${reason})`}.` : ''}</p>
    </div>
  );
}

function Content({
  status,
  waitsFor,
  children,
}: {
  readonly status: PanelStatus;
  readonly waitsFor: string;
  readonly children: ReactNode;
}) {
  if (status.state === 'loading') return <Loading waitsFor={waitsFor} reason={status.reason} />;
  if (status.state === 'empty') return <p className={css['empty']}>{status.reason}</p>;
  return (
    <>
      <div className={css['content']}>{children}</div>
      {(status.state === 'stale' || status.state === 'blocked') && (
        <div className={css['cover']} data-cover={status.state}>
          <span className={css['reason']} role="status">
            {status.state}
            {status.reason === '' ? '' : ` · ${status.reason}`}
          </span>
        </div>
      )}
    </>
  );
}

/** Frame around a panel's content. */
export function PanelFrame({ id, isLoaded, trust, empty = '', waitsFor, keys = {}, onRequest, children }: PanelFrameProps) {
  const environment = useDesk((state) => state.slices.desk?.environment);
  const isSilent = useLinkSilent();
  const root = useRef<HTMLElement>(null);
  const request = useWindow((state) => (state.focusRequest?.panelId === id ? state.focusRequest : null));
  useEffect(() => {
    if (request === null) return;
    takeFocusRequest(request);
    if (root.current !== null && !root.current.contains(document.activeElement)) root.current.focus();
    onRequest?.(request.action);
  }, [request, onRequest]);
  const status = panelStatus({ isLoaded, isSilent, trust, empty, environment });
  return (
    <section
      ref={root}
      tabIndex={-1}
      data-panel={id}
      data-state={status.state}
      aria-label={id}
      aria-description={trust === undefined ? undefined : describeTrust(trust)}
      className={classNames(css['frame'], css[status.state])}
      onKeyDown={(event) => runPanelKey(keys, event)}
    >
      <Content status={status} waitsFor={waitsFor}>
        {children}
      </Content>
    </section>
  );
}

interface BoundaryProps {
  readonly id: string;
  readonly children: ReactNode;
}

/** Keeps a crash inside the panel it happened in, and says what it was. */
export class PanelBoundary extends Component<BoundaryProps, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(`panel ${this.props.id} failed`, error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <section data-panel={this.props.id} data-state="error" tabIndex={-1} className={css['frame']}>
        <div className={css['crash']} role="alert">
          <b>This panel stopped.</b>
          <span>{error.message}</span>
          <span className="muted">Quotes and orders are not affected; the engine runs on.</span>
          <span className={css['row']}>
            <button type="button" onClick={() => this.setState({ error: null })}>
              Show again
            </button>
          </span>
        </div>
      </section>
    );
  }
}
