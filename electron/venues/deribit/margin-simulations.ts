/** What the venue itself says of margin: asked only after positions changed, never more than once a second, never on the order lanes. */
import type { MarginSimulation } from '../../../shared/domain/margin-simulation';
import type { VenueRim } from '../venue-port';
import type { Announcer } from './announcer';
import { FieldRefused } from './decode-fields';
import { decodeMarginModel, decodeSimulation } from './decode-margin';
import { CURRENCIES, DERIBIT } from './instruments';
import type { RpcSession } from './rpc';

/** The venue allows one simulation a second; a refusal would end the session, so there is room to spare. */
const BETWEEN_MS = 1_250;
/** Parameters change by announcement, days ahead. */
const RENEW_PARAMETERS_MS = 6 * 60 * 60 * 1000;
/** A question for them that brought none is asked again, not sooner: figures of the same coin wait meanwhile. */
const RETRY_PARAMETERS_MS = 60_000;
const ANSWER_WITHIN_MS = 5_000;

type Currency = (typeof CURRENCIES)[number];

/** What it depends on. */
export interface MarginSimulationsOptions {
  readonly rim: VenueRim;
  readonly announcer: Announcer;
  /** Signed in and live, but not the one that carries orders; `null`: none is. */
  session(): RpcSession | null;
}

interface Ask {
  readonly currency: Currency;
  readonly method: 'private/simulate_portfolio' | 'private/pme/simulate';
}

/** The parts of an answer that one method gives. */
type Known = Omit<MarginSimulation, 'currency' | 'reason'>;

const NOTHING: Known = { initial: null, maintenance: null, marginModel: null, parameters: null };

/** Keeps what is known per coin; each answer replaces its part and is told whole. */
export class MarginSimulations {
  private readonly changed = new Set<Currency>();
  private readonly known = new Map<Currency, Known>();
  private readonly reasons = new Map<string, string>();
  /** When the parameters of a coin are to be asked for next; absent: with the next change. */
  private readonly parametersDueMs = new Map<Currency, number>();
  private cancelNext: (() => void) | null = null;
  private isAsking = false;
  private isStopped = false;

  constructor(private readonly options: MarginSimulationsOptions) {}

  /** Positions may have changed: both coins, because they are few and a fill does not say which account it moved. */
  positionsChanged(): void {
    for (const currency of CURRENCIES) this.changed.add(currency);
    this.plan();
  }

  /** Nothing is asked afterwards. */
  stop(): void {
    this.isStopped = true;
    this.cancelNext?.();
  }

  private plan(): void {
    if (this.isStopped || this.isAsking || this.cancelNext !== null || this.changed.size === 0) return;
    this.cancelNext = this.options.rim.schedule(BETWEEN_MS, () => {
      this.cancelNext = null;
      void this.ask();
    });
  }

  private next(): Ask | null {
    const [currency] = this.changed;
    if (currency === undefined) return null;
    const isDue = this.options.rim.nowMs() >= (this.parametersDueMs.get(currency) ?? 0);
    return { currency, method: isDue ? 'private/pme/simulate' : 'private/simulate_portfolio' };
  }

  private async ask(): Promise<void> {
    const session = this.options.session();
    const ask = this.next();
    // Without a session nothing is lost: the account is read again with the next one, which counts as a change.
    if (session === null || ask === null) return;
    this.isAsking = true;
    const { currency, method } = ask;
    if (method === 'private/pme/simulate') this.askParametersIn(currency, RETRY_PARAMETERS_MS);
    else this.changed.delete(currency);
    const params = method === 'private/pme/simulate' ? { currency } : { currency, add_positions: true };
    const outcome = await session.call(method, params, { requestClass: 'data', timeoutMs: ANSWER_WITHIN_MS });
    this.isAsking = false;
    if (this.isStopped) return;
    if (outcome.ok) this.take(ask, outcome.value);
    else this.tell(ask, null, outcome.error.reason);
    this.plan();
  }

  private askParametersIn(currency: Currency, delayMs: number): void {
    this.parametersDueMs.set(currency, this.options.rim.nowMs() + delayMs);
  }

  private take(ask: Ask, value: unknown): void {
    try {
      const { currency, method } = ask;
      if (method === 'private/pme/simulate') {
        this.tell(ask, { parameters: decodeMarginModel(value, currency) }, '');
        this.askParametersIn(currency, RENEW_PARAMETERS_MS);
      } else this.tell(ask, decodeSimulation(value), '');
    } catch (error) {
      if (!(error instanceof FieldRefused)) throw error;
      this.tell(ask, null, `unreadable: ${error.message}`);
    }
  }

  /** An old figure is not kept beside a refused new one; parameters are, because they hold for days. */
  private tell({ currency, method }: Ask, found: Partial<Known> | null, problem: string): void {
    const before = this.known.get(currency) ?? NOTHING;
    const isFigure = method === 'private/simulate_portfolio';
    const known = { ...before, ...(found === null && isFigure ? { initial: null, maintenance: null } : found) };
    this.known.set(currency, known);
    this.reasons.set(`${currency} ${method}`, problem === '' ? '' : `${method}: ${problem}`);
    const reason = ['private/simulate_portfolio', 'private/pme/simulate']
      .map((each) => this.reasons.get(`${currency} ${each}`) ?? '')
      .filter((each) => each !== '')
      .join('; ');
    this.options.announcer.emit({ kind: 'margin-simulated', venue: DERIBIT, currency, ...known, reason });
  }
}
