/** What working orders bind beside the positions: the worse of both sides, as if filled, and the premium that bought options would cost. */
import { forwardAt } from '../../shared/pricing/forward-curve';
import { inverseFutureMargin, optionMargin, type StandardMarginParameters } from '../../shared/risk/margin-standard';
import type { OpenOrdersRow } from '../../shared/projection/risk-snapshot';
import type { RiskInputs } from './risk-inputs';

/** Initial margin of a signed quantity of an order's instrument, coin; not a number where it has no price. */
type InitialOf = (quantity: number) => number;

function initialOf({ position, price }: OpenOrdersRow, { markets }: RiskInputs, parameters: StandardMarginParameters): InitialOf {
  const { optionType, strike, expiresAtMs, markPrice, underlying } = position;
  if (optionType === null || strike === null || expiresAtMs === null)
    return (quantity) => inverseFutureMargin(quantity, price ?? Number.NaN, parameters.future)?.initial ?? Number.NaN;
  const market = markets.get(underlying);
  const point = market === undefined ? null : forwardAt(market.curve, expiresAtMs);
  const forward = point?.ok === true ? point.value.forward : (market?.indexPrice ?? Number.NaN);
  const terms = { optionType, strike, forward, markPrice: markPrice ?? price ?? Number.NaN };
  return (quantity) => optionMargin({ ...terms, quantity }, parameters.option)?.initial ?? Number.NaN;
}

function rowNeed(row: OpenOrdersRow, inputs: RiskInputs, parameters: StandardMarginParameters): number {
  const { position, price, quotedBuy, quotedSell, pendingBuy, pendingSell } = row;
  const held = inputs.book.find((priced) => priced.position.instrumentId === position.instrumentId)?.position.quantity ?? 0;
  const need = initialOf(row, inputs, parameters);
  const [buys, sells] = [quotedBuy + pendingBuy, quotedSell + pendingSell];
  const premium = position.kind === 'option' && buys > 0 ? buys * (price ?? Number.NaN) : 0;
  return Math.max(need(held), need(held + buys), need(held - sells)) - need(held) + premium;
}

/** Initial margin of working orders beyond what the positions need already, coin; not a number where one has no price. */
export function ordersNeed(orders: readonly OpenOrdersRow[], inputs: RiskInputs, parameters: StandardMarginParameters): number {
  return orders.reduce((sum, row) => sum + rowNeed(row, inputs, parameters), 0);
}
