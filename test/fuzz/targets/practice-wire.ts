/** Fuzz target: the practice exchange's own reading of requests, by websocket and by HTTP. */
import { readHttpCall, type HttpParts } from '../../../electron/practice/decode-http';
import type { SeededRandom } from '../../../shared/domain/random';
import { ExchangeBench } from '../../support/quiet-exchange';
import { PromiseBroken, type FuzzTarget } from '../fuzz-target';
import { runMachine } from '../fuzz-machine';
import { mutateText, mutateValue, smallerTexts } from '../mutate';
import { collectFrames, type Exchanged } from '../real-frames';

interface Request {
  readonly method: string;
  readonly parameters: unknown;
}

function makeRequest(exchanged: readonly Exchanged[], chance: SeededRandom): Request {
  const { method, parameters } = exchanged[chance.index(exchanged.length)] ?? { method: '', parameters: {} };
  const changed = chance.next() < 0.15 ? parameters : mutateValue(parameters, chance, 'json');
  return { method: chance.next() < 0.02 ? mutateText(method, chance) : method, parameters: changed };
}

/** Each request is answered once, by a result or by an error. */
function ask(bench: ExchangeBench, { method, parameters }: Request): unknown {
  bench.now += 40;
  const authorization = null;
  const outputs = bench.exchange.apply(bench.now, { kind: 'request', sessionId: 'alice', id: 1, method, parameters, authorization });
  const replies = outputs.filter((output) => output.kind === 'reply');
  const isClosed = outputs.some((output) => output.kind === 'close');
  if (isClosed || method === 'private/logout') bench.login('alice');
  if (replies.length > 1) throw new PromiseBroken(`${replies.length} answers to one request`);
  return outputs.map((output) => ('message' in output ? output.message : null));
}

export const practiceRequests: FuzzTarget = {
  name: 'practice-requests',
  fault: 8,
  run: (run) => {
    const { exchanged } = collectFrames();
    return runMachine(
      {
        sessionLength: 150,
        open: () => {
          const bench = new ExchangeBench();
          bench.login('alice');
          bench.login('bob');
          bench.order('bob', 'sell', { price: 60_010, amount: 5_000 });
          bench.order('bob', 'buy', { price: 59_990, amount: 5_000 });
          return bench;
        },
        make: (chance) => makeRequest(exchanged, chance),
        feed: ask,
        show: ({ method, parameters }) => `${method} ${JSON.stringify(parameters)}`,
      },
      run,
    );
  },
};

const PARTS: readonly HttpParts[] = [
  { verb: 'GET', url: '/api/v2/public/get_instruments?currency=BTC&expired=false', authorization: undefined, body: '' },
  { verb: 'POST', url: '/api/v2/private/buy', authorization: 'Basic YTpi', body: '{"id":1,"method":"private/buy","params":{"amount":10}}' },
  { verb: 'GET', url: '/api/v2/private/get_positions', authorization: 'deri-hmac-sha256 id=a,ts=1,nonce=b,sig=c', body: '' },
  { verb: 'GET', url: '/api/v2/private/get_positions', authorization: 'Bearer abc.def', body: '' },
];

export const practiceHttp: FuzzTarget = {
  name: 'practice-http',
  fault: 8,
  run: (run) =>
    runMachine(
      {
        sessionLength: 1,
        open: () => null,
        make: (chance): HttpParts => {
          const parts = PARTS[chance.index(PARTS.length)] ?? { verb: 'GET', url: '/', authorization: undefined, body: '' };
          const authorization = parts.authorization === undefined ? undefined : mutateText(parts.authorization, chance);
          const url = chance.next() < 0.7 ? mutateText(parts.url, chance) : parts.url;
          return { ...parts, url, authorization, body: mutateText(parts.body, chance) };
        },
        // Only an HTTP server calls it, whose paths begin with a slash.
        feed: (_subject, parts) => (parts.url.startsWith('/') ? typeof readHttpCall(parts)?.method : undefined),
        *smaller(parts) {
          for (const url of smallerTexts(parts.url)) yield { ...parts, url };
          for (const body of smallerTexts(parts.body)) yield { ...parts, body };
        },
        show: (parts) => JSON.stringify(parts),
      },
      run,
    ),
};
