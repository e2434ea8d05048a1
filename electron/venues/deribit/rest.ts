/** ccxt's Deribit, loaded when first needed: instruments, history and signed REST calls, behind the host guard. */
import type { Result } from '../../../shared/domain/result';
import { fail, ok } from '../../../shared/domain/result';
import type { VenueCredentials, VenueEndpoint } from '../venue-port';
import { guardFetch } from './host-guard';
import { pauseOnRefusal } from './rest-pause';
import { readList, readRecord } from './decode-fields';
import { readTradePages, TRADES_PER_PAGE, type TradePages } from './trade-pages';

/** The few of ccxt's implicit endpoints that are used, each typed as what it is: an untrusted answer. */
interface CcxtDeribit {
  publicGetGetInstruments(params: object): Promise<unknown>;
  privateGetGetUserTradesByCurrency(params: object): Promise<unknown>;
}

const CALL_WITHIN_MS = 10_000;

async function load(endpoint: VenueEndpoint, credentials: VenueCredentials, innerFetch: typeof fetch): Promise<CcxtDeribit> {
  // By path: the package exports only its whole, and one exchange is 2.4 MB instead of 15.9.
  const { default: Deribit } = await import('../../../node_modules/ccxt/js/src/deribit.js');
  const client = new Deribit({
    apiKey: credentials.clientId,
    secret: credentials.clientSecret,
    enableRateLimit: true,
    timeout: CALL_WITHIN_MS,
    // Numbers stay numbers; the strict decoder judges them, not a regular expression over the text.
    quoteJsonNumbers: false,
  });
  client.urls = { ...client.urls, api: { rest: endpoint.httpUrl.replace(/\/+$/, '') } };
  client.fetchImplementation = pauseOnRefusal(guardFetch(endpoint, innerFetch), () => performance.now());
  return client;
}

/** One line without the URL, which may carry a signature. */
function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown failure';
  return text.replace(/https?:\/\/\S+/g, (url) => url.split('?')[0] ?? '').slice(0, 300);
}

export class DeribitRest {
  private loading: Promise<CcxtDeribit> | null = null;

  constructor(
    private readonly endpoint: VenueEndpoint,
    private readonly credentials: VenueCredentials,
    private readonly innerFetch: typeof fetch = fetch,
  ) {}

  /** Raw instruments of one settlement coin that have not expired. */
  instruments(currency: string): Promise<Result<readonly unknown[], string>> {
    return this.attempt(async (client) =>
      readList(resultOf(await client.publicGetGetInstruments({ currency, expired: 'false' })), 'result'),
    );
  }

  /** Raw executions older than the 24 hours that the ordinary query covers. */
  historicalTrades(currency: string, sinceMs: number, untilMs: number): Promise<Result<TradePages, string>> {
    const wanted = { currency, count: TRADES_PER_PAGE, sorting: 'desc', historical: 'true' };
    return this.attempt((client) =>
      readTradePages({ sinceMs: Math.round(sinceMs), untilMs }, async (page) =>
        resultOf(await client.privateGetGetUserTradesByCurrency({ ...wanted, ...page })),
      ),
    );
  }

  /** Loaded once; a failure to load, as without a free descriptor, is not kept. */
  private client(): Promise<CcxtDeribit> {
    this.loading ??= load(this.endpoint, this.credentials, this.innerFetch).catch((error: unknown) => {
      this.loading = null;
      throw error;
    });
    return this.loading;
  }

  private async attempt<Answer>(call: (client: CcxtDeribit) => Promise<Answer>): Promise<Result<Answer, string>> {
    try {
      return ok(await call(await this.client()));
    } catch (error) {
      return fail(describe(error));
    }
  }
}

function resultOf(answer: unknown): unknown {
  return readRecord(answer, 'answer')['result'];
}
