/** The exchange's own record, read as it grows: what was ordered, ended, traded and held, whatever the desk believes. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { LogLine, PracticeExchange } from '../support/practice-exchange';

/** An order as the exchange lists it. */
export interface RestingOrder {
  readonly order_id: string;
  readonly label: string;
  readonly direction: 'buy' | 'sell';
  readonly price: number;
  readonly instrument_name: string;
  readonly session: string;
}

const CHUNK_BYTES = 1 << 20;

/** Follows one exchange. */
export class ExchangeTruth {
  /** Every line so far, oldest first. */
  readonly lines: LogLine[] = [];
  #offset = 0;
  #rest = '';

  constructor(readonly exchange: PracticeExchange) {}

  /** Lines that are new since the last call; all of them are in `lines` too. */
  read(): readonly LogLine[] {
    const file = openSync(this.exchange.logPath, 'r');
    const from = this.lines.length;
    const buffer = Buffer.alloc(CHUNK_BYTES);
    for (;;) {
      const count = readSync(file, buffer, 0, CHUNK_BYTES, this.#offset);
      if (count === 0) break;
      this.#offset += count;
      const texts = (this.#rest + buffer.toString('utf8', 0, count)).split('\n');
      this.#rest = texts.pop() ?? '';
      for (const text of texts) this.lines.push(JSON.parse(text) as LogLine);
    }
    closeSync(file);
    return this.lines.slice(from);
  }

  /** Lines of one kind, all so far. */
  of(kind: string): readonly LogLine[] {
    this.read();
    return this.lines.filter((line) => line['kind'] === kind);
  }

  /** Labels under which more than one order was accepted: sent twice. */
  doubledLabels(): readonly string[] {
    const seen = new Set<string>();
    const doubled = new Set<string>();
    for (const { label } of this.of('order')) {
      if (seen.has(String(label))) doubled.add(String(label));
      seen.add(String(label));
    }
    return [...doubled];
  }

  /** What rests for the desk's account now. */
  async openOrders(): Promise<readonly RestingOrder[]> {
    return (await this.exchange.call('practice/open_orders')) as readonly RestingOrder[];
  }

  /** Signed position by instrument name, in the exchange's unit. */
  async positions(): Promise<ReadonlyMap<string, number>> {
    const list = (await this.exchange.call('practice/positions')) as readonly { readonly instrument_name: string; readonly size: number }[];
    return new Map(list.filter(({ size }) => size !== 0).map(({ instrument_name: name, size }) => [name, size]));
  }

  /** Settled and unsettled cash of the account, coin: balance and the profit of the session that is not in it yet. */
  async cash(currency: string): Promise<number> {
    const summary = await this.exchange.call('private/get_account_summary', { currency });
    const { balance, futures_session_rpl: unsettled } = summary as { readonly balance: number; readonly futures_session_rpl: number };
    return balance + unsettled;
  }
}
