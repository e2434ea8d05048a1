/** Synthetic flow: makers, noise and informed traders on every contract, all drawn from one seed. */
import type { Account } from '../../account';
import { CURRENCIES, type ContractSpec, type Currency } from '../../contract-spec';
import { listContracts } from '../../listing';
import { SeededRandom } from '../../../domain/random';
import type { ReferencePrices } from '../../reference-prices';
import { YEAR_MS } from '../../../domain/time';
import type { FlowMarket, FlowSource } from '../flow-source';
import { Arrivals } from './arrivals';
import { CHARACTERS, FUTURE_LADDER, PERPETUAL_LADDER } from './characters';
import { ChainVolatility } from '../recorded/chain-volatility';
import type { PerpetualDriver, RecordedMarket } from '../recorded/recorded-market';
import { FairPrice, type PriceProcess } from './fair-price';
import { LadderMaker } from './ladder-maker';
import { OptionMaker } from './option-maker';
import { Surface } from './surface';
import { Takers } from './takers';

/** The flow moves in steps of this length. */
const STEP_MS = 50;
/** Dated futures are requoted every so many steps, each option about every so many. */
const FUTURE_EVERY = 5;
const OPTION_EVERY = 60;
/** Carry of dated contracts, continuously compounded per year. */
const CARRY = 0.05;

interface Market {
  readonly fair: PriceProcess;
  readonly surface: Surface;
  readonly takers: Takers;
  readonly perpetual: LadderMaker;
  /** Takes the place of the perpetual's maker and takers. */
  readonly driver: PerpetualDriver | null;
  readonly futures: readonly { readonly spec: ContractSpec; readonly maker: LadderMaker; readonly takers: Takers }[];
  readonly options: readonly OptionMaker[];
}

/** Where a synthetic session starts. `speed` is flow seconds per second. */
export interface SyntheticSettings {
  readonly seed: number;
  readonly startMs: number;
  readonly speed: number;
  /** Recordings that take over parts of a currency. */
  readonly recorded?: Partial<Readonly<Record<Currency, RecordedMarket>>>;
}

/** The default flow: needs no file, repeats exactly for a seed. */
export class SyntheticFlow implements FlowSource {
  public readonly name: string;
  public readonly contracts: readonly ContractSpec[];
  public readonly reference: ReferencePrices;
  private readonly fairs: Readonly<Record<Currency, PriceProcess>>;
  private readonly surfaces: Readonly<Record<Currency, Surface>>;
  private readonly random: SeededRandom;
  private readonly markets: Market[] = [];
  /** Recorded volatilities by currency, in the order of `CURRENCIES`. */
  private readonly chains: ChainVolatility[] = [];
  private steps = 0;

  public constructor(private readonly settings: SyntheticSettings) {
    this.random = new SeededRandom(settings.seed);
    const recorded = settings.recorded ?? {};
    this.name = Object.keys(recorded).length > 0 ? 'recorded' : 'synthetic';
    const start = (currency: Currency): number => recorded[currency]?.startPrice ?? CHARACTERS[currency].fair.start;
    const fair = (currency: Currency): PriceProcess =>
      recorded[currency]?.perpetual ??
      new FairPrice({ ...CHARACTERS[currency].fair, start: start(currency) }, this.random.fork(`fair ${currency}`));
    const surface = (currency: Currency): Surface => new Surface(CHARACTERS[currency].surface, this.random.fork(`surface ${currency}`));
    this.fairs = { BTC: fair('BTC'), ETH: fair('ETH') };
    this.surfaces = { BTC: surface('BTC'), ETH: surface('ETH') };
    this.contracts = listContracts(
      settings.startMs,
      { BTC: start('BTC'), ETH: start('ETH') },
      {
        BTC: recorded.BTC?.chain ?? null,
        ETH: recorded.ETH?.chain ?? null,
      },
    );
    for (const currency of CURRENCIES) this.chains.push(new ChainVolatility(recorded[currency]?.chain ?? []));
    this.reference = {
      index: (currency) => this.fairs[currency].index(),
      forward: (currency, expiresAtMs) =>
        this.fairs[currency].index() * Math.exp((CARRY * Math.max(0, expiresAtMs - this.clockMs())) / YEAR_MS),
      volatility: (spec) => this.volatility(spec),
    };
  }

  /** Opens accounts and fills every book. */
  public open(market: FlowMarket): void {
    const accounts = { maker: market.participant('maker'), taker: market.participant('taker'), informed: market.participant('informed') };
    for (const currency of CURRENCIES) this.markets.push(this.openCurrency(currency, market, accounts));
    for (const opened of this.markets) this.fill(opened);
  }

  /** Acts for all whole steps up to `nowMs`. */
  public advance(nowMs: number): void {
    const due = Math.floor(((nowMs - this.settings.startMs) * this.settings.speed) / STEP_MS);
    for (; this.steps < due; this.steps += 1) {
      for (const opened of this.markets) this.step(opened);
    }
  }

  private step(opened: Market): void {
    const seconds = STEP_MS / 1000;
    const move = opened.fair.step(seconds);
    opened.surface.step(seconds, move);
    if (opened.driver === null) this.stepPerpetual(opened, seconds);
    else opened.driver.advance((this.steps + 1) * STEP_MS);
    for (const [position, future] of opened.futures.entries()) {
      if ((this.steps + position) % FUTURE_EVERY !== 0) continue;
      const ratio = this.reference.forward(future.spec.currency, future.spec.expiresAtMs ?? 0) / opened.fair.index();
      future.maker.step(opened.fair.index() * ratio, 0.3);
      future.takers.step({
        seconds: seconds * FUTURE_EVERY,
        activity: opened.fair.activity(),
        informed: opened.fair.informed() * ratio,
        believed: opened.fair.believed() * ratio,
      });
    }
    for (let index = this.steps % OPTION_EVERY; index < opened.options.length; index += OPTION_EVERY)
      opened.options[index]?.step(this.clockMs());
  }

  private stepPerpetual(opened: Market, seconds: number): void {
    const { fair } = opened;
    opened.perpetual.step(fair.believed(), 0);
    opened.takers.step({ seconds, activity: fair.activity(), informed: fair.informed(), believed: fair.believed() });
  }

  private fill(opened: Market): void {
    if (opened.driver === null) opened.perpetual.step(opened.fair.believed(), 1);
    for (const { spec, maker } of opened.futures) maker.step(this.reference.forward(spec.currency, spec.expiresAtMs ?? 0), 1);
    for (const option of opened.options) option.step(this.settings.startMs);
  }

  private openCurrency(
    currency: Currency,
    market: FlowMarket,
    accounts: Readonly<Record<'maker' | 'taker' | 'informed', Account>>,
  ): Market {
    const character = CHARACTERS[currency];
    const own = this.contracts.filter((spec) => spec.currency === currency);
    const ladder = (spec: ContractSpec): LadderMaker =>
      new LadderMaker(spec, spec.kind === 'perpetual' ? PERPETUAL_LADDER[currency] : FUTURE_LADDER[currency], {
        account: accounts.maker,
        market,
        random: this.random.fork(`ladder ${spec.name}`),
      });
    const takers = (spec: ContractSpec): Takers => {
      const random = this.random.fork(`takers ${spec.name}`);
      const pace = spec.kind === 'perpetual' ? character.arrivals : { ...character.arrivals, baseRate: character.arrivals.baseRate / 10 };
      const arrivals = new Arrivals(pace, random.fork('arrivals'));
      return new Takers(spec, {
        noise: accounts.taker,
        informed: accounts.informed,
        market,
        random,
        arrivals,
        medianUsd: character.medianTradeUsd,
      });
    };
    const perpetual = own.filter((spec) => spec.kind === 'perpetual');
    const [first] = perpetual;
    if (first === undefined) throw new Error(`expected a perpetual for ${currency} in the listing, found none`);
    const driver = this.settings.recorded?.[currency]?.perpetual ?? null;
    driver?.open(first, market);
    return {
      driver,
      fair: this.fairs[currency],
      surface: this.surfaces[currency],
      perpetual: ladder(first),
      takers: takers(first),
      futures: own.filter((spec) => spec.kind === 'future').map((spec) => ({ spec, maker: ladder(spec), takers: takers(spec) })),
      options: own
        .filter((spec) => spec.kind === 'option')
        .map(
          (spec) =>
            new OptionMaker(spec, { account: accounts.maker, market, random: this.random.fork(spec.name), reference: this.reference }),
        ),
    };
  }

  private volatility(spec: ContractSpec): number {
    if (spec.option === null || spec.expiresAtMs === null) return 0;
    const years = Math.max(0, (spec.expiresAtMs - this.clockMs()) / YEAR_MS);
    const forward = this.reference.forward(spec.currency, spec.expiresAtMs);
    const recorded = this.chains[CURRENCIES.indexOf(spec.currency)]?.of(spec) ?? null;
    const level = recorded === null ? null : recorded * this.surfaces[spec.currency].drift();
    return level ?? this.surfaces[spec.currency].volatility(spec.option.strike, forward, years);
  }

  /** Flow time in real milliseconds: marks and expiries count real time whatever the speed. */
  private clockMs(): number {
    return this.settings.startMs + (this.steps * STEP_MS) / this.settings.speed;
  }
}
