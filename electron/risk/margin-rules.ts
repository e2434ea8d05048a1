/** Which margin rule an account follows, and where each of its numbers comes from: the venue's words first, published rules after. */
import { isPortfolioModel, type MarginSimulation, type PortfolioMarginModel } from '../../shared/domain/margin-simulation';
import type { RiskSnapshot } from '../../shared/projection/risk-snapshot';
import type { StandardMarginParameters } from '../../shared/risk/margin-standard';

/** Options' rates and the fall-back of futures' rates: stated in the venue's documents only, not by any of its methods. */
const PUBLISHED: Readonly<Record<string, StandardMarginParameters>> = {
  BTC: {
    future: { initialBase: 0.02, initialPerCoin: 0.00005, maintenanceBase: 0.01, maintenancePerCoin: 0.00005 },
    option: { initial: 0.15, initialFloor: 0.1, maintenance: 0.075 },
  },
  ETH: {
    future: { initialBase: 0.02, initialPerCoin: 0.000004, maintenanceBase: 0.01, maintenancePerCoin: 0.000004 },
    option: { initial: 0.15, initialFloor: 0.1, maintenance: 0.075 },
  },
};

/** The rules of one settlement coin. */
export interface MarginRules {
  /** What the account follows. */
  readonly model: 'standard' | 'portfolio';
  /** `null`: no rule of this coin is known. */
  readonly standard: StandardMarginParameters | null;
  /** `null`: the venue published none to this account. */
  readonly portfolio: PortfolioMarginModel | null;
  /** Why there is no portfolio margin; empty if there is. */
  readonly portfolioReason: string;
  /** Where the numbers come from, for a reader. */
  readonly words: string;
}

function standardRules(
  snapshot: RiskSnapshot,
  currency: string,
  model: PortfolioMarginModel | null,
): readonly [StandardMarginParameters | null, string] {
  const published = PUBLISHED[currency];
  if (published === undefined) return [null, `no margin rule of ${currency} is known`];
  const perpetual = snapshot.futures.find(({ underlying, expiresAtMs }) => underlying === currency && expiresAtMs === null);
  const leverage = perpetual?.maximumLeverage ?? null;
  const initialBase = leverage === null ? published.future.initialBase : 1 / leverage;
  const perCoin = model?.ratePerCoin ?? published.future.initialPerCoin;
  // The documents have maintenance at half of the initial rate, rising alike.
  const future = { initialBase, initialPerCoin: perCoin, maintenanceBase: initialBase / 2, maintenancePerCoin: perCoin };
  const base = leverage === null ? 'from its documents' : `the venue’s greatest leverage ${leverage}`;
  const rise = model === null ? 'from its documents' : 'the venue’s parameter';
  const words =
    `futures ${(initialBase * 100).toFixed(2)} % (${base}) + ${(perCoin * 100).toPrecision(2)} % a coin (${rise}), maintenance half of the base; ` +
    'options 15, 10 and 7.5 % (from its documents)';
  return [{ future, option: published.option }, words];
}

function portfolioReason(simulation: MarginSimulation | undefined): string {
  if (simulation === undefined) return 'unpriced, because the venue has not published the parameters of portfolio margin yet';
  return simulation.parameters === null ? `unpriced, because ${simulation.reason || 'the venue published no parameters'}` : '';
}

/** What the snapshot says of one venue's account in one coin. */
export function rulesOf(snapshot: RiskSnapshot, venue: string, currency: string): MarginRules {
  const simulation = snapshot.marginSimulations[`${venue}|${currency}`];
  const portfolio = simulation?.parameters ?? null;
  const [standard, words] = standardRules(snapshot, currency, portfolio);
  const named = snapshot.balances.find((balance) => balance.venue === venue && balance.currency === currency)?.marginModel;
  const isPortfolio = named !== undefined && isPortfolioModel(named);
  return {
    model: isPortfolio ? 'portfolio' : 'standard',
    standard,
    portfolio,
    portfolioReason: portfolioReason(simulation),
    words: isPortfolio ? 'portfolio margin by the venue’s parameters; open orders by the standard rule' : words,
  };
}
