/** Which coins the venue takes no orders in: told when that changes, and asked for with each connection. Pure reading, and one question. */
import type { EngineEventBody, TradingLockReported } from '../../../shared/engine/events';
import type { VenueRim } from '../venue-port';
import type { Announcer } from './announcer';
import { BackOff } from './back-off';
import type { JsonRecord } from './decode-fields';
import { FieldRefused, readBoolean, readRecord, refuse } from './decode-fields';
import { CURRENCIES, DERIBIT } from './instruments';
import type { RpcSession } from './rpc';

export const PLATFORM_CHANNEL = 'platform_state';

const METHOD_NOT_FOUND = -32601;

type Cause = TradingLockReported['cause'];

function report(underlying: string, cause: Cause, isLocked: boolean): EngineEventBody {
  return { kind: 'trading-lock-reported', venue: DERIBIT, underlying, cause, isLocked };
}

/** `btc_usd`, or `BTC` as an older form of the list has it; `null` for indices of other products. */
function coinOf(index: unknown): string | null {
  const name = typeof index === 'string' ? index.toUpperCase().replace(/_USD$/, '') : '';
  return CURRENCIES.find((currency) => currency === name) ?? null;
}

/** One notification: a maintenance of the whole platform that begins or is over, an index locked or unlocked, or both. */
export function decodePlatformState({ maintenance, price_index: index, locked }: JsonRecord): readonly EngineEventBody[] {
  const isInMaintenance = maintenance === undefined ? null : readBoolean(maintenance, 'maintenance');
  const ofAll = isInMaintenance === null ? [] : CURRENCIES.map((currency) => report(currency, 'maintenance', isInMaintenance));
  if (isInMaintenance !== null && index === undefined) return ofAll;
  const isLocked = readBoolean(locked, 'locked');
  const coin = coinOf(index);
  return coin === null ? ofAll : [...ofAll, report(coin, 'index', isLocked)];
}

/** The answer to `public/status`: which indices are locked. `partial` without a list may mean any coin. */
export function decodeStatus(value: unknown): readonly EngineEventBody[] {
  const raw = readRecord(value, 'status');
  const state = String(raw['locked']);
  if (!['true', 'partial', 'false'].includes(state)) return refuse('locked', 'true, partial or false', raw['locked']);
  const list = raw['locked_indices'] ?? raw['locked_currencies'];
  const listed = Array.isArray(list) ? list.map(coinOf) : null;
  const isLocked = (currency: string): boolean => state === 'true' || (state === 'partial' && (listed?.includes(currency) ?? true));
  return CURRENCIES.map((currency) => report(currency, 'index', isLocked(currency)));
}

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
      if (!this.isTold) for (const currency of CURRENCIES) this.announcer.emit(report(currency, 'maintenance', false));
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
