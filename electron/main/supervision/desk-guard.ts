/** Everything that watches one desk, wired to Electron: the engine, the windows, sleep, and the ways to stop outside a window. */
import { randomUUID } from 'node:crypto';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { app, powerMonitor, powerSaveBlocker } from 'electron';
import type { EngineNotice, StartEngine } from '../../../shared/contract/engine-messages';
import { startEmergencyPull } from '../../emergency/emergency-pull';
import { startEngineThread, type EngineLink } from '../engine-link';
import type { Log } from '../log';
import type { DeskWindows } from '../desk-windows';
import type { TopicRequest } from '../subscriptions';
import { EngineSupervisor, type SupervisorListener } from './engine-supervisor';
import { watchGraphics } from './graphics-watch';
import { memoryShare } from './memory-share';
import { watchPower } from './power-watch';
import { PullDesk, type DeskEnd } from './pull-desk';
import { offerStopKeys } from './stop-keys';
import { StopRelay } from './stop-relay';
import { ASK_MS, type WindowWatch } from './window-watch';

export interface DeskGuardPorts {
  readonly start: StartEngine;
  readonly distDirectory: string;
  readonly windows: DeskWindows;
  readonly windowWatch: WindowWatch;
  readonly subscriptions: () => readonly TopicRequest[];
  readonly onTopic: SupervisorListener['onTopic'];
  readonly onDown: (reason: string) => void;
  readonly onSlowStart: (found: string) => void;
  readonly log: Log;
}

/** A desk that is watched. */
export interface DeskGuard {
  readonly link: () => EngineLink | null;
  notice(notice: EngineNotice): void;
  /** Pull, verify, close. */
  end(): Promise<DeskEnd>;
  /** After an end that nobody confirmed: resolves when main's pull, which goes on, is confirmed. */
  untilEmpty(): Promise<void>;
}

const nowMs = (): number => performance.now();
const delay = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

function every(periodMs: number, callback: () => void): () => void {
  const timer = setInterval(callback, periodMs);
  return () => clearInterval(timer);
}

/** Starts the engine and all watches. Keys stay with the engine and, for the case that it fails, in this closure. */
export function guardDesk(ports: DeskGuardPorts): DeskGuard {
  const { start, distDirectory, windows, log } = ports;
  const pulls = new PullDesk({
    startPull: (order) => startEmergencyPull(start.endpoint, { ...order, credentials: start.credentials }, (text) => log.error(text)),
    nowMs,
    wallMs: () => Date.now(),
    delay,
    log,
  });
  const relay = new StopRelay({ link: () => supervisor.link, pulls, delay, newId: () => randomUUID(), log });
  const power = watchPower(powerMonitor, powerSaveBlocker, {
    notice: (notice) => supervisor.notice(notice),
    disarm: () => void supervisor.link?.send(0, randomUUID(), { name: 'disarm', args: {}, authority: 'reduce' }),
  });
  const rim = {
    startThread: () => startEngineThread(join(distDirectory, 'engine', 'engine-worker.cjs')),
    nowMs,
    every,
    delay,
    processMemoryShare: () =>
      memoryShare({ used: process.memoryUsage.rss(), machine: totalmem(), constrained: process.constrainedMemory() }),
    subscriptions: ports.subscriptions,
    log,
  };
  const supervisor = new EngineSupervisor(rim, pulls, {
    onTopic: ports.onTopic,
    onReady: () => {
      log.info('engine: ready');
      relay.engineReady();
    },
    onFacts: ({ isArmed }) => power.armedChanged(isArmed),
    onDown: ports.onDown,
    onSlowStart: ports.onSlowStart,
  });
  supervisor.start(start);
  const keys = offerStopKeys({
    distDirectory,
    stop: (kind) => void relay.stop(kind),
    showWindow: () => windows.show(),
    tellMissing: (what) => {
      log.warn(`expected ${what}, found that this system does not give it; PULL and KILL work in the window`);
      const message = `Expected ${what}, found that this system does not give it. PULL and KILL work in the window.`;
      supervisor.notice({ source: 'stop keys', message, isFatal: false });
    },
    log,
  });
  const stopWatchingWindows = watchWindows(ports, relay, supervisor);
  return {
    link: () => supervisor.link,
    notice: (notice) => supervisor.notice(notice),
    end: () => {
      keys.release();
      stopWatchingWindows();
      return supervisor.shutdown();
    },
    untilEmpty: () => pulls.untilEmpty(),
  };
}

function watchWindows({ windows, windowWatch, log }: DeskGuardPorts, relay: StopRelay, supervisor: EngineSupervisor): () => void {
  // Nobody sees what the quotes do. Before an engine ran there are none.
  const lose = (found: string): void => {
    if (!supervisor.hasRun || !windowWatch.isLossPulled) return;
    const message = `${found}: quotes are pulled. Look at the window, then turn trading on.`;
    supervisor.notice({ source: 'window', message, isFatal: false });
    void relay.pullUnseen();
  };
  watchGraphics(app, { nowMs, onLost: (found) => lose(`Expected a picture of the desk, found that ${found}`), log });
  return every(ASK_MS, () => {
    const { isUiLost, hungWindows } = windowWatch.look(nowMs());
    windows.ask();
    if (isUiLost) lose('Expected an answer of a window, found none for the time in the settings');
    for (const windowId of hungWindows) {
      log.error(`window ${windowId} hangs; it is ended and opened again, the engine goes on`);
      windows.reopen(windowId);
    }
  });
}
