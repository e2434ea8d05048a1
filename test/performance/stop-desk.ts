/** A desk with hundreds of quotes behind a wire that is watched, and the words to start and stop it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandArgs, CommandName } from '../../shared/contract/commands';
import type { CommandOutcome } from '../../shared/contract/envelope';
import { venueId } from '../../shared/domain/venue';
import { defaultSettings } from '../../shared/engine/default-settings';
import type { DeskSettings } from '../../shared/engine/settings';
import type { QuotingParameters } from '../../shared/quoting/quoting-parameters';
import type { DeskView } from '../../shared/projection/view-state';
import { EngineProcess, endpointOf } from '../drill/engine/engine-process';
import { endChild } from '../support/child-processes';
import type { Inspector } from '../support/inspector';
import { startPracticeExchange, type PracticeExchange } from '../support/practice-exchange';
import { openDeskHouse, spawnDesk } from '../support/spawned-desk';
import { startWebsocketProxy } from '../support/websocket-proxy';
import { StopWire } from './stop-wire';

/** What is measured on. */
export interface StopDesk {
  readonly wire: StopWire;
  /** Quoted, by name. */
  readonly instruments: readonly string[];
  send<Name extends CommandName>(name: Name, args: CommandArgs<Name>): Promise<CommandOutcome>;
  view(): Promise<DeskView>;
  stop(): Promise<void>;
}

/** One with a window. */
export interface WindowedStopDesk extends StopDesk {
  readonly page: Inspector;
}

/** How many quotes and how old data may be. */
export interface StopDeskOptions {
  readonly projectRoot: string;
  readonly instrumentCount: number;
  readonly bookStaleMs: number;
  /** Book changes beside the exchange's own, to begin with. */
  readonly addedPerSecond: number;
  /** What differs from the parameters of the defaults, for all. */
  readonly parameters: Partial<QuotingParameters>;
}

const END_LIMIT_MS = 20_000;
const ANSWERING_LIMIT_MS = 20_000;
const WIDE = {
  maximumOrderCoin: 1_000,
  maximumOrderNotionalUsd: 1e9,
  maximumPositionCoin: 1e6,
  collarBps: 9_000,
  maximumOpenOrders: 1_000,
};

/** The exchange, the wire before it, and a profile; `end` gives all of it back. */
interface StopRoom {
  readonly wire: StopWire;
  readonly url: string;
  readonly profile: string;
  readonly instruments: readonly string[];
  end(): Promise<void>;
}

/** A practice exchange whose rate limits are no obstacle, so that what is measured is the desk. */
async function openRoom(options: StopDeskOptions): Promise<StopRoom> {
  const exchange = await startPracticeExchange(['--seed', '7', '--matching-rate', '5000/5000']);
  const wire = new StopWire(options.addedPerSecond);
  const proxy = await startWebsocketProxy(exchange.url, wire);
  const profile = mkdtempSync(join(tmpdir(), 'keel-bench-stops-'));
  const instruments = await chooseInstruments(exchange, options.instrumentCount);
  const end = async (): Promise<void> => {
    await exchange.stop();
    await proxy.stop();
    rmSync(profile, { recursive: true, force: true });
  };
  return { wire, url: proxy.url, profile, instruments, end };
}

/** The real engine thread, adapter and journal in a process of their own, without main and window. */
export async function openStopEngine(options: StopDeskOptions): Promise<StopDesk> {
  const { wire, url, profile, instruments, end } = await openRoom(options);
  const settings = settingsFor(instruments, options);
  const engine = new EngineProcess({ profile, endpoint: endpointOf(url), settings, isQuoting: false });
  return {
    wire,
    instruments,
    send: (name, args) => engine.send(name, args),
    view: () => engine.read('desk'),
    stop: async () => {
      await engine.end();
      await end();
    },
  };
}

/** The whole desk with its window. */
export async function openStopDesk(options: StopDeskOptions): Promise<WindowedStopDesk> {
  const house = await openDeskHouse(options.projectRoot);
  Object.assign(process.env, house.environment);
  const { wire, url, profile, instruments, end } = await openRoom(options);
  writeFileSync(join(profile, 'settings.json'), JSON.stringify(settingsFor(instruments, options)));
  // Written by nobody's desk: a start has to take them over in so many words.
  const { child, page } = await spawnDesk(house, { profile, words: ['--exchange', url, '--accept-settings'] });
  await untilAnswering(page);
  return {
    wire,
    instruments,
    page,
    send: (name, args) => askPage(page, `window.keel.send(crypto.randomUUID(), ${JSON.stringify(name)}, ${JSON.stringify(args)})`),
    view: () => askPage(page, READ_DESK),
    stop: async () => {
      page.close();
      await endChild(child, END_LIMIT_MS);
      house.close();
      await end();
    },
  };
}

const READ_DESK = `new Promise((resolve) => {
  const stop = window.keel.subscribe('desk', (message) => {
    if (message.kind !== 'snapshot') return;
    stop();
    resolve(message.value);
  });
})`;

/** Between two documents a page has no context to ask. */
async function untilAnswering(page: Inspector): Promise<void> {
  for (const endsAt = Date.now() + ANSWERING_LIMIT_MS; Date.now() < endsAt; await sleep(100)) {
    const isAnswering = await page.evaluate(READ_DESK).then(
      () => true,
      () => false,
    );
    if (isAnswering) return;
  }
  throw new Error(`expected a page that answers within ${ANSWERING_LIMIT_MS} ms, found none`);
}

/** The page answers in the types of the bridge. */
async function askPage<Answer>(page: Inspector, expression: string): Promise<Answer> {
  return (await page.evaluate(expression)) as Answer;
}

/** Perpetuals and futures first, then the options nearest the money: every one has a two-sided book. */
async function chooseInstruments(exchange: PracticeExchange, count: number): Promise<readonly string[]> {
  const found: string[] = [];
  const options: { readonly name: string; readonly distance: number }[] = [];
  for (const currency of ['BTC', 'ETH']) {
    const index = (await exchange.call('public/get_index_price', { index_name: `${currency.toLowerCase()}_usd` })) as {
      index_price: number;
    };
    const list = (await exchange.call('public/get_instruments', { currency })) as readonly Readonly<Record<string, unknown>>[];
    for (const each of list) {
      const name = String(each['instrument_name']);
      const daysLeft = (Number(each['expiration_timestamp']) - Date.now()) / 86_400_000;
      if (each['kind'] === 'future') found.push(name);
      else if (daysLeft > 20) options.push({ name, distance: Math.abs(Number(each['strike']) / index.index_price - 1) });
    }
  }
  options.sort((first, second) => first.distance - second.distance);
  return [...found, ...options.map(({ name }) => name)].slice(0, count);
}

function settingsFor(names: readonly string[], { parameters, bookStaleMs }: StopDeskOptions): DeskSettings {
  const basis = defaultSettings(venueId('deribit'));
  const ids = names.map((name) => `deribit:${name}`);
  const [anyParameters] = Object.values(basis.parameters);
  if (anyParameters === undefined) throw new Error('expected default parameters, found none');
  const parametersOf = (id: string): typeof anyParameters => {
    const underlying = id.includes(':BTC') ? 'BTC' : 'ETH';
    const own = basis.parameters[`deribit:${underlying}-PERPETUAL`] ?? anyParameters;
    const quantityCoin = id.endsWith('-C') || id.endsWith('-P') ? (underlying === 'BTC' ? 0.1 : 1) : own.quantityCoin;
    return { ...own, quantityCoin, quantityDecay: 1, skewStrength: 0, fillCooldownMs: 0, ...parameters };
  };
  return {
    ...basis,
    quotedInstruments: ids,
    watchedInstruments: ids,
    parameters: Object.fromEntries(ids.map((id) => [id, parametersOf(id)])),
    limits: { BTC: WIDE, ETH: WIDE, ...Object.fromEntries(ids.map((id) => [id, WIDE])) },
    targets: {
      BTC: { targetCoin: 0, softBandCoin: 1e5, hardBandCoin: 1e6 },
      ETH: { targetCoin: 0, softBandCoin: 1e5, hardBandCoin: 1e6 },
    },
    staleness: { bookAmberMs: Math.min(500, bookStaleMs / 2), bookStaleMs, privateAmberMs: 7_000, privateStaleMs: 15_000 },
    maximumOrdersPerSecond: 2_000,
    maximumDailyLossUsd: 1e9,
  };
}

/** Arms, leaves the latch and turns trading on everywhere, until that is so. */
export async function startTrading(desk: StopDesk, limitMs = 60_000): Promise<void> {
  let last = new Set<string>();
  for (const endsAt = Date.now() + limitMs; Date.now() < endsAt; await sleep(250)) {
    const outcomes = [await desk.send('arm', {})];
    await desk.send('resume', { confirmation: 'RESUME' });
    for (const name of desk.instruments) outcomes.push(await desk.send('set-trading', { instrumentId: `deribit:${name}`, isOn: true }));
    last = new Set(outcomes.flatMap((outcome) => (outcome.status === 'denied' ? [outcome.reason] : [])));
    if (last.size === 0) return;
  }
  throw new Error(`expected trading on everywhere, found: ${[...last].slice(0, 3).join('; ')}`);
}

/** How many quotes are waited for, and how long. */
export interface QuotesAwaited {
  readonly count: number;
  readonly limitMs: number;
}

/** Waits until that many quotes rest, or as many as there will be in that time. */
export async function untilQuoted({ wire }: StopDesk, instrument: string | null, { count, limitMs }: QuotesAwaited): Promise<number> {
  for (const endsAt = Date.now() + limitMs; Date.now() < endsAt; await sleep(20)) if (wire.resting(instrument).length >= count) break;
  return wire.resting(instrument).length;
}

/** When the last pull was asked for, engine time in ms; 0 before the first. */
export async function lastPullAtMs(desk: StopDesk): Promise<number> {
  return (await desk.view()).pull?.requestedAtMs ?? 0;
}

/** When a pull after `sinceMs` was confirmed, ms after it was asked for; `null` while it is not. */
export async function pullElapsedMs(desk: StopDesk, sinceMs: number): Promise<number | null> {
  const { pull } = await desk.view();
  return pull?.isDone === true && pull.requestedAtMs > sinceMs ? (pull.venues['deribit']?.elapsedMs ?? null) : null;
}
