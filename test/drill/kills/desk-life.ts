/** What one desk of the kill drill goes through, from its window to the moment of its end. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededRandom } from '../../../shared/domain/random';
import { awaitFor, describeDesk, isReconciled, LOST_HOLD_MS, order, quoteAgain } from '../desk-controls';
import type { ExchangeTruth } from '../exchange-truth';
import { comparePositions } from './kill-checks';
import type { KillDesk } from './kill-desk';
import type { KillMoment } from './kill-moment';

const CURRENCIES = ['BTC', 'ETH'];
/** Orders that were durable but never sent are lost, and count against every limit until a start has proof that they can't come. */
const QUOTES_LIMIT_MS = 60_000 + LOST_HOLD_MS;
/** So many lives wait for all their places; the others go on with what the lives before them left over. */
const PATIENT_LIVES = 0.25;
/** A desk that quotes by itself has done so by then. */
const SILENCE_MS = 500;
/** An outsider trades with us about so often. */
const POKE_EVERY_MS = 120;

/** One life. */
export class DeskLife {
  readonly wrong: string[] = [];
  /** Entries that the desk itself called durable. */
  durable = 0;
  /** Fills executed before were told to the desk. */
  reconciledAtMs: number | null = null;
  restartMs: number | null = null;
  /** When the exchange's wallet was looked at first. */
  wokeAtMs = 0;
  #ordersAtWake = 0;
  /** By how much the exchange's wallet moved while this desk traded, by currency; only known when it came to rest. */
  cashMoved: ReadonlyMap<string, number> | null = null;
  #cashBefore: ReadonlyMap<string, number> = new Map();

  constructor(
    private readonly truth: ExchangeTruth,
    private readonly random: SeededRandom,
  ) {}

  async live(desk: KillDesk, moment: KillMoment, isFirst: boolean): Promise<void> {
    if (moment.phase === 'starting') return void (await sleep(moment.afterMs));
    await this.wake(desk, isFirst);
    await this.#noteDurable(desk);
    if (!isFirst) await this.#resume(desk);
    if (await isWaitingForTrader(desk)) {
      await this.#expectSilence();
      await quoteAgain(desk);
    }
    if (moment.phase === 'resuming') return void (await sleep(moment.afterMs));
    if (this.random.next() < PATIENT_LIVES) await this.#untilNothingHeld(desk);
    await this.#untilQuotes(desk);
    await this.#trade(moment.phase === 'busy' ? moment.afterMs : 300);
    await this.#noteDurable(desk);
    if (moment.phase === 'busy') return;
    await order(desk, 'pull-quotes', { instrumentId: null });
    if (moment.phase === 'pulling') return void (await sleep(moment.afterMs));
    await this.#rest(desk);
  }

  /** Reconciled; after a crash halted, silent, and holding what the exchange says it holds. */
  async wake(desk: KillDesk, isFirst: boolean): Promise<void> {
    this.#ordersAtWake = this.truth.of('order').length;
    await awaitFor({ what: 'a reconciled desk', limitMs: 60_000, describe: () => describeDesk(desk) }, async () =>
      (await isReconciled(desk)) ? true : null,
    );
    this.reconciledAtMs = (await desk.read('desk')).engineTimeMs - 1_000;
    this.restartMs = Date.now() - desk.spawned.startedAtMs;
    this.wokeAtMs = Date.now();
    this.#cashBefore = await this.#cash();
    if (isFirst) return;
    const view = await desk.read('desk');
    if (view.tradingState !== 'halted' || !view.tradingStateReason.includes('RESUME'))
      this.wrong.push(`expected a halted desk after a crash, found ${view.tradingState}: ${view.tradingStateReason}`);
    this.wrong.push(...(await comparePositions(desk, this.truth)));
    const known = new Set(Object.keys((await desk.read('orders')).rows));
    for (const { label } of await this.truth.openOrders())
      if (!known.has(label)) this.wrong.push(`order ${label} rests and was not found again`);
    this.#expectNoOrder('RESUME');
  }

  /** Pulled in the life before, it begins nothing by itself, also when its state is active again. */
  async #expectSilence(): Promise<void> {
    await sleep(SILENCE_MS);
    this.#expectNoOrder('trading was turned on');
  }

  #expectNoOrder(before: string): void {
    const sent = this.truth.of('order').length - this.#ordersAtWake;
    if (sent > 0) this.wrong.push(`expected no order before ${before}, found ${sent}`);
  }

  /** Arms again each time: whatever lost a lane meanwhile has disarmed it. */
  async #resume(desk: KillDesk): Promise<void> {
    await awaitFor({ what: 'RESUME to be accepted', limitMs: 60_000, describe: () => describeDesk(desk) }, async () => {
      await order(desk, 'arm', {});
      return (await desk.send('resume', { confirmation: 'RESUME' })).status === 'accepted' ? true : null;
    });
  }

  /** Orders of lives before that were durable and never sent hold their places until they can't come any more. */
  async #untilNothingHeld(desk: KillDesk): Promise<void> {
    await awaitFor({ what: 'no order held as unknown or lost', limitMs: QUOTES_LIMIT_MS, describe: () => describeDesk(desk) }, async () =>
      (await desk.read('desk')).unknownOrderCount === 0 ? true : null,
    );
  }

  /** A machine without time to spare lets main halt the engine for its missed beats: then the trader resumes once more. */
  async #untilQuotes(desk: KillDesk): Promise<void> {
    await awaitFor({ what: 'quotes at the exchange', limitMs: QUOTES_LIMIT_MS, describe: () => describeDesk(desk) }, async () => {
      if ((await this.truth.openOrders()).length > 0) return true;
      if ((await desk.read('desk')).tradingState === 'halted') await quoteAgain(desk);
      return null;
    });
  }

  /** Outsiders trade with our quotes until the time is over. */
  async #trade(forMs: number): Promise<void> {
    for (const endsAt = performance.now() + forMs; performance.now() < endsAt;) {
      await sleep(Math.min(POKE_EVERY_MS, Math.max(0, endsAt - performance.now())));
      const open = await this.truth.openOrders();
      const chosen = open[this.random.index(Math.max(1, open.length))];
      // Gone meanwhile: the market is busy.
      if (chosen !== undefined) await this.truth.exchange.call('practice/fill_order', { order_id: chosen.order_id }).catch(() => null);
    }
  }

  /** Nothing rests, nothing is on the way: now both books must be equal. */
  async #rest(desk: KillDesk): Promise<void> {
    await awaitFor({ what: 'an empty list after a pull', describe: () => describeDesk(desk) }, async () => {
      const { pull } = await desk.read('desk');
      return pull?.isDone === true && (await this.truth.openOrders()).length === 0 ? true : null;
    });
    this.wrong.push(...(await comparePositions(desk, this.truth)));
    const after = await this.#cash();
    this.cashMoved = new Map([...after].map(([currency, cash]) => [currency, cash - (this.#cashBefore.get(currency) ?? 0)]));
    // The last events of the session reach the disk in their group.
    await sleep(100);
  }

  async #noteDurable(desk: KillDesk): Promise<void> {
    this.durable = (await desk.read('connections')).journalEntries;
  }

  async #cash(): Promise<ReadonlyMap<string, number>> {
    const amounts = await Promise.all(CURRENCIES.map((currency) => this.truth.cash(currency)));
    return new Map(CURRENCIES.map((currency, index) => [currency, amounts[index] ?? 0]));
  }
}

/** Whether it says that somebody pulled everything in the session before. */
async function isWaitingForTrader(desk: KillDesk): Promise<boolean> {
  const { rows } = await desk.read('alerts');
  return Object.values(rows).some(({ text }) => text.includes('Nothing is quoted until trading is turned on'));
}
