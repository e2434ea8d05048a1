/** The one registry of the wire protocol: method name → handler. */
import { ACCOUNT_METHODS } from './account-methods';
import { CHART_METHODS } from './chart-methods';
import { CONTROL_METHODS } from './control-methods';
import { MARKET_METHODS } from './market-methods';
import { QUOTE_METHODS } from './quote-methods';
import { ORDER_METHODS } from './order-methods';
import { SESSION_METHODS } from './session-methods';
import { PORTFOLIO_METHODS } from './portfolio-methods';
import type { Method } from './method';

/** All methods by full name. */
export const METHODS: ReadonlyMap<string, Method> = new Map(
  [
    SESSION_METHODS,
    MARKET_METHODS,
    CHART_METHODS,
    ORDER_METHODS,
    ACCOUNT_METHODS,
    QUOTE_METHODS,
    PORTFOLIO_METHODS,
    CONTROL_METHODS,
  ].flatMap((table) => Object.entries(table)),
);
