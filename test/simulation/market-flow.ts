/** Other people, as few and as quick as a simulation needs: a ladder that walks, changes and is taken from, all from one seed. */
import type { Account } from '../../shared/exchange/account';
import { stepAt, withListedTick, type ContractSpec, type Currency } from '../../shared/exchange/contract-spec';
import type { FlowMarket, FlowSource } from '../../shared/exchange/flow/flow-source';
import { listContracts } from '../../shared/exchange/listing';
import type { SeededRandom } from '../../shared/domain/random';
import type { MarketDay } from './market-day';
import { OPTION_VOLATILITY, OptionLadder, type OptionTraders } from './option-flow';

/** The market moves this often. */
export const FLOW_STEP_MS = 500;
const START_INDEX = { BTC: 60_000, ETH: 3_000 };
const LEVELS = 4;
const LEVEL_LOTS = 400;

type FlowDay = Pick<MarketDay, 'listedAtMs' | 'options' | 'hasFineUnit' | 'premium' | 'second'>;

interface Ladder {
  spec: ContractSpec;
  /** In steps of the price that apply there. */
  center: number;
  ids: string[];
}

/** Of a day whose ticks may become finer. USD; the list names the usual one at first. */
const FINE_UNIT = 0.1;

function withFineUnit(spec: ContractSpec): ContractSpec {
  return spec.name === 'BTC-PERPETUAL' ? withListedTick({ ...spec, tickSize: FINE_UNIT }, spec.tickSize) : spec;
}

/** Units to a step. */
function unitsOf({ spec }: Ladder): number {
  return Math.round(stepAt(spec, START_INDEX[spec.currency]) / spec.tickSize);
}

/** Perpetuals, futures, and on days with options these: each has a chance of its own, so that they change nothing for the others. */
export class SimulatedFlow implements FlowSource {
  readonly name = 'simulated';
  readonly contracts: readonly ContractSpec[];
  readonly reference: FlowSource['reference'];
  /** What everyone says of the index over what it is. */
  indexFactor = 1;
  isIndexFrozen = false;
  /** Steps of the quoted book that happen at once, next time. */
  burst = 0;
  private readonly second: MarketDay['second'];
  private ladders: Ladder[] = [];
  private readonly options: readonly OptionLadder[];
  private maker: Account | null = null;
  private taker: Account | null = null;
  private steps = 0;
  private readonly index: Record<Currency, number> = { ...START_INDEX };

  constructor(
    private readonly random: SeededRandom,
    private readonly startMs: number,
    { listedAtMs, options, hasFineUnit, premium, second }: FlowDay,
  ) {
    this.second = second;
    const usual = listContracts(listedAtMs, START_INDEX, { BTC: options?.chain ?? [], ETH: [] });
    this.contracts = hasFineUnit ? usual.map(withFineUnit) : usual;
    const listed = this.contracts.filter(({ kind }) => kind === 'option');
    this.options = listed.map((spec) => new OptionLadder(spec, random.fork(spec.name)));
    const price = (currency: Currency): number => (this.index[currency] * this.indexFactor) / (1 + premium);
    this.reference = { index: price, forward: price, volatility: () => OPTION_VOLATILITY };
  }

  open(market: FlowMarket): void {
    this.maker = market.participant('maker');
    this.taker = market.participant('taker');
    const lasting = this.contracts.filter(({ kind }) => kind !== 'option');
    this.ladders = lasting.map((spec) => ({
      spec,
      center: Math.round(START_INDEX[spec.currency] / stepAt(spec, START_INDEX[spec.currency])),
      ids: [],
    }));
    for (const ladder of this.ladders) this.quote(ladder, market);
    this.withOptions(market, this.startMs, (option, traders) => option.quote(traders));
  }

  advance(nowMs: number, market: FlowMarket): void {
    const due = Math.floor((nowMs - this.startMs) / FLOW_STEP_MS);
    // After a long sleep only the last minute of missed steps is made up for: nobody saw the others.
    this.steps = Math.max(this.steps, due - 120);
    for (; this.steps < due; this.steps += 1) {
      for (const ladder of this.ladders) this.step(ladder, market);
      this.withOptions(market, nowMs, (option, traders) => option.step(traders));
    }
    const [lively] = this.ladders;
    for (; lively !== undefined && this.burst > 0; this.burst -= 1) this.quote(lively, market);
  }

  /** A contract goes by other steps: everyone quotes there anew at once. */
  relist(spec: ContractSpec): void {
    const ladder = this.ladders.find((each) => each.spec.name === spec.name);
    if (ladder === undefined) return;
    const before = stepAt(ladder.spec, this.index[spec.currency]);
    ladder.spec = spec;
    ladder.center = Math.round((ladder.center * before) / stepAt(spec, this.index[spec.currency]));
    this.burst += 1;
  }

  /** A contract with the steps that it goes by now. */
  latest(spec: ContractSpec): ContractSpec {
    return this.ladders.find((each) => each.spec.name === spec.name)?.spec ?? spec;
  }

  private withOptions(market: FlowMarket, nowMs: number, act: (option: OptionLadder, traders: OptionTraders) => void): void {
    const { maker, taker } = this;
    if (maker === null || taker === null) return;
    const traders = { maker, taker, market, nowMs, forward: this.reference.index('BTC') };
    for (const option of this.options) if (market.isOpen(option.spec)) act(option, traders);
  }

  private step(ladder: Ladder, market: FlowMarket): void {
    // Only what is quoted is lively.
    const { name, currency, kind } = ladder.spec;
    const isQuoted = name === 'BTC-PERPETUAL' || name === this.second;
    if (!isQuoted && this.random.next() > 0.1) return;
    if (this.random.next() < 0.35) {
      ladder.center += this.random.index(9) - 4;
      if (isQuoted && kind === 'perpetual' && !this.isIndexFrozen)
        this.index[currency] = ladder.center * unitsOf(ladder) * ladder.spec.tickSize;
      this.quote(ladder, market);
    }
    if (isQuoted && this.random.next() < 0.3) this.take(ladder, market);
  }

  private quote(ladder: Ladder, market: FlowMarket): void {
    const { maker } = this;
    if (maker === null) return;
    for (const id of ladder.ids) market.withdraw(maker, id);
    ladder.ids = [];
    for (const side of ['buy', 'sell'] as const) {
      for (let level = 0; level < LEVELS; level += 1) {
        const distance = 4 + level * 2;
        const ticks = (ladder.center + (side === 'buy' ? -distance : distance)) * unitsOf(ladder);
        const lots = LEVEL_LOTS + this.random.index(LEVEL_LOTS);
        const id = market.rest(maker, ladder.spec, { side, ticks, lots });
        if (id !== null) ladder.ids.push(id);
      }
    }
  }

  private take(ladder: Ladder, market: FlowMarket): void {
    const { taker } = this;
    if (taker === null) return;
    const side = this.random.next() < 0.5 ? 'buy' : 'sell';
    const reach = this.random.index(7);
    const lots = 1 + this.random.index(LEVEL_LOTS * 4);
    market.take(taker, ladder.spec, { side, lots, limitTicks: (ladder.center + (side === 'buy' ? reach : -reach)) * unitsOf(ladder) });
  }
}
