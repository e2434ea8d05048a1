/** A socket in a test's hands: it hears what the test tells it, and a subclass decides what it answers. */
import type { LaneSocket } from '../../../../../electron/venues/deribit/doors';

export abstract class ToldSocket implements LaneSocket {
  readonly CLOSED = 3;
  readyState = 1;
  private readonly listeners = new Map<string, (...values: never[]) => void>();

  on(event: string, listener: (...values: never[]) => void): this {
    this.listeners.set(event, listener);
    return this;
  }

  once(): this {
    return this;
  }

  terminate(): void {
    this.readyState = this.CLOSED;
  }

  abstract send(text: string): void;

  tell(event: string, ...values: unknown[]): void {
    (this.listeners.get(event) as ((...given: unknown[]) => void) | undefined)?.(...values);
  }
}
