/** Whole option chains, one currency at a time: one request instead of a thousand subscriptions that the perpetuals would wait behind. */
import type { Instrument } from '../../../shared/domain/instrument';
import type { VenueRim } from '../venue-port';
import type { Announcer } from './announcer';
import { decodeChain } from './decode-chain';
import { CURRENCIES, DERIBIT } from './instruments';
import type { RpcSession } from './rpc';

/** Between two requests; each currency's chain is then twice as old at most. */
const POLL_MS = 2_000;
const ANSWER_WITHIN_MS = 5_000;

/** What the chains depend on. */
export interface OptionChainsOptions {
  readonly rim: VenueRim;
  readonly announcer: Announcer;
  readonly instruments: ReadonlyMap<string, Instrument>;
}

/** Asks as long as a session lives; a failed answer is said once and asked for again. */
export class OptionChains {
  private cancelNext: () => void = () => undefined;
  private session: RpcSession | null = null;
  private turn = 0;
  private isFailing = false;

  constructor(private readonly options: OptionChainsOptions) {}

  /** Begins on a fresh session, at once. */
  follow(session: RpcSession): void {
    this.stop();
    this.session = session;
    this.next(0);
  }

  /** Ends; the chain known to the engine grows old there. */
  stop(): void {
    this.session = null;
    this.cancelNext();
  }

  private next(delayMs: number): void {
    this.cancelNext = this.options.rim.schedule(delayMs, () => void this.ask());
  }

  private async ask(): Promise<void> {
    const { session } = this;
    const currency = CURRENCIES[this.turn % CURRENCIES.length] ?? CURRENCIES[0];
    this.turn += 1;
    if (session === null) return;
    if (this.hasOptions(currency)) {
      const params = { currency, kind: 'option' };
      const request = { requestClass: 'data', timeoutMs: ANSWER_WITHIN_MS } as const;
      const outcome = await session.call('public/get_book_summary_by_currency', params, request);
      if (this.session !== session) return;
      if (outcome.ok) this.take(currency, outcome.value);
      else this.complain(`the ${currency} option chain did not come: ${outcome.error.reason}`);
    }
    this.next(POLL_MS);
  }

  private hasOptions(currency: string): boolean {
    for (const instrument of this.options.instruments.values())
      if (instrument.kind === 'option' && instrument.underlying === currency) return true;
    return false;
  }

  private take(currency: string, value: unknown): void {
    try {
      const { quotes, refused } = decodeChain(value, this.options.instruments);
      this.options.announcer.emit({ kind: 'option-chain-updated', venue: DERIBIT, underlying: currency, quotes });
      if (refused.length === 0) this.isFailing = false;
      else this.complain(`${refused.length} rows of the ${currency} option chain were unreadable, first: ${refused[0] ?? ''}`);
    } catch (error) {
      this.complain(`the ${currency} option chain was unreadable: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private complain(message: string): void {
    if (!this.isFailing) this.options.announcer.fault(message);
    this.isFailing = true;
  }
}
