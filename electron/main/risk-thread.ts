/** Keeps a risk worker running beside the engine: begun by path, begun anew when it ends or hangs, and never a reason to stop quoting. */
import { BroadcastChannel, Worker } from 'node:worker_threads';
import type { RiskWorkerHung, RiskWorkerLost, ToRisk } from '../../shared/projection/risk-messages';
import type { Log } from './log';

/** A worker under way, or what stands in for it in tests. */
export interface RiskWorkerPort {
  onExit(listener: (reason: string) => void): void;
  terminate(): Promise<void>;
}

/** What the keeper needs. */
export interface RiskThreadRim {
  readonly startWorker: () => RiskWorkerPort;
  /** Tells the engine. */
  readonly tell: (message: RiskWorkerLost) => void;
  readonly schedule: (delayMs: number, callback: () => void) => () => void;
  readonly nowMs: () => number;
  readonly log: Log;
}

/** A worker that lived this long is begun again at once; others wait, each time twice as long. */
const HEALTHY_MS = 60_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** A simulation of ten thousand scenarios over thousands of legs fits. */
const HEAP_LIMIT_MB = 768;

export class RiskThread {
  private port: RiskWorkerPort | null = null;
  private lost: RiskWorkerLost | null = null;
  private isStopped = false;
  private waitMs = FIRST_WAIT_MS;
  private startedAtMs = 0;
  private cancelRestart: () => void = () => undefined;

  constructor(private readonly rim: RiskThreadRim) {}

  start(): void {
    if (this.isStopped) return;
    const port = this.rim.startWorker();
    this.port = port;
    this.startedAtMs = this.rim.nowMs();
    port.onExit((reason) => {
      if (port === this.port && !this.isStopped) this.restart(reason);
    });
  }

  /** The engine says that the worker hangs: a thread that computes for ever hears nothing, it can only be ended. */
  replaceHung(reason: string): void {
    const { port } = this;
    if (port === null || this.isStopped) return;
    this.restart(reason);
    void port.terminate();
  }

  /** An engine began: while no worker runs none can answer it, and one that is only waited for must not be taken for one that hangs. */
  greeted(): void {
    if (this.port === null && this.lost !== null) this.rim.tell(this.lost);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.cancelRestart();
    await this.port?.terminate();
  }

  private restart(reason: string): void {
    this.port = null;
    if (this.rim.nowMs() - this.startedAtMs >= HEALTHY_MS) this.waitMs = FIRST_WAIT_MS;
    const text = `the risk worker ended (${reason}); another one is begun in ${this.waitMs / 1000} s, quoting goes on`;
    this.rim.log.warn(text);
    this.lost = { type: 'worker-lost', reason: text };
    this.rim.tell(this.lost);
    this.cancelRestart = this.rim.schedule(this.waitMs, () => this.start());
    this.waitMs = Math.min(LONGEST_WAIT_MS, this.waitMs * 2);
  }
}

/** A risk thread on a channel of its own; the engine is told the channel's name at its start. */
export function keepRiskThread(workerPath: string, channelName: string, log: Log): RiskThread {
  const channel = new BroadcastChannel(channelName);
  channel.unref();
  const thread = new RiskThread({
    startWorker: () => startRiskWorker(workerPath, channelName),
    tell: (message) => channel.postMessage(message),
    schedule: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    nowMs: () => performance.now(),
    log,
  });
  channel.onmessage = (event) => {
    const message = readMessage(event);
    if (message?.type === GREET) thread.greeted();
    else if (message !== null) thread.replaceHung(message.reason);
  };
  thread.start();
  return thread;
}

type RiskGreeting = Extract<ToRisk, { readonly type: 'greet' }>;

const HUNG: RiskWorkerHung['type'] = 'worker-hung';
const GREET: RiskGreeting['type'] = 'greet';

/** What the engine says that main hears; `null` for all that is not meant for main. */
function readMessage(event: unknown): RiskGreeting | RiskWorkerHung | null {
  const data = typeof event === 'object' && event !== null && 'data' in event ? event.data : null;
  if (typeof data !== 'object' || data === null || !('type' in data)) return null;
  if (data.type === GREET) return { type: GREET };
  if (data.type !== HUNG || !('reason' in data) || typeof data.reason !== 'string') return null;
  return { type: HUNG, reason: data.reason };
}

function startRiskWorker(workerPath: string, channel: string): RiskWorkerPort {
  const worker = new Worker(workerPath, {
    name: 'keel-risk',
    workerData: { channel },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB },
  });
  const listeners: ((reason: string) => void)[] = [];
  const exited = (reason: string): void => listeners.forEach((listener) => listener(reason));
  worker.on('error', (error) => exited(`it failed: ${error instanceof Error ? error.message : String(error)}`));
  worker.on('exit', (code) => exited(`it ended with code ${code}`));
  return { onExit: (listener) => void listeners.push(listener), terminate: async () => void (await worker.terminate()) };
}
