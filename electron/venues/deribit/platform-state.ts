/** Asks which coins the venue takes no orders in: with each connection, and from time to time; between them its channel tells. */
import type { VenueRim } from '../venue-port';
import type { Announcer } from './announcer';
import { BackOff } from './back-off';
import { FieldRefused } from './decode-fields';
import { decodeStatus, lockReport } from './decode-platform-state';
import { CURRENCIES } from './instruments';
import type { RpcSession } from './rpc';

const METHOD_NOT_FOUND = -32601;

/** A change whose frame could not be read is noticed after this at the latest. */
const ASK_EVERY_MS = 10_000;

/** Asks how things stand with each connection, and from time to time. */
export class PlatformState {
  private session: RpcSession | null = null;
  /** This connection was told how things stood when it began. */
  private isTold = false;

  constructor(
    private readonly rim: VenueRim,
    private readonly announcer: Announcer,
  ) {}

  /** Call once its channel is subscribed, so that no change falls between. */
  follow(session: RpcSession): void {
    this.session = session;
    this.isTold = false;
    void this.ask(session, new BackOff(this.rim));
  }

  stop(): void {
    this.session = null;
  }

  private async ask(session: RpcSession, backOff: BackOff): Promise<void> {
    const outcome = await session.call('public/status', {}, { requestClass: 'data' });
    if (this.session !== session) return;
    const isUnknown = !outcome.ok && outcome.error.kind === 'error' && outcome.error.code === METHOD_NOT_FOUND;
    const problem = outcome.ok ? this.take(outcome.value) : outcome.error.reason;
    if (isUnknown) return;
    if (problem === null) {
      // A connection that was let in after a maintenance has no other word of its end.
      if (!this.isTold) for (const currency of CURRENCIES) this.announcer.emit(lockReport(currency, 'maintenance', false));
      this.isTold = true;
      backOff.reset();
      return this.askAgain(session, backOff, ASK_EVERY_MS);
    }
    if (backOff.attempts === 0) this.announcer.fault(`which coins are locked is not known: ${problem}; asked for again`);
    this.askAgain(session, backOff, backOff.next());
  }

  private askAgain(session: RpcSession, backOff: BackOff, delayMs: number): void {
    this.rim.schedule(delayMs, () => {
      if (this.session === session) void this.ask(session, backOff);
    });
  }

  private take(value: unknown): string | null {
    try {
      for (const event of decodeStatus(value)) this.announcer.emit(event);
      return null;
    } catch (error) {
      if (error instanceof FieldRefused) return error.message;
      throw error;
    }
  }
}
