/** Where a drill happens: an exchange, a breakable way to it, an engine that quotes, and the books to compare at the end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Chaos } from '../support/chaos';
import { startPracticeExchange } from '../support/practice-exchange';
import { startWebsocketProxy, type WebsocketProxy } from '../support/websocket-proxy';
import { awaitFor, describeDesk, isReconciled, LOST_HOLD_MS, quoteAgain } from './desk-controls';
import { DrillFailure, require, type DrillOptions } from './drill-case';
import { endpointOf, EngineProcess, type EngineStart } from './engine/engine-process';
import { ExchangeTruth, type RestingOrder } from './exchange-truth';
import { comparePositions } from './kills/kill-checks';
import { JournalAudit } from './kills/journal-audit';

const POKE_EVERY_MS = 100;
/** Opening is no part of any drill: a busy machine may take its time. */
const OPEN_LIMIT_MS = 90_000;

/** A running room. */
export class DrillRoom {
  private constructor(
    readonly options: DrillOptions,
    readonly profile: string,
    private readonly parts: {
      readonly truth: ExchangeTruth;
      readonly chaos: Chaos;
      readonly proxy: WebsocketProxy;
      readonly outer: WebsocketProxy;
      engine: EngineProcess;
    },
  ) {}

  /** Opens everything and waits until quotes rest. `front` puts one more proxy before the breakable one. */
  static async open(
    options: DrillOptions,
    start: Partial<EngineStart> = {},
    front?: (url: string) => Promise<WebsocketProxy>,
  ): Promise<DrillRoom> {
    const exchange = await startPracticeExchange(['--seed', String(options.seed)]);
    const chaos = new Chaos();
    const proxy = await startWebsocketProxy(exchange.url, chaos);
    const profile = start.profile ?? mkdtempSync(join(tmpdir(), 'keel-drill-'));
    const outer = (await front?.(proxy.url)) ?? proxy;
    const engine = new EngineProcess({ endpoint: endpointOf(outer.url), ...start, profile });
    const room = new DrillRoom(options, profile, { truth: new ExchangeTruth(exchange), chaos, proxy, outer, engine });
    try {
      await room.untilQuoting(OPEN_LIMIT_MS);
    } catch (error) {
      await room.close();
      throw error;
    }
    return room;
  }

  get truth(): ExchangeTruth {
    return this.parts.truth;
  }

  get chaos(): Chaos {
    return this.parts.chaos;
  }

  get proxy(): WebsocketProxy {
    return this.parts.proxy;
  }

  get engine(): EngineProcess {
    return this.parts.engine;
  }

  async close(): Promise<void> {
    this.chaos.heal();
    await this.engine.end();
    if (this.parts.outer !== this.proxy) await this.parts.outer.stop();
    await this.proxy.stop();
    await this.truth.exchange.stop();
    rmSync(this.profile, { recursive: true, force: true });
  }

  /** Quotes of both sides rest at the exchange. */
  async untilQuoting(limitMs = 30_000): Promise<readonly RestingOrder[]> {
    return awaitFor(
      { what: 'quotes on both sides', limitMs: limitMs + this.options.slackMs, describe: () => describeDesk(this.engine) },
      async () => {
        const open = await this.truth.openOrders();
        return open.some(({ direction }) => direction === 'buy') && open.some(({ direction }) => direction === 'sell') ? open : null;
      },
    );
  }

  /** Waits until nothing of `instrument` (or of anything) rests; ms since `fromMs`, by the exchange's last cancel or fill. */
  async untilPulled({
    fromMs,
    limitMs,
    instrument,
  }: {
    readonly fromMs: number;
    readonly limitMs: number;
    readonly instrument?: string;
  }): Promise<number> {
    const remains = async (): Promise<boolean> =>
      (await this.truth.openOrders()).some(({ instrument_name: name }) => instrument === undefined || name === instrument);
    const what = `no quote at the exchange within ${limitMs} ms of the fault`;
    await awaitFor({ what, limitMs: limitMs + this.options.slackMs + 2_000, describe: () => describeDesk(this.engine) }, async () =>
      (await remains()) ? null : true,
    );
    const ended = [...this.truth.of('cancel'), ...this.truth.of('trade')].map(({ t }) => Number(t));
    const elapsedMs = Math.max(0, Math.max(...ended) - fromMs);
    require(elapsedMs <=
      limitMs + this.options.slackMs, `the last quote gone ${limitMs} ms after the fault`, `${Math.round(elapsedMs)} ms`);
    return Math.round(elapsedMs);
  }

  /** Outsiders trade with our quotes for so long. */
  async trade(forMs: number): Promise<void> {
    for (const endsAt = performance.now() + forMs; performance.now() < endsAt; await sleep(POKE_EVERY_MS)) {
      const [chosen] = await this.truth.openOrders();
      // Gone meanwhile: the market is busy.
      if (chosen !== undefined) await this.truth.exchange.call('practice/fill_order', { order_id: chosen.order_id }).catch(() => null);
    }
  }

  /** Back in step with the venue on every lane. */
  untilReconciled(limitMs = 40_000): Promise<true> {
    const wait = { what: 'a reconciled desk', limitMs: limitMs + this.options.slackMs, describe: () => describeDesk(this.engine) };
    return awaitFor(wait, async () => ((await isReconciled(this.engine)) ? true : null));
  }

  /** What every fault must end in: reconciled, nothing unknown, quoting again as a trader asks, equal books, nothing sent twice. */
  async conclude(): Promise<readonly string[]> {
    await this.untilReconciled();
    await this.untilNothingUnknown();
    await this.untilNothingHeld();
    await quoteAgain(this.engine);
    await this.untilQuoting();
    return this.compareBooks();
  }

  /** The fate of every order of ours is known: what the venue denied three times is lost, and no longer a question. */
  untilNothingUnknown(): Promise<true> {
    const wait = { what: 'no unknown order', limitMs: 45_000 + this.options.slackMs, describe: () => describeDesk(this.engine) };
    return awaitFor(wait, async () => {
      const rows = Object.values((await this.engine.read('orders')).rows);
      return rows.some(({ status }) => status === 'unknown' || status === 'submitted') ? null : true;
    });
  }

  /** No lost order is counted against limits any more, which it is for a minute at most, in the place of the quote that would follow it. */
  untilNothingHeld(): Promise<true> {
    const wait = { what: 'no lost order', limitMs: LOST_HOLD_MS + this.options.slackMs, describe: () => describeDesk(this.engine) };
    return awaitFor(wait, async () => ((await this.engine.read('desk')).unknownOrderCount === 0 ? true : null));
  }

  /** Pulls, waits for rest, compares orders, positions, fills and the journal with the exchange. */
  async compareBooks(): Promise<readonly string[]> {
    const differences = [...(await this.compareAtRest()), ...(await this.#compareJournal())];
    if (differences.length > 0) throw new DrillFailure(`expected equal books, found: ${differences.slice(0, 8).join('; ')}`);
    return [`${this.truth.of('order').length} orders and ${this.truth.of('trade').length} fills, none doubled or lost`];
  }

  /** Pulls and waits for rest; then every difference of positions, fills and orders, in words. */
  async compareAtRest(): Promise<readonly string[]> {
    await this.engine.send('pull-quotes', { instrumentId: null });
    await awaitFor({ what: 'an empty list after a pull', describe: () => describeDesk(this.engine) }, async () =>
      (await this.truth.openOrders()).length === 0 ? true : null,
    );
    const doubled = this.truth.doubledLabels().map((label) => `order ${label} was sent twice`);
    return [...(await comparePositions(this.engine, this.truth)), ...(await this.#compareFills()), ...doubled];
  }

  async #compareJournal(): Promise<readonly string[]> {
    // The last events reach the disk in their group.
    await sleep(150);
    const audit = new JournalAudit();
    await audit.readRunning(this.profile, this.engine);
    const orders = this.truth.of('order').map(({ label }) => String(label));
    return [
      ...[...audit.doubledIntents].map((id) => `intent ${id} was decided twice`),
      ...orders.filter((label) => !audit.intents.has(label)).map((label) => `order ${label} has no intent in the journal`),
    ];
  }

  /** Every execution at the exchange is counted once by the desk. */
  async #compareFills(): Promise<readonly string[]> {
    const theirs = this.truth.of('trade').length;
    const { totalCount } = await this.engine.read('fills');
    return totalCount === theirs ? [] : [`${totalCount} fills here and ${theirs} there`];
  }
}
