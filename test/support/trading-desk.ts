/** A desk and an exchange beside each other, and the words of a trader: what is quoted, what is held, what is open at the venue. */
import type { Locator } from 'playwright-core';
import type { DeskView, HedgeView, QuotingView } from '../../shared/projection/view-state';
import { readTopic, until } from './desk-topics';
import { openDesk, type RunningDesk } from './electron-app';
import { startPracticeExchange, type LogLine, type PracticeExchange } from './practice-exchange';

/** The instrument of the story. */
const PERPETUAL = 'BTC-PERPETUAL';

/** An order as the exchange itself lists it. */
export interface OpenOrder {
  readonly order_id: string;
  readonly label: string;
  readonly direction: 'buy' | 'sell';
  readonly price: number;
  readonly instrument_name: string;
}

/** Whether only a typed RESUME leads on. */
function isLatched(view: DeskView): boolean {
  return view.tradingState !== 'active' && view.tradingStateReason.includes('type RESUME');
}

/** Whether it comes (or goes) within the time for a key. */
function appears(locator: Locator, state: 'visible' | 'hidden' = 'visible'): Promise<boolean> {
  return locator.waitFor({ state, timeout: KEY_LIMIT_MS }).then(
    () => true,
    () => false,
  );
}

/** What a machine that leaves its engine without a processor makes of a healthy desk: a trader resumes once more. */
const STARVED = /missed five beats|machine paused/;

/** A key that the window has not heard after so long is pressed again, ms. */
const KEY_LIMIT_MS = 5_000;

/** Both, running. */
export class TradingDesk {
  readonly exchange: PracticeExchange;
  desk: RunningDesk;

  private constructor(exchange: PracticeExchange, desk: RunningDesk) {
    this.exchange = exchange;
    this.desk = desk;
  }

  /** Starts both and waits for the first reconciliation. */
  static async start(options: { readonly profile?: string } = {}): Promise<TradingDesk> {
    const exchange = await startPracticeExchange(['--seed', '7']);
    const desk = await openDesk({ args: ['--exchange', exchange.url], ...options });
    return new TradingDesk(exchange, desk);
  }

  /** Opens the desk again on a profile, after it was killed. */
  async reopen(profile: string): Promise<void> {
    this.desk = await openDesk({ args: ['--exchange', this.exchange.url], profile });
  }

  async close(): Promise<void> {
    await this.desk.close().catch(() => undefined);
    await this.exchange.stop();
  }

  view(): Promise<DeskView> {
    return readTopic(this.desk.page, 'desk');
  }

  async quoting(): Promise<QuotingView> {
    const view = (await readTopic(this.desk.page, 'quoting'))[`deribit:${PERPETUAL}`];
    if (view === undefined) throw new Error(`Expected ${PERPETUAL} among the quoted instruments, found it missing.`);
    return view;
  }

  hedge(): Promise<HedgeView> {
    return readTopic(this.desk.page, 'hedge');
  }

  press(keys: string): Promise<void> {
    return this.desk.page.keyboard.press(keys);
  }

  /** Waits until the desk view is as wanted. */
  untilView(what: string, isSo: (view: DeskView) => boolean, limitMs?: number): Promise<DeskView> {
    return until(what, async () => this.view().then((view) => (isSo(view) ? view : null)), limitMs);
  }

  /** Arms and turns trading of the selected instrument on, by key; out of a latch first, and again if the machine starved the engine. */
  async startQuoting(): Promise<void> {
    const reasons: string[] = [];
    await until(
      'quotes on both sides at the exchange',
      async () => {
        const open = await this.openOrders();
        const isQuoting = open.some((order) => order.direction === 'buy') && open.some((order) => order.direction === 'sell');
        return isQuoting ? true : this.takeUpTrading(reasons);
      },
      60_000,
    );
  }

  /** A position that no quote can change any more: until they are gone the market may take back to the lot what was filled. */
  holdPosition(side: 'buy' | 'sell'): Promise<DeskView> {
    return until('a position that no quote can change', async () => {
      await this.startQuoting();
      await this.fillBest(side);
      await this.press('F9');
      await this.untilNothingRests();
      const held = await this.untilView('no quotes', (found) => found.quoteCount === 0);
      return Math.abs(held.underlyings['BTC']?.deltaCoin ?? 0) > 0.0005 ? held : null;
    });
  }

  /** The next thing a trader would do; `reasons` keeps what was resumed from. */
  private async takeUpTrading(reasons: string[]): Promise<null> {
    const { page } = this.desk;
    const view = await this.view();
    if (view.tradingState !== 'active' && !isLatched(view)) return null;
    if (!view.isArmed) await this.press('Control+Shift+A');
    // A trader presses the next key when the window shows it, not when the engine knows it.
    if (!(await appears(page.locator('[data-armed=true]').first()))) return null;
    if (isLatched(view)) return this.resume(view.tradingStateReason, reasons);
    if (!(await appears(page.locator('[data-panel=quoting][data-state=live]')))) return null;
    if ((await this.quoting()).isTradingOn) return null;
    await this.press('Control+Alt+G');
    await until('trading on', async () => ((await this.quoting()).isTradingOn ? true : null), KEY_LIMIT_MS).catch(() => null);
    return null;
  }

  /** Leaves a latch as a trader does: the dialog, the word, the held button. */
  private async resume(reason: string, reasons: string[]): Promise<null> {
    if (reasons.length > 0 && !STARVED.test(reason)) throw new Error(`Expected one RESUME to be enough, found: ${reason}`);
    const { page } = this.desk;
    await page.locator('button[name=resume]').click();
    await page.getByLabel('Type RESUME').fill('RESUME');
    await this.hold('hold-to-resume');
    const isOver = await appears(page.getByLabel('Type RESUME'), 'hidden');
    // Halted once more meanwhile, which disarms: the desk denied it and the dialog says why.
    if (isOver) reasons.push(reason);
    else
      await page
        .getByRole('button', { name: 'Close', exact: true })
        .click({ timeout: KEY_LIMIT_MS })
        .catch(() => undefined);
    return null;
  }

  /** Presses a button for that long; what is exceptional must be held for 1.2 s. */
  async hold(name: string, milliseconds = 1_500): Promise<void> {
    const { page } = this.desk;
    const box = await page.locator(`button[name=${name}]`).boundingBox();
    if (box === null) throw new Error(`Expected the button ${name} on screen, found it missing.`);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    await page.mouse.up();
  }

  /** What rests at the exchange for the desk's account. */
  async openOrders(): Promise<readonly OpenOrder[]> {
    return (await this.exchange.call('practice/open_orders')) as readonly OpenOrder[];
  }

  untilNothingRests(limitMs?: number): Promise<true> {
    return until('no open order at the exchange', async () => ((await this.openOrders()).length === 0 ? true : null), limitMs);
  }

  /** The exchange's own record of one kind. */
  logged(kind: string): readonly LogLine[] {
    return this.exchange.log().filter((line) => line['kind'] === kind);
  }

  /** An outsider fills our best quote of a side whole; tried again if that quote moved away meanwhile. */
  async fillBest(direction: 'buy' | 'sell'): Promise<void> {
    const isBetter = (first: OpenOrder, second: OpenOrder): number =>
      direction === 'buy' ? second.price - first.price : first.price - second.price;
    await until(`a fill of our best ${direction}`, async () => {
      const orders = (await this.openOrders()).filter((order) => order.direction === direction && order.instrument_name === PERPETUAL);
      const best = [...orders].sort(isBetter)[0];
      if (best === undefined) return null;
      return this.exchange.call('practice/fill_order', { order_id: best.order_id }).catch(() => null);
    });
  }
}
