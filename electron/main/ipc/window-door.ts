/** Every message a window can send arrives here: sender, rate and content are checked, then it goes on. */
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import type { DeskInfo } from '../../../shared/contract/bridge';
import { channels, LONGEST_VIEW_SETTINGS } from '../../../shared/contract/channels';
import type { CommandOutcome } from '../../../shared/contract/envelope';
import type { EngineLink } from '../engine-link';
import type { Log } from '../log';
import type { TopicRequest } from '../subscriptions';
import { checkCommand, checkTopic } from './command-check';
import { createRateCap, type RateCap } from './rate-cap';
import { checkSender } from './sender-check';

export interface WindowDoor {
  admit(windowId: number): void;
  dismiss(windowId: number): void;
}

export interface WindowDoorPorts {
  readonly engine: () => EngineLink | null;
  /** Takes what a window wants of a topic, whether the engine runs yet or not. */
  readonly request: (request: TopicRequest) => void;
  /** The window answered that it still runs. */
  readonly answered: (windowId: number) => void;
  readonly info: (windowId: number) => DeskInfo;
  readonly loadViewSettings: () => Promise<string | null>;
  readonly saveViewSettings: (json: string) => Promise<void>;
  readonly nowMs: () => number;
  readonly log: Log;
}

/** Cancels are never capped by rate: a trader may hammer PULL. The cap is far above what hands can do. */
const MESSAGES_PER_SECOND = 200;
const MESSAGE_BURST = 400;

export function openWindowDoor(ports: WindowDoorPorts): WindowDoor {
  const windows = new Set<number>();
  const cap = createRateCap(MESSAGES_PER_SECOND, MESSAGE_BURST);
  const guard = createGuard(windows, cap, ports);

  ipcMain.handle(channels.send, (event, id: unknown, name: unknown, args: unknown) =>
    receiveCommand({ event, id, name, args }, ports, guard),
  );
  ipcMain.handle(channels.info, (event) => ports.info(guard.require(event)));
  ipcMain.handle(channels.loadViewSettings, (event) => {
    guard.require(event);
    return ports.loadViewSettings();
  });
  ipcMain.handle(channels.saveViewSettings, (event, json: unknown) => {
    guard.require(event);
    if (typeof json !== 'string' || json.length > LONGEST_VIEW_SETTINGS)
      throw new Error('expected view settings as JSON text of at most 1 MB');
    return ports.saveViewSettings(json);
  });
  for (const type of ['subscribe', 'unsubscribe', 'resnapshot'] as const) {
    ipcMain.on(channels[type], (event, topic: unknown) => {
      const windowId = guard.accept(event, true);
      const checked = checkTopic(topic);
      if (windowId === null) return;
      if (checked.ok) ports.request({ type, windowId, topic: checked.value });
      else ports.log.warn(`denied ${type} from window ${windowId}: ${checked.error}`);
    });
  }
  ipcMain.on(channels.answer, (event) => {
    const windowId = guard.accept(event, false);
    if (windowId !== null) ports.answered(windowId);
  });
  ipcMain.on(channels.painted, (event, sequence: unknown, paintedAtMs: unknown) => {
    if (guard.accept(event, false) === null || !Number.isFinite(sequence) || !Number.isFinite(paintedAtMs)) return;
    ports.engine()?.post({ type: 'painted', sequence: Number(sequence), paintedAtMs: Number(paintedAtMs) });
  });
  return {
    admit: (windowId) => void windows.add(windowId),
    dismiss: (windowId) => {
      windows.delete(windowId);
      cap.forget(windowId);
    },
  };
}

interface Guard {
  /** The window's id, or `null` after saying why not. */
  accept(event: IpcMainEvent | IpcMainInvokeEvent, isCapped: boolean): number | null;
  /** As accept, for calls that expect an answer. */
  require(event: IpcMainInvokeEvent): number;
  isWithinRate(windowId: number): boolean;
}

function createGuard(windows: ReadonlySet<number>, cap: RateCap, { log, nowMs }: WindowDoorPorts): Guard {
  const accept = (event: IpcMainEvent | IpcMainInvokeEvent, isCapped: boolean): number | null => {
    const checked = checkSender(event, windows);
    const refusal =
      'refusal' in checked
        ? checked.refusal
        : isCapped && !cap.admits(checked.windowId, nowMs())
          ? 'more messages than the cap allows'
          : null;
    if (refusal !== null) log.warn(`denied a message from contents ${event.sender.id}: ${refusal}`);
    return refusal === null && 'windowId' in checked ? checked.windowId : null;
  };
  return {
    accept,
    isWithinRate: (windowId) => cap.admits(windowId, nowMs()),
    require: (event) => {
      const windowId = accept(event, true);
      if (windowId === null) throw new Error('denied: this page may not speak to the desk');
      return windowId;
    },
  };
}

interface IncomingCommand {
  readonly event: IpcMainInvokeEvent;
  readonly id: unknown;
  readonly name: unknown;
  readonly args: unknown;
}

async function receiveCommand({ event, id, name, args }: IncomingCommand, ports: WindowDoorPorts, guard: Guard): Promise<CommandOutcome> {
  const windowId = guard.accept(event, false);
  if (windowId === null) return { status: 'denied', reason: 'this page may not speak to the desk' };
  const checked = checkCommand(id, name, args);
  if (!checked.ok) {
    ports.log.warn(`denied a command from window ${windowId}: ${checked.error}`);
    return { status: 'denied', reason: checked.error };
  }
  if (checked.value.authority !== 'reduce' && !guard.isWithinRate(windowId)) {
    return { status: 'denied', reason: 'this window sends more commands than the cap allows; wait a second' };
  }
  const engine = ports.engine();
  if (!engine) return { status: 'denied', reason: 'the engine has not started yet; wait until the desk shows its state' };
  return engine.send(windowId, checked.value.id, checked.value);
}
