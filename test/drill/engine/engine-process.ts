/** The desk's engine in a process of its own: real thread, real adapter, real journal; no window, so it starts in a moment. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { defaultSettings } from '../../../shared/engine/default-settings';
import type { CommandOutcome, TopicMessage } from '../../../shared/contract/envelope';
import type { EngineEndpoint, FromEngine, StartEngine, ToEngine } from '../../../shared/contract/engine-messages';
import type { CommandArgs, CommandName } from '../../../shared/contract/commands';
import type { DeskSettings } from '../../../shared/engine/settings';
import type { TopicName, TopicValue } from '../../../shared/contract/topics';
import { venueId } from '../../../shared/domain/venue';
import { endChild, isRunning, keepChild } from '../../support/child-processes';
import type { DeskControls } from '../desk-controls';

const hostPath = resolve('test/drill/engine/engine-host.mjs');
const workerPath = resolve('dist/engine/engine-worker.cjs');
const WINDOW = 1;
const ANSWER_LIMIT_MS = 30_000;

/** How to start one. */
export interface EngineStart {
  readonly profile: string;
  readonly endpoint: EngineEndpoint;
  /** A program and its arguments that run the host, such as `prlimit --nofile=64`. */
  readonly wrap?: readonly string[];
  /** A module that the engine thread loads first. */
  readonly preload?: string;
  readonly isQuoting?: boolean;
  /** The defaults if absent. */
  readonly settings?: DeskSettings;
  /** Added to the environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Where the engine finds the practice exchange or a proxy before it. */
export function endpointOf(url: string): EngineEndpoint {
  const { host, protocol } = new URL(url);
  const isSecure = protocol === 'https:';
  return { environment: 'practice', httpUrl: url, websocketUrl: `${isSecure ? 'wss' : 'ws'}://${host}/ws/api/v2`, hosts: [host] };
}

/** A running engine. */
export class EngineProcess implements DeskControls {
  /** What it said it cannot go on for. */
  readonly fatal: string[] = [];
  readonly #child: ChildProcess;
  readonly #outcomes = new Map<string, (outcome: CommandOutcome) => void>();
  readonly #readers = new Map<string, ((value: unknown) => void)[]>();
  readonly #subscribed = new Set<string>();
  #onShutdown: (() => void) | null = null;
  #complaints = '';

  constructor({
    profile,
    endpoint,
    wrap = [],
    preload = '',
    isQuoting = true,
    environment = {},
    settings = defaultSettings(venueId('deribit')),
  }: EngineStart) {
    const [program = process.execPath, ...words] = [...wrap, process.execPath, hostPath, workerPath, preload];
    this.#child = keepChild(
      spawn(program, words, {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        serialization: 'advanced',
        env: { ...process.env, ...environment },
      }),
    );
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.#complaints = (this.#complaints + chunk.toString()).slice(-2_000)));
    // Only the host writes to this channel, and it hands on what the typed engine posts.
    this.#child.on('message', (message) => this.#receive(message as FromEngine));
    const start: StartEngine = {
      type: 'start',
      profileDirectory: profile,
      endpoint,
      credentials: { clientId: 'practice', clientSecret: 'practice' },
      environment: 'practice',
      deskVersion: 'drill',
      settings,
      sessionSeed: 1,
      isQuotingOnStart: isQuoting,
    };
    this.#post(start);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The end of what it wrote to standard error. */
  get complaints(): string {
    return this.#complaints;
  }

  get isRunning(): boolean {
    return isRunning(this.#child);
  }

  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    this.#child.kill(name);
  }

  send<Name extends CommandName>(name: Name, args: CommandArgs<Name>): Promise<CommandOutcome> {
    const id = randomUUID();
    this.#post({ type: 'command', windowId: WINDOW, id, name, args });
    return limited(`an outcome of ${name}`, (settle) => this.#outcomes.set(id, settle));
  }

  async read<Topic extends TopicName>(topic: Topic): Promise<TopicValue<Topic>> {
    const value = await limited(`the topic ${topic}`, (settle: (value: unknown) => void) => {
      this.#readers.set(topic, [...(this.#readers.get(topic) ?? []), settle]);
      this.#post({ type: this.#subscribed.has(topic) ? 'resnapshot' : 'subscribe', windowId: WINDOW, topic });
      this.#subscribed.add(topic);
    });
    return value as TopicValue<Topic>;
  }

  /** Pulls, verifies, closes; then ends the process. */
  async end(): Promise<void> {
    if (!this.isRunning) return;
    this.#post({ type: 'shutdown' });
    await limited('a shutdown', (settle: (value: null) => void) => (this.#onShutdown = () => settle(null))).catch(() => undefined);
    await endChild(this.#child, 2_000);
  }

  #post(message: ToEngine): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #receive(message: FromEngine): void {
    switch (message.type) {
      case 'topic':
        return this.#deliver(message.message);
      case 'outcome':
        this.#outcomes.get(message.id)?.(message.outcome);
        return void this.#outcomes.delete(message.id);
      case 'fatal':
        return void this.fatal.push(message.message);
      case 'shutdown-done':
        return this.#onShutdown?.();
      default:
        return;
    }
  }

  #deliver(message: TopicMessage): void {
    if (message.kind !== 'snapshot') return;
    const readers = this.#readers.get(message.topic) ?? [];
    this.#readers.delete(message.topic);
    for (const settle of readers) settle(message.value);
  }
}

function limited<Value>(what: string, begin: (settle: (value: Value) => void) => void): Promise<Value> {
  return new Promise((settle, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`expected ${what} of the engine within ${ANSWER_LIMIT_MS} ms, found none`)),
      ANSWER_LIMIT_MS,
    );
    begin((value) => {
      clearTimeout(timer);
      settle(value);
    });
  });
}
