/** Real messages to start from: what the practice exchange says on every channel and to every method, and recordings where there are any. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decodeInstruments } from '../../electron/venues/deribit/instruments';
import type { Instrument } from '../../shared/domain/instrument';
import { SyntheticFlow } from '../../shared/exchange/flow/synthetic/synthetic-flow';
import { ExchangeBench, START_MS } from '../support/quiet-exchange';
import { sharedFile } from '../support/shared-data';

/** A request that the exchange took, with its answer. */
export interface Exchanged {
  readonly method: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** Everything to start from. */
export interface RealFrames {
  /** Notifications as they were sent, a few of each channel. */
  readonly notifications: readonly Readonly<Record<string, unknown>>[];
  readonly exchanged: readonly Exchanged[];
  readonly instruments: readonly Instrument[];
  /** The exchange in the state that made them, signed in as `alice`. */
  readonly bench: ExchangeBench;
}

const KEPT_PER_CHANNEL = 6;
const RECORDINGS = ['data/wire/tardis-node/deribit.jsonl', 'data/wire/crypto-msg-parser/deribit.jsonl'];
const PERPETUAL = 'BTC-PERPETUAL';

function channels(option: string): readonly string[] {
  return [
    ...['raw', '100ms', 'agg2', 'none.10.100ms'].map((interval) => `book.${PERPETUAL}.${interval}`),
    `book.${option}.raw`,
    `trades.${PERPETUAL}.raw`,
    'trades.option.BTC.raw',
    `ticker.${PERPETUAL}.100ms`,
    `ticker.${option}.raw`,
    `quote.${PERPETUAL}`,
    'deribit_price_index.btc_usd',
    'user.orders.any.any.raw',
    'user.trades.any.any.raw',
    'user.changes.any.any.raw',
    'user.portfolio.any',
  ];
}

/** Calls of every kind of method, each in a form that the exchange accepts. */
function* calls(option: string): Iterable<readonly [string, Readonly<Record<string, unknown>>]> {
  const order = { instrument_name: PERPETUAL, amount: 100, type: 'limit', label: 'keel-f', post_only: true };
  yield ['public/test', {}];
  yield ['public/get_time', {}];
  yield ['public/set_heartbeat', { interval: 10 }];
  yield ['public/get_index_price', { index_name: 'btc_usd' }];
  yield ['public/get_delivery_prices', { index_name: 'btc_usd', offset: 0, count: 4 }];
  yield ['public/get_order_book', { instrument_name: PERPETUAL, depth: 5 }];
  yield ['public/ticker', { instrument_name: option }];
  yield ['public/get_instrument', { instrument_name: option }];
  yield ['private/enable_cancel_on_disconnect', { scope: 'connection' }];
  yield ['private/get_cancel_on_disconnect', { scope: 'connection' }];
  yield ['private/buy', { ...order, price: 40_000 }];
  yield ['private/sell', { ...order, price: 90_000 }];
  yield ['private/buy', { instrument_name: PERPETUAL, amount: 500, type: 'market', label: 'keel-m' }];
  yield ['private/sell', { instrument_name: PERPETUAL, amount: 300, type: 'market' }];
  yield ['private/edit_by_label', { instrument_name: PERPETUAL, label: 'keel-f', amount: 200, price: 41_000 }];
  yield ['private/get_order_state_by_label', { currency: 'BTC', label: 'keel-m' }];
  yield ['private/get_open_orders_by_currency', { currency: 'BTC' }];
  yield ['private/get_user_trades_by_currency', { currency: 'BTC', count: 100, sorting: 'desc' }];
  yield ['private/get_order_history_by_currency', { currency: 'BTC', count: 20, include_unfilled: true }];
  yield ['private/get_positions', { currency: 'BTC' }];
  yield ['private/get_account_summaries', { extended: true }];
  yield ['private/get_account_summary', { currency: 'BTC', extended: true }];
  yield ['private/set_mmp_config', { index_name: 'btc_usd', interval: 5, frozen_time: 2, quantity_limit: 5, max_quote_quantity: 2 }];
  yield ['private/get_mmp_config', { index_name: 'btc_usd' }];
  yield ['private/reset_mmp', { index_name: 'btc_usd' }];
  yield ['private/mass_quote', { quotes: [{ instrument_name: PERPETUAL, quote_set_id: '1', bid: { price: 40_000, amount: 10 } }] }];
  yield ['private/cancel_quotes', { cancel_type: 'all' }];
  yield ['private/simulate_portfolio', { currency: 'BTC', simulated_positions: { [PERPETUAL]: 100 } }];
  yield ['private/cancel_by_label', { label: 'keel-f' }];
  yield ['private/cancel_all_by_instrument', { instrument_name: PERPETUAL }];
  yield ['private/cancel_all_by_currency', { currency: 'BTC' }];
  yield ['private/cancel', { order_id: 'none' }];
  yield ['private/cancel_all', {}];
  yield ['no/such_method', {}];
}

function recorded(): readonly Readonly<Record<string, unknown>>[] {
  return RECORDINGS.flatMap((relative) => {
    const path = sharedFile(relative);
    if (path === null) return [];
    const bytes = readFileSync(path);
    const lines = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').split('\n').filter(Boolean);
    return lines.map((line) => Object(Reflect.get(Object(JSON.parse(line)), 'msg')) as Readonly<Record<string, unknown>>);
  });
}

function keepSome(messages: readonly Readonly<Record<string, unknown>>[]): readonly Readonly<Record<string, unknown>>[] {
  const kept = new Map<string, Readonly<Record<string, unknown>>[]>();
  for (const message of messages) {
    const channel = String(Reflect.get(Object(message['params']), 'channel'));
    const list = kept.get(channel) ?? [];
    if (list.length < KEPT_PER_CHANNEL) kept.set(channel, [...list, message]);
  }
  return [...kept.values()].flat();
}

/** Lets the exchange live for some seconds and takes down what it says. */
export function collectFrames(): RealFrames {
  const bench = new ExchangeBench({ flow: new SyntheticFlow({ seed: 7, startMs: START_MS, speed: 1 }) });
  bench.login('alice');
  bench.login('bob');
  const listed = bench.ok<readonly unknown[]>('alice', 'public/get_instruments', { currency: 'BTC', expired: false });
  const { instruments } = decodeInstruments(listed);
  const option = instruments.find(({ kind }) => kind === 'option')?.name ?? '';
  const names = channels(option);
  for (const scope of ['public', 'private'] as const) {
    bench.ok('alice', `${scope}/subscribe`, { channels: names.filter((name) => name.startsWith('user.') === (scope === 'private')) });
  }
  const exchanged: Exchanged[] = [];
  for (const [method, parameters] of calls(option)) {
    bench.pass(150);
    exchanged.push({ method, parameters, answer: bench.call('alice', method, parameters) });
  }
  bench.pass(2_000);
  const said = bench.outputs.flatMap((output) => (output.kind === 'notify' ? [output.message] : []));
  return { notifications: [...keepSome(said), ...keepSome(recorded())], exchanged, instruments, bench };
}
