/** What the preload exposes to the renderer, and nothing more. */
import type { CommandArgs, CommandName } from './commands';
import type { CommandOutcome, TopicMessage } from './envelope';
import type { TopicName } from './topics';

/** Facts about this run that never change while the window lives. */
export interface DeskInfo {
  readonly version: string;
  readonly runtime: string;
  /** `true` on the fallback runtime: shown on screen, live venues refused. */
  readonly isFallbackRuntime: boolean;
  readonly windowId: number;
}

/** The desk as seen from a window: `window.keel`. */
export interface DeskBridge {
  /** Sends a command once; `id` is a UUID made per gesture, duplicates are dropped by the engine. */
  send<Name extends CommandName>(id: string, name: Name, args: CommandArgs<Name>): Promise<CommandOutcome>;
  /** Delivers a snapshot, then patches; call the result to stop. */
  subscribe(topic: TopicName, onMessage: (message: TopicMessage) => void): () => void;
  /** Asks for a new snapshot after a gap. */
  resnapshot(topic: TopicName): void;
  /** Facts about this run. */
  info(): Promise<DeskInfo>;
  /** Layout and other view settings: JSON text kept per profile; `null` if none. */
  loadViewSettings(): Promise<string | null>;
  /** Replaces them; rejects if the text is no JSON or the disk refuses. */
  saveViewSettings(json: string): Promise<void>;
  /** Pings through the engine thread; resolves with engine time, for the engine↔screen hop. */
  reportPainted(sequence: number, paintedAtMs: number): void;
}
