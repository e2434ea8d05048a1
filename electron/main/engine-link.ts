/** Starts the engine worker and carries messages between it and the windows; topic messages are relayed unread. */
import { Worker } from 'node:worker_threads';
import type { CommandOutcome, TopicMessage } from '../../shared/contract/envelope';
import type { EngineFacts, FromEngine, StartEngine, ToEngine, WindowId } from '../../shared/contract/engine-messages';
import type { Authority, CommandName } from '../../shared/contract/commands';
import type { Log } from './log';

export interface EngineListener {
  /** `windowId` null: every window that subscribed. */
  onTopic(windowId: WindowId | null, message: TopicMessage): void;
  onReady(): void;
  onBeat(facts: EngineFacts): void;
  /** The engine is gone; this link stays dead. Told once, never after `abandon`. */
  onLost(message: string): void;
}

/** A worker, or what stands in for it in tests. */
export interface EnginePort {
  post(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  onExit(listener: (reason: string) => void): void;
  terminate(): Promise<void>;
}

/** A command that was checked against the table. */
export interface LinkCommand {
  readonly name: CommandName;
  readonly args: unknown;
  readonly authority: Authority;
}

const SHUTDOWN_LIMIT_MS = 10_000;

/** A thread ends within milliseconds, unless a disk that does not answer holds it or a thread of its own. */
const END_LIMIT_MS = 2_000;

/** Several times what a busy engine holds; without a limit of its own the thread would take the whole process with it. */
const HEAP_LIMIT_MB = 1_024;

/** Commands waiting for an outcome; more means the engine hangs, and then only refusal is honest. What reduces risk is always passed on. */
const MOST_PENDING_COMMANDS = 256;

export class EngineLink {
  readonly #port: EnginePort;
  readonly #log: Log;
  readonly #pending = new Map<string, (outcome: CommandOutcome) => void>();
  #isReady = false;
  #lostBecause: string | null = null;
  #onShutdownEnd: ((isConfirmed: boolean) => void) | null = null;

  constructor(port: EnginePort, listener: EngineListener, log: Log) {
    this.#port = port;
    this.#log = log;
    port.onMessage((message) => this.#receive(message, listener));
    port.onExit((reason) => this.#lose(reason, listener));
  }

  get isReady(): boolean {
    return this.#isReady && this.#lostBecause === null;
  }

  start(message: StartEngine): void {
    this.#port.post(message);
  }

  post(message: Exclude<ToEngine, { readonly type: 'command' | 'start' | 'shutdown' }>): void {
    if (this.#lostBecause === null) this.#port.post(message);
  }

  /** Resolves once, with what the engine says; refused here only if the engine cannot be asked. */
  send(windowId: WindowId, id: string, command: LinkCommand): Promise<CommandOutcome> {
    const key = `${windowId}/${id}`;
    if (this.#lostBecause !== null) return deny(`the engine is not running (${this.#lostBecause}); restart the desk`);
    if (this.#pending.has(key)) return deny('this command was already sent and waits for its outcome');
    if (command.authority !== 'reduce' && this.#pending.size >= MOST_PENDING_COMMANDS)
      return deny('the engine has not answered 256 commands; nothing more is sent to it');
    return new Promise((resolve) => {
      this.#pending.set(key, resolve);
      this.#port.post({ type: 'command', windowId, id, name: command.name, args: command.args });
    });
  }

  /** Pull, verify, close. `true` if the engine confirmed it in time. */
  async shutdown(): Promise<boolean> {
    if (this.#lostBecause !== null) return false;
    const isDone = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), SHUTDOWN_LIMIT_MS);
      this.#onShutdownEnd = (isConfirmed) => {
        clearTimeout(timer);
        resolve(isConfirmed);
      };
      this.#port.post({ type: 'shutdown' });
    });
    if (!isDone)
      this.#log.error(
        `expected the engine to pull and close within ${SHUTDOWN_LIMIT_MS / 1000} s, found no confirmation; check open orders at the venue`,
      );
    this.#lostBecause = 'it was shut down';
    await this.#end();
    return isDone;
  }

  /** Ends an engine that is not believed any more; what waits for it is answered. */
  async abandon(reason: string): Promise<void> {
    this.#settleAll(reason);
    await this.#end();
  }

  /** From here on it carries out nothing more. One that never says that it ended is not waited for: orders may rest meanwhile. */
  async #end(): Promise<void> {
    let cancelLimit = (): void => undefined;
    const limit = new Promise<'late'>((resolve) => {
      const timer = setTimeout(() => resolve('late'), END_LIMIT_MS);
      cancelLimit = () => clearTimeout(timer);
    });
    const ended = await Promise.race([this.#port.terminate(), limit]);
    cancelLimit();
    if (ended === 'late')
      this.#log.error(
        `expected the engine's thread to end within ${END_LIMIT_MS / 1000} s, found it held; look at the disk of the profile`,
      );
  }

  #receive(message: FromEngine, listener: EngineListener): void {
    // What a dead engine still had in its pipe is not believed any more, except answers.
    if (this.#lostBecause !== null && message.type !== 'outcome') return;
    switch (message.type) {
      case 'topic':
        return listener.onTopic(message.windowId, message.message);
      case 'outcome':
        return this.#settle(`${message.windowId}/${message.id}`, message.outcome);
      case 'ready':
        this.#isReady = true;
        return listener.onReady();
      case 'beat':
        return listener.onBeat(message.facts);
      case 'fatal':
        return this.#lose(message.message, listener);
      case 'shutdown-done':
        return this.#onShutdownEnd?.(message.isPulled);
    }
  }

  #settle(key: string, outcome: CommandOutcome): void {
    const resolve = this.#pending.get(key);
    this.#pending.delete(key);
    resolve?.(outcome);
  }

  #lose(reason: string, listener: EngineListener): void {
    if (this.#lostBecause !== null) return;
    this.#settleAll(reason);
    listener.onLost(reason);
  }

  #settleAll(reason: string): void {
    this.#lostBecause ??= reason;
    this.#onShutdownEnd?.(false);
    for (const key of [...this.#pending.keys()]) {
      this.#settle(key, { status: 'unknown', reason: `the engine ended before it answered (${reason}); the outcome is unknown` });
    }
  }
}

/** The engine as a thread of this process, opened by path. */
export function startEngineThread(workerPath: string): EnginePort {
  const worker = new Worker(workerPath, { name: 'keel-engine', resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB } });
  const exitListeners: ((reason: string) => void)[] = [];
  const exited = (reason: string): void => exitListeners.forEach((listener) => listener(reason));
  worker.on('error', (error) => exited(`it failed: ${error instanceof Error ? error.message : String(error)}`));
  worker.on('exit', (code) => exited(`it ended with code ${code}`));
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onExit: (listener) => void exitListeners.push(listener),
    terminate: async () => void (await worker.terminate()),
  };
}

function deny(reason: string): Promise<CommandOutcome> {
  return Promise.resolve({ status: 'denied', reason });
}
