/** One connection in process: behaves to a lane as a websocket does. */
import type { LaneSocket } from '../../electron/venues/deribit/doors';
import type { VenueChannel } from '../../shared/domain/venue';

type Listener = (...values: never[]) => void;

/** What the socket does to the network. */
export interface SocketHooks {
  readonly sent: (text: string) => void;
  readonly terminated: () => void;
}

/** Directions in which nothing arrives any more. */
export interface DeadDirections {
  up: boolean;
  down: boolean;
}

/** Listeners are called by the network only. */
export class SimulatedSocket implements LaneSocket {
  readonly CLOSED = 3;
  readyState = 0;
  /** What it was used for so far; the cancel lane follows nothing. */
  role: VenueChannel = 'cancel';
  readonly isDead: DeadDirections = { up: false, down: false };
  hooks: SocketHooks = { sent: () => undefined, terminated: () => undefined };
  private readonly listeners = new Map<string, Listener[]>();

  constructor(readonly sessionId: string) {}

  get isOpen(): boolean {
    return this.readyState === 1;
  }

  on(event: string, listener: Listener): this {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
    return this;
  }

  once(event: string, listener: Listener): this {
    return this.on(event, listener);
  }

  send(text: string): void {
    if (this.isOpen) this.hooks.sent(text);
  }

  terminate(): void {
    if (this.readyState === this.CLOSED) return;
    this.readyState = this.CLOSED;
    this.hooks.terminated();
  }

  /** The other end let it in. */
  open(): void {
    if (this.readyState !== 0) return;
    this.readyState = 1;
    this.tell('open');
  }

  /** A frame arrived. */
  hear(text: string): void {
    if (this.isOpen) this.tell('message', text, false);
  }

  /** The other end is gone. */
  close(code: number): void {
    if (this.readyState === this.CLOSED) return;
    this.readyState = this.CLOSED;
    this.tell('close', code);
  }

  private tell(event: string, ...values: unknown[]): void {
    for (const listener of this.listeners.get(event) ?? []) (listener as (...given: unknown[]) => void)(...values);
  }
}
