/** A book as it passes a proxy: numbered anew, so that changes can be added, crossed or left out. */

/** What a book message of the venue holds. */
export interface BookData {
  readonly type: string;
  readonly timestamp: number;
  readonly instrument_name: string;
  readonly bids: readonly WireLevel[];
  readonly asks: readonly WireLevel[];
}
type Side = 'bids' | 'asks';
type WireLevel = readonly [action: string, price: number, amount: number];

/** How many levels of a side are changed in turn. */
const BEST_LEVELS = 20;

/** One book as the desk knows it. */
export class LoadedBook {
  private changeId = 0;
  private readonly levels = { bids: new Map<number, number>(), asks: new Map<number, number>() };
  /** Prices of the best levels, best first, until a frame of the venue changes them. */
  private best: Record<Side, readonly number[] | null> = { bids: null, asks: null };
  private turn = 0;

  constructor(
    private readonly channel: string,
    private last: BookData,
  ) {}

  /** The venue's own frame under our number. */
  pass(data: BookData): string {
    this.last = data;
    this.best = { bids: null, asks: null };
    if (data.type === 'snapshot') for (const side of ['bids', 'asks'] as const) this.levels[side].clear();
    for (const side of ['bids', 'asks'] as const) {
      for (const [action, price, amount] of data[side]) {
        if (action === 'delete') this.levels[side].delete(price);
        else this.levels[side].set(price, amount);
      }
    }
    return this.write(data);
  }

  /** A change of the quantity of one of the best levels, back and forth; `null` while the book is empty. */
  add(): string | null {
    this.turn += 1;
    const side = this.turn % 2 === 0 ? 'bids' : 'asks';
    const prices = (this.best[side] ??= this.bestPrices(side));
    const price = prices[(this.turn >> 1) % prices.length];
    const amount = price === undefined ? undefined : this.levels[side].get(price);
    if (price === undefined || amount === undefined) return null;
    const level: WireLevel = ['change', price, this.turn % 4 < 2 ? amount * 2 : amount];
    return this.write(this.change({ [side]: [level] }));
  }

  /** A change that continues one which the desk never got. */
  skip(): string {
    this.changeId += 1;
    return this.write(this.change({}));
  }

  /** A change that puts a bid at the best ask; `null` while there is none. */
  cross(): string | null {
    const best = Math.min(...this.levels.asks.keys());
    return Number.isFinite(best) ? this.write(this.change({ bids: [['new', best, this.levels.asks.get(best) ?? 0]] })) : null;
  }

  private bestPrices(side: Side): readonly number[] {
    return [...this.levels[side].keys()].sort((one, other) => (side === 'bids' ? other - one : one - other)).slice(0, BEST_LEVELS);
  }

  private change(levels: Partial<Pick<BookData, 'bids' | 'asks'>>): BookData {
    // Stamped now: a change of now must not look late.
    return { ...this.last, timestamp: Date.now(), type: 'change', bids: [], asks: [], ...levels };
  }

  private write(data: BookData): string {
    const previous = data.type === 'snapshot' ? {} : { prev_change_id: this.changeId };
    this.changeId += 1;
    const numbered = { ...data, ...previous, change_id: this.changeId };
    return JSON.stringify({ jsonrpc: '2.0', method: 'subscription', params: { channel: this.channel, data: numbered } });
  }
}
